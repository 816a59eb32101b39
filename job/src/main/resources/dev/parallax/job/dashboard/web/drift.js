/** How texts and answers differ from those of the reference. */
import { el, facts, fill, foreign, plain, scroll, table } from './dom.js';
import { colour, draw, forget } from './chart.js';
import { count, duration, figure, isNumber, none, pValue, percent, points, score, smallScore, time, value } from './format.js';

const TITLES = { predictedClass: 'Predicted class', score: 'Score', tokens: 'Tokens of a text' };
const MEASURES = [
  ['psi', 'PSI', 'population stability index'],
  ['js', 'JS', 'Jensen–Shannon distance'],
  ['ks', 'KS', 'Kolmogorov–Smirnov distance'],
  ['ksPValue', 'KS p', 'p value of the Kolmogorov–Smirnov test'],
];
const MOST_CLASSES = 24;

const byId = (id) => document.getElementById(id);
const panels = new Map();

export function showDrift(report) {
  showReference(report);
  showPanels(report);
  showFigures(report);
  showDetectors(report);
}

function showReference(report) {
  const place = byId('drift-reference');
  if (!report) {
    fill(place, 'How texts and answers differ from those of a reference.');
  } else if (!report.reference) {
    fill(place, 'There is no reference yet: what is shown is the window alone.');
  } else {
    const { kind, start, end, records } = report.reference;
    fill(place, 'Reference: ', foreign(kind), ', ' + count(records) + ' texts', start && end ? [', from ', time(start), ' to ', time(end)] : '', '.');
  }
}

/** A panel stays while there is its distribution, so that an open table stays open. */
function showPanels(report) {
  const distributions = report?.distributions ?? {};
  for (const [name, panel] of panels) {
    if (!(name in distributions)) {
      forget(panel.canvas);
      panel.root.remove();
      panels.delete(name);
    }
  }
  for (const [name, distribution] of Object.entries(distributions)) {
    if (!panels.has(name)) panels.set(name, newPanel(name));
    showPanel(report, name, distribution, panels.get(name));
  }
}

function newPanel(name) {
  const title = TITLES[name] ?? name;
  const canvas = el('canvas', { role: 'img', 'aria-label': title });
  const measures = el('div');
  const rest = el('p.quiet');
  const values = el('details', {}, el('summary', {}, 'The chart as a table'), el('div.scroll', {
    tabindex: '0', role: 'region', 'aria-label': title + ', table',
  }));
  const root = el('section.panel', { 'aria-label': title }, el('h3', {}, foreign(title)), measures,
    el('ul.legend', { 'aria-label': 'Bars' }, el('li.key-window', {}, 'window'), el('li.key-reference', {}, 'reference')),
    el('div.canvas', {}, canvas), rest, values);
  byId('drift-panels').append(root);
  return { root, canvas, measures, rest, values };
}

function showPanel(report, name, distribution, panel) {
  const { bars, all } = shares(name, distribution);
  const there = MEASURES.filter(([key]) => 'drift.' + name + '.' + key in report.values);
  fill(panel.measures, facts(...there.map(([key, short, long]) => [
    el('abbr', { title: long }, short), value(report, 'drift.' + name + '.' + key, key === 'ksPValue' ? pValue : smallScore),
  ])));
  const top = [...all].sort((a, b) => b.now - a.now)[0];
  draw(panel.canvas, () => configure(bars), (TITLES[name] ?? name) + ', ' + all.length + ' bins'
    + (top ? ': most in ' + plain(top.bin) + ', ' + percent(top.now) + (top.before === null ? '' : ', reference ' + percent(top.before)) : '') + '.');
  fill(panel.rest, bars.length < all.length ? 'The ' + bars.length + ' of ' + all.length + ' that moved most.' : null);
  panel.values.ontoggle = () => showValues(panel.values, name, all);
  showValues(panel.values, name, all);
}

