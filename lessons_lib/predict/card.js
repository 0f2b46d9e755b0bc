// A question, perhaps a picture to answer it on, a field or a set of options, and the verdict.
// All judging happens in Python.

const PATIENCE_MS = 4000;
const PAUSE_MS = 150; // of typing before the picture follows
const REFERENCE = "IPY_MODEL_";
// Notebook 7 takes arrow keys before the focused part sees them, unless that part says it wants them.
const KEEPS_KEYS = { "data-lm-suppress-shortcuts": "true" };

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function textField(model, id) {
  const input = element("input", {
    type: "text", id: `${id}-answer`, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-describedby": `${id}-verdict`, placeholder: model.get("hint"),
  });
  const label = element("label", { for: input.id }, "Your guess");
  const truth = element("output", { class: "truth", for: input.id });
  const node = element("div", { class: "answer" }, label, input, element("span", {}, model.get("unit")), truth);
  return {
    node,
    read: () => input.value,
    focus: () => input.focus(),
    show(answered) {
      input.readOnly = answered;
      // Nobody's typing is overwritten by what Python heard of it a moment ago.
      if (answered || !input.matches(":focus")) input.value = model.get("answer");
      setText(truth, answered ? `truth: ${model.get("revealed")}` : "");
    },
  };
}

function choiceField(model, id) {
  const radios = model.get("options").map((option, index) =>
    element("input", { type: "radio", name: id, id: `${id}-${index}`, value: option, ...KEEPS_KEYS }));
  const marks = radios.map(() => element("span", { class: "truth" }));
  const rows = radios.map((radio, index) =>
    element("label", { for: radio.id }, radio, element("span", {}, radio.value), marks[index]));
  return {
    node: element("div", { class: "options" }, ...rows),
    read: () => radios.find((radio) => radio.checked)?.value ?? "",
    focus: () => (radios.find((radio) => radio.checked) ?? radios[0]).focus(),
    show(answered) {
      radios.forEach((radio, index) => {
        radio.disabled = answered;
        radio.checked = radio.value === model.get("answer");
        setText(marks[index], answered && radio.value === model.get("revealed") ? "✓ this one" : "");
      });
    },
  };
}

// The picture is a widget of its own, shown inside this one.
function pictureSlot(model) {
  const slot = element("div", { class: "picture" });
  const manager = model.widget_manager;
  const reference = model.get("picture");
  if (!reference) return { slot, stop() {} };
  const arriving = manager
    .get_model(reference.replace(REFERENCE, ""))
    .then((picture) => manager.create_view(picture))
    .then((view) => {
      slot.append(view.el);
      return view;
    });
  return { slot, stop: () => arriving.then((view) => view.remove()) };
}

function messages(model, onLate, onAnswer) {
  let number = 0;
  let timer;
  const onDone = (content) => {
    if (content.type !== "done" || content.number !== number) return;
    clearTimeout(timer);
    onAnswer();
  };
  model.on("msg:custom", onDone);
  return {
    send(content) {
      number += 1;
      clearTimeout(timer);
      timer = setTimeout(onLate, PATIENCE_MS);
      model.send({ ...content, number });
    },
    stop() {
      clearTimeout(timer);
      model.off("msg:custom", onDone);
    },
  };
}

function render({ model, el }) {
  const id = `lessons-predict-${Math.random().toString(36).slice(2)}`;
  const field = model.get("options").length ? choiceField(model, id) : textField(model, id);
  const picture = pictureSlot(model);
  const commit = element("button", { type: "submit" }, "Commit");
  const again = element("button", { type: "button", class: "again" }, "Try again");
  const verdict = element("p", { id: `${id}-verdict`, class: "verdict", role: "status", tabindex: "-1" });
  const remark = element("p", { class: "remark" });
  const asked = element("fieldset", {}, element("legend", {}, model.get("question")), picture.slot, field.node);
  // JupyterLab would take letters for its commands, and Enter and arrows for walking between cells.
  const form = element("form", { class: "lessons-predict", ...KEEPS_KEYS },
    asked, commit, verdict, remark, again);
  const sayLate = () => {
    verdict.textContent = "Python does not answer: run this cell again, then commit.";
  };

  // What had the focus may be gone, such as the tip of an arrow that is committed.
  let acted = false;
  const keepFocus = (hadFocus, answered) => {
    const now = document.activeElement;
    const gone = now.hidden || now.disabled || (answered && now.getAttribute("role") === "slider");
    if (!hadFocus || (form.contains(now) && !gone)) return;
    if (!answered) field.focus();
    else (again.hidden ? verdict : again).focus();
  };

  const show = () => {
    const hadFocus = acted || form.contains(document.activeElement);
    const answered = model.get("stage") === "answered";
    field.show(answered);
    commit.hidden = answered;
    again.hidden = !answered || model.get("tone") === "right";
    form.dataset.tone = model.get("tone");
    setText(verdict, model.get("verdict"));
    setText(remark, model.get("remark"));
    keepFocus(hadFocus, answered);
    if (acted && model.get("tone") === "note") field.focus();
  };

  let queued = false;
  const showSoon = () => {
    if (queued) return;
    queued = true;
    queueMicrotask(() => { queued = false; show(); });
  };
  const python = messages(model, sayLate, () => {
    show();
    acted = false;
  });

  const act = (content) => {
    acted = form.contains(document.activeElement);
    python.send(content);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (model.get("stage") === "open") act({ type: "commit", answer: field.read() });
  });
  form.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && event.target.getAttribute("role") === "slider") form.requestSubmit();
  });
  again.addEventListener("click", () => act({ type: "again" }));

  let pause;
  const draft = () => {
    clearTimeout(pause);
    pause = setTimeout(() => model.send({ type: "draft", answer: field.read() }), PAUSE_MS);
  };
  if (model.get("picture")) field.node.addEventListener("input", draft);

  const parts = ["stage", "answer", "verdict", "tone", "revealed", "remark"].map((part) => `change:${part}`);
  parts.forEach((part) => model.on(part, showSoon));
  show();
  el.append(form);
  return () => {
    clearTimeout(pause);
    python.stop();
    picture.stop();
    parts.forEach((part) => model.off(part, showSoon));
  };
}

export default { render };
