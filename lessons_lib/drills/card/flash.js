// One card of a deck: a front to turn, a field for who wants to type, a back, and how it went.

const PAUSE_MS = 120; // of typing before the preview follows
const LATE = "Python does not answer: run this cell again.";
const WENT = ["knew it", "nearly", "not yet"]; // keys 1, 2 and 3

function wentParts(onRate) {
  const buttons = WENT.map((rating, index) => {
    const key = element("kbd", { "aria-hidden": "true" }, String(index + 1));
    const button = element("button", { type: "button", "aria-keyshortcuts": String(index + 1) }, key, rating);
    button.addEventListener("click", () => onRate(rating));
    return button;
  });
  const question = element("legend", {}, "How did it go? Be honest: nobody else looks.");
  const node = element("fieldset", { class: "rating" }, question, element("div", { class: "row" }, ...buttons));
  return {
    node,
    show: (offered) => buttons.forEach((button, index) => { button.hidden = !offered.includes(WENT[index]); }),
  };
}

function render({ model, el }) {
  const id = `lessons-flash-${Math.random().toString(36).slice(2)}`;
  let card = "";
  let acted = ""; // what was done last, while the focus was here
  let types = false; // whether the learner types: then the next card begins in the field
  let pause;

  const title = element("span", { class: "title" });
  const left = element("span", { class: "left", role: "status" });
  const ask = element("span", { class: "ask" });
  const how = element("span", { class: "how", "aria-hidden": "true" }, "turn it: Space, or click");
  const face = element("button", { type: "button", class: "face" }, ask, how);
  const slope = element("div", { class: "formulas slope", "aria-hidden": "true" });
  const asked = element("p", { class: "ask", "aria-hidden": "true" });
  const said = element("p", { class: "unseen" });
  const reason = element("p", { class: "reason" });
  const picture = element("figure", { class: "picture" });
  const back = element("div", { class: "back", role: "group", tabindex: "-1" },
    asked, slope, said, element("div", { class: "behind" }, reason, picture));
  const preview = element("div", { class: "preview", id: `${id}-preview` });
  const feedback = element("div", { class: "feedback", id: `${id}-feedback`, role: "status" });
  const check = element("button", { type: "submit" }, "Check");
  const note = element("p", { class: "note" });
  const trouble = element("p", { class: "trouble", role: "alert" });
  const words = element("p", { tabindex: "-1" });
  const again = element("button", { type: "button" }, "Once more, in another order");
  const ending = element("div", { class: "ending" }, words, again);

  const python = courier(model, () => setText(trouble, LATE), () => { show(); settleFocus(); });
  const act = (type, more = {}) => {
    clearTimeout(pause);
    acted = form.contains(document.activeElement) ? type : "";
    python.act({ type, ...more });
  };
  const rate = (rating) => act("rate", { rating });
  const went = wentParts(rate);
  const field = textField(id, () => {
    clearTimeout(pause);
    pause = setTimeout(() => python.draft({ type: "draft", answer: field.read() }), PAUSE_MS);
  });
  field.node.querySelector("label").textContent = "Or type it";
  const input = field.node.querySelector("input");
  field.node.append(check);

  const front = element("div", { class: "front" }, face, field.node, preview);
  const form = element("form", { class: "lessons-drill lessons-flash", ...KEEPS_KEYS },
    element("p", { class: "head" }, title, left), front, back, feedback, note, went.node, ending, trouble);

  const showPicture = () => {
    const { source, caption, width } = model.get("picture");
    picture.hidden = !source;
    picture.replaceChildren(...(source ? [element("img", { src: source, alt: caption, width })] : []));
  };

  const showPreview = () => {
    const { html = "", message = "", notes = [] } = model.get("preview");
    const parts = html ? [typeset("div", html, { class: "formulas" })] : [];
    if (html && !message) parts.unshift(element("span", { class: "label" }, "read as"));
    if (message) parts.push(element("p", { class: "message" }, message));
    parts.push(...notes.map((each) => element("p", { class: "note" }, `${each}.`)));
    preview.replaceChildren(...parts);
    letScroll(preview);
  };

  const showFeedback = (shown) => {
    const { tone = "" } = shown.feedback ?? {};
    form.dataset.tone = tone || (shown.stage === "back" ? "shown" : "");
    const text = JSON.stringify([shown.card, shown.feedback ?? {}]);
    if (feedback.dataset.text !== text) {
      feedback.replaceChildren(...(tone ? feedbackParts(shown.feedback, model.get("preview").notes ?? []) : []));
      feedback.dataset.text = text;
    }
    field.mark(tone);
  };

  const showSides = (shown) => {
    setTypeset(ask, shown.ask);
    setTypeset(asked, shown.ask);
    face.setAttribute("aria-label", `${shown.said}: turn the card`);
    input.placeholder = shown.example;
    if (shown.stage !== "back") return;
    setTypeset(slope, shown.back.html);
    setText(said, shown.back.said);
    setTypeset(reason, shown.back.reason);
    back.setAttribute("aria-label", shown.back.said);
    went.show(shown.ratings);
  };

  const show = () => {
    const shown = model.get("shown");
    form.dataset.classroom = String(model.get("classroom"));
    setText(title, shown.title);
    setText(left, shown.left);
    setText(trouble, [shown.trouble, shown.remark].filter(Boolean).join(" "));
    front.hidden = shown.stage !== "front";
    back.hidden = went.node.hidden = shown.stage !== "back";
    ending.hidden = shown.stage !== "end";
    if (shown.stage === "end") setTypeset(words, shown.words);
    else showSides(shown);
    const isNew = card !== String(shown.card);
    card = String(shown.card);
    // Nobody's typing is overwritten by what Python heard of it a moment ago.
    if (isNew || document.activeElement !== input) field.write(model.get("typed"));
    setText(note, shown.note ?? "");
    showFeedback(shown);
    showPreview();
    letScroll(form);
  };

  const goal = (shown) => {
    if (shown.stage === "end") return words;
    if (shown.stage === "back") return back;
    return acted === "check" || types ? field : face;
  };
  const settleFocus = () => {
    const now = document.activeElement;
    if (acted && (form.contains(now) || now === document.body)) goal(model.get("shown")).focus();
    acted = "";
  };

  face.addEventListener("click", () => { types = false; act("turn"); });
  again.addEventListener("click", () => act("again"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (model.get("shown").stage !== "front") return;
    types = true;
    if (field.read().trim()) act("check", { answer: field.read() });
    else act("turn");
  });
  form.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const { stage, ratings = [] } = model.get("shown");
    const rating = stage === "back" && !event.repeat && WENT[Number(event.key) - 1];
    if (rating && ratings.includes(rating)) { event.preventDefault(); rate(rating); }
  });

  const end = follow(model, ["shown", "typed", "preview", "classroom"], show);
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
