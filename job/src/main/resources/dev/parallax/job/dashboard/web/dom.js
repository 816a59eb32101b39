/** Makes elements. Text only ever becomes text. */

const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const NAMES = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * An element.
 * @param {string} tag its name, with classes behind dots
 * @param {Object<string, *>} attributes null and false leave one out
 * @param {...(Node|string|number|null)} children
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...nodes(children));
  return element;
}

const nodes = (children) => children.flat(Infinity)
  .filter((child) => child !== null && child !== undefined && child !== '')
  .map((child) => (child instanceof Node ? child : document.createTextNode(child)));

/** Gives an element other children. Those that it has already stay where they are, with focus and place of scrolling. */
export function fill(element, ...children) {
  const wanted = nodes(children);
  const staying = new Set(wanted);
  for (const child of [...element.childNodes]) {
    if (!staying.has(child)) child.remove();
  }
  wanted.forEach((child, i) => {
    if (element.childNodes[i] !== child) element.insertBefore(child, element.childNodes[i] ?? null);
  });
}

/** Elements of things that come and go: made once for each. */
export class Kept {
  #elements = new Map();

  /** @param {function(*): Element} make */
  constructor(make) {
    this.make = make;
  }

  /** The elements of these things, by key; those of others are forgotten. */
  elements(things, key = (thing) => thing) {
    const before = this.#elements;
    this.#elements = new Map(things.map((thing) => [key(thing), before.get(key(thing)) ?? this.make(thing)]));
    return [...this.#elements.values()];
  }
}

/** Foreign text on one line, kept from turning the page's direction; what would not show gets its name. */
export function foreign(text) {
  const element = document.createElement('bdi');
  let plain = '';
  for (const character of String(text)) {
    if (!HIDDEN.test(character)) {
      plain += character;
      continue;
    }
    element.append(plain, el('span.hidden', {}, nameOf(character)));
    plain = '';
  }
  element.append(plain);
  return element;
}

/** The same where there can only be text. */
export const plain = (text) => Array.from(String(text), (one) => (HIDDEN.test(one) ? nameOf(one) : one)).join('');

function nameOf(character) {
  return NAMES[character] ?? 'U+' + character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
}

/** For screen readers alone. */
export function spoken(text) {
  return el('span.spoken', {}, text);
}

/**
 * A table.
 * @param {string} caption
 * @param {Array<{title: string, number: boolean}>} columns
 * @param {Array<Array<Node|string>>} rows the first cell of each is its header
 */
export function table(caption, columns, rows) {
  const kind = (i) => (columns[i].number ? 'number' : null);
  return el('table', {},
    el('caption', {}, el('span', {}, caption)),
    el('thead', {}, el('tr', {}, columns.map((column, i) => el('th', { scope: 'col', class: kind(i) }, column.title)))),
    el('tbody', {}, rows.map((row) => el('tr', {}, row.map((cell, i) => (i === 0
      ? el('th', { scope: 'row' }, cell)
      : el('td', { class: kind(i) }, cell)))))));
}

const regions = new Map();

/** What is too wide for its place scrolls in it, by keyboard too; there is one place for each label. */
export function scroll(label, child) {
  if (!regions.has(label)) regions.set(label, el('div.scroll', { tabindex: '0', role: 'region', 'aria-label': label }));
  fill(regions.get(label), child);
  return regions.get(label);
}

/** Names and what belongs to them. */
export function facts(...pairs) {
  return el('dl.facts', {}, pairs.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}
