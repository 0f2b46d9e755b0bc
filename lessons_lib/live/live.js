// The browser's half of a live picture: it paints the kernel's frames and draws the handles itself,
// so that the thing under the finger follows at display speed while the kernel catches up.

const GIVE_UP_AFTER = 1000; // ms without an answer
const QUIET_AFTER = 400; // ms without a new caption before it is read aloud
const PAGE = 10; // arrow-key steps in one PageUp

const element = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

const clamp = (value, [low, high]) => Math.min(Math.max(value, Math.min(low, high)), Math.max(low, high));

const spoken = (value) => (value === null ? "undefined" : `${Number(value.toPrecision(4))}`.replace("-", "−"));

// Newest wins: one message is in flight, one waits, and whatever came between is forgotten.
class Courier {
  constructor(model) {
    this.model = model;
    this.window = Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(36)).join("");
    this.number = 0;
    this.flight = null;
    this.waiting = null;
  }

  post(message) {
    if (this.flight) this.waiting = message;
    else this.launch(message);
  }

  launch(message) {
    this.number += 1;
    this.flight = setTimeout(() => this.landed(), GIVE_UP_AFTER);
    this.model.send({ ...message, window: this.window, number: this.number });
  }

  hear(answered) {
    if (this.flight && (answered[this.window] ?? 0) >= this.number) this.landed();
  }

  landed() {
    clearTimeout(this.flight);
    this.flight = null;
    const message = this.waiting;
    this.waiting = null;
    if (message) this.launch(message);
  }

  get idle() {
    return !this.flight;
  }

  close() {
    clearTimeout(this.flight);
    this.waiting = null;
  }
}

const wholes = ({ buffer, byteOffset, byteLength }) =>
  new Uint16Array(buffer.slice(byteOffset, byteOffset + byteLength));

// From data to fractions of the picture and back; a logarithmic axis is straight in its logarithm.
const forwards = { log: Math.log10 };
const backwards = { log: (value) => 10 ** value };
const same = (value) => value;

class Scale {
  constructor([low, high], kind, from, to) {
    this.into = forwards[kind] ?? same;
    this.out = backwards[kind] ?? same;
    this.low = this.into(low);
    this.slope = (to - from) / (this.into(high) - this.low);
    this.from = from;
  }

  fraction(value) {
    return this.from + (this.into(value) - this.low) * this.slope;
  }

  value(fraction) {
    return this.out(this.low + (fraction - this.from) / this.slope);
  }
}

const scalesOf = ({ box: [left, bottom, right, top], x, y, scales: [kindX, kindY] }) => ({
  x: new Scale(x, kindX, left, right),
  y: new Scale(y, kindY, 1 - bottom, 1 - top),
});

// The height of a curve at x, straight between its samples; null in a gap.
const heightAt = ({ x: xs, y: ys }, x) => {
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  if (ys[low] === null || ys[high] === null) return ys[low] ?? ys[high];
  const share = (x - xs[low]) / (xs[high] - xs[low] || 1);
  return ys[low] + (ys[high] - ys[low]) * Math.min(Math.max(share, 0), 1);
};

