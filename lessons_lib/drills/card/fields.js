// Where an answer is given: a line of text, a grid of entries, or options to choose from.

const MOST_SIDE = 6;
const FIRST_SIDE = 2;

function textField(id, onInput) {
  const input = element("input", {
    type: "text", id: `${id}-answer`, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-describedby": `${id}-preview ${id}-feedback`,
  });
  input.addEventListener("input", onInput);
  return {
    node: element("div", { class: "answer" }, element("label", { for: input.id }, "Your answer"), input),
    read: () => input.value,
    write: (text) => { if (input.value !== text) input.value = text; },
    lock: (locked) => { input.readOnly = locked; },
    mark(tone) { input.setAttribute("aria-invalid", String(tone === "off" || tone === "note")); },
    focus: () => input.focus(),
  };
}

function optionField(id, options, onInput) {
  const radios = options.map((option, index) =>
    element("input", { type: "radio", name: id, id: `${id}-${index}`, value: option, ...KEEPS_KEYS }));
  const rows = radios.map((radio) =>
    element("label", { for: radio.id }, radio, element("span", {}, radio.value)));
  const node = element("div", { class: "options" }, ...rows);
  node.addEventListener("change", onInput);
  return {
    node,
    read: () => radios.find((radio) => radio.checked)?.value ?? "",
    write: (text) => radios.forEach((radio) => { radio.checked = radio.value === text; }),
    lock: (locked) => radios.forEach((radio) => { radio.disabled = locked; }),
    mark() {},
    focus: () => (radios.find((radio) => radio.checked) ?? radios[0]).focus(),
  };
}

function splitTop(text) {
  const parts = [""];
  let depth = 0;
  for (const sign of text) {
    depth += "([{".includes(sign) - ")]}".includes(sign);
    if (sign === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim());
}

const BRACKETED = /^[[(](.*)[\])]$/s;

// "[[a, b], [c, d]]" as rows of entries; a list is a column.
function entriesOf(text) {
  const inside = text.trim().match(BRACKETED);
  if (!inside) return [];
  const rows = splitTop(inside[1]).map((part) => (part.startsWith("[") && part.match(BRACKETED)) || [part, null]);
  return rows.map(([whole, row]) => (row === null ? [whole] : splitTop(row)));
}

function textOf(rows) {
  const lines = rows.map((row) => (row.length > 1 || rows.length === 1 ? `[${row.join(", ")}]` : row[0]));
  return rows.flat().some(Boolean) ? `[${lines.join(", ")}]` : "";
}

function sideInput(id, name, onChange) {
  const input = element("input", { type: "number", id: `${id}-${name}`, min: 1, max: MOST_SIDE, ...KEEPS_KEYS });
  input.addEventListener("input", onChange);
  return { input, node: element("label", { for: input.id }, name, " ", input) };
}

// A grid whose shape the learner chooses. What was typed in a cell that is taken away comes back with it.
function gridField(id, onInput) {
  const kept = new Map();
  let shape = [FIRST_SIDE, FIRST_SIDE];
  let locked = false;
  const table = element("table", { class: "grid" });
  const [rows, columns] = ["Rows", "Columns"].map((name) => sideInput(id, name, () => resize()));
  const cells = () => [...table.querySelectorAll("input")];
  const key = (row, column) => `${row},${column}`;
  const cell = (row, column) => {
    const input = element("input", {
      type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      "aria-label": `row ${row + 1}, column ${column + 1}`,
    });
    input.value = kept.get(key(row, column)) ?? "";
    input.readOnly = locked;
    input.addEventListener("input", () => { kept.set(key(row, column), input.value); onInput(); });
    return element("td", {}, input);
  };
  const build = () => table.replaceChildren(...Array.from({ length: shape[0] }, (_, row) =>
    element("tr", {}, ...Array.from({ length: shape[1] }, (_, column) => cell(row, column)))));
  const resize = () => {
    const wanted = [rows, columns].map(({ input }) => Math.round(Number(input.value)));
    if (wanted.some((side) => !(side >= 1 && side <= MOST_SIDE))) return;
    shape = wanted;
    build();
    onInput();
  };
  const put = (next) => {
    shape = next;
    [rows, columns].forEach(({ input }, index) => { input.value = next[index]; });
    build();
  };
  const read = () => textOf(Array.from({ length: shape[0] }, (_, row) =>
    Array.from({ length: shape[1] }, (_, column) => (kept.get(key(row, column)) ?? "").trim())));
  return {
    node: element("div", { class: "grid-field" },
      element("div", { class: "row" }, rows.node, columns.node), table),
    shape: () => shape,
    read,
    write(text, wanted) {
      const found = entriesOf(text);
      const stands = table.rows.length && wanted.every((side, index) => side === shape[index]);
      if (stands && text === read()) return;
      kept.clear();
      found.forEach((row, i) => row.forEach((entry, j) => kept.set(key(i, j), entry)));
      put(wanted);
    },
    shapeFor(text) {
      const found = entriesOf(text);
      const across = Math.max(0, ...found.map((row) => row.length));
      const fits = found.length && found.length <= MOST_SIDE && across <= MOST_SIDE;
      return fits ? [found.length, across] : [FIRST_SIDE, FIRST_SIDE];
    },
    lock(now) {
      locked = now;
      for (const input of [...cells(), rows.input, columns.input]) input.readOnly = now;
    },
    mark(_tone, entries = []) {
      const flat = entries.flat();
      cells().forEach((input, index) => {
        if (flat.length === cells().length) input.dataset.right = String(Boolean(flat[index]));
        else delete input.dataset.right;
      });
    },
    focus: () => (cells().find((input) => !input.value) ?? cells()[0]).focus(),
  };
}

// A line of text that can become a grid and back; the text is the answer either way.
function arrayField(id, onInput) {
  const line = textField(id, onInput);
  const grid = gridField(id, onInput);
  const turn = element("button", { type: "button", class: "quiet" });
  let isGrid = false;
  const present = () => (isGrid ? grid : line);
  const arrange = () => {
    line.node.hidden = isGrid;
    grid.node.hidden = !isGrid;
    setText(turn, isGrid ? "Type it as text" : "Type it in a grid");
  };
  const change = (toGrid, shape) => {
    const text = present().read();
    isGrid = toGrid;
    if (isGrid) grid.write(text, shape ?? grid.shapeFor(text));
    else line.write(text);
    arrange();
  };
  turn.addEventListener("click", () => { change(!isGrid); onInput(); present().focus(); });
  arrange();
  return {
    node: element("div", { class: "array-field" }, line.node, grid.node, turn),
    read: () => present().read(),
    shape: () => (isGrid ? grid.shape() : []),
    write(text, shape) {
      if (Boolean(shape.length) !== isGrid) { isGrid = Boolean(shape.length); arrange(); }
      if (isGrid) grid.write(text, shape);
      else line.write(text);
    },
    lock(now) { line.lock(now); grid.lock(now); turn.hidden = now; },
    mark(tone, entries) { line.mark(tone); grid.mark(tone, entries); },
    focus: () => present().focus(),
  };
}

function fieldFor(shown, id, onInput) {
  if (shown.options?.length) return optionField(id, shown.options, onInput);
  return shown.array ? arrayField(id, onInput) : textField(id, onInput);
}
