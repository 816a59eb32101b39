/** How far both sides agree: now, over time, and what happened to the texts. */
import { el, facts, fill, foreign, table } from './dom.js';
import { colour, draw, timeAxis } from './chart.js';
import { count, hoursAndSeconds, isNumber, none, percent, score, time, value } from './format.js';
import { SPARK_NLP } from './store.js';
import { agreementWarnings } from './warnings.js';

const TILES = [
  ['records', 'classified'],
  ['sampled', 'sampled'],
  ['compared', 'compared'],
  ['disagreed', 'disagreed'],
  ['noClass', 'no class'],
  ['shed', 'shed'],
  ['failed', 'failed'],
  ['late', 'late'],
];

const byId = (id) => document.getElementById(id);

export function showAgreement(report, history) {
  showNow(report);
  showTiles(report);
  showCourse(history);
}

function showNow(report) {
  if (!report) {
    fill(byId('agreement-now'), el('p.empty', {}, 'No window has been reported yet.'));
    return;
  }
  fill(byId('agreement-now'),
    el('p.answer', {}, answer(report)),
    el('p.compared', {}, compared(report.counts)),
    agreementWarnings(report),
    facts(
      ['95 % interval', range(report, 'agreement.wilson')],
      ...(report.counts.compared < report.counts.sampled ? [['of all sampled texts', ofAllSampled(report)]] : []),
      ['since the job began', value(report, 'agreement.sequence.rate', percent)],
      ['confidence sequence', range(report, 'agreement.sequence')],
      ['Cohen’s kappa', value(report, 'agreement.kappa', score)],
      ['Gwet’s AC1', value(report, 'agreement.ac1', score)],
      ...(report.shadow === SPARK_NLP ? [['same token ids', sameEncoding(report.counts)]] : []),
    ));
}

function answer({ values, undefined: reasons, counts }) {
  const rate = values['agreement.rate'];
  return isNumber(rate)
    ? [el('strong', {}, percent(rate)), ' of ' + count(counts.compared ?? 0) + ' comparisons give the same label']
    : [el('strong', { 'aria-hidden': 'true' }, '–'), ' not defined: ', foreign(reasons['agreement.rate'] ?? 'not in the report')];
}

/** What the answer is of: most of the texts, or a part that may be another than the rest. */
function compared({ records, compared: some }) {
  if (!isNumber(records) || !isNumber(some)) return 'The report does not say how many texts were compared.';
  return [count(some) + ' compared of ' + count(records) + ' classified' + (records > 0 ? ', ' : ''),
    records > 0 ? el('span.whole', {}, percent(some / records)) : null];
}

/** The rate where some texts were left out, as it would be with them. */
function ofAllSampled(report) {
  const rate = report.values['agreement.poststratified.rate'];
  return isNumber(rate)
    ? percent(rate) + ', 95 % interval ' + range(report, 'agreement.poststratified')
    : value(report, 'agreement.poststratified.rate', percent);
}

function sameEncoding({ sameEncoding: same, compared }) {
  return isNumber(same) && compared > 0 ? percent(same / compared) : none('nothing was compared');
}

function range(report, name) {
  const low = report.values[name + '.low'];
  const high = report.values[name + '.high'];
  if (isNumber(low) && isNumber(high)) return percentRange(low, high);
  return value(report, name + '.low', percent);
}

const percentRange = (low, high) => (low * 100).toFixed(1) + ' to ' + percent(high);

function showTiles(report) {
  if (!report) {
    fill(byId('tiles'));
    return;
  }
  fill(byId('tiles'), el('dl.tiles', {}, TILES.map(([name, title]) => {
    const number = report.counts[name];
    return el('div', { 'data-count': name }, el('dt', {}, title),
      el('dd', {}, isNumber(number) ? count(number) : none('not in the report')));
  })));
}

function showCourse(history) {
  byId('agreement-course').hidden = history.length === 0;
  if (history.length === 0) return;
  const rates = history.map((point) => point.rate).filter(isNumber);
  const words = rates.length === 0
    ? 'Agreement over time: not defined in any window.'
    : 'Agreement over time, ' + history.length + ' windows: last ' + percent(rates.at(-1)) + ', lowest '
      + percent(Math.min(...rates)) + ', highest ' + percent(Math.max(...rates)) + '.';
  draw(byId('agreement-chart'), () => course(history), words);
  const values = byId('agreement-values');
  values.ontoggle = () => showValues(values, history);
  showValues(values, history);
}

function course(history) {
  const line = (name) => history.map((point) => ({ x: point.end, y: isNumber(point[name]) ? point[name] : null }));
  const edge = (name, fillTo, tint) => ({
    data: line(name), borderWidth: 0, pointRadius: 0, pointHitRadius: 0, fill: fillTo, backgroundColor: tint, tag: name,
  });
  const few = history.length < 3;
  const bounds = history.flatMap((point) => [point.low, point.rate, point.sequenceLow]).filter(isNumber);
  const lowest = Math.min(1, ...bounds);
  return {
    type: 'line',
    data: {
      datasets: [
        {
          data: line('rate'), tag: 'rate', borderColor: colour('accent'), backgroundColor: colour('accent'), borderWidth: 2,
          pointRadius: history.map((point, i) => (few || i === history.length - 1 ? 3 : 0)), tension: 0,
        },
        edge('high', '+1', colour('band')),
        edge('low', false, 'transparent'),
        edge('sequenceHigh', '+1', colour('band-sequence')),
        edge('sequenceLow', false, 'transparent'),
        {
          data: line('sequenceRate'), tag: 'sequenceRate', borderColor: colour('second'), borderDash: [5, 4], borderWidth: 1.5,
          pointRadius: 0,
        },
      ],
    },
    options: {
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: timeAxis(history[0].end, history.at(-1).end),
        y: {
          min: Math.max(0, Math.floor(lowest * 20 - 0.5) / 20),
          max: 1,
          ticks: { maxTicksLimit: 6, callback: (tick) => percent(tick, 0) },
        },
      },
      plugins: {
        tooltip: {
          filter: (item) => item.dataset.tag === 'rate',
          displayColors: false,
          callbacks: {
            title: (items) => items.map((item) => hoursAndSeconds(item.parsed.x)),
            label: (item) => lines(history[item.dataIndex]),
          },
        },
      },
    },
  };
}

function lines(point) {
  const words = [isNumber(point.rate) ? percent(point.rate) + ' of ' + count(point.compared) : 'not defined'];
  if (isNumber(point.low)) words.push('interval ' + percentRange(point.low, point.high));
  if (isNumber(point.sequenceRate)) words.push('since the job began ' + percent(point.sequenceRate));
  return words;
}

/** Only while it is open: it is long. */
function showValues(values, history) {
  const place = values.querySelector('.scroll');
  if (!values.open) {
    fill(place);
    return;
  }
  const cell = (number) => (isNumber(number) ? percent(number) : none('not defined in this window'));
  fill(place, table('Agreement by window, latest first', [
    { title: 'window’s end' },
    { title: 'compared', number: true },
    { title: 'agreement', number: true },
    { title: '95 % from', number: true },
    { title: 'to', number: true },
    { title: 'sequence from', number: true },
    { title: 'to', number: true },
  ], [...history].reverse().map((point) => [
    time(point.end), count(point.compared), cell(point.rate), cell(point.low), cell(point.high), cell(point.sequenceLow),
    cell(point.sequenceHigh),
  ])));
}
