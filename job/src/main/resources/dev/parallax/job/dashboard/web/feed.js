/** The connection to the server: the state when it opens, then events; and all again when it was lost. */

const KINDS = ['report', 'series', 'alert', 'disagreement', 'status', 'resync'];
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 30000;
const BEFORE_RESYNC = 2000;

export class Feed {
  #source = null;
  #series = null;
  #pause = FIRST_PAUSE;
  #timer = 0;
  #loading = null;
  #waiting = [];

  /**
   * @param {function(Object)} onState takes the whole state
   * @param {function(Object)} onEvent takes what came since
   * @param {function(string)} onConnection takes open or lost
   */
  constructor(onState, onEvent, onConnection) {
    this.onState = onState;
    this.onEvent = onEvent;
    this.onConnection = onConnection;
  }

  /** The series that is followed; null for none. */
  get series() {
    return this.#series;
  }

  /** Lets reports of a series and disagreements with its shadow come; with null the server's state names the one it thinks best. */
  follow(series) {
    this.#series = series;
    this.#open();
  }

  #query() {
    return this.#series ? '?' + new URLSearchParams(this.#series) : '';
  }

  #open() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#loading = null;
    this.#waiting = [];
    const source = new EventSource('api/events' + this.#query());
    this.#source = source;
    source.onopen = () => {
      this.#pause = FIRST_PAUSE;
      this.onConnection('open');
      this.#load(0);
    };
    source.onerror = () => this.#failed(source);
    for (const kind of KINDS) source.addEventListener(kind, (message) => this.#take(kind, message));
  }

  /** A browser connects again by itself after a loss, but not after an answer that is no stream. */
  #failed(source) {
    if (source !== this.#source) return;
    this.onConnection('lost');
    if (source.readyState === EventSource.CLOSED) this.#openLater();
  }

  #openLater() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
  }

  #take(kind, message) {
    if (kind === 'resync') {
      this.#load(BEFORE_RESYNC);
      return;
    }
    const event = { kind, number: Number(message.lastEventId), data: JSON.parse(message.data) };
    if (this.#loading) this.#waiting.push(event);
    else this.onEvent(event);
  }

  /** Asks for the state. Events that come meanwhile wait for it. */
  async #load(delay) {
    const mine = {};
    const source = this.#source;
    this.#loading = mine;
    const current = () => this.#loading === mine;
    try {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      if (!current()) return;
      const response = await fetch('api/state' + this.#query(), { cache: 'no-store' });
      if (!response.ok) throw new Error('status ' + response.status);
      const state = await response.json();
      if (!current()) return;
      const events = this.#waiting;
      this.#loading = null;
      this.#waiting = [];
      this.onState(state);
      // The page may have changed to another series after it fetched the state: its events and state come by themselves.
      if (source === this.#source) events.forEach((event) => this.onEvent(event));
    } catch {
      if (!current()) return;
      this.#source.close();
      this.onConnection('lost');
      this.#openLater();
    }
  }
}
