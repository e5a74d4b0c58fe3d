// The panel of one exercise. It shows what the kernel says and sends what the learner does; it judges nothing.

// The preview asks the kernel when typing has paused this long (milliseconds).
const PAUSE = 60;
// If the kernel has not answered after this long (milliseconds), the learner is told.
const PATIENCE = 4000;
const NO_ANSWER = "No answer yet. If no other cell is running, run this cell again.";
const CAPTION = "<figcaption>line: your formula, dots: slopes measured with a small step</figcaption>";
// How each step of a chain stands: a sign, so that colour never carries the meaning alone, and a word.
const STANDINGS = {
  right: ["✓", "right"], "first wrong": ["✗", "first that is off"], follows: ["→", "follows from it"],
  wrong: ["✗", "does not follow"],
};
const RESTARTED = "The kernel was restarted. To answer, run the cells again from the top.";

function render({ model, el }) {
  const root = element("form", { class: "course-panel", novalidate: "" });
  el.append(root);
  let panel = build(model, root);
  const turned = () => {
    const focused = root.contains(document.activeElement);
    panel.remove();
    const byKeyboard = panel.byKeyboard();
    panel = build(model, root);
    if (focused) panel.focus(byKeyboard);
  };
  model.on("change:_question", turned);
  return () => {
    model.off("change:_question", turned);
    panel.remove();
  };
}

