// Barriers of a page for those who do not see it, or not well, after WCAG 2.1. Gives a list of lines, each a barrier.
(() => {
  const found = [];
  const says = (rule, element) =>
    found.push(`${rule}: ${element.outerHTML.slice(0, 120)}`);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true });

  // Page: language, title, landmarks, and headings that skip no level (1.3.1, 2.4.1, 2.4.2, 2.4.6, 3.1.1).
  if (!document.documentElement.lang) found.push('no language');
  if (!document.title.trim()) found.push('no title');
  if (all('main').length !== 1) found.push('not one main part');
  const scale = document.querySelector('meta[name=viewport]')?.content ?? '';
  if (/user-scalable\s*=\s*no|maximum-scale/.test(scale)) found.push('no zoom');
  let level = 0;
  all('h1, h2, h3, h4, h5, h6').filter(shown).forEach((heading) => {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) says('skipped heading level', heading);
    level = next;
  });

  // Ids: each once, and those that are referred to are there (4.1.1, 1.3.1).
  const ids = all('[id]').map((element) => element.id);
  ids.filter((id, place) => ids.indexOf(id) !== place)
    .forEach((id) => found.push(`id twice: ${id}`));
  for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for']) {
    all(`[${name}]`).forEach((element) => {
      const missing = element.getAttribute(name).split(/\s+/).filter((id) => !ids.includes(id));
      if (missing.length) says(`${name} of nothing`, element);
    });
  }

  // Structure: lists hold items, tables have headers that say what they are of (1.3.1).
  all('ul, ol').filter(shown).forEach((list) => {
    if ([...list.children].some((child) => child.tagName !== 'LI')) says('list of other than items', list);
  });
  all('dl').filter(shown).forEach((list) => {
    if ([...list.children].some((child) => !['DT', 'DD', 'DIV'].includes(child.tagName))) {
      says('terms of other than terms', list);
    }
  });
  all('table').filter(shown).forEach((table) => {
    if (!table.querySelector('th')) says('table without headers', table);
  });
  all('thead th').filter(shown).forEach((header) => {
    if (header.scope !== 'col' && header.scope !== 'colgroup') says('header of no column', header);
  });
  all('tbody th').filter(shown).forEach((header) => {
    if (header.scope !== 'row' && header.scope !== 'rowgroup') says('header of no row', header);
  });

  // Focus: in the order of the page, never in what is hidden, nothing to use inside what can be used (2.4.3, 4.1.2).
  all('[tabindex]').filter((element) => element.tabIndex > 0).forEach((element) => says('order of its own', element));
  all('[aria-hidden=true]').forEach((hidden) => {
    if (hidden.querySelector('a[href], button, select, input, summary, [tabindex="0"]')) says('hidden control', hidden);
  });
  all('a a, a button, button a, button button, summary a, summary button')
    .forEach((element) => says('control in a control', element));
  // What scrolls can be scrolled by keyboard (2.1.1).
  all('body *').filter(shown).forEach((element) => {
    const style = getComputedStyle(element);
    const scrolls = ['auto', 'scroll'];
    if ((scrolls.includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (scrolls.includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1)) {
      const reached = element.tabIndex >= 0 || element.querySelector('a[href], button, select, summary, [tabindex="0"]');
      if (!reached) says('scrolls by mouse only', element);
    }
  });

  // Contrast of text with what is behind it: 4.5, and 3 for large text (1.4.3, whose formulas these are).
  const parts = (colour) => {
    const numbers = colour.match(/[\d.]+/g).map(Number);
    const srgb = colour.startsWith('color(');
    const [red, green, blue] = numbers.slice(0, 3).map((number) => (srgb ? number * 255 : number));
    return { red, green, blue, alpha: numbers[3] ?? 1 };
  };
  const over = (top, below) => {
    const mix = (name) => top[name] * top.alpha + below[name] * (1 - top.alpha);
    return { red: mix('red'), green: mix('green'), blue: mix('blue'), alpha: 1 };
  };
  const luminance = ({ red, green, blue }) => {
    const [r, g, b] = [red, green, blue].map((eight) => {
      const value = eight / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const own = parts(getComputedStyle(element).backgroundColor);
    if (own.alpha === 1) return own;
    const below = element.parentElement ? behind(element.parentElement) : { red: 255, green: 255, blue: 255, alpha: 1 };
    return over(own, below);
  };
  const opacity = (element) => (element
    ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1);
  all('body *').filter(shown).forEach((element) => {
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const box = element.getBoundingClientRect();
    if (!text || box.width <= 1 || box.height <= 1 || element.closest(':disabled, option, script, style')) return;
    const style = getComputedStyle(element);
    const ground = behind(element);
    const ink = parts(style.color);
    const seen = over({ ...ink, alpha: ink.alpha * opacity(element) }, ground);
    const [light, dark] = [luminance(seen), luminance(ground)].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (large ? 3 : 4.5)) says(`contrast ${contrast.toFixed(2)}`, element);
  });
  return found;
})()
