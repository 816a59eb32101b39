/** Primary's class by shadow's class. */
import { el, fill, foreign, scroll, spoken, table } from './dom.js';
import { count, percent } from './format.js';

const MOST_CLASSES = 10;
const MOST_CELLS = 15;
const SHADES = 5;

const byId = (id) => document.getElementById(id);

export function showMatrix(report) {
  const body = byId('confusion-body');
  if (!report) {
    fill(body, el('p.empty', {}, 'Which class the shadow gives where the primary gives another.'));
    return;
  }
  const cells = report.matrix;
  const total = cells.reduce((sum, [, , n]) => sum + n, 0);
  if (total === 0) {
    fill(body, el('p.empty', {}, 'Nothing was compared in this window.'));
    return;
  }
  fill(body, report.labels.length <= MOST_CLASSES ? whole(report, cells) : largest(report, cells, total));
}

const shadowClass = (report, i) => (i === report.labels.length ? el('em', {}, 'no class') : foreign(report.labels[i] ?? 'class ' + i));

function whole(report, cells) {
  const { labels } = report;
  const size = labels.length;
  const counts = labels.map(() => new Array(size + 1).fill(0));
  for (const [primary, shadow, n] of cells) {
    if (counts[primary]?.[shadow] !== undefined) counts[primary][shadow] += n;
  }
  const columns = [...labels.keys(), size];
  return scroll('Confusion matrix', el('table.matrix', {},
    el('caption', {}, el('span', {}, 'Rows: primary’s class; columns: shadow’s. Shaded by share of the row.')),
    el('thead', {}, el('tr', {}, el('td', {}), columns.map((i) => el('th', { scope: 'col' }, shadowClass(report, i))))),
    el('tbody', {}, counts.map((row, primary) => {
      const sum = row.reduce((a, b) => a + b, 0);
      return el('tr', {}, el('th', { scope: 'row' }, foreign(labels[primary])),
        row.map((n, shadow) => el('td', {
          class: 'number shade-' + (n === 0 ? 0 : Math.ceil((n / sum) * SHADES)) + (primary === shadow ? ' same' : ''),
        }, count(n), n > 0 ? el('span.share', {}, percent(n / sum)) : null)));
    }))));
}

/** With many classes the cells that matter, those off the diagonal. */
function largest(report, cells, total) {
  const off = cells.filter(([primary, shadow]) => primary !== shadow).sort((a, b) => b[2] - a[2]);
  const differ = off.reduce((sum, [, , n]) => sum + n, 0);
  const words = el('p', {}, count(report.labels.length) + ' classes; ' + count(differ) + ' of ' + count(total)
    + ' texts off the diagonal, in ' + count(off.length) + ' cells.');
  if (off.length === 0) return words;
  return [words, scroll('Largest cells off the diagonal', table('Largest cells off the diagonal', [
    { title: 'primary' }, { title: 'shadow' }, { title: 'texts', number: true }, { title: 'of those that differ', number: true },
  ], off.slice(0, MOST_CELLS).map(([primary, shadow, n]) => [
    foreign(report.labels[primary] ?? 'class ' + primary), shadowClass(report, shadow), count(n), percent(n / differ),
  ]))), off.length > MOST_CELLS ? el('p.quiet', {}, 'and ' + count(off.length - MOST_CELLS) + ' smaller cells') : spoken('')];
}
