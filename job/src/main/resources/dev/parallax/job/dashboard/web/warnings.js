/** What a report says of its own numbers that say less than they seem to. */
import { el, foreign } from './dom.js';
import { count } from './format.js';

/** From which share of the sampled texts on it is worth saying, as the report does of those shed or failed. */
const UNANSWERED_SHARE = 0.05;
const OF_AGREEMENT = ['agreement.', 'disagreement.'];

const ofAgreement = (name) => OF_AGREEMENT.some((prefix) => name.startsWith(prefix));

/** One paragraph. */
export const warning = (...words) => el('p.warning', {}, el('strong', {}, 'Misleading: '), words);

/** Those of agreement, and of the window that all of it is of. */
export function agreementWarnings(report) {
  const said = report.warnings.filter(({ metrics }) => metrics.some(ofAgreement)).map(({ message }) => warning(foreign(message)));
  const { sampled = 0, compared = 0, shed = 0, failed = 0 } = report.counts;
  const late = sampled - compared - shed - failed;
  if (!report.complete && sampled > 0 && late >= UNANSWERED_SHARE * sampled) {
    said.push(warning(count(late) + ' comparisons had not come when the window left. Texts that both sides read alike agree at once:'
      + ' the two agree less than these numbers say.'));
  }
  return said;
}

/** Those of any other number. */
export const otherWarnings = (report) => report.warnings
  .filter(({ metrics }) => metrics.length === 0 || !metrics.every(ofAgreement))
  .map(({ message }) => warning(foreign(message)));