class Grip {
  constructor(stage, name) {
    this.stage = stage;
    this.name = name;
    this.held = false;
    this.node = element("div", { className: "lessons-live-handle", tabIndex: 0 });
    this.node.setAttribute("role", "slider");
    this.node.dataset.name = name;
    this.node.addEventListener("pointerdown", (event) => this.take(event));
    this.node.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      this.node.addEventListener(end, () => this.drop());
    }
    this.node.addEventListener("keydown", (event) => this.key(event));
    stage.node.append(this.node);
  }

  // What the kernel says holds, unless a finger knows better.
  follow(state, track, boxes) {
    Object.assign(this, { state, track, scales: scalesOf(boxes[state.axes]) });
    this.node.setAttribute("aria-label", state.label);
    this.node.setAttribute("aria-valuemin", this.told(state.across[0]));
    this.node.setAttribute("aria-valuemax", this.told(state.across[1]));
    if (this.stage.courier.idle) this.ahead = false;
    if (!this.held && !this.ahead) this.place(state);
  }

  place({ x, y }) {
    Object.assign(this, { x, y });
    const seen = x !== null && y !== null;
    this.node.classList.toggle("lessons-live-lost", !seen);
    this.node.setAttribute("aria-valuenow", this.told(x ?? this.state.across[0]));
    this.node.setAttribute("aria-valuetext", `x ${spoken(x)}, y ${spoken(y)}`);
    const [left, top] = [this.scales.x.fraction(x ?? 0), this.scales.y.fraction(y ?? this.state.along[0])];
    this.node.style.left = `${100 * Math.min(Math.max(left, 0), 1)}%`;
    this.node.style.top = `${100 * Math.min(Math.max(top, 0), 1)}%`;
  }

  // Screen readers take plain decimals only; on a logarithmic axis the exponent says most.
  told(x) {
    return this.scales.x.into(x).toFixed(6);
  }

  goto(x, y) {
    x = clamp(x, this.state.across);
    y = this.track ? heightAt(this.track, x) : clamp(y, this.state.along);
    this.place({ x, y });
    this.ahead = true; // of the kernel, until its answer to the last move is in
    this.stage.courier.post({ kind: "move", name: this.name, x, y: y ?? 0 });
  }

  pointed(event) {
    const { left, top, width, height } = this.stage.canvas.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  }

  // A finger takes the point where it touches it, so the point does not jump to the finger's middle.
  take(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.node.focus();
    this.node.setPointerCapture(event.pointerId);
    const [across, down] = this.pointed(event);
    this.slip = [this.scales.x.fraction(this.x) - across, this.scales.y.fraction(this.y) - down];
    this.held = true;
    this.node.classList.add("lessons-live-held");
  }

  drag(event) {
    if (!this.held) return;
    const [across, down] = this.pointed(event);
    this.goto(this.scales.x.value(across + this.slip[0]), this.scales.y.value(down + this.slip[1]));
  }

  drop() {
    this.held = false;
    this.node.classList.remove("lessons-live-held");
    if (this.stage.courier.idle) this.place(this.state);
  }

  key(event) {
    const moves = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: this.track ? [1, 0] : [0, 1],
      ArrowDown: this.track ? [-1, 0] : [0, -1], PageUp: [PAGE, 0], PageDown: [-PAGE, 0],
    };
    const ends = { Home: this.state.across[0], End: this.state.across[1] };
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in moves) this.nudge(...moves[event.key], event.shiftKey ? PAGE : 1);
    else if (event.key in ends) this.goto(ends[event.key], this.y);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  nudge(right, up, times) {
    const [bottom, top] = this.state.along;
    this.goto(this.stepped(right * times), this.y + (up * times * (top - bottom)) / 100);
  }

  stepped(times) {
    if (this.scales.x.into === same) return this.x + times * this.state.nudge;
    return this.scales.x.value(this.scales.x.fraction(this.x) + times / 100);
  }
}

// ipywidgets writes a slider's description beside it, yet leaves its handle, and Play's buttons, without a name.
const nameControls = (host) => {
  const room = host.closest(".lessons-explorer") ?? host;
  for (const handle of room.querySelectorAll(".noUi-handle:not([aria-label])")) {
    const label = handle.closest(".widget-inline-hbox, .widget-box")?.querySelector(".widget-label")?.textContent;
    handle.setAttribute("aria-label", label || "value");
  }
  for (const button of room.querySelectorAll(".widget-play button")) {
    if (!button.textContent.trim()) button.setAttribute("aria-label", playName(button));
  }
};

const playName = (button) => {
  const icons = { "fa-play": "Play or pause", "fa-pause": "Play or pause", "fa-stop": "Stop", "fa-retweet": "Repeat" };
  const kinds = Array.from(button.querySelector("i")?.classList ?? []);
  return icons[kinds.find((kind) => kind in icons)] ?? "Play";
};

class Stage {
  constructor(model, host) {
    this.model = model;
    this.courier = new Courier(model);
    this.grips = new Map();
    this.shown = 0;
    this.asked = 0;
    this.build(host);
    this.onChange = () => this.follow();
    model.on("change", this.onChange);
    this.follow();
    requestAnimationFrame(() => nameControls(host));
    if (window.devicePixelRatio > model.get("ratio")) {
      this.courier.post({ kind: "view", ratio: window.devicePixelRatio });
    }
  }

  build(host) {
    const [width, height] = this.model.get("size");
    this.canvas = element("canvas", { width: 1, height: 1 });
    this.canvas.setAttribute("role", "img");
    this.node = element("div", { className: "lessons-live-stage" }, this.canvas);
    this.node.style.setProperty("--picture-width", `${width}px`);
    this.node.style.aspectRatio = `${width} / ${height}`;
    this.error = element("pre", { className: "lessons-live-error", hidden: true });
    this.error.setAttribute("role", "alert");
    this.caption = element("p", { className: "lessons-live-caption" });
    this.remark = element("p", { className: "lessons-live-remark", hidden: true });
    this.remark.setAttribute("role", "status");
    this.voice = element("div", { className: "lessons-live-voice" });
    this.voice.setAttribute("aria-live", "polite");
    const parts = [this.node, this.error, this.caption, this.remark, this.foot(), this.voice];
    this.root = element("div", { className: "lessons-live" }, ...parts);
    this.root.style.setProperty("--picture-width", `${width}px`);
    host.append(this.root);
  }

