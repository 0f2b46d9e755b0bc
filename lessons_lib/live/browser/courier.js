// The browser's half of a live picture: it paints the kernel's frames and draws the handles itself,
// so that the thing under the finger follows at display speed while the kernel catches up.

const GIVE_UP_AFTER = 1000; // ms without an answer
const BRISK = 90; // ms from message to answer below which a second message may follow the first
const WORDS_AFTER = 40; // ms from a frame to its words
const REST = 250; // ms without a move after which a slider's own message is sent
const LOST_AFTER = 2500; // ms without an answer to what somebody did
const QUIET_AFTER = 400; // ms without a new caption before it is read aloud
const PAGE = 10; // arrow-key steps in one PageUp
const GRAIN = 16; // px of room that make a difference
const DEGREES = 0.5; // of turning for each pixel of a drag

const ENDS = new Set(["restarting", "autorestarting", "terminating", "dead"]);

const element = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

// Notebook 7 takes arrow keys before the focused part sees them, unless that part says it wants them.
const keepKeys = (node) => node.setAttribute("data-lm-suppress-shortcuts", "true");

const clamp = (value, [low, high]) => Math.min(Math.max(value, Math.min(low, high)), Math.max(low, high));

const spoken = (value) => (value === null ? "undefined" : `${Number(value.toPrecision(4))}`.replace("-", "−"));

// Newest wins: one message is in flight; of each thing that moves, the newest message waits. Where answers come
// briskly a second message follows, so that the kernel draws one frame while the browser still paints the last.
class Courier {
  constructor(model, { onSilence, onWait }) {
    this.model = model;
    Object.assign(this, { onSilence, onWait });
    this.window = Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(36)).join("");
    this.number = 0;
    this.flights = new Map();
    this.silence = null;
    this.pace = Infinity;
    this.waiting = new Map();
  }

  post(message) {
    const thing = `${message.kind} ${message.name ?? ""}`;
    this.waiting.delete(thing);
    this.waiting.set(thing, message);
    this.expect(message);
    this.launch();
  }

  // Only what somebody did is missed when it stays without an answer.
  expect({ kind }) {
    if (kind !== "look") this.silence ??= setTimeout(() => this.onSilence(true), LOST_AFTER);
  }

  launch() {
    const [next] = this.waiting;
    if (!next || this.flights.size >= (this.brisk ? 2 : 1)) return;
    this.waiting.delete(next[0]);
    const number = (this.number += 1);
    const end = setTimeout(() => this.landed(number), GIVE_UP_AFTER);
    this.flights.set(number, { end, start: performance.now() });
    this.onWait();
    this.send({ ...next[1], number });
  }

  send(message) {
    try {
      this.model.send({ ...message, window: this.window });
    } catch {
      this.onSilence(true);
    }
  }

  hear(answered) {
    const last = answered[this.window] ?? 0;
    const flight = this.flights.get(last);
    if (flight) this.pace = performance.now() - flight.start;
    for (const number of [...this.flights.keys()]) if (number <= last) this.landed(number);
    if (last < this.number) return;
    clearTimeout(this.silence);
    this.silence = null;
    this.onSilence(false);
    this.onWait();
  }

  landed(number) {
    clearTimeout(this.flights.get(number)?.end);
    this.flights.delete(number);
    this.onWait();
    this.launch();
  }

  get brisk() {
    return this.pace < BRISK;
  }

  get idle() {
    return !this.flights.size;
  }

  // Also what was given up is owed, until the kernel has answered the newest.
  get owed() {
    return !this.idle || this.silence !== null;
  }

  close() {
    for (const { end } of this.flights.values()) clearTimeout(end);
    clearTimeout(this.silence);
    this.waiting.clear();
    this.send({ kind: "closed" });
  }
}
