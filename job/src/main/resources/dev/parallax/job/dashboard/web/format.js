/** Numbers and times for people. */
import { el, spoken } from './dom.js';

const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const fourDigits = new Intl.NumberFormat('en', { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const moment = new Intl.DateTimeFormat('en', {
  month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});

export const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

export const count = (value) => counts.format(value);

/** 0.9712 as 97.1 %. */
export function percent(value, digits = 1) {
  return (value * 100).toFixed(digits) + ' %';
}

/** A figure from 0 to 1, to four places. */
export const score = (value) => fourDigits.format(value);

/** A p value: below what four places show it is not 0. */
export const pValue = (value) => (value < 0.0001 ? '< 0.0001' : score(value));

/** A figure that may be 0, and is not where four places show none of it. */
export const smallScore = (value) => (value > 0 ? pValue(value) : score(value));

/** A difference of two shares, -0.0014 as −0.14 points; what two places show none of has no sign. */
export function points(value) {
  const text = Math.abs(value * 100).toFixed(2);
  const sign = value > 0 ? '+' : '−';
  return (Number(text) === 0 ? '' : sign) + text + ' points';
}

/** Any other figure. */
export const figure = (value) => compact.format(value);

export const hours = (millis) => clock.format(millis);
export const hoursAndSeconds = (millis) => seconds.format(millis);

/** A point in time; nothing where there is none. */
export function time(instant) {
  const date = new Date(instant);
  if (instant === null || instant === '' || Number.isNaN(date.getTime())) return none('not said');
  return el('time', { datetime: date.toISOString() }, moment.format(date));
}

export function duration(millis) {
  const units = [[86400000, 'd'], [3600000, 'h'], [60000, 'min'], [1000, 's']];
  const [size, unit] = units.find(([one]) => millis >= one) ?? [1, 'ms'];
  return figure(millis / size) + ' ' + unit;
}

/** A dash in a number's place, which says why to those who hear it or rest on it. */
export function none(reason) {
  return el('span.none', { title: reason }, el('span', { 'aria-hidden': 'true' }, '–'), spoken('not defined: ' + reason));
}

/** A number of a report, or the reason why there is none. */
export function value(report, name, format) {
  const number = report.values[name];
  return isNumber(number) ? format(number) : none(report.undefined[name] ?? 'not in the report');
}
