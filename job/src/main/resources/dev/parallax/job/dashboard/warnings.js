/** What a report says of its own numbers that say less than they seem to. */
import { el, foreign } from './dom.js';

const OF_AGREEMENT = ['agreement.', 'disagreement.'];

const ofAgreement = (name) => OF_AGREEMENT.some((prefix) => name.startsWith(prefix));

/** One paragraph. */
export const warning = (...words) => el('p.warning', {}, el('strong', {}, 'Misleading: '), words);

/** Those of agreement, and of the window that all of it is of. */
export function agreementWarnings(report) {
  const said = report.warnings.filter(({ metrics }) => metrics.some(ofAgreement)).map(({ message }) => warning(foreign(message)));
  if (!report.complete) {
    said.push(warning('Some comparisons of this window had not come when it left. Texts that both sides read alike agree at once: the'
      + ' two agree less than these numbers say.'));
  }
  return said;
}

/** Those of any other number. */
export const otherWarnings = (report) => report.warnings
  .filter(({ metrics }) => metrics.length === 0 || !metrics.every(ofAgreement))
  .map(({ message }) => warning(foreign(message)));
