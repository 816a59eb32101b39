/** Why texts got another label, most frequent first. */
import { el, fill, foreign } from './dom.js';
import { count } from './format.js';
import { SPARK_NLP } from './store.js';

const byId = (id) => document.getElementById(id);

export function showCauses(report) {
  const body = byId('causes-body');
  if (!report) {
    fill(body, el('p.empty', {}, 'What Spark NLP reads otherwise, where that changes the label.'));
    return;
  }
  const causes = [...report.causes].sort((a, b) => b.proven + b.suspected - a.proven - a.suspected);
  if (causes.length === 0) {
    if (report.shadow !== SPARK_NLP) {
      fill(body, el('p.empty', {}, 'Causes are differences in what Spark NLP reads. This shadow reads what the model reads.'));
      return;
    }
    fill(body, el('p.empty', {}, report.counts.disagreed > 0
      ? 'Nobody asked why: see shadow.attribution.max-variants.'
      : 'No disagreement in this window.'));
    return;
  }
  const most = causes[0].proven + causes[0].suspected;
  fill(body,
    el('ul.legend', { 'aria-label': 'Bars' }, el('li.key-proven', {}, 'proven'), el('li.key-suspected', {}, 'suspected')),
    el('ol.bars', {}, causes.map((cause) => el('li', { 'data-cause': cause.cause },
      el('span.name', {}, foreign(cause.title)),
      el('span.track', { 'aria-hidden': 'true' }, bar('proven', cause.proven / most), bar('suspected', cause.suspected / most)),
      el('span.figures', {}, words(cause))))),
    el('p.quiet', {}, 'A text may have several causes. Proven: mended, the text gets the primary’s label.'));
}

const words = ({ proven, suspected }) => [proven > 0 ? count(proven) + ' proven' : null,
  suspected > 0 ? count(suspected) + ' suspected' : null].filter(Boolean).join(', ');

function bar(kind, share) {
  const element = el('span.' + kind);
  element.style.width = share * 100 + '%';
  element.hidden = share === 0;
  return element;
}
