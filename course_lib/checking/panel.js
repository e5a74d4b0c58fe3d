// The panel of one exercise. It shows what the kernel says and sends what the learner does; it judges nothing.

// The preview asks the kernel when typing has paused this long (milliseconds).
const PAUSE = 60;
// If the kernel has not answered after this long (milliseconds), the learner is told.
const PATIENCE = 4000;
const NO_ANSWER = "No answer yet. If no other cell is running, run this cell again.";
const RESTARTED = "The kernel was restarted. Run this cell again to answer.";

function render({ model, el }) {
  const { kind, prompt, options, box, hints, solution } = model.get("_question");
  // Every widget in a page loads this module anew, so a counter here would give the same id to all of them.
  const id = `panel-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
  const root = element("form", { class: "course-panel", "aria-labelledby": `${id}-prompt`, novalidate: "" });
  const question = element("div", { id: `${id}-prompt` }, prompt);
  const preview = element("div", { class: "course-panel-preview", id: `${id}-preview`, "aria-live": "polite" });
  const field = box ? textBox() : options.length ? choices() : null;

  const answerable = field || kind === "figure state";
  const check = answerable ? button(kind === "prediction" ? "Commit" : "Check", "submit") : null;
  const hint = hints ? button("", "button", () => send("hint")) : null;
  const reveal = solution && kind !== "prediction" ? button("Solution", "button", () => send("solution")) : null;
  const buttons = element("div", { class: "course-panel-buttons" });
  if (box) field.node.append(check, ...(kind === "number" ? [preview] : []));
  buttons.append(...[box ? null : check, hint, reveal].filter(Boolean));

  // What comes and goes stands below the buttons, so that they stay under the hand.
  const verdict = element("div", { class: "course-panel-verdict", role: "status", tabindex: "-1" });
  const helps = element("div", { class: "course-panel-helps" });
  const notice = element("p", { class: "course-panel-notice", role: "alert" });
  const silence = element("p", { class: "course-panel-notice", role: "alert" });
  root.append(question, ...(field ? [field.node] : []), ...(kind === "formula" ? [preview] : []));
  root.append(buttons, silence, verdict, helps, notice);
  el.append(root);

  let waiting = 0;
  let told = true;
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    send("check", field ? field.value() : "");
  });
  root.addEventListener("keydown", keepFromNotebook);
  root.addEventListener("input", showStale);
  const listeners = {
    "change:_verdict": showVerdict, "change:_preview": showPreview,
    "change:_hints": showHelps, "change:_solution": showHelps, "change:_locked": showLock,
    "change:_notice": showNotice, "msg:custom": answered,
  };
  for (const [event, listener] of Object.entries(listeners)) model.on(event, listener);
  for (const show of [showVerdict, showPreview, showHelps, showLock, showNotice]) show();
  if (box && field.value()) send("preview", field.value());
  return () => {
    clearTimeout(waiting);
    for (const [event, listener] of Object.entries(listeners)) model.off(event, listener);
  };

  function send(what, answer = "") {
    told = false;
    clearTimeout(waiting);
    waiting = setTimeout(() => (silence.textContent = NO_ANSWER), PATIENCE);
    try {
      model.send({ do: what, answer });
    } catch {
      // The way to a kernel that was restarted is closed.
      clearTimeout(waiting);
      silence.textContent = RESTARTED;
    }
  }

  // --- Ways to answer ---

  function textBox() {
    const node = element("div", { class: "course-panel-box" });
    const label = element("label", { for: `${id}-answer` }, kind === "number" ? "Your number" : "Your formula");
    const input = element("input", {
      id: `${id}-answer`, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      "aria-describedby": `${id}-preview`,
    });
    input.value = model.get("_answer");
    let pause = 0;
    input.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => send("preview", input.value), PAUSE);
    });
    node.append(label, input);
    return { node, value: () => input.value };
  }

  function choices() {
    const node = element("fieldset", { class: "course-panel-choices" });
    node.append(element("legend", {}, kind === "find the error" ? "Which line does not follow?" : "Your choice"));
    const radios = options.map(([label, text], i) => {
      const input = element("input", {
        type: "radio", name: id, id: `${id}-${i}`, value: label,
      });
      input.checked = model.get("_answer") === label;
      const row = element("label", { for: `${id}-${i}` });
      row.append(input, element("span", { class: "course-panel-label" }, label), element("span", {}, text));
      node.append(row);
      return input;
    });
    return { node, value: () => radios.find((radio) => radio.checked)?.value ?? "" };
  }

  // In JupyterLab plain keys act on cells wherever the focus is: `d` `d` on a button would delete this one.
  function keepFromNotebook(event) {
    if (event.key === "Enter" && event.target.matches("input") && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      if (!model.get("_locked")) root.requestSubmit();
    }
    const runsTheCell = event.key === "Enter" && event.shiftKey;
    if (!event.ctrlKey && !event.metaKey && !event.altKey && !runsTheCell) event.stopPropagation();
  }

  // --- What the kernel says ---

  function answered({ to }) {
    clearTimeout(waiting);
    silence.textContent = "";
    // Whoever asks again is told again, also if the verdict is the same.
    if (to === "check" && !told) showVerdict();
  }

  function showVerdict() {
    const { kind: word, sign, heading, html } = model.get("_verdict");
    root.dataset.verdict = word ?? "";
    told = true;
    showStale();
    verdict.replaceChildren();
    if (!word) return;
    const head = element("p", { class: "course-panel-heading" });
    head.append(element("span", { "aria-hidden": "true" }, sign), ` ${heading}`);
    verdict.append(head, element("div", {}, html));
  }

  function showStale() {
    root.classList.toggle("course-panel-stale", Boolean(field) && field.value() !== model.get("_answer"));
  }

  function showPreview() {
    const { text, html, problem } = model.get("_preview");
    if (!box || text !== field.value()) return;
    preview.innerHTML = html;
    preview.classList.toggle("course-panel-problem", problem);
  }

  function showHelps() {
    const shown = model.get("_hints");
    helps.replaceChildren(...shown.map((text, i) => help(`Hint ${i + 1}`, text)));
    if (model.get("_solution")) helps.append(help("Solution", model.get("_solution")));
    if (hint) hint.textContent = `Hint ${Math.min(shown.length + 1, hints)} of ${hints}`;
    // A button that is disabled would drop the focus, and with it the place of whoever uses the keyboard.
    hint?.setAttribute("aria-disabled", shown.length >= hints);
    reveal?.setAttribute("aria-disabled", Boolean(model.get("_solution")));
  }

  function showLock() {
    if (!model.get("_locked")) return;
    const focused = root.contains(document.activeElement);
    for (const radio of root.querySelectorAll("input")) {
      radio.checked = radio.value === model.get("_answer");
      radio.disabled = true;
    }
    buttons.remove();
    if (focused) verdict.focus({ preventScroll: true });
  }

  function showNotice() {
    notice.textContent = model.get("_notice");
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
