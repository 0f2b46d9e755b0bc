// What the page shows of one contestant, looked at after every display frame.
window.bench = (() => {
  const PATIENCE = 5000; // ms without any frame: none will come
  const GRIPS = {
    slider: { taken: ".noUi-handle", area: ".noUi-base", kind: MouseEvent, begins: "mouse" },
    handle: { taken: ".lessons-live-handle[data-name='at']", area: ".lessons-live-stage canvas", kind: PointerEvent },
    pad: { taken: ".bench-pad", area: ".bench-pad", kind: PointerEvent },
  };

  const scratch = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const hashed = (numbers) => {
    let sum = 7;
    for (const number of numbers) sum = (Math.imul(sum, 31) + number) | 0;
    return sum;
  };

  const pixels = (picture, width, height) => {
    Object.assign(scratch.canvas, { width, height });
    scratch.imageSmoothingEnabled = false;
    scratch.drawImage(picture, 0, 0, width, height);
    return hashed(new Uint32Array(scratch.getImageData(0, 0, width, height).data.buffer));
  };

  // One number for what is shown; null while there is no picture.
  const look = (root) => {
    const drawing = root.querySelector(".scatterlayer");
    if (drawing) {
      const paths = Array.from(drawing.querySelectorAll("path"));
      const drawn = paths.map((path) => `${path.getAttribute("d")} ${path.getAttribute("transform")}`);
      return hashed(new TextEncoder().encode(drawn.join()));
    }
    const picture = root.querySelector("canvas, img");
    if (!picture || picture.complete === false) return null;
    const [width, height] = [picture.naturalWidth ?? picture.width, picture.naturalHeight ?? picture.height];
    return width > 1 ? pixels(picture, width >> 2, height >> 2) : null;
  };

  class Watch {
    constructor(root) {
      this.root = root;
      this.frames = [];
      this.mark = look(root);
      this.displays = 0;
      this.channel = new MessageChannel();
      this.channel.port1.onmessage = () => this.look();
      this.tick();
    }

    // A message that is posted before painting arrives after it.
    tick() {
      requestAnimationFrame(() => {
        if (this.over) return;
        this.displays += 1;
        this.channel.port2.postMessage(null);
        this.tick();
      });
    }

    look() {
      const mark = look(this.root);
      if (mark === null || mark === this.mark) return;
      this.mark = mark;
      this.frames.push(performance.now());
    }

    // Wait until nothing has changed for so many milliseconds since the last frame, or since now.
    async quiet(milliseconds) {
      const begun = performance.now();
      const waited = () => performance.now() - Math.max(begun, this.frames.at(-1) ?? 0);
      while (waited() < (this.frames.length ? milliseconds : PATIENCE)) await new Promise(requestAnimationFrame);
      this.over = true;
    }
  }

  // To and fro at an even speed, over seven tenths of the way in each second: no two events are in one place.
  const swing = (seconds) => 0.15 + 0.7 * Math.abs(1 - ((1 + seconds) % 2));

  const sender = (root, grip) => {
    const { taken, area, kind, begins } = GRIPS[grip];
    const node = root.querySelector(taken);
    const box = root.querySelector(area).getBoundingClientRect();
    const own = node.getBoundingClientRect();
    const y = own.y + own.height / 2;
    node.setPointerCapture = () => {};
    return (name, place) => {
      const x = place === undefined ? own.x + own.width / 2 : box.x + place * box.width;
      const [clientX, clientY] = [x, y];
      const where = { clientX, clientY, pageX: clientX, pageY: clientY, pointerId: 1, button: 0, buttons: 1 };
      node.dispatchEvent(new kind(`${begins ?? "pointer"}${name}`, { ...where, bubbles: true, cancelable: true }));
    };
  };

  const drag = async (root, grip, seconds) => {
    const send = sender(root, grip);
    send("down");
    const watch = new Watch(root);
    const start = performance.now();
    let [last, events] = [start, 0];
    while (last < start + 1000 * seconds) {
      await new Promise(requestAnimationFrame);
      send("move", swing((performance.now() - start) / 1000));
      last = performance.now();
      events += 1;
    }
    await watch.quiet(800);
    send("up", swing((last - start) / 1000));
    const during = watch.frames.filter((when) => when <= last).length;
    const late = watch.frames.length - during;
    const lag = late ? watch.frames.at(-1) - last : 0;
    return { frames: during / seconds, events: events / seconds, late, lag };
  };

  // Milliseconds from the next key to the first changed frame; null where none comes.
  const awaitKey = (root) => {
    let pressed = null;
    const watch = new Watch(root);
    window.addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true, once: true });
    const answer = async () => {
      await watch.quiet(300);
      return watch.frames.length ? watch.frames[0] - pressed : null;
    };
    window.bench.answer = answer;
  };

  // Scroll there and back, a little for each display frame; return frames a second and the longest gap.
  const scroll = async (pane, seconds) => {
    const times = [performance.now()];
    const far = pane.scrollHeight - pane.clientHeight;
    const start = times[0];
    while (times.at(-1) < start + 1000 * seconds) {
      await new Promise(requestAnimationFrame);
      times.push(performance.now());
      pane.scrollTop = far * (1 - Math.abs(1 - (2 * (times.at(-1) - start)) / (1000 * seconds)));
    }
    const gaps = times.slice(1).map((time, number) => time - times[number]);
    return { frames: gaps.length / seconds, gap: Math.max(...gaps) };
  };

  const focus = (root, grip) => root.querySelector(GRIPS[grip].taken).focus();
  return { drag, awaitKey, focus, scroll };
})();