/** Shares by bin, in their order; of very many classes those that moved most, and how many there are. */
function shares(name, { bins, counts, reference }) {
  const sum = counts.reduce((a, b) => a + b, 0);
  const before = reference.reduce((a, b) => a + b, 0);
  const all = bins.map((bin, i) => ({
    bin, now: sum ? counts[i] / sum : 0, before: before ? reference[i] / before : null,
  }));
  if (name !== 'predictedClass' || all.length <= MOST_CLASSES) return { bars: all, all };
  const moved = (one) => (one.before === null ? one.now : Math.abs(one.now - one.before));
  return { bars: [...all].sort((a, b) => moved(b) - moved(a)).slice(0, MOST_CLASSES), all };
}

function configure(bars) {
  const short = (bin) => (bin.length > 14 ? bin.slice(0, 13) + '…' : bin);
  return {
    type: 'bar',
    data: {
      labels: bars.map(({ bin }) => short(plain(bin))),
      datasets: [
        { data: bars.map(({ now }) => now), backgroundColor: colour('accent'), borderRadius: 2 },
        {
          data: bars.map(({ before }) => before), backgroundColor: 'transparent', borderColor: colour('second'), borderWidth: 1.5,
          borderRadius: 2,
        },
      ],
    },
    options: {
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { grid: { display: false }, ticks: { maxRotation: 0, autoSkip: true } },
        y: { beginAtZero: true, ticks: { maxTicksLimit: 5, callback: (tick) => percent(tick, 0) } },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            title: (items) => items.slice(0, 1).map((item) => plain(bars[item.dataIndex].bin)),
            label: (item) => (item.datasetIndex === 0 ? 'window ' : 'reference ') + percent(item.parsed.y),
          },
        },
      },
    },
  };
}

function showValues(values, name, bars) {
  const place = values.querySelector('.scroll');
  if (!values.open) {
    fill(place);
    return;
  }
  fill(place, table((TITLES[name] ?? name) + ', share of texts',
    [{ title: 'bin' }, { title: 'window', number: true }, { title: 'reference', number: true }],
    bars.map(({ bin, now, before }) => [foreign(bin), percent(now), before === null ? none('no reference') : percent(before)])));
}

function showFigures(report) {
  const place = byId('drift-figures');
  if (!report) {
    fill(place);
    return;
  }
  const change = (name) => value(report, name, points);
  const rows = [
    ['unknown tokens', value(report, 'unknownTokenRate', (n) => percent(n, 2)), change('drift.unknownTokenRate')],
    ['truncated texts', value(report, 'truncationRate', (n) => percent(n, 2)), change('drift.truncationRate')],
  ];
  fill(place, el('h3', {}, 'Rates and quantiles'),
    scroll('Rates', table('Rates in the window', [
      { title: 'rate' }, { title: 'window', number: true }, { title: 'against the reference', number: true },
    ], rows)),
    facts(
      ['tokens p50 · p95 · p99', quantiles(report, ['tokens.p50', 'tokens.p95', 'tokens.p99'], figure)],
      ['score p05 · p50', quantiles(report, ['score.p05', 'score.p50'], score)],
    ));
}

function quantiles(report, names, format) {
  const numbers = names.map((name) => report.values[name]);
  return numbers.every(isNumber) ? numbers.map(format).join(' · ') : none(report.undefined[names[0]] ?? 'not in the report');
}

function showDetectors(report) {
  const place = byId('drift-detectors');
  if (!report) {
    fill(place);
    return;
  }
  const number = (one) => (isNumber(one) ? figure(one) : none('not defined'));
  fill(place, el('h3', {}, 'Change detectors'),
    report.detectors.length === 0
      ? el('p.empty', {}, 'The report has none.')
      : scroll('Change detectors', table('On the stream of disagreements, since the job began', [
        { title: 'detector' }, { title: 'statistic', number: true }, { title: 'threshold', number: true },
        { title: 'changes', number: true }, { title: 'latest' },
      ], report.detectors.map((one) => [
        foreign(one.name), number(one.statistic), number(one.threshold), count(one.changes),
        one.lastChange ? time(one.lastChange) : 'none',
      ]))));
}
