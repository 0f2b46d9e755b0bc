// A question, a field with a preview, feedback, hints and the worked solution. All judging happens in Python.

const PAUSE_MS = 120; // of typing before the preview follows
const LATE = "Python does not answer: run this cell again. What you typed is still here.";

function button(words, type = "button") {
  return element("button", { type }, words);
}

function render({ model, el }) {
  const id = `lessons-drill-${Math.random().toString(36).slice(2)}`;
  let field;
  let question = -1;
  let acted = ""; // what was pressed last, while the focus was here
  let pause;

  const title = element("span", { class: "title" });
  const section = element("span", { class: "section" });
  const reason = element("p", { class: "reason" });
  const ask = element("legend", {});
  const slot = element("div", { class: "field" });
  const preview = element("div", { class: "preview", id: `${id}-preview` });
  const feedback = element("div", { class: "feedback", id: `${id}-feedback`, role: "status" });
  const picture = element("figure", { class: "picture" });
  const hints = element("ol", { class: "hints", "aria-label": "Hints" });
  const heard = element("div", { "aria-live": "polite" }, hints);
  const steps = element("ol", { class: "steps", "aria-label": "Worked solution", tabindex: "-1" });
  const cost = element("p", { class: "cost", id: `${id}-cost` });
  const trouble = element("p", { class: "trouble", role: "alert" });
  const ending = element("div", { class: "ending", tabindex: "-1" });

  const python = courier(model, () => setText(trouble, LATE), () => { show(); settleFocus(); });
  const act = (type, more = {}) => {
    clearTimeout(pause);
    acted = form.contains(document.activeElement) ? type : "";
    python.act({ type, ...more });
  };

  const check = button("Check", "submit");
  const [hint, reveal, again] = [button(""), button("Show me"), button("Try again")];
  const [skip, next, easier, harder] = ["Skip", "Next", "Easier", "Harder"].map((words) => button(words));
  hint.addEventListener("click", () => act("hint"));
  reveal.addEventListener("click", () => act("show"));
  again.addEventListener("click", () => act("again"));
  skip.addEventListener("click", () => act("next"));
  next.addEventListener("click", () => act("next"));
  easier.addEventListener("click", () => act("next", { level: model.get("shown").easier }));
  harder.addEventListener("click", () => act("next", { level: model.get("shown").harder }));
  for (const costly of [hint, reveal]) costly.setAttribute("aria-describedby", cost.id);
  next.classList.add("main");
  const rating = ratingParts((felt) => act("rate", { rating: felt }));

  const asked = element("fieldset", { class: "asked" }, ask, slot);
  const live = element("div", { class: "question" }, asked, preview,
    element("div", { class: "row" }, check, hint, reveal, again, skip), feedback, picture, heard, steps, rating.node,
    element("div", { class: "row" }, next, easier, harder), cost);
  // JupyterLab would take letters for its commands, and Enter and arrows for walking between cells.
  const form = element("form", { class: "lessons-drill", ...KEEPS_KEYS },
    element("p", { class: "head" }, title, section), reason, live, ending, trouble);

  const tell = () => {
    clearTimeout(pause);
    python.draft({ type: "draft", answer: field.read(), grid: field.shape?.() ?? [] });
  };
  const draft = () => {
    clearTimeout(pause);
    pause = setTimeout(tell, PAUSE_MS);
  };

  const renew = (shown) => {
    clearTimeout(pause);
    question = shown.question;
    field = fieldFor(shown, `${id}-${question}`, draft);
    slot.replaceChildren(field.node);
    field.write(model.get("typed"), model.get("grid"));
  };

  const showPreview = () => {
    const { html = "", message = "", notes = [] } = model.get("preview");
    const parts = html ? [typeset("div", html, { class: "formulas" })] : [];
    if (html && !message) parts.unshift(element("span", { class: "label" }, "read as"));
    if (message) parts.push(element("p", { class: "message" }, message));
    parts.push(...notes.map((note) => element("p", { class: "note" }, `${note}.`)));
    preview.replaceChildren(...parts);
    letScroll(preview);
  };

  const showPicture = () => {
    const { source, caption, width } = model.get("picture");
    picture.hidden = !source;
    if (!source) picture.replaceChildren();
    else picture.replaceChildren(
      element("img", { src: source, alt: caption, width }), element("figcaption", { "aria-hidden": "true" }, caption));
  };

  const showButtons = (shown) => {
    const isOpen = shown.stage === "open";
    const isRated = shown.rate !== "must" || shown.rating;
    const leave = !isOpen && isRated;
    check.hidden = reveal.hidden = !isOpen;
    hint.hidden = !isOpen || !shown.hintsLeft;
    setText(hint, shown.hints.length ? `Another hint (${shown.hintsLeft} left)` : "Hint");
    again.hidden = shown.stage === "right" || (isOpen && shown.feedback.tone !== "off");
    skip.hidden = !isOpen || !shown.skips;
    next.hidden = !leave;
    easier.hidden = !leave || !shown.easier;
    harder.hidden = !leave || !shown.harder;
    rating.show(Boolean(shown.rate) && !isOpen, shown.rating);
  };

  const showTexts = (shown) => {
    setText(title, shown.title);
    section.replaceChildren(...(shown.section ? [sectionLink(shown.section)] : []));
    setText(reason, shown.why);
    setTypeset(ask, shown.ask);
    hints.replaceChildren(...hintItems(shown.hints));
    steps.replaceChildren(...stepItems(shown.steps));
    setText(cost, shown.cost);
    setText(trouble, [shown.trouble, shown.remark].filter(Boolean).join(" "));
  };

  const showFeedback = (shown) => {
    const { tone = "", entries = [] } = shown.feedback;
    form.dataset.tone = shown.stage === "shown" ? "shown" : tone;
    const text = JSON.stringify(shown.feedback);
    if (feedback.dataset.text !== text) {
      feedback.replaceChildren(...(tone ? feedbackParts(shown.feedback, model.get("preview").notes ?? []) : []));
      feedback.dataset.text = text;
    }
    field.mark(tone, entries);
  };

  const showEnd = (shown) => {
    const links = (shown.links ?? []).map((link) => element("li", {}, sectionLink(link)));
    const isEnd = shown.stage === "end";
    live.hidden = !isEnd ? false : true;
    ending.hidden = !isEnd;
    if (isEnd) ending.replaceChildren(typeset("p", shown.words), element("ul", {}, ...links));
    if (isEnd) [title, section, reason].forEach((node) => node.replaceChildren());
    return isEnd;
  };

  const show = () => {
    const shown = model.get("shown");
    form.dataset.classroom = String(model.get("classroom"));
    if (showEnd(shown)) return;
    if (shown.question !== question) renew(shown);
    // Nobody's typing is overwritten by what Python heard of it a moment ago.
    if (!slot.contains(document.activeElement)) field.write(model.get("typed"), model.get("grid"));
    field.lock(shown.stage !== "open");
    showTexts(shown);
    showFeedback(shown);
    showButtons(shown);
    showPreview();
    letScroll(form);
  };

  const goal = (shown) => {
    if (shown.stage === "end") return ending;
    if (shown.stage === "open") return acted === "hint" && !hint.hidden ? hint : field;
    if (acted === "show") return steps;
    return shown.rate === "must" && !shown.rating ? rating : next;
  };
  const settleFocus = () => {
    const now = document.activeElement;
    if (acted && (form.contains(now) || now === document.body)) goal(model.get("shown")).focus();
    acted = "";
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (model.get("shown").stage === "open") act("check", { answer: field.read(), grid: field.shape?.() ?? [] });
  });
  form.addEventListener("keydown", (event) => event.stopPropagation());
  // What was typed a moment ago is told before the page goes or the focus leaves.
  slot.addEventListener("focusout", () => { if (field.read() !== model.get("typed")) tell(); });

  const end = follow(model, ["shown", "typed", "preview", "grid", "classroom"], show);
  const endPicture = follow(model, ["picture"], showPicture);
  el.append(form);
  letScroll(form);
  return () => {
    clearTimeout(pause);
    python.stop();
    end();
    endPicture();
  };
}

export default { render };
