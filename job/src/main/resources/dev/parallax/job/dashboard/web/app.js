/** Puts the page together: what is shown of what the store knows, and when. */
import { el, fill, foreign, plain } from './dom.js';
import { count, duration, time } from './format.js';
import { Feed } from './feed.js';
import { Store, sameSeries } from './store.js';
import { showAgreement } from './agreement.js';
import { showScores } from './scores.js';
import { showMatrix } from './matrix.js';
import { showCauses } from './causes.js';
import { showDrift } from './drift.js';
import { announce, showAlerts, showFiring } from './alerts.js';
import { showDisagreements } from './disagreements.js';

const BETWEEN_RENDERS = 250;

const byId = (id) => document.getElementById(id);
const store = new Store();
const feed = new Feed(takeState, takeEvent, takeConnection);
let wanted = fromAddress();
let connection = 'waiting';
let paused = false;
let timer = 0;
/** The series whose numbers are on the page: what was chosen is shown even while it holds still. */
let drawn = null;

function fromAddress() {
  const query = new URLSearchParams(location.search);
  const series = { model: query.get('model'), shadow: query.get('shadow'), segment: query.get('segment') };
  return Object.values(series).includes(null) ? null : series;
}

function takeState(state) {
  const alert = newsOf(store.state, state);
  store.replace(state);
  if (alert && !paused) announce(alert);
  if (state.shown && !sameSeries(state.shown.series, feed.series)) feed.follow(state.shown.series);
  else if (paused && !sameSeries(state.shown?.series, drawn)) render();
  renderSoon();
}

/** The latest alert that came while there was no connection. */
function newsOf(before, state) {
  if (!before) return null;
  const known = new Set(before.alerts.map((one) => JSON.stringify(one)));
  return state.alerts.find((one) => !known.has(JSON.stringify(one))) ?? null;
}

function takeEvent(event) {
  const alert = store.apply(event);
  if (alert && !paused) announce(alert);
  if (event.kind === 'series') followWhatIsWanted();
  renderSoon();
}

/** A series that was asked for, or any at all, may have come just now. */
function followWhatIsWanted() {
  const { shown, series } = store.state;
  const there = wanted && series.some((one) => sameSeries(one, wanted));
  if (there && !sameSeries(shown?.series, wanted)) feed.follow(wanted);
  else if (!shown) feed.follow(series[0]);
}

function takeConnection(state) {
  connection = state;
  renderStatus();
}

function renderSoon() {
  if (!timer && !paused) timer = setTimeout(render, BETWEEN_RENDERS);
}

function render() {
  timer = 0;
  const changed = store.takeChanges();
  if (!store.state) return;
  drawn = store.state.shown?.series ?? null;
  if (changed.has('status')) renderStatus();
  if (changed.has('series') || changed.has('report')) renderChoice();
  if (changed.has('report')) renderReport();
  if (changed.has('alerts')) {
    showFiring(store.state.firing);
    showAlerts(store.state.alerts);
  }
  if (changed.has('disagreements')) showDisagreements(store.state.disagreements, store.state.shown?.series ?? null);
  if (changed.has('status') || changed.has('report')) renderNotices();
}

function renderReport() {
  const report = store.state.shown?.report ?? null;
  showAgreement(report, store.state.shown?.history ?? []);
  showScores(report);
  showMatrix(report);
  showCauses(report);
  showDrift(report);
}

function renderStatus() {
  const status = store.state?.status;
  let state = 'live';
  let words = 'Live';
  if (connection === 'waiting' || (connection === 'open' && !status)) [state, words] = ['waiting', 'Connecting'];
  else if (connection === 'lost') [state, words] = ['lost', 'Dashboard disconnected'];
  else if (status && !status.connected && !status.problem) [state, words] = ['waiting', 'Connecting to Kafka'];
  else if (status && !status.connected) [state, words] = ['lost', 'Kafka disconnected'];
  else if (paused) [state, words] = ['paused', 'Paused'];
  const place = byId('connection');
  if (place.textContent !== words) place.textContent = words;
  place.dataset.state = state;
}

