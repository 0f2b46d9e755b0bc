// A question, a field or a set of options, and the verdict. All judging happens in Python.

const PATIENCE_MS = 4000;

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function numberField(model, id) {
  const input = element("input", {
    type: "text", id: `${id}-answer`, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-describedby": `${id}-verdict`, placeholder: "−4, 1/2, pi/2 …",
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
      input.value = model.get("answer");
      truth.textContent = answered ? `truth: ${model.get("revealed")}` : "";
    },
  };
}

function choiceField(model, id) {
  const radios = model.get("options").map((option, index) =>
    element("input", { type: "radio", name: id, id: `${id}-${index}`, value: option }));
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
        marks[index].textContent = answered && radio.value === model.get("revealed") ? "✓ this one" : "";
      });
    },
  };
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
  const field = model.get("options").length ? choiceField(model, id) : numberField(model, id);
  const commit = element("button", { type: "submit" }, "Commit");
  const again = element("button", { type: "button", class: "again" }, "Try again");
  const verdict = element("p", { id: `${id}-verdict`, class: "verdict", role: "status", tabindex: "-1" });
  const remark = element("p", { class: "remark" });
  const asked = element("fieldset", {}, element("legend", {}, model.get("question")), field.node);
  // JupyterLab would take letters for its commands, and Enter and arrows for walking between cells.
  const form = element("form", { class: "lessons-predict", "data-lm-suppress-shortcuts": "true" },
    asked, commit, verdict, remark, again);
  const sayLate = () => {
    verdict.textContent = "Python does not answer: run this cell again, then commit.";
  };

  const keepFocus = (hadFocus, answered) => {
    const now = document.activeElement;
    if (!hadFocus || (form.contains(now) && !now.hidden && !now.disabled)) return;
    if (!answered) field.focus();
    else (again.hidden ? verdict : again).focus();
  };

  const show = () => {
    const hadFocus = form.contains(document.activeElement);
    const answered = model.get("stage") === "answered";
    field.show(answered);
    commit.hidden = answered;
    again.hidden = !answered || model.get("tone") === "right";
    form.dataset.tone = model.get("tone");
    verdict.textContent = model.get("verdict");
    remark.textContent = model.get("remark");
    keepFocus(hadFocus, answered);
    if (hadFocus && model.get("tone") === "note") field.focus();
  };

  let queued = false;
  const showSoon = () => {
    if (queued) return;
    queued = true;
    queueMicrotask(() => { queued = false; show(); });
  };
  const python = messages(model, sayLate, showSoon);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (model.get("stage") === "open") python.send({ type: "commit", answer: field.read() });
  });
  form.addEventListener("keydown", (event) => event.stopPropagation());
  again.addEventListener("click", () => python.send({ type: "again" }));

  const parts = ["stage", "answer", "verdict", "tone", "revealed", "remark"].map((part) => `change:${part}`);
  parts.forEach((part) => model.on(part, showSoon));
  show();
  el.append(form);
  return () => {
    python.stop();
    parts.forEach((part) => model.off(part, showSoon));
  };
}

export default { render };