  foot() {
    this.line = element("code", { className: "lessons-live-code" });
    this.line.tabIndex = 0;
    this.copyButton = element("button", { type: "button", textContent: "Copy as code" });
    this.copyButton.addEventListener("click", () => this.copy());
    this.resetButton = element("button", { type: "button", textContent: "Reset" });
    this.resetButton.addEventListener("click", () => this.courier.post({ kind: "reset" }));
    this.footer = element("div", { className: "lessons-live-foot" }, this.resetButton, this.copyButton, this.line);
    return this.footer;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.model.get("code"));
      this.voice.textContent = this.copyButton.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(this.line);
      this.voice.textContent = this.copyButton.textContent = "Selected: now press Ctrl+C";
    }
    setTimeout(() => (this.copyButton.textContent = "Copy as code"), 1500);
  }

  follow() {
    this.paint();
    this.say();
    this.courier.hear(this.model.get("answered"));
    this.followGrips();
  }

  async paint() {
    const [frame, places, background] = ["frame", "places", "background"].map((name) => this.model.get(name));
    const news = frame !== this.painted?.frame || background !== this.painted?.background;
    if (!news || !frame?.byteLength) return;
    this.painted = { frame, background };
    const order = (this.asked += 1);
    const [ground, sheet] = await Promise.all([this.ground(), this.decode(frame)]);
    if (order > this.shown) this.lay(ground, sheet, wholes(places));
    this.shown = Math.max(order, this.shown);
    sheet.close();
    this.canvas.dataset.frame = this.shown;
  }

  decode(bytes) {
    return createImageBitmap(new Blob([bytes], { type: this.model.get("frame_type") }));
  }

  // What stands still is decoded once.
  ground() {
    const background = this.model.get("background");
    if (background !== this.grounded) {
      this.grounded = background;
      this.still = this.decode(background);
    }
    return this.still;
  }

  lay(ground, sheet, places) {
    const { width, height } = ground;
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    const [side, columns] = this.model.get("tiling");
    const across = Math.ceil(width / side);
    const context = this.canvas.getContext("2d");
    context.drawImage(ground, 0, 0);
    places.forEach((place, number) => {
      const from = [(number % columns) * side, Math.floor(number / columns) * side];
      const to = [(place % across) * side, Math.floor(place / across) * side];
      context.drawImage(sheet, ...from, side, side, ...to, side, side);
    });
  }

  say() {
    const words = ["caption", "code", "error", "remark"];
    const [caption, code, error, remark] = words.map((name) => this.model.get(name));
    if (this.caption.textContent !== caption) this.tell(caption);
    this.line.textContent = code;
    this.line.hidden = this.copyButton.hidden = !code;
    this.resetButton.hidden = !this.model.get("buttons").includes("reset");
    this.footer.hidden = this.resetButton.hidden && !code;
    if (this.error.textContent !== error) this.error.textContent = error;
    this.error.hidden = !error;
    if (this.remark.textContent !== remark) this.remark.textContent = remark;
    this.remark.hidden = !remark;
  }

  tell(caption) {
    this.caption.textContent = caption;
    this.canvas.setAttribute("aria-label", caption);
    clearTimeout(this.quiet);
    if (this.voiced) this.quiet = setTimeout(() => (this.voice.textContent = caption), QUIET_AFTER);
    this.voiced = true;
  }

  followGrips() {
    const [states, tracks, boxes] = ["handles", "tracks", "boxes"].map((name) => this.model.get(name));
    for (const state of states) {
      if (!this.grips.has(state.name)) this.grips.set(state.name, new Grip(this, state.name));
      this.grips.get(state.name).follow(state, tracks[state.name], boxes);
    }
    for (const [name, grip] of this.grips) grip.node.hidden = !states.some((state) => state.name === name);
  }

  close() {
    this.model.off("change", this.onChange);
    this.courier.close();
    clearTimeout(this.quiet);
  }
}

export default {
  render({ model, el }) {
    const stage = new Stage(model, el);
    return () => stage.close();
  },
};