// All that the form holds for the question that the model has now.
function build(model, root) {
  const { kind, prompt, options = [], box, steps = [], handles = [], hints, solution, varies, variant, from } = model.get("_question");
  // Every widget in a page loads this module anew, so a counter here would give the same id to all of them.
  const id = `panel-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
  root.setAttribute("aria-labelledby", `${id}-prompt`);
  const question = element("div", { id: `${id}-prompt`, tabindex: "-1" }, prompt);
  const preview = element("div", { class: "course-panel-preview", id: `${id}-preview`, "aria-live": "polite" });
  const standings = new Map();
  const gone = new AbortController();
  const field = box ? textBox() : steps.length ? chain() : handles.length ? sketch() : options.length ? choices() : null;

  const answerable = field || kind === "figure state";
  const check = answerable ? button(kind === "prediction" ? "Commit" : "Check", "submit") : null;
  const hint = hints ? button("", "button", () => send("hint")) : null;
  const reveal = solution && kind !== "prediction" ? button("Solution", "button", () => send("solution")) : null;
  let keyboard = false;
  const turn = (what) => (event) => {
    // A click that the keyboard, or a screen reader, makes has no place on the button.
    keyboard = event.detail === 0;
    send(what);
  };
  const others = varies ? [button("Another one", "button", turn("another"))] : [];
  if (from) {
    others.push(element("span", { class: "course-panel-variant" }, `from “${from}”`));
  } else if (variant) {
    others.push(button("Back to the first", "button", turn("first")));
    others.push(element("span", { class: "course-panel-variant" }, `variant ${variant}`));
  }
  const buttons = element("div", { class: "course-panel-buttons" });
  if (box) field.node.append(check, ...(kind === "number" ? [preview] : []));
  buttons.append(...[box ? null : check, hint, reveal, ...others].filter(Boolean));

  // What comes and goes stands below the buttons, so that they stay under the hand.
  const verdict = element("div", { class: "course-panel-verdict", role: "status", tabindex: "-1" });
  const helps = element("div", { class: "course-panel-helps" });
  const notice = element("p", { class: "course-panel-notice", role: "alert" });
  const silence = element("p", { class: "course-panel-notice", role: "alert" });
  root.replaceChildren(question, ...(field ? [field.node] : []));
  if (box && kind !== "number") root.append(preview);
  root.append(buttons, silence, verdict, helps, notice);

  let waiting = 0;
  let told = true;
  const { signal } = gone;
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    send("check", field ? field.value() : "");
  }, { signal });
  root.addEventListener("keydown", keepFromNotebook, { signal });
  root.addEventListener("input", showStale, { signal });
  const listeners = {
    "change:_verdict": showVerdict, "change:_preview": showPreview,
    "change:_hints": showHelps, "change:_solution": showHelps, "change:_locked": showLock,
    "change:_notice": showNotice, "msg:custom": answered,
  };
  for (const [event, listener] of Object.entries(listeners)) model.on(event, listener);
  for (const show of [showVerdict, showPreview, showHelps, showLock, showNotice]) show();
  if (box && field.value()) send("preview", field.value());
  return { remove, focus, byKeyboard: () => keyboard };

  function remove() {
    gone.abort();
    clearTimeout(waiting);
    for (const [event, listener] of Object.entries(listeners)) model.off(event, listener);
  }

  // Whoever works with the keyboard is taken to the new question and hears it; Tab goes on to the answer. Whoever
  // clicked has seen it, and may type at once.
  function focus(byKeyboard) {
    (byKeyboard ? question : field?.first() ?? question).focus({ preventScroll: true });
  }

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
    const label = element("label", { for: `${id}-answer` }, box);
    const input = textInput(`${id}-answer`, `${id}-preview`);
    input.value = model.get("_answer");
    let pause = 0;
    input.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => send("preview", input.value), PAUSE);
    });
    node.append(label, input);
    return { node, value: () => input.value, first: () => input };
  }

  // A box for each step, and behind it how the step stands.
  function chain() {
    const node = element("div", { class: "course-panel-chain", role: "group", "aria-labelledby": `${id}-prompt` });
    const inputs = steps.map(([name, label], i) => {
      const input = textInput(`${id}-step-${i}`, `${id}-standing-${i}`);
      input.value = model.get("_answer")[name] ?? "";
      const standing = element("span", { class: "course-panel-standing", id: `${id}-standing-${i}` });
      standings.set(name, standing);
      node.append(element("label", { for: input.id }, label), input, standing);
      return input;
    });
    const value = () => Object.fromEntries(steps.map(([name], i) => [name, inputs[i].value]));
    return { node, value, first: () => inputs[0] };
  }

  // The live figure whose points are dragged; it is a widget of its own.
  function sketch() {
    const node = element("div", { class: "course-panel-sketch" });
    let figure = null;
    const show = async () => {
      figure = await model.widget_manager.get_model(model.get("_figure").replace("IPY_MODEL_", ""));
      const view = await model.widget_manager.create_view(figure);
      if (signal.aborted) return view.remove();
      node.append(view.el);
      figure.on("change", showStale);
      signal.addEventListener("abort", () => {
        figure.off("change", showStale);
        view.remove();
      });
      showStale();
    };
    const { signal } = gone;
    show();
    return {
      node,
      value: () => (figure ? handles.map((name) => figure.get(name)) : model.get("_answer")),
      first: () => node.querySelector("input"),
    };
  }

  function textInput(name, description) {
    return element("input", {
      id: name, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-describedby": description,
    });
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
    const value = () => radios.find((radio) => radio.checked)?.value ?? "";
    return { node, value, first: () => radios.find((radio) => radio.checked) ?? radios[0] };
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
    const { kind: word, sign, heading, html, picture, standing = {} } = model.get("_verdict");
    root.dataset.verdict = word ?? "";
    told = true;
    showStale();
    verdict.replaceChildren();
    for (const [name, node] of standings) {
      const [sign, text] = STANDINGS[standing[name]] ?? ["", ""];
      node.dataset.standing = standing[name] ?? "";
      node.replaceChildren(element("span", { "aria-hidden": "true" }, sign), ` ${text}`);
    }
    if (!word) return;
    const head = element("p", { class: "course-panel-heading" });
    head.append(element("span", { "aria-hidden": "true" }, sign), ` ${heading}`);
    verdict.append(head, element("div", {}, html));
    if (picture) verdict.append(element("figure", {}, picture + CAPTION));
  }

  function showStale() {
    root.classList.toggle("course-panel-stale", Boolean(field) && !same(field.value(), model.get("_answer")));
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
    for (const done of [check, hint, reveal]) done?.remove();
    if (focused) verdict.focus({ preventScroll: true });
  }

  function showNotice() {
    notice.textContent = model.get("_notice");
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
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
