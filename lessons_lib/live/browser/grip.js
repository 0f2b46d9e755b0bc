// A point that can be taken hold of: the browser draws it, so it stays under the finger.

class Grip {
  constructor(stage, name) {
    this.stage = stage;
    this.name = name;
    this.held = false;
    this.node = element("div", { className: "lessons-live-handle", tabIndex: 0 });
    this.node.setAttribute("role", "slider");
    this.node.dataset.name = name;
    keepKeys(this.node);
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
    if (track !== this.curve) this.track = track && new Track(track);
    Object.assign(this, { state, curve: track, scales: scalesOf(boxes[state.axes]) });
    this.node.setAttribute("aria-label", state.label);
    this.node.setAttribute("aria-disabled", this.stage.frozen);
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
    [x, y] = this.track ? this.track.beside(x, y, this.onScreen) : [x, clamp(y, this.state.along)];
    this.place({ x, y });
    this.ahead = true; // of the kernel, until its answer to the last move is in
    this.stage.courier.post({ kind: "move", name: this.name, x, y: y ?? 0 });
  }

  get onScreen() {
    const { clientWidth, clientHeight } = this.stage.canvas;
    return (x, y) => [clientWidth * this.scales.x.fraction(x), clientHeight * this.scales.y.fraction(y)];
  }

  pointed(event) {
    const { left, top, width, height } = this.stage.canvas.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  }

  // A finger takes the point where it touches it, so the point does not jump to the finger's middle.
  take(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.stage.frozen) return;
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
    if (event.altKey || event.ctrlKey || event.metaKey || this.stage.frozen) return;
    if (event.key in moves) this.nudge(...moves[event.key], event.shiftKey ? PAGE : 1);
    else if (event.key in ends) this.goto(ends[event.key], this.y);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  nudge(right, up, times) {
    if (this.track?.winds) return this.goto(...this.track.further(this.x, this.y, right * times, this.onScreen));
    const [bottom, top] = this.state.along;
    this.goto(this.stepped(right * times), this.y + (up * times * (top - bottom)) / 100);
  }

  stepped(times) {
    if (this.scales.x.into === same) return this.x + times * this.state.nudge;
    return this.scales.x.value(this.scales.x.fraction(this.x) + times / 100);
  }
}
