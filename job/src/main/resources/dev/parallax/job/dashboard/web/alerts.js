/** Alerts: what fires now, and what has happened. */
import { Kept, el, fill, foreign, plain } from './dom.js';
import { figure, isNumber, time } from './format.js';

const SIGNS = { CRITICAL: '▲', WARNING: '◆', INFO: '●' };

const byId = (id) => document.getElementById(id);
const lower = (word) => word.charAt(0) + word.slice(1).toLowerCase();

const firingNow = new Kept(newFiring);
const events = new Kept(newEvent);

export function showFiring(firing) {
  byId('firing').hidden = firing.length === 0;
  fill(byId('firing-list'), firingNow.elements(firing, JSON.stringify));
}

function newFiring(alert) {
  return el('li', { 'data-severity': alert.severity }, badge(alert.severity),
    el('span', {}, el('strong', {}, foreign(alert.rule)), ' ', sentence(alert), of(alert), ' since ',
      time(alert.since || alert.window.end), '. ', runbook(alert)));
}

export function showAlerts(alerts) {
  const empty = alerts.length === 0;
  byId('alerts-empty').hidden = !empty;
  const order = [...alerts].sort((a, b) => Date.parse(b.window.end) - Date.parse(a.window.end));
  fill(byId('alerts-list'), events.elements(order));
  byId('alerts-list').hidden = empty;
}

function newEvent(alert) {
  return el('li', { 'data-state': alert.state },
    el('span.state', {}, el('span', { 'aria-hidden': 'true' }, alert.state === 'FIRED' ? '⚑ ' : '✓ '), lower(alert.state)),
    badge(alert.severity),
    el('span.what', {}, el('strong', {}, foreign(alert.rule)), ' ', sentence(alert), of(alert), '. ', runbook(alert)),
    el('span.quiet', {}, time(alert.window.end)));
}

const of = ({ shadow, segment }) => [shadow ? [' of ', foreign(shadow)] : null, segment ? [' · ', foreign(segment)] : null];

function badge(severity) {
  return el('span.badge', { 'data-severity': severity }, el('span', { 'aria-hidden': 'true' }, (SIGNS[severity] ?? '●') + ' '),
    foreign(lower(severity)));
}

function sentence({ metric, value, comparison, threshold }) {
  return [el('code', {}, foreign(metric)), ' ' + (isNumber(value) ? figure(value) : '–'), ' (', foreign(comparison), ' ',
    isNumber(threshold) ? figure(threshold) : '–', ')'];
}

/** A link only where it leads to a web page: what comes from Kafka may be anything. */
function runbook({ rule, runbook: address }) {
  if (!address) return null;
  let url = null;
  try {
    url = new URL(address);
  } catch {
    url = null;
  }
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return el('span.quiet', {}, 'Runbook: ', foreign(address));
  return el('a', { href: url.href, rel: 'noopener noreferrer', target: '_blank' }, 'Runbook', el('span.spoken', {}, ' of ' + rule));
}

/** Says it to those who do not see it. */
export function announce({ state, rule, metric, value, severity }) {
  byId('announcer').textContent = plain(lower(severity) + ': ' + rule + ' has ' + state.toLowerCase() + ', ' + metric + ' is '
    + (isNumber(value) ? figure(value) : 'not defined'));
}
