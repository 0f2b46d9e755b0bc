// One field per line. Enter opens the next one at once, and the lines so far are checked meanwhile.

const PAUSE_MS = 120; // of typing before the previews follow
const LATE = "Python does not answer: run this cell again. What you typed is still here.";
const MARKS = { follows: ["✓", "follows"], wrong: ["✗", "does not follow"] };

// One line: its number, the field, a mark, and how it is read.
function lineRow(id, index) {
  const input = element("input", {
    type: "text", id: `${id}-${index}`, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-label": `Line ${index + 1}`, "aria-describedby": `${id}-${index}-mark ${id}-${index}-preview`,
  });
  const sign = element("span", { class: "mark", "aria-hidden": "true" });
  const said = element("span", { class: "unseen", id: `${id}-${index}-mark` });
  const preview = element("div", { class: "preview", id: `${id}-${index}-preview` });
  const number = element("span", { class: "number", "aria-hidden": "true" }, String(index + 1));
  const node = element("li", {}, number, input, sign, said, preview);
  return {
    node,
    input,
    mark(mark) {
      const [shown, words] = MARKS[mark] ?? ["", ""];
      setText(sign, shown);
      setText(said, words);
      node.dataset.mark = mark;
      input.setAttribute("aria-invalid", String(mark === "wrong"));
    },
    preview({ html = "", message = "", notes = [] }) {
      const text = JSON.stringify([html, message, notes]);
      if (preview.dataset.text === text) return;
      preview.dataset.text = text;
      preview.replaceChildren(...(html ? [typeset("div", html, { class: "formulas" })] : []),
        ...(message ? [element("p", { class: "message" }, message)] : []),
        ...notes.map((note) => element("p", { class: "note" }, `${note}.`)));
      letScroll(preview);
    },
  };
}

