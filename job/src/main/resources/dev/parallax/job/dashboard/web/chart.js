/** Charts in the page's colours. */
import { hours, hoursAndSeconds } from './format.js';

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800];
const MOST_TICKS = 6;
const charts = new Map();

const { Chart } = window;
Chart.defaults.animation = false;
Chart.defaults.responsive = true;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.plugins.legend.display = false;
Chart.defaults.font.size = 12;

/** A colour of the style sheet. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

/**
 * Draws a chart, or changes the one that is there.
 * @param {HTMLCanvasElement} canvas
 * @param {function(): Object} configure gives Chart.js's configuration in the colours of now
 * @param {string} words what the chart shows, for those who do not see it
 */
export function draw(canvas, configure, words) {
  canvas.setAttribute('aria-label', words);
  const config = withColours(configure());
  const there = charts.get(canvas);
  if (there) {
    there.configure = configure;
    there.chart.data = config.data;
    there.chart.options = config.options;
    there.chart.update('none');
  } else {
    charts.set(canvas, { configure, chart: new Chart(canvas, config) });
  }
}

/** Takes charts away whose canvas goes. */
export function forget(canvas) {
  charts.get(canvas)?.chart.destroy();
  charts.delete(canvas);
}

function withColours(config) {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.color = colour('quiet');
  Chart.defaults.borderColor = colour('line');
  return config;
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const { chart, configure } of charts.values()) {
    const config = withColours(configure());
    chart.data = config.data;
    chart.options = config.options;
    chart.update('none');
  }
});

/** An axis of time, epoch milliseconds, with ticks at round times of this browser's zone. */
export function timeAxis(from, last) {
  const first = Math.min(from, last - 60000);
  const span = last - first;
  const step = (STEPS.find((one) => span / (one * 1000) <= MOST_TICKS) ?? STEPS.at(-1)) * 1000;
  const zone = new Date(last).getTimezoneOffset() * 60000;
  return {
    type: 'linear',
    min: first,
    max: last,
    grid: { display: false },
    afterBuildTicks: (axis) => {
      axis.ticks = [];
      for (let tick = Math.ceil((first - zone) / step) * step + zone; tick <= last; tick += step) {
        axis.ticks.push({ value: tick });
      }
    },
    ticks: { autoSkip: true, maxRotation: 0, callback: (tick) => (step < 60000 ? hoursAndSeconds : hours)(tick) },
  };
}
