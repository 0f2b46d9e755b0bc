// A lesson for a room: progress while its cells run, then one page at a time, answers covered.

(() => {
  const OUTPUTS = 'script[type="application/vnd.voila.cell-output+json"]';
  const LOADING = "Loading widget...";
  const PATIENCE_MS = 20000;
  const WIDGETS_MS = 120000;
  const LOOK_MS = 100;
  const BOTTOM = 8; // px that do not count as more to read
  const READ_ON = 0.85; // of a screen
  const THEME = "lessons-present-dark";
  const CONTROLS = "a, button, input, select, textarea, summary, dialog, [role=slider], [contenteditable], [tabindex='0']";
  const TAKES_PAGE_KEYS = "select, textarea, dialog, [role=slider]";
  const PAGE_KEYS = new Set(["PageDown", "PageUp"]);

  const find = (name) => document.getElementById(`lessons-${name}`);
  const all = (selector, room = document) => [...room.querySelectorAll(selector)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // anywidget gives up on a widget that is not ready in 2 s, and then drops all that the kernel says to it: too
  // soon where a slow machine brings thirty of them to life at once.
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => timeout(Math.max(milliseconds, WIDGETS_MS));

  // While Voila runs the cells, it calls these from the page that it is still writing.
  window.voila_heartbeat = () => {};
  window.voila_process = (cell, cells) => {
    find("progress").max = cells;
    find("progress").value = cell;
    find("progress-words").textContent = `The lesson is being prepared: cell ${cell} of ${cells}.`;
  };
  window.voila_finish = () => {
    window.cellLoaded = true; // Voila calls again when its theme is there
    if (lesson) return;
    lesson = new Pages();
    find("progress").removeAttribute("value");
    find("progress-words").textContent = "The pictures are coming to life.";
    whenAlive().then(() => lesson.begin());
  };

  // Voila puts outputs in place when it has started; each widget then waits for its kernel.
  function whenAlive() {
    const end = Date.now() + PATIENCE_MS;
    const alive = () => !document.querySelector(OUTPUTS)
      && !all(".jupyter-widgets").some((node) => node.textContent === LOADING);
    return new Promise((resolve) => {
      const look = () => (alive() || Date.now() > end ? resolve() : setTimeout(look, LOOK_MS));
      look();
    });
  }

  let lesson;

  class Pages {
    constructor() {
      this.pages = all(".lessons-page");
      this.covers = all(".lessons-covered").map((node) => new Cover(node, () => this.rename()));
    }

    begin() {
      this.list();
      find("preparing").remove();
      find("bar").hidden = false;
      this.listen();
      this.follow();
    }

    listen() {
      history.scrollRestoration = "manual";
      addEventListener("hashchange", () => this.follow());
      addEventListener("scroll", () => this.sayMore(), { passive: true });
      new ResizeObserver(() => this.sayMore()).observe(document.body);
      addEventListener("keydown", (event) => this.key(event), true);
      addEventListener("pointerdown", () => (this.pointed = true), true);
      for (const button of all("[data-go]")) button.addEventListener("click", () => this[button.dataset.go]());
      find("contents-button").addEventListener("click", () => this.openContents());
      find("contents").addEventListener("click", ({ target }) => target.closest("a") && find("contents").close());
    }

    // The address names the page by its number; a link from another lesson names a heading.
    follow() {
      const asked = location.hash.slice(1);
      const named = this.pages.findIndex(({ dataset }) => [asked, decoded(asked)].includes(dataset.anchor));
      const number = named >= 0 ? named : Number.parseInt(asked, 10) - 1;
      this.show(Math.min(Math.max(number || 0, 0), this.pages.length - 1));
    }

    go(number) {
      if (number < 0 || number >= this.pages.length) return;
      if (number === this.number) scrollTo(0, 0);
      location.hash = number + 1;
    }

    next() {
      this.go(this.number + 1);
    }

    previous() {
      this.go(this.number - 1);
    }

    show(number) {
      this.number = number;
      this.pages.forEach((page, index) => (page.hidden = index !== number));
      scrollTo({ top: 0, behavior: "instant" });
      this.say();
      this.focus();
    }

    get page() {
      return this.pages[this.number];
    }

    // Screen readers read the heading; keys go to the pages again.
    focus() {
      const place = all("h1, h2, h3, .lessons-box", this.page).find((node) => node.checkVisibility()) ?? this.page;
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
    }

    say() {
      find("name").textContent = this.nameOf(this.page);
      find("further").hidden = !isMarked(this.page);
      find("place").textContent = `${this.number + 1} of ${this.pages.length}`;
      document.querySelector("[data-go=previous]").disabled = this.number === 0;
      document.querySelector("[data-go=next]").disabled = this.number === this.pages.length - 1;
      this.sayMore();
    }

    // What was seen is not told by its title before it is seen.
    nameOf(page) {
      const covered = page.firstElementChild.matches(".lessons-box");
      return covered ? page.dataset.title.split(":")[0] : page.dataset.title;
    }

    rename() {
      this.list();
      if (this.page) this.say();
    }

    get below() {
      const { scrollHeight, clientHeight } = document.documentElement;
      return scrollHeight - clientHeight - scrollY;
    }

    sayMore() {
      find("more").classList.toggle("lessons-none", this.below <= BOTTOM);
    }

    // A clicker has two buttons: they read a long page to its end before they turn it.
    read(way) {
      if (way > 0 ? this.below <= BOTTOM : scrollY <= BOTTOM) return way > 0 ? this.next() : this.previous();
      const step = way * READ_ON * (innerHeight - find("bar").offsetHeight);
      return scrollBy({ top: step, behavior: calm.matches ? "instant" : "smooth" });
    }

    key(event) {
      const acts = {
        ArrowRight: () => this.next(), ArrowLeft: () => this.previous(),
        PageDown: () => this.read(1), PageUp: () => this.read(-1), " ": () => this.read(event.shiftKey ? -1 : 1),
        Home: () => this.go(0), End: () => this.go(this.pages.length - 1),
        c: () => this.openContents(), d: () => theme.turn(),
      };
      if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in acts) || this.taken(event)) {
        this.pointed &&= event.key === "Shift";
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      acts[event.key]();
    }

    // A clicker that follows the mouse turns pages, also where the mouse left the focus on a slider.
    taken({ key, target }) {
      if (document.querySelector("dialog[open]")) return true;
      return PAGE_KEYS.has(key) ? !this.pointed && target.closest(TAKES_PAGE_KEYS) : target.closest(CONTROLS);
    }

    list() {
      const items = this.pages.map((page, number) => {
        const link = Object.assign(document.createElement("a"), { href: `#${number + 1}`, textContent: this.nameOf(page) });
        const item = document.createElement("li");
        item.dataset.level = page.dataset.level;
        item.append(link, ...(isMarked(page) ? [" ", mark()] : []));
        return item;
      });
      find("contents").querySelector("ol").replaceChildren(...items);
    }

    openContents() {
      find("contents").showModal();
      const links = all("a", find("contents"));
      links.forEach((link, number) => link.setAttribute("aria-current", number === this.number ? "page" : "false"));
      links[this.number].focus();
    }
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  // Some titles say so themselves.
  function isMarked({ dataset }) {
    return "further" in dataset && !dataset.title.startsWith("Further");
  }

  function mark() {
    return Object.assign(document.createElement("span"), { className: "lessons-mark", textContent: "further" });
  }

  // Out of sight, and out of what a screen reader finds, until all guesses that it waits for are revealed.
  class Cover {
    constructor(node, onLift) {
      Object.assign(this, { node, onLift, box: node.previousElementSibling });
      this.guesses = node.dataset.waits.split(" ").map((guess) => document.querySelector(`[data-guess="${guess}"]`));
      this.watcher = new MutationObserver(() => this.look());
      const news = { subtree: true, childList: true, attributeFilter: ["data-tone"] };
      this.guesses.forEach((guess) => this.watcher.observe(guess, news));
      this.box.querySelector("button").addEventListener("click", () => {
        this.lift();
        this.node.focus({ preventScroll: true });
      });
    }

    look() {
      const revealed = (card) => ["right", "off"].includes(card.dataset.tone);
      const cards = this.guesses.map((guess) => all(".lessons-predict", guess));
      if (cards.every((of) => of.length && of.every(revealed))) this.lift();
    }

    lift() {
      this.watcher.disconnect();
      this.box.remove();
      this.node.hidden = false;
      this.onLift();
    }
  }

  // As the system has it, until somebody turns it.
  const theme = {
    system: matchMedia("(prefers-color-scheme: dark)"),
    get dark() {
      const chosen = sessionStorage.getItem(THEME);
      return chosen === null ? this.system.matches : chosen === "true";
    },
    turn() {
      sessionStorage.setItem(THEME, !this.dark);
      this.apply();
    },
    apply() {
      find("dark").media = this.dark ? "all" : "not all";
      document.documentElement.style.colorScheme = this.dark ? "dark" : "light";
      if (!document.body) return;
      document.body.dataset.jpThemeLight = !this.dark;
      find("theme").textContent = this.dark ? "Light" : "Dark";
    },
  };

  theme.apply();
  theme.system.addEventListener("change", () => theme.apply());
  addEventListener("DOMContentLoaded", () => {
    theme.apply();
    find("theme").addEventListener("click", () => theme.turn());
  });
})();
