// ipywidgets writes a slider's description beside it, yet leaves its handle, and Play's buttons, without a name.
const nameControls = (host) => {
  const room = host.closest(".lessons-explorer") ?? host;
  for (const handle of room.querySelectorAll(".noUi-handle:not([aria-label])")) {
    const label = handle.closest(".widget-inline-hbox, .widget-box")?.querySelector(".widget-label")?.textContent;
    handle.setAttribute("aria-label", label || "value");
  }
  room.querySelectorAll(".noUi-handle, select").forEach(keepKeys);
  for (const button of room.querySelectorAll(".widget-play button")) {
    if (!button.textContent.trim()) button.setAttribute("aria-label", playName(button));
  }
};

const playName = (button) => {
  const icons = { "fa-play": "Play or pause", "fa-pause": "Play or pause", "fa-stop": "Stop", "fa-retweet": "Repeat" };
  const kinds = Array.from(button.querySelector("i")?.classList ?? []);
  return icons[kinds.find((kind) => kind in icons)] ?? "Play";
};

// A slider's own message goes to the kernel one at a time and waits for its whole round trip. So the picture listens
// to its sliders here and sends their newest values itself; the slider's own message then says nothing new.
class Listener {
  constructor(model, courier) {
    this.courier = courier;
    this.ears = [];
    this.open = true;
    for (const [name, id] of Object.entries(model.get("sliders"))) this.find(model.widget_manager, name, id);
  }

  async find(manager, name, id) {
    const slider = await manager?.get_model(id).catch(() => null);
    if (!slider || !this.open) return;
    const hear = (_model, value, options) => {
      slider.lessonsHeld = inHand(options?.updated_view?.el);
      if (slider.lessonsHeld) this.courier.post({ kind: "slide", name, value });
    };
    slider.on("change:value", hear);
    this.ears.push([slider, hear]);
    this.hold(slider);
  }

  // While a hand is on the slider, its own message waits until the hand rests: it would only cost the kernel time.
  hold(slider) {
    if (Object.hasOwn(slider, "save_changes")) return;
    const save = slider.save_changes;
    slider.save_changes = (...words) => {
      clearTimeout(slider.lessonsRest);
      if (slider.lessonsHeld) slider.lessonsRest = setTimeout(() => save.apply(slider, words), REST);
      else save.apply(slider, words);
    };
  }

  close() {
    this.open = false;
    for (const [slider, hear] of this.ears) {
      slider.off("change:value", hear);
      delete slider.save_changes;
    }
  }
}

// A slider that is told a value by the kernel rounds it and reports that too: only a hand's moves count.
const inHand = (slider) =>
  Boolean(slider?.contains(document.activeElement) || slider?.querySelector(".noUi-active, .noUi-state-tap"));

// Turning a picture in space by dragging what is empty; sliders are its twins.
class Turner {
  constructor(stage) {
    this.stage = stage;
    stage.canvas.addEventListener("pointerdown", (event) => this.take(event));
    stage.canvas.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      stage.canvas.addEventListener(end, () => this.drop());
    }
  }

  get state() {
    return this.stage.model.get("turning");
  }

  take(event) {
    if (event.button !== 0 || this.stage.frozen || !this.within(event)) return;
    event.preventDefault();
    this.stage.canvas.setPointerCapture(event.pointerId);
    const { azimuth, elevation } = this.state;
    this.start = { x: event.clientX, y: event.clientY, azimuth, elevation };
    this.stage.node.classList.add("lessons-live-turning");
  }

  within({ clientX, clientY }) {
    if (this.state.axes === undefined) return false;
    const { left, top, width, height } = this.stage.canvas.getBoundingClientRect();
    const [across, up] = [(clientX - left) / width, 1 - (clientY - top) / height];
    const [west, south, east, north] = this.stage.model.get("boxes")[this.state.axes].box;
    return west <= across && across <= east && south <= up && up <= north;
  }

  drag(event) {
    if (!this.start) return;
    const { x, y, azimuth, elevation } = this.start;
    const around = azimuth - DEGREES * (event.clientX - x);
    this.stage.courier.post({
      kind: "turn",
      azimuth: 180 - ((((180 - around) % 360) + 360) % 360),
      elevation: clamp(elevation + DEGREES * (event.clientY - y), this.state.between),
    });
  }

  drop() {
    this.start = null;
    this.stage.node.classList.remove("lessons-live-turning");
  }
}
