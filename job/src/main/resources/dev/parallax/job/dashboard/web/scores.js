/** One matrix, many numbers: F1 as Spark, scikit-learn and others name it, and what labels say. */
import { el, facts, fill, foreign, scroll, table } from './dom.js';
import { duration, isNumber, none, pValue, percent, score, value } from './format.js';
import { otherWarnings } from './warnings.js';

const SIDES = [
  ['shadowVsPrimary', 'shadow against primary'],
  ['primaryVsLabels', 'primary against labels'],
  ['shadowVsLabels', 'shadow against labels'],
];

/** What a classifier would score that always gives the most frequent class; shown where there is something to see. */
const CONSTANT = [
  ['constantVsPrimary', 'constant against primary'],
  ['constantVsLabels', 'constant against labels'],
];

/** What of the matrix each counts. */
const MEANINGS = {
  'spark.f1': 'classes by their support',
  'spark.accuracy': 'share of the same class',
  'spark.weightedPrecision': 'classes by their support',
  'spark.weightedRecall': 'classes by their support',
  'sklearn.f1.binary': 'the positive class alone',
  'sklearn.f1.micro': 'all texts alike',
  'sklearn.f1.macro': 'all classes alike',
  'sklearn.f1.weighted': 'classes by their support',
  'tensorflow.f1.binary': 'the positive class alone',
  'torchmetrics.f1.macro': 'classes that occur alike',
  'keras.f1.macro': 'all classes alike, absent ones 0',
};

const BY_LABEL = 'spark.f1ByLabel.';

const byId = (id) => document.getElementById(id);

export function showScores(report) {
  const labels = byId('scores-labels');
  if (!report) {
    fill(byId('scores-body'), el('p.empty', {}, 'F1 by every name, of the shadow against the primary and of both against labels.'));
    fill(byId('scores-truth'));
    labels.hidden = true;
    return;
  }
  const names = namesOf(report);
  const all = names.filter((name) => !name.startsWith(BY_LABEL));
  fill(byId('scores-body'),
    all.length
      ? scroll('F1 by name', scoreTable('The same counts by the names of several libraries', all, report, true))
      : el('p.empty', {}, 'The report has no F1.'),
    constants(all, report).length > 0
      ? el('p.quiet', {}, 'Constant: a classifier that always gives the most frequent class of the primary, or of the labels.')
      : null,
    otherWarnings(report),
    reasons(report, all, [...SIDES, ...constants(all, report)]));
  const byLabel = names.filter((name) => name.startsWith(BY_LABEL));
  labels.hidden = byLabel.length === 0;
  fill(labels.querySelector('.scroll'),
    scoreTable('spark.f1ByLabel', byLabel, report, false));
  showTruth(report);
}

/** Names in the order in which they were written, those of any side. */
function namesOf(report) {
  const names = new Set();
  for (const key of [...Object.keys(report.values), ...Object.keys(report.undefined)]) {
    for (const [side] of SIDES) {
      const prefix = 'f1.' + side + '.';
      if (key.startsWith(prefix)) names.add(key.slice(prefix.length));
    }
  }
  return [...names];
}

const constants = (names, report) => CONSTANT.filter(
  ([side]) => names.some((name) => isNumber(report.values['f1.' + side + '.' + name])));

function scoreTable(caption, names, report, meanings) {
  const sides = [...SIDES, ...(meanings ? constants(names, report) : [])];
  const title = (name) => (meanings
    ? [el('code', {}, dotted(name)), ' ', MEANINGS[name] ? el('span.meaning', {}, MEANINGS[name]) : null]
    : foreign(name.slice(BY_LABEL.length)));
  return table(caption,
    [{ title: 'name' }, ...sides.map(([, words]) => ({ title: words, number: true }))],
    names.map((name) => [title(name), ...sides.map(([side]) => value(report, 'f1.' + side + '.' + name, score))]));
}

/** A name that may be broken at its dots. */
const dotted = (name) => name.split('.').map((part, i) => [i ? ['.', el('wbr')] : null, foreign(part)]);

/** Why there are dashes, once for all. */
function reasons(report, names, sides) {
  const found = new Set();
  for (const name of names) {
    for (const [side] of sides) {
      const key = 'f1.' + side + '.' + name;
      if (!isNumber(report.values[key])) found.add(report.undefined[key] ?? 'not in the report');
    }
  }
  return found.size === 0 ? null : el('p.quiet', {}, '– ', [...found].slice(0, 4).map((reason, i) => [i ? '; ' : '', foreign(reason)]));
}

function showTruth(report) {
  const right = (name) => value(report, name, (number) => number.toLocaleString('en'));
  const delay = ['p50', 'p90', 'p99'].map((q) => report.values['labels.delayMillis.' + q]);
  fill(byId('scores-truth'), facts(
    ['texts with a label', value(report, 'labels.coverage', percent)],
    ['label delay p50 · p90 · p99', delay.every(isNumber) ? delay.map(duration).join(' · ') : none(
      report.undefined['labels.delayMillis.p50'] ?? 'not in the report')],
    ['McNemar p', value(report, 'mcnemar.pValue', pValue)],
    ['only the primary right', right('mcnemar.onlyPrimaryRight')],
    ['only the shadow right', right('mcnemar.onlyShadowRight')],
  ));
}
