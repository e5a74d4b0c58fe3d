// The panel of one exercise. It shows what the kernel says and sends what the learner does; it judges nothing.

// The preview asks the kernel when typing has paused this long (milliseconds).
const PAUSE = 60;

function render({ model, el }) {
  const { name, kind, prompt, options, box, hints, solution } = model.get("_question");
  // Every widget in a page loads this module anew, so a counter here would give the same id to all of them.
  const id = `panel-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
  const root = element("form", { class: "course-panel", "aria-labelledby": `${id}-prompt`, novalidate: "" });
  const question = element("div", { class: "course-panel-prompt", id: `${id}-prompt` }, prompt);
  const verdict = element("div", { class: "course-panel-verdict", role: "status" });
  const preview = element("div", { class: "course-panel-preview", id: `${id}-preview`, "aria-live": "polite" });
  const helps = element("div", { class: "course-panel-helps" });
  const buttons = element("div", { class: "course-panel-buttons" });
  const notice = element("p", { class: "course-panel-notice", role: "alert" });
  const field = box ? textBox() : options.length ? choices() : null;
  const words = { prediction: "Commit" };

  const check = field || kind === "figure state" ? button(words[kind] ?? "Check", "submit") : null;
  const hint = hints ? button("", "button", () => send("hint")) : null;
  const reveal = solution && kind !== "prediction" ? button("Solution", "button", () => send("solution")) : null;
  if (check && !box) buttons.append(check);
  buttons.append(...[hint, reveal].filter(Boolean));
  root.append(question, ...(field ? [field.node] : []), ...(box ? [preview] : []), verdict, helps, buttons, notice);
  el.append(root);

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    send("check", field ? field.value() : "");
  });
  const shows = {
    _verdict: showVerdict, _preview: showPreview, _hints: showHelps, _solution: showHelps, _locked: showLock,
    _notice: () => (notice.textContent = model.get("_notice")),
  };
  for (const [key, show] of Object.entries(shows)) {
    model.on(`change:${key}`, show);
    show();
  }
  return () => {
    for (const [key, show] of Object.entries(shows)) model.off(`change:${key}`, show);
  };

  function send(what, answer = "") {
    model.send({ do: what, answer });
  }

  // --- Ways to answer ---

  function textBox() {
    const node = element("div", { class: "course-panel-box" });
    const label = element("label", { for: `${id}-answer` }, kind === "number" ? "Your number" : "Your formula");
    const input = element("input", {
      id: `${id}-answer`, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      "aria-describedby": `${id}-preview`, "data-lm-suppress-shortcuts": "true",
    });
    input.value = model.get("_answer");
    let pause = 0;
    input.addEventListener("input", () => {
      root.classList.toggle("course-panel-stale", input.value !== model.get("_answer"));
      clearTimeout(pause);
      pause = setTimeout(() => send("preview", input.value), PAUSE);
    });
    // JupyterLab would take Enter for itself; Shift + Enter still runs the cell.
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      root.requestSubmit();
    });
    if (input.value) send("preview", input.value);
    node.append(label, input, button("Check", "submit"));
    return { node, value: () => input.value, input };
  }

  function choices() {
    const node = element("fieldset", { class: "course-panel-choices" });
    node.append(element("legend", {}, kind === "find the error" ? "Which line does not follow?" : "Your choice"));
    const radios = options.map(([label, text], i) => {
      const input = element("input", {
        type: "radio", name: id, id: `${id}-${i}`, value: label, "data-lm-suppress-shortcuts": "true",
      });
      input.checked = model.get("_answer") === label;
      const row = element("label", { for: `${id}-${i}` });
      row.append(input, element("span", { class: "course-panel-label" }, label), element("span", {}, text));
      node.append(row);
      return input;
    });
    return { node, value: () => radios.find((radio) => radio.checked)?.value ?? "", radios };
  }

  // --- What the kernel says ---

  function showVerdict() {
    const { kind: word, sign, heading, html } = model.get("_verdict");
    root.dataset.verdict = word ?? "";
    root.classList.remove("course-panel-stale");
    verdict.innerHTML = "";
    if (!word) return;
    const head = element("p", { class: "course-panel-heading" });
    head.append(element("span", { "aria-hidden": "true" }, sign), ` ${heading}`);
    verdict.append(head, element("div", {}, html));
  }

  function showPreview() {
    const { text, html, problem } = model.get("_preview");
    if (!box || text !== field.input.value) return;
    preview.innerHTML = html;
    preview.classList.toggle("course-panel-problem", problem);
  }

  function showHelps() {
    const shown = model.get("_hints");
    helps.replaceChildren(...shown.map((text, i) => help(`Hint ${i + 1}`, text)));
    if (model.get("_solution")) helps.append(help("Solution", model.get("_solution")));
    if (hint) {
      hint.textContent = `Hint ${Math.min(shown.length + 1, hints)} of ${hints}`;
      hint.disabled = shown.length >= hints;
    }
    if (reveal) reveal.disabled = Boolean(model.get("_solution"));
  }

  function showLock() {
    const locked = model.get("_locked");
    if (field?.radios) for (const radio of field.radios) radio.disabled = locked;
    if (locked) check?.remove();
    if (locked) hint?.remove();
  }
}

function help(title, text) {
  const node = element("div", { class: "course-panel-help" });
  node.append(element("strong", {}, title), element("div", {}, text));
  return node;
}

function button(text, type, act) {
  const node = element("button", { type }, text);
  if (act) node.addEventListener("click", act);
  return node;
}

// `html` comes from the kernel, which escapes whatever a learner typed.
function element(name, attributes = {}, html = "") {
  const node = document.createElement(name);
  for (const [key, setting] of Object.entries(attributes)) node.setAttribute(key, setting);
  node.innerHTML = html;
  return node;
}

export default { render };
