/** The latest texts that got another label, with what each side read. */
import { Kept, el, fill, foreign, spoken } from './dom.js';
import { align } from './align.js';
import { count, isNumber, score, time } from './format.js';

const FIRST = 6;
const MOST_STEPS = 120;

const byId = (id) => document.getElementById(id);
const cards = new Kept(newCard);
let all = [];
let expanded = false;

/**
 * Shows them.
 * @param {Object[]} disagreements latest first
 * @param {?Object} series whose shadow they are of; without one they are of all
 */
export function showDisagreements(disagreements, series) {
  all = disagreements;
  fill(byId('disagreements-of'), series ? [' with ', foreign(series.shadow)] : null);
  show();
}

function show() {
  const more = byId('disagreements-more');
  more.hidden = all.length <= FIRST;
  more.textContent = expanded ? 'Show fewer' : 'Show all ' + count(all.length);
  more.setAttribute('aria-expanded', String(expanded));
  byId('disagreements-key').hidden = !all.some((one) => one.difference);
  byId('disagreements-empty').hidden = all.length > 0;
  fill(byId('disagreements-list'), cards.elements(all.slice(0, expanded ? all.length : FIRST)));
}

byId('disagreements-more').addEventListener('click', () => {
  expanded = !expanded;
  show();
});

function newCard(one) {
  return el('article', {},
    el('h3', {}, spoken('Text '), foreign(one.id), ' ', el('span.quiet', {}, one.timeMillis > 0 ? time(one.timeMillis) : '')),
    one.head
      ? el('p.labels', {}, 'Model ', answer(one.huggingFace), ', head ', foreign(one.shadow), ' ', answer(one.head))
      : el('p.labels', {}, 'Hugging Face ', answer(one.huggingFace), ', Spark NLP ',
        one.sparkNlp ? answer(one.sparkNlp) : el('strong', {}, 'no class')),
    one.text ? el('blockquote', { dir: 'auto' }, foreign(one.text)) : null,
    causes(one),
    one.difference ? pieces(one.difference) : null);
}

const answer = ({ label, score: probability }) => [el('strong', {}, foreign(label)),
  isNumber(probability) ? ' ' + score(probability) : ''];

function causes({ causes: found, proven, minimal }) {
  if (!found) return null;
  if (found.length === 0) return el('p.causes', {}, el('span.tag', {}, 'cause unknown'));
  const certainty = proven ? 'proven' + (minimal ? '' : ', may be fewer') : 'suspected';
  return el('p.causes', {}, spoken('Causes: '), found.map((cause) => [
    el('span.tag', { 'data-certainty': proven ? 'proven' : 'suspected' }, foreign(cause.title)), ' ']),
  el('span.certainty', {}, el('span', { 'aria-hidden': 'true' }, proven ? '✓ ' : '? '), certainty));
}

function pieces({ huggingFace, sparkNlp, before, after }) {
  const [leftAfter = 0, rightAfter = 0] = after;
  const steps = align(huggingFace, sparkNlp);
  return el('ol.pieces', { 'aria-label': 'Word pieces; where they differ, Hugging Face’s above Spark NLP’s' },
    before > 0 ? el('li.gap', {}, '… ' + count(before) + ' before') : null,
    steps.slice(0, MOST_STEPS).map((step) => ('same' in step
      ? el('li', {}, foreign(step.same))
      : el('li.differ', {}, side('Hugging Face: ', step.left), side('Spark NLP: ', step.right)))),
    steps.length > MOST_STEPS ? el('li.gap', {}, '… ' + count(steps.length - MOST_STEPS), spoken(' places not shown')) : null,
    leftAfter + rightAfter > 0
      ? el('li.gap', {}, '… ' + (leftAfter === rightAfter ? count(leftAfter) : count(leftAfter) + ' / ' + count(rightAfter)) + ' after')
      : null);
}

function side(whose, some) {
  return el('span.side', {}, spoken(whose), some.length
    ? some.map((piece, i) => [i ? ' ' : '', foreign(piece)])
    : [el('span', { 'aria-hidden': 'true' }, '∅'), spoken('nothing')]);
}