function renderNotices() {
  const { topics, status, shown } = store.state;
  const notices = [];
  if (!status.connected && status.problem) {
    notices.push(el('p.notice', {}, 'Kafka does not answer (', foreign(status.problem),
      '). What is shown is what came before; the dashboard keeps trying.'));
  }
  if (status.missing.length) {
    notices.push(el('p.notice', {}, 'Not there, or not to be read: topic ', list(status.missing),
      '. The dashboard looks again every few seconds.'));
  }
  if (!shown && status.connected) {
    notices.push(el('p.notice', {}, 'No report in topic ', list([topics.quality]), ' yet. Run the job with ',
      el('code', {}, 'shadow.enabled: true'), '; the first report comes when its first window has slid.'));
  }
  const unreadable = Object.values(status.unreadable).reduce((sum, one) => sum + one, 0);
  if (unreadable > 0) {
    notices.push(el('p.notice', {}, count(unreadable) + (unreadable === 1 ? ' record' : ' records')
      + ' left out as too large or not what the topic should hold: ',
    Object.entries(status.unreadable).map(([topic, n], i) => [i ? ', ' : '', foreign(topic), ' ' + count(n)]), '.'));
  }
  if (status.reportsNotShown > 0) {
    notices.push(el('p.notice', {}, 'There are more segments than the dashboard keeps: '
      + count(status.reportsNotShown) + ' reports are not shown.'));
  }
  fill(byId('notices'), notices);
}

const list = (names) => names.map((name, i) => [i ? ', ' : '', el('code', {}, foreign(name))]);

/** The two choices together name a series; options stay as they are while their names do. */
function renderChoice() {
  const { series, shown } = store.state;
  const models = new Set(series.map((one) => one.model));
  const current = shown?.series ?? null;
  const title = (one) => (models.size > 1 ? one.model + ' · ' : '') + one.shadow;
  const pairs = series.filter((one, i) => series.findIndex((other) => samePair(one, other)) === i);
  offer(byId('shadow'), pairs, title, (one) => samePair(one, current));
  const segments = series.filter((one) => current && samePair(one, current));
  offer(byId('segment'), segments, (one) => one.segment || 'all texts', (one) => sameSeries(one, current));
  renderWindow(shown?.report ?? null);
}

const samePair = (a, b) => b !== null && a.model === b.model && a.shadow === b.shadow;

function offer(select, choices, title, chosen) {
  const titles = choices.map(title).map(plain);
  const now = [...select.options].map((option) => option.textContent);
  if (choices.length && JSON.stringify(now) !== JSON.stringify(titles)) {
    fill(select, titles.map((one, i) => el('option', { value: i }, one)));
  }
  select.disabled = choices.length < 1;
  select.selectedIndex = Math.max(0, choices.findIndex(chosen));
  select.choices = choices;
}

function renderWindow(report) {
  if (!report) {
    fill(byId('window'));
    return;
  }
  const { window: span, model } = report;
  const length = Date.parse(span.end) - Date.parse(span.start);
  const marks = [
    report.complete ? null : 'incomplete',
    report.revision > 0 ? 'revision ' + report.revision : null,
  ].filter(Boolean);
  fill(byId('window'), 'Window of ' + duration(length) + ' to ', time(span.end),
    span.slideMillis > 0 ? ', every ' + duration(span.slideMillis) : '',
    ' · model ', foreign(model.name), ' ', el('code', {}, foreign(model.fingerprint.slice(0, 8))),
    marks.map((mark) => [' ', el('span.mark', {}, mark)]));
}

function choose(series) {
  wanted = series;
  history.replaceState(null, '', '?' + new URLSearchParams(series) + location.hash);
  feed.follow(series);
}

byId('shadow').addEventListener('change', ({ target }) => {
  const pair = target.choices[target.selectedIndex];
  const { series, shown } = store.state;
  choose(series.find((one) => samePair(one, pair) && one.segment === shown?.series.segment) ?? pair);
});
byId('segment').addEventListener('change', ({ target }) => choose(target.choices[target.selectedIndex]));
byId('pause').addEventListener('click', ({ target }) => {
  paused = !paused;
  target.setAttribute('aria-pressed', String(paused));
  target.textContent = paused ? 'Resume' : 'Pause';
  renderStatus();
  renderSoon();
});

feed.follow(wanted);