function render({ model, el }) {
  const id = `lessons-lines-${Math.random().toString(36).slice(2)}`;
  let rows = [];
  let arranged = 0;
  let acted = false;
  let newer = -1; // the first line that was typed in since then
  let sent = []; // the lines that are being checked
  let pause;

  const ask = element("legend", {});
  const how = element("p", { class: "how" },
    "One line at a time: Enter checks it and opens the next. d/dx(…) may stand for what is still to be differentiated.");
  const list = element("ol", { class: "lines", "aria-label": "Your lines" });
  const feedback = element("div", { class: "feedback", id: `${id}-feedback`, role: "status" });
  const check = element("button", { type: "submit" }, "Check");
  const cost = element("p", { class: "cost", id: `${id}-cost` });
  const hint = element("button", { type: "button", "aria-describedby": cost.id }, "Show the next line");
  const again = element("button", { type: "button" }, "Start again");
  const trouble = element("p", { class: "trouble", role: "alert" });
  const form = element("form", { class: "lessons-drill lessons-lines", ...KEEPS_KEYS },
    element("fieldset", { class: "asked" }, ask, how, list), feedback,
    element("div", { class: "row" }, check, hint, again), cost, trouble);

  const python = courier(model, () => setText(trouble, LATE), () => { show(); settleFocus(); });
  const read = () => rows.map((row) => row.input.value);
  const act = (type) => {
    clearTimeout(pause);
    acted = form.contains(document.activeElement);
    sent = type === "check" ? read().filter((line) => line.trim()) : [];
    python.act({ type, lines: type === "check" ? sent : read() });
  };
  const draft = () => {
    clearTimeout(pause);
    pause = setTimeout(() => python.draft({ type: "draft", lines: read() }), PAUSE_MS);
  };

  // What was marked may be otherwise now, and so may all that comes after it.
  const edited = (index) => {
    rows.slice(index).forEach((row) => row.mark(""));
    draft();
  };
  const setCount = (count) => {
    while (rows.length > count) rows.pop().node.remove();
    while (rows.length < count) {
      const row = lineRow(id, rows.length);
      const index = rows.length;
      row.input.addEventListener("input", () => edited(index));
      rows.push(row);
      list.append(row.node);
    }
  };
  const write = (lines) => {
    setCount(Math.max(lines.length, 1));
    lines.forEach((line, index) => { if (rows[index].input.value !== line) rows[index].input.value = line; });
  };
  // Take out empty lines, so that Python counts as the learner does; the focus stays with its line.
  const compact = () => {
    const at = rows.findIndex((row) => row.input === document.activeElement);
    const before = read().slice(0, Math.max(at, 0)).filter((line) => line.trim()).length;
    const full = read().filter((line) => line.trim());
    write(full.length ? full : [""]);
    if (at >= 0) rows[Math.min(before, rows.length - 1)].input.focus();
    return at >= 0 && full.length > 0 && before >= full.length - 1;
  };
  const openNext = () => {
    setCount(rows.length + 1);
    rows[rows.length - 1].input.focus();
  };
  // What was typed while Python looked at the lines stays; returns the index of the first such line, or -1.
  const merge = (lines) => {
    const now = read();
    const isNewer = (line, index) => sent.length > 0 && line !== (sent[index] ?? "");
    const first = now.findIndex(isNewer);
    const kept = first >= 0 ? now.slice(lines.length).filter((line) => line.trim()) : [];
    write([...lines.map((line, index) => (index in now && isNewer(now[index], index) ? now[index] : line)), ...kept]);
    sent = [];
    return first;
  };
  const takeAway = (index) => {
    const lines = read();
    lines.splice(index, 1);
    write(lines);
    edited(index);
    rows[Math.max(index - 1, 0)].input.focus();
  };

  const showFeedback = (shown) => {
    const { tone = "" } = shown.feedback;
    form.dataset.tone = shown.stage === "shown" ? "shown" : tone;
    const text = JSON.stringify([shown.arranged, shown.feedback]);
    if (feedback.dataset.text === text) return;
    feedback.dataset.text = text;
    feedback.replaceChildren(...(tone ? feedbackParts(shown.feedback, []) : []));
  };

  const show = () => {
    const shown = model.get("shown");
    const isOpen = shown.stage === "open";
    form.dataset.classroom = String(model.get("classroom"));
    setTypeset(ask, shown.ask);
    if (arranged !== shown.arranged) {
      arranged = shown.arranged;
      if (!isOpen) sent = [];
      newer = merge(model.get("lines"));
      rows.forEach((row, index) => row.mark(shown.marks[index] ?? ""));
      if (newer >= 0) edited(newer);
    }
    rows.forEach((row, index) => {
      row.input.readOnly = !isOpen;
      row.preview(row.input.value.trim() ? model.get("previews")[index] ?? {} : {});
    });
    check.hidden = hint.hidden = how.hidden = !isOpen;
    again.hidden = isOpen && rows.length < 2 && !shown.feedback.tone;
    setText(cost, shown.cost);
    setText(trouble, [shown.trouble, shown.remark].filter(Boolean).join(" "));
    showFeedback(shown);
  };

  const goal = () => {
    if (model.get("shown").stage !== "open") return again;
    return (rows.find((row) => row.node.dataset.mark === "wrong") ?? rows[rows.length - 1]).input;
  };
  const settleFocus = () => {
    const now = document.activeElement;
    const isTyping = newer >= 0 && rows.some((row) => row.input === now);
    if (acted && !isTyping && (form.contains(now) || now === document.body)) goal().focus();
    acted = false;
  };

  const walk = (event) => {
    const index = rows.findIndex((row) => row.input === event.target);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (index >= 0 && step && rows[index + step]) { event.preventDefault(); rows[index + step].input.focus(); }
    const isEmpty = index >= 0 && !event.target.value && rows.length > 1 && !event.target.readOnly;
    if (event.key === "Backspace" && isEmpty) { event.preventDefault(); takeAway(index); }
  };
  form.addEventListener("keydown", (event) => { event.stopPropagation(); walk(event); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (model.get("shown").stage !== "open") return;
    const isLast = compact();
    act("check");
    if (isLast) openNext();
  });
  hint.addEventListener("click", () => act("hint"));
  again.addEventListener("click", () => act("again"));

  const end = follow(model, ["shown", "lines", "previews", "classroom"], show);
  el.append(form);
  letScroll(form);
  return () => {
    clearTimeout(pause);
    python.stop();
    end();
  };
}

export default { render };
