/** What the page knows: the server's state, and the events since. */

/** As the server keeps; disagreements are those with the shadow that is shown. */
const MOST = { history: 720, alerts: 200, disagreements: 100 };

/** Name of the shadow that reads otherwise; the others are heads on what the model reads. */
export const SPARK_NLP = 'spark-nlp';

export class Store {
  constructor() {
    this.state = null;
    this.changed = new Set();
  }

  /** Takes a whole state. */
  replace(state) {
    this.state = state;
    this.changed = new Set(['status', 'series', 'report', 'alerts', 'disagreements']);
  }

  /** Takes an event, unless the state has it already. Gives the alert, if it is news of one. */
  apply(event) {
    const { state } = this;
    if (!state || event.number <= state.number) return null;
    switch (event.kind) {
      case 'status':
        state.status = event.data;
        this.changed.add('status');
        return null;
      case 'series':
        state.series = event.data.series;
        this.changed.add('series');
        return null;
      case 'report':
        this.#report(event.data);
        return null;
      case 'disagreement':
        state.disagreements = [event.data, ...state.disagreements].slice(0, MOST.disagreements);
        this.changed.add('disagreements');
        return null;
      case 'alert':
        state.alerts = [event.data.alert, ...state.alerts].slice(0, MOST.alerts);
        state.firing = event.data.firing;
        this.changed.add('alerts');
        return event.data.alert;
      default:
        return null;
    }
  }

  #report({ report, point }) {
    const { shown } = this.state;
    if (!shown) return;
    const history = shown.history.filter((one) => one.end !== point.end);
    history.push(point);
    history.sort((a, b) => a.end - b.end);
    shown.history = history.slice(-MOST.history);
    if (!shown.report || Date.parse(report.window.end) >= Date.parse(shown.report.window.end)) shown.report = report;
    this.changed.add('report');
  }

  /** What has changed since it was asked for. */
  takeChanges() {
    const { changed } = this;
    this.changed = new Set();
    return changed;
  }
}

export const sameSeries = (a, b) => a && b && a.model === b.model && a.shadow === b.shadow && a.segment === b.segment;
