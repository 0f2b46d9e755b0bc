const NEAR = new Set(["localhost", "127.0.0.1", "[::1]"]); // this machine

// Until what was painted is on the screen.
const display = () =>
  new Promise((resolve) => (document.hidden ? resolve() : requestAnimationFrame(() => setTimeout(resolve))));

class Stage {
  constructor(model, host) {
    this.model = model;
    this.courier = new Courier(model, {
      onSilence: (silent) => this.tellSilence(silent),
      onWait: () => this.tellWaiting(),
    });
    this.grips = new Map();
    this.shown = 0;
    this.asked = 0;
    this.build(host);
    this.listener = new Listener(model, this.courier);
    this.turner = new Turner(this);
    this.onChange = () => this.follow();
    model.on("change", this.onChange);
    this.onLine = () => this.tellSilence(false);
    model.on("comm_live_update", this.onLine);
    this.onStatus = (_kernel, status) => ENDS.has(status) && this.end();
    this.kernel?.statusChanged?.connect(this.onStatus);
    this.follow();
    this.watch();
    requestAnimationFrame(() => this.dressRoom(host));
  }

  // A picture out of sight is not drawn: the kernel hears when it comes and goes.
  watch() {
    this.onLook = () => this.look();
    this.sight = new IntersectionObserver(([entry]) => this.look(entry.isIntersecting), { rootMargin: "120px" });
    this.sight.observe(this.root);
    this.walls = new ResizeObserver(() => this.look());
    this.walls.observe(this.host);
    document.addEventListener("visibilitychange", this.onLook);
    window.addEventListener("pagehide", (this.onLeave = () => this.courier.send({ kind: "closed" })));
  }

  look(near = this.near) {
    this.near = near;
    if (near === undefined) return;
    const seen = Boolean(near) && !document.hidden;
    const ratio = window.devicePixelRatio * (this.host.currentCSSZoom ?? 1);
    const room = GRAIN * Math.floor(this.host.clientWidth / GRAIN) || this.space;
    if (seen === this.seen && ratio === this.ratio && room === this.space) return;
    Object.assign(this, { seen, ratio, space: room });
    this.courier.post({ kind: "look", seen, ratio, room: room ?? 0, near: NEAR.has(location.hostname) });
  }

  dressRoom(host) {
    nameControls(host);
    this.room = host.closest(".lessons-explorer") ?? this.root;
    this.enlarge(Boolean(this.large));
  }

  get frozen() {
    return this.model.get("frozen");
  }

  build(host) {
    this.host = host;
    this.canvas = element("canvas", { width: 1, height: 1 });
    this.canvas.setAttribute("role", "img");
    this.node = element("div", { className: "lessons-live-stage" }, this.canvas);
    this.silence = element("p", { className: "lessons-live-silence", hidden: true });
    this.silence.setAttribute("role", "status");
    this.error = element("pre", { className: "lessons-live-error", hidden: true });
    this.error.setAttribute("role", "alert");
    this.caption = element("p", { className: "lessons-live-caption" });
    this.remark = element("p", { className: "lessons-live-remark", hidden: true });
    this.remark.setAttribute("role", "status");
    this.voice = element("div", { className: "lessons-live-voice" });
    this.voice.setAttribute("aria-live", "polite");
    const parts = [this.node, this.silence, this.error, this.caption, this.remark, this.foot(), this.voice];
    this.root = element("div", { className: "lessons-live" }, ...parts);
    host.append(this.root);
  }

  foot() {
    this.line = element("code", { className: "lessons-live-code" });
    this.line.tabIndex = 0;
    this.copyButton = this.button("Copy as code", () => this.copy());
    this.resetButton = this.button("Reset", () => this.courier.post({ kind: "reset" }));
    this.freezeButton = this.button("Freeze", () => this.courier.post({ kind: "freeze", frozen: !this.frozen }));
    this.largeButton = this.button("Large text", () => this.enlarge(!this.large));
    const buttons = [this.resetButton, this.freezeButton, this.largeButton, this.copyButton];
    this.footer = element("div", { className: "lessons-live-foot" }, ...buttons, this.line);
    return this.footer;
  }

  button(textContent, act) {
    const button = element("button", { type: "button", textContent });
    button.addEventListener("click", act);
    return button;
  }

  // The numbers in words, readable from the back row; each window has its own.
  enlarge(large) {
    this.large = large;
    this.room?.classList.toggle("lessons-large", large);
    this.largeButton.setAttribute("aria-pressed", large);
  }

  tellSilence(silent) {
    const text = this.cut ? "Not connected: run the cell again." : silent ? this.whySilent() : "";
    if (this.silence.textContent !== text) this.silence.textContent = text;
    this.silence.hidden = !text;
  }

  // A kernel that starts again knows nothing of this picture.
  end() {
    this.ended = true;
    this.tellSilence(true);
  }

  // ipywidgets marks the views of a model whose line to the kernel is gone.
  get cut() {
    return this.ended || Boolean(this.root.closest(".jupyter-widgets-disconnected"));
  }

