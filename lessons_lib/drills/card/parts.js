// What a card is made of, and how it writes to Python: one message at a time, the newest draft wins.

const PATIENCE_MS = 4000;
// Notebook 7 takes arrow keys before the focused part sees them, unless that part says it wants them.
const KEEPS_KEYS = { "data-lm-suppress-shortcuts": "true" };
const RATINGS = ["solid", "shaky", "wobbly"];

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// Only for what Python has typeset: formulas as MathML, all other text escaped.
function setTypeset(node, html) {
  if (node.typeset !== html) node.innerHTML = node.typeset = html;
}

function typeset(tag, html, attributes = {}) {
  const node = element(tag, attributes);
  setTypeset(node, html);
  return node;
}

// A long formula scrolls by itself; what scrolls must be reachable by keyboard.
function letScroll(root) {
  for (const node of root.querySelectorAll(".formulas")) {
    if (node.scrollWidth > node.clientWidth + 1) node.setAttribute("tabindex", "0");
    else node.removeAttribute("tabindex");
  }
}

function courier(model, onLate, onAnswer) {
  let number = 0;
  let awaited = 0;
  let waiting = null;
  let timer;
  const post = (content) => {
    number += 1;
    awaited = number;
    clearTimeout(timer);
    timer = setTimeout(() => { awaited = 0; onLate(); }, PATIENCE_MS);
    model.send({ ...content, number });
  };
  const onDone = (content) => {
    if (content.type !== "done" || content.number !== number) return;
    awaited = 0;
    clearTimeout(timer);
    const next = waiting;
    waiting = null;
    onAnswer();
    if (next) post(next);
  };
  model.on("msg:custom", onDone);
  return {
    act(content) { waiting = null; post(content); },
    draft(content) {
      if (awaited) waiting = content;
      else post(content);
    },
    stop() {
      clearTimeout(timer);
      model.off("msg:custom", onDone);
    },
  };
}

// Show now, and again, once, for all that changes at the same time; returns what ends it.
function follow(model, names, show) {
  let queued = false;
  const showSoon = () => {
    if (queued) return;
    queued = true;
    queueMicrotask(() => { queued = false; show(); });
  };
  const events = names.map((name) => `change:${name}`);
  events.forEach((event) => model.on(event, showSoon));
  show();
  return () => events.forEach((event) => model.off(event, showSoon));
}

// In JupyterLab a link opens its lesson beside this one; elsewhere it is an ordinary link.
function sectionLink(link) {
  const node = element("a", { href: link.target }, link.words);
  const found = window.location.pathname.match(/\/(?:tree|notebooks)\/(.*)$/);
  if (found) {
    const folder = decodeURIComponent(found[1]).split("/").slice(0, -1);
    const [file, ...heading] = link.target.split("#");
    const place = { path: [...folder, file].join("/"), id: `#heading=${heading.join("#")}` };
    node.dataset.commandlinkerCommand = "rendermime:handle-local-link";
    node.dataset.commandlinkerArgs = JSON.stringify(place);
  }
  return node;
}

function entryMark(right, name) {
  const words = `${name}: ${right ? "right" : "wrong"}`;
  const sign = element("span", { "aria-hidden": "true" }, right ? "✓" : "✗");
  const said = element("span", { class: "unseen" }, words);
  return element("td", { class: right ? "right" : "wrong", title: words }, sign, said);
}

function entryMarks(entries) {
  const rows = Array.isArray(entries[0]) ? entries : entries.map((entry) => [entry]);
  const name = (row, column) =>
    (Array.isArray(entries[0]) ? `row ${row + 1}, column ${column + 1}` : `entry ${row + 1}`);
  const body = rows.map((row, i) =>
    element("tr", {}, ...row.map((right, j) => entryMark(Boolean(right), name(i, j)))));
  return element("table", { class: "entries" }, element("caption", {}, "Your entries"), ...body);
}

function feedbackParts(said, known) {
  const parts = [typeset("p", said.why, { class: "why" })];
  for (const found of said.diagnoses) {
    const line = typeset("p", found.words, { class: "diagnosis" });
    if (found.where) line.append(" ", typeset("span", `Here: ${found.where}`, { class: "where" }));
    parts.push(line);
  }
  if (said.entries.length) parts.push(entryMarks(said.entries));
  for (const note of said.notes.filter((each) => !known.includes(each))) parts.push(element("p", { class: "note" }, `Note: ${note}.`));
  return parts;
}

function hintItems(hints) {
  return hints.map((html) => element("li", {}, typeset("div", html, { class: "formulas" })));
}

function stepItems(steps) {
  return steps.map((step) => element("li", {},
    typeset("div", step.html, { class: "formulas" }), element("span", { class: "rule" }, step.rule)));
}

function ratingParts(onRate) {
  const buttons = RATINGS.map((rating) => {
    const button = element("button", { type: "button" }, rating);
    button.addEventListener("click", () => onRate(rating));
    return button;
  });
  const question = element("legend", {}, "How did it feel?");
  const node = element("fieldset", { class: "rating" }, question, element("div", { class: "row" }, ...buttons));
  return {
    node,
    focus: () => buttons[0].focus(),
    show(wanted, rating) {
      node.hidden = !wanted;
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.textContent === rating));
    },
  };
}