  get kernel() {
    return this.model.widget_manager?.kernel;
  }

  whySilent() {
    const busy = this.kernel?.connectionStatus !== "disconnected" && this.kernel?.status === "busy";
    return busy ? "The kernel is busy: the picture follows when it is free." : "Not connected: run the cell again.";
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
    this.fit();
    const painted = this.paint();
    const answered = this.model.get("answered");
    // A slow kernel begins its next frame when this one is seen: then no more than one is ever stale.
    if (this.courier.brisk) this.hear(answered);
    else painted.then(display).finally(() => this.hear(answered));
    this.sayLater();
  }

  hear(answered) {
    this.courier.hear(answered);
    this.followGrips();
  }

  // The picture first: setting words anew costs the page as much time as painting.
  sayLater() {
    if (!this.root.isConnected || this.error.textContent !== this.model.get("error")) this.say();
    this.saying ??= setTimeout(() => this.say(), WORDS_AFTER);
    this.tellWaiting();
  }

  tellWaiting() {
    this.root.toggleAttribute("data-waiting", Boolean(this.saying) || this.courier.owed);
  }

  fit() {
    const [width, height] = this.model.get("size");
    if (width === this.width && height === this.height) return;
    Object.assign(this, { width, height });
    this.root.style.setProperty("--picture-width", `${width}px`);
    this.node.style.aspectRatio = `${width} / ${height}`;
  }

  async paint() {
    const [frame, places, background] = ["frame", "places", "background"].map((name) => this.model.get(name));
    const news = frame !== this.painted?.frame || background !== this.painted?.background;
    if (!news || !frame?.byteLength) return;
    this.painted = { frame, background };
    const order = (this.asked += 1);
    const plain = this.model.get("plain");
    const sheet = plain ? wholes(frame) : this.unpacked(frame);
    const [mosaic, tiles] = await Promise.all([this.mosaic(), sheet]);
    if (order > this.shown) this.lay(mosaic.lay(tiles, wholes(places)));
    this.shown = Math.max(order, this.shown);
    this.canvas.dataset.frame = this.shown;
  }

  async unpacked(bytes) {
    return wholes(pixelsOf(await this.decode(bytes)).data);
  }

  // A decoder takes the bytes as they are; a bitmap is made of a file, which goes by way of another process.
  async decode(bytes) {
    if (!window.ImageDecoder) return this.bitmap(bytes);
    const decoder = new ImageDecoder({ data: bytes, type: this.model.get("frame_type") });
    const { image } = await decoder.decode();
    decoder.close();
    return image;
  }

  bitmap(bytes) {
    return createImageBitmap(new Blob([bytes], { type: this.model.get("frame_type") }));
  }

  // What stands still is decoded once.
  mosaic() {
    const [background, tiling] = [this.model.get("background"), this.model.get("tiling")];
    if (background !== this.grounded) {
      this.grounded = background;
      this.still = this.bitmap(background).then((image) => new Mosaic(pixelsOf(image), tiling));
    }
    return this.still;
  }

  lay(frame) {
    const { width, height } = frame;
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    this.canvas.getContext("2d").putImageData(frame, 0, 0);
  }

  say() {
    clearTimeout(this.saying);
    this.saying = null;
    this.tellWaiting();
    const words = ["caption", "code", "error", "remark"];
    const [caption, code, error, remark] = words.map((name) => this.model.get(name));
    if (this.caption.textContent !== caption) this.tell(caption);
    this.line.textContent = code;
    this.line.hidden = this.copyButton.hidden = !code;
    this.sayButtons();
    if (this.error.textContent !== error) this.error.textContent = error;
    this.error.hidden = !error;
    if (this.remark.textContent !== remark) this.remark.textContent = remark;
    this.remark.hidden = !remark;
  }

  sayButtons() {
    const buttons = this.model.get("buttons");
    this.resetButton.hidden = !buttons.includes("reset");
    this.resetButton.disabled = this.frozen;
    this.freezeButton.hidden = !buttons.includes("freeze");
    this.freezeButton.setAttribute("aria-pressed", this.frozen);
    this.node.classList.toggle("lessons-live-frozen", this.frozen);
    this.node.classList.toggle("lessons-live-turns", this.model.get("turning").axes !== undefined);
    this.root.classList.toggle("lessons-live-classroom", this.model.get("classroom"));
    if (this.model.get("classroom") !== this.classroom) {
      this.classroom = this.model.get("classroom");
      this.enlarge(this.classroom);
    }
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
    this.model.off("comm_live_update", this.onLine);
    this.kernel?.statusChanged?.disconnect(this.onStatus);
    this.sight.disconnect();
    this.walls.disconnect();
    document.removeEventListener("visibilitychange", this.onLook);
    window.removeEventListener("pagehide", this.onLeave);
    this.listener.close();
    this.courier.close();
    clearTimeout(this.quiet);
    clearTimeout(this.saying);
  }
}

export default {
  render({ model, el }) {
    const stage = new Stage(model, el);
    return () => stage.close();
  },
};
