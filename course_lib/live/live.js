// Draws the marks of a live figure over its stage and moves them. It knows no mathematics: every place and every number
// was tabulated beforehand over the stops of the sliders, and is interpolated between two stops.

const SVG = "http://www.w3.org/2000/svg";
// A slider's value goes to the kernel, and the readouts are spoken, when the hand has rested this long (milliseconds).
const REST = 150;
const SLIDER_KEYS = /^(Arrow|Page|Home|End)/;

// In Jupyter: a widget and its views. The first view is built as soon as the kernel tells of the widget, which then still
// draws the picture that the notebook keeps.
function widget() {
  let first = null;
  return {
    initialize({ model }) {
      first = build(model);
    },
    render({ model, el }) {
      const view = first ?? build(model);
      first = null;
      el.append(view.root);
      return view.remove;
    },
  };
}

// One view. Slider values are traits of the model.
function build(model) {
  const names = model.get("_spec").sliders.map((slider) => slider.name);
  const values = Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const rested = (moved) => {
    for (const [name, value] of Object.entries(moved)) model.set(name, value);
    model.save_changes();
  };
  const ask = (question) => model.send(question);
  const figure = draw(model.get("_spec"), model.get("_tables"), values, { rested, ask });
  const answered = ({ shapes }, buffers) => shapes && figure.answered(shapes, buffers);
  model.on("msg:custom", answered);
  const listeners = names.map((name) => [`change:${name}`, () => figure.set(name, model.get(name))]);
  for (const [event, listener] of listeners) model.on(event, listener);
  const remove = () => {
    figure.remove();
    model.off("msg:custom", answered);
    for (const [event, listener] of listeners) model.off(event, listener);
  };
  return { root: figure.root, remove };
}

// Anywhere: the figure, whose element is `root`. `rested` is called with the values that changed, once the hand rests;
// `ask` sends a question to the kernel, if there is one, and `answered` takes its answer.
export function draw(spec, tables, values, { rested = () => {}, ask = null } = {}) {
  // Every widget in a page loads this module anew, so a counter here would give the same names to all of them.
  const prefix = `live-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}-`;
  let copies = 0;
  const bytes = tables.buffer.slice(tables.byteOffset, tables.byteOffset + tables.byteLength);
  const at = spec.sliders.map((slider) => place(slider, values[slider.name]));
  const controls = spec.sliders.map(control);
  // The stage, drawn anew when a 3-D axes is turned.
  const scene = { sliders: spec.turn === null ? [] : [spec.turn] };
  const marks = spec.marks.map(mark);
  const readouts = spec.readouts.map(readout);
  const said = element("div", { class: "course-live-said", role: "status" });
  const root = boxed(picture(), panel(), footer(), said);

  // Whoever goes on to something else, such as the check of an exercise, has come to rest; Enter checks too.
  root.addEventListener("focusout", rest);
  root.addEventListener("keydown", ({ key }) => key === "Enter" && rest());

  let pending = 0;
  let waiting = false;
  const unsent = new Set();
  const stale = new Set();
  for (const part of [scene, ...controls, ...marks, ...readouts]) part.show();
  return { root, set, remove, answered };

  // --- Moving ---

  // Move sliders to positions among their stops: pairs [slider, position].
  function move(changes) {
    for (const [i, position] of changes) {
      const { stops, whole } = spec.sliders[i];
      at[i] = Math.min(Math.max(whole ? Math.round(position) : position, 0), stops.length - 1);
      unsent.add(i);
    }
    show(changes.map(([i]) => i));
    request(changes.map(([i]) => i));
    clearTimeout(pending);
    pending = setTimeout(rest, REST);
  }

  function rest() {
    clearTimeout(pending);
    if (!unsent.size) return;
    const moved = [...unsent].map((i) => [spec.sliders[i].name, value(spec.sliders[i], at[i])]);
    unsent.clear();
    said.textContent = readouts.map(({ node }) => node.textContent).join(". ");
    rested(Object.fromEntries(moved));
  }

  // A value that comes from outside, which the outside need not be told.
  function set(name, number) {
    const i = spec.sliders.findIndex((slider) => slider.name === name);
    if (unsent.has(i)) return;
    at[i] = place(spec.sliders[i], number);
    show([i]);
    request([i]);
  }

  function show(moved) {
    for (const part of [scene, ...controls, ...marks, ...readouts]) {
      if (part.sliders.some((i) => moved.includes(i))) part.show();
    }
  }

  // Marks that only the kernel can compute. One question is under way at a time; the next one is about the newest state.
  function request(moved) {
    spec.marks.forEach(({ asked, sliders }, k) => asked && sliders.some((i) => moved.includes(i)) && stale.add(k));
    if (!stale.size || waiting) return;
    if (!ask) return stale.forEach((k) => (marks[k].node.style.display = "none"));
    const now = spec.sliders.map((slider, i) => [slider.name, value(slider, at[i])]);
    waiting = true;
    ask({ asked: [...stale], values: Object.fromEntries(now) });
    stale.clear();
  }

  function answered(shapes, buffers) {
    Object.entries(shapes).forEach(([k, shape], n) => marks[k].renew(shape, buffers[n]));
    waiting = false;
    request([]);
  }

  function remove() {
    rest();
    root.remove();
  }

  // --- Building ---

  // Text that changes makes a browser lay out all that stands around it, up to the notebook; not so around a box whose
  // height is set. It follows what is in it before the picture is painted. What is not shown has no height to follow.
  function boxed(...parts) {
    const inside = element("div", { class: "course-live" });
    inside.append(...parts);
    const box = element("div", { class: "course-live-box" });
    box.append(inside);
    new ResizeObserver(([{ borderBoxSize: [{ blockSize }] }]) => {
      if (blockSize) box.style.height = `${blockSize}px`;
    }).observe(inside);
    return box;
  }

  function picture() {
    const [width, height] = spec.size;
    const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": spec.alt }, SVG);
    const stage = element("g", {}, SVG);
    svg.append(stage);
    scene.show = () => (stage.innerHTML = own(spec.stages[view()]));
    const clips = element("defs", {}, SVG);
    spec.boxes.forEach(([x, y, width, height], i) => {
      const clip = element("clipPath", { id: `${prefix}clip-${i}` }, SVG);
      clip.append(element("rect", { x, y, width, height }, SVG));
      clips.append(clip);
    });
    svg.append(clips, ...marks.map(({ node }) => node));
    return svg;
  }

  // SVG text with ids of its own: nothing else in the page may share them.
  function own(svg) {
    copies += 1;
    return svg.replaceAll(/( id="|url\(#|href="#)/g, `$1${prefix}${copies}-`);
  }

  function panel() {
    const sliders = element("div", { class: "course-live-sliders" });
    sliders.append(...controls.flatMap(({ nodes }) => nodes));
    return sliders;
  }

  function footer() {
    const sentences = element("div", { class: "course-live-readouts" });
    sentences.append(...readouts.map(({ node }) => node), ...spec.notes.map(note));
    const reset = element("button", { type: "button", class: "course-live-reset", "data-lm-suppress-shortcuts": "true" });
    reset.textContent = "Reset";
    reset.addEventListener("click", () => move(spec.sliders.map((slider, i) => [i, place(slider, slider.value)])));
    const footer = element("div", { class: "course-live-footer" });
    footer.append(sentences, ...(controls.length ? [reset] : []));
    return footer;
  }

  function note(text) {
    const node = element("p", { class: "course-live-note" });
    node.textContent = text;
    return node;
  }

  function control(slider, i) {
    const id = `${prefix}slider-${i}`;
    const label = element("label", { for: id });
    label.textContent = slider.label;
    // JupyterLab takes the arrow keys for its shortcuts unless the input says that they are its own.
    const input = element("input", {
      id, type: "range", min: 0, max: slider.stops.length - 1, step: 1, "data-lm-suppress-shortcuts": "true",
    });
    // The input itself says its value to a screen reader.
    const output = element("output", { for: id, "aria-hidden": "true" });
    // The keys that move it end here: at each key in an output, JupyterLab prepares to scroll to a caret.
    input.addEventListener("keydown", (event) => SLIDER_KEYS.test(event.key) && event.stopPropagation());
    input.addEventListener("input", () => move([[i, Number(input.value)]]));
    for (const event of ["focus", "blur"]) {
      input.addEventListener(event, () => {
        for (const handle of root.querySelectorAll(`[data-drag~="${slider.name}"]`)) {
          handle.classList.toggle("course-live-held", event === "focus");
        }
      });
    }
    const show = () => {
      input.value = Math.round(at[i]);
      const now = value(slider, at[i]);
      output.textContent = slider.options ? now : write(now, slider.format);
      input.setAttribute("aria-valuetext", `${slider.label} = ${output.textContent}`);
    };
    const range = element("div", { class: "course-live-range" });
    range.append(input, ...(slider.play ? [player(slider, i)] : []));
    return { sliders: [i], nodes: slider.hidden ? [unseen(label, range, output)] : [label, range, output], input, show };
  }

  function unseen(...nodes) {
    const node = element("div", { class: "course-live-unseen" });
    node.append(...nodes);
    return node;
  }

  // A button that runs through the stops. For those who asked for less motion it goes on by one stop.
  function player(slider, i) {
    const button = element("button", { type: "button", class: "course-live-play", "aria-label": `play ${slider.label}`, "data-lm-suppress-shortcuts": "true" });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let timer = null;
    const stop = () => {
      clearInterval(timer);
      timer = null;
      button.textContent = still ? "⏭" : "▶";
    };
    const step = () => {
      if (at[i] >= slider.stops.length - 1 || !root.isConnected) return stop();
      move([[i, at[i] + 1]]);
    };
    button.addEventListener("click", () => {
      if (timer) return stop();
      if (at[i] >= slider.stops.length - 1) move([[i, 0]]);
      else step();
      if (still) return;
      timer = setInterval(step, 1000 / slider.play);
      button.textContent = "⏸";
    });
    stop();
    return button;
  }

  function view() {
    return spec.turn === null ? 0 : at[spec.turn];
  }

  function mark({ kind, sliders, tables, axes, clip, space, jumps, ...look }) {
    const node = element("g", clip ? { "clip-path": `url(#${prefix}clip-${axes})` } : {}, SVG);
    const numbers = tables.map((table) => lookup(table, sliders, bytes, jumps));
    const places = space ? seen(numbers, axes) : numbers;
    const show = { outline, shape: outline, glyph: glyphs, label, image, curve }[kind](node, places, look, kind);
    const spot = () => places.map((place) => place(at)[0]);
    const renew = (shape, { buffer, byteOffset, byteLength }) => {
      const fresh = buffer.slice(byteOffset, byteOffset + byteLength);
      tables.forEach(({ type }, k) => {
        numbers[k] = lookup({ type, shape, offset: (k * byteLength) / tables.length }, sliders, fresh, jumps);
      });
      show();
    };
    return { sliders: space && spec.turn !== null ? [...sliders, spec.turn] : sliders, node, show, renew, spot };
  }

  // Three coordinates as two on the page, by the perspective of the axes; further numbers stay as they are.
  function seen(numbers, axes) {
    const along = (row) => (at) => {
      const perspective = spec.perspectives[view()][axes];
      const [p, w] = [perspective[row], perspective[2]];
      const [xs, ys, zs] = numbers.slice(0, 3).map((number) => number(at));
      const dot = (m, k) => m[0] * xs[k] + m[1] * ys[k] + m[2] * zs[k] + m[3];
      return Array.from(xs, (_, k) => dot(p, k) / dot(w, k));
    };
    return [along(0), along(1), ...numbers.slice(3)];
  }

  function outline(node, places, { style }, kind) {
    const line = element("path", { style }, SVG);
    node.append(line);
    return () => {
      const [x, y] = places;
      line.setAttribute("d", path(x(at), y(at), kind === "shape"));
    };
  }

  function curve(node, _, { style, knots }) {
    const line = element("path", { style }, SVG);
    node.append(line);
    return () => line.setAttribute("d", smooth(knots.map((k) => marks[k].spot())));
  }

  function label(node, [x, y, ...numbers], { style, parts }) {
    const text = element("text", { style }, SVG);
    node.append(text);
    return () => {
      const fields = numbers.map((number) => number(at)[0]);
      const [px, py] = [x(at)[0], y(at)[0]];
      const shown = Number.isFinite(px + py) && fields.every(Number.isFinite);
      text.style.display = shown ? "" : "none";
      if (!shown) return;
      text.setAttribute("transform", `translate(${px} ${py})`);
      text.textContent = sentence(parts, fields);
    };
  }

  function image(node, [cells], { box: [left, top, right, bottom], grid: [columns, rows], colours }) {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: columns, height: rows });
    const context = canvas.getContext("2d");
    const pixels = context.createImageData(columns, rows);
    const size = { x: left, y: top, width: right - left, height: bottom - top };
    const picture = element("image", { ...size, preserveAspectRatio: "none", style: "image-rendering: pixelated" }, SVG);
    node.append(picture);
    return () => {
      cells(at).forEach((level, k) => pixels.data.set(level > 254 ? [0, 0, 0, 0] : colours[Math.round(level)], 4 * k));
      context.putImageData(pixels, 0, 0);
      picture.setAttribute("href", canvas.toDataURL());
    };
  }

  function glyphs(node, [x, y], { glyph, drag }) {
    const copies = Array.from(x(at), () => element("g", {}, SVG));
    for (const one of copies) one.innerHTML = own(glyph);
    node.append(...copies);
    if (drag.length) draggable(copies[0], glyph, x, y, drag);
    return () => {
      const [px, py] = [x(at), y(at)];
      copies.forEach((one, k) => {
        const shown = Number.isFinite(px[k] + py[k]);
        one.style.display = shown ? "" : "none";
        if (shown) one.setAttribute("transform", `translate(${px[k].toFixed(3)} ${py[k].toFixed(3)})`);
      });
    };
  }

  function draggable(handle, glyph, x, y, drag) {
    handle.setAttribute("data-drag", drag.map((i) => spec.sliders[i].name).join(" "));
    // Where no slider is seen, the point itself shows that it has the focus.
    handle.classList.toggle("course-live-alone", spec.sliders[drag[0]].hidden);
    // The point itself, enlarged and pale, shows that it can be taken; a finger needs more room than the eye.
    const halo = element("g", { class: "course-live-halo" }, SVG);
    halo.innerHTML = own(glyph);
    handle.prepend(element("circle", { r: 20, fill: "transparent" }, SVG), halo);

    const places = reach(x, y, at, drag, spec.sliders);
    let grip = null;
    // Or a finger would scroll the page: Chromium heeds `touch-action` on an <svg>, but on no part of it.
    handle.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    handle.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      event.stopPropagation();
      const [px, py] = pointer(handle, event);
      grip = [px - x(at)[0], py - y(at)[0]];
      handle.setPointerCapture(event.pointerId);
      // The keyboard takes over where the hand let go.
      controls[drag[0]].input.focus({ preventScroll: true });
    });
    handle.addEventListener("pointermove", (event) => {
      if (!grip) return;
      const [px, py] = pointer(handle, event);
      const nearest = drag.length === 1 ? nearestOnCurve : nearestOnGrid;
      const positions = nearest(places(), [px - grip[0], py - grip[1]]);
      if (positions) move(positions.map((position, k) => [drag[k], position]));
    });
    handle.addEventListener("lostpointercapture", () => {
      grip = null;
      // At rest every number shown is one that was computed: the point settles on a stop.
      move(drag.map((i) => [i, Math.round(at[i])]));
      rest();
    });
  }

  function readout({ sliders, tables: [table], parts, undefined: otherwise }) {
    const node = element("p");
    const numbers = lookup(table, sliders, bytes);
    const show = () => {
      const fields = numbers(at);
      node.textContent = fields.every(Number.isFinite) ? sentence(parts, fields) : otherwise;
    };
    return { sliders, node, show };
  }

  // A function of slider positions that interpolates a table, or `jumps` to the nearest stop; it returns the same array
  // every time.
  function lookup({ offset, shape, type }, sliders, bytes, jumps = false) {
    const size = shape.reduce((product, n) => product * n, 1);
    const numbers = new { "<f4": Float32Array, "<f8": Float64Array, "|u1": Uint8Array }[type](bytes, offset, size);
    const strides = shape.map((length, axis) => {
      return length === 1 ? 0 : shape.slice(axis + 1).reduce((product, n) => product * n, 1);
    });
    const row = new Float64Array(shape.at(-1));
    return (at) => {
      let corners = [[0, 1]];
      sliders.forEach((slider, axis) => {
        const position = jumps ? Math.round(at[slider]) : at[slider];
        const low = Math.floor(position);
        const rest = position - low;
        const stride = strides[axis];
        if (stride && rest) {
          corners = corners.flatMap(([start, weight]) => [
            [start + low * stride, weight * (1 - rest)],
            [start + (low + 1) * stride, weight * rest],
          ]);
        } else corners = corners.map(([start, weight]) => [start + low * stride, weight]);
      });
      row.fill(0);
      for (const [start, weight] of corners) for (let k = 0; k < row.length; k++) row[k] += weight * numbers[start + k];
      return row;
    };
  }
}

// A function that returns where a point stands at every stop of its one or two sliders: { xs, ys, shape }, the last
// slider fastest. To look all this up takes longer than the rest of a move, and it changes only when another slider moves.
function reach(x, y, at, drag, sliders) {
  const shape = drag.map((i) => sliders[i].stops.length);
  const size = shape.reduce((product, n) => product * n, 1);
  const [xs, ys] = [new Float64Array(size), new Float64Array(size)];
  let known = null;
  return () => {
    const others = at.filter((_, i) => !drag.includes(i)).join();
    if (others !== known) {
      known = others;
      const there = [...at];
      for (let k = 0; k < size; k++) {
        const stops = drag.length === 1 ? [k] : [Math.floor(k / shape[1]), k % shape[1]];
        drag.forEach((i, axis) => (there[i] = stops[axis]));
        [xs[k], ys[k]] = [x(there)[0], y(there)[0]];
      }
    }
    return { xs, ys, shape };
  };
}

// The place on a dragged point's curve that is nearest to `target`, as a position of its slider. Places that are NaN are
// nearest to nothing; null if all are.
function nearestOnCurve({ xs, ys, shape: [count] }, [tx, ty]) {
  let [least, position] = [Infinity, null];
  for (let k = 0; k < count - 1; k++) {
    const [dx, dy] = [xs[k + 1] - xs[k], ys[k + 1] - ys[k]];
    const along = ((tx - xs[k]) * dx + (ty - ys[k]) * dy) / (dx * dx + dy * dy || 1);
    const t = Math.min(Math.max(along, 0), 1);
    const distance = Math.hypot(xs[k] + t * dx - tx, ys[k] + t * dy - ty);
    if (distance < least) [least, position] = [distance, [k + t]];
  }
  return position;
}

// The same on a grid of two sliders: the nearest grid point, then one step of a linear solve around it.
function nearestOnGrid({ xs, ys, shape: [rows, columns] }, [tx, ty]) {
  let [least, k] = [Infinity, null];
  xs.forEach((x, n) => {
    const distance = (x - tx) ** 2 + (ys[n] - ty) ** 2;
    if (distance < least) [least, k] = [distance, n];
  });
  if (k === null) return null;
  const [p, q] = [Math.floor(k / columns), k % columns];
  const slope = (from, to, span) => [(xs[to] - xs[from]) / span, (ys[to] - ys[from]) / span];
  const [p0, p1, q0, q1] = [Math.max(p - 1, 0), Math.min(p + 1, rows - 1), Math.max(q - 1, 0), Math.min(q + 1, columns - 1)];
  const [ax, ay] = slope(p0 * columns + q, p1 * columns + q, p1 - p0);
  const [bx, by] = slope(p * columns + q0, p * columns + q1, q1 - q0);
  const [dx, dy] = [tx - xs[k], ty - ys[k]];
  const area = ax * by - ay * bx;
  if (!(Math.abs(area) > 1e-9)) return [p, q];
  const step = (n) => Math.min(Math.max(n, -0.5), 0.5);
  return [p + step((dx * by - dy * bx) / area), q + step((ax * dy - ay * dx) / area)];
}

// The `d` of an SVG path through the points; a NaN interrupts it. If it is closed, every piece of it is.
function path(x, y, closed) {
  let d = "";
  let pen = "M";
  for (let k = 0; k < x.length; k++) {
    if (Number.isFinite(x[k] + y[k])) {
      d += `${pen}${x[k].toFixed(2)} ${y[k].toFixed(2)}`;
      pen = "L";
    } else {
      if (closed && pen === "L") d += "Z";
      pen = "M";
    }
  }
  return closed && pen === "L" ? `${d}Z` : d;
}

// The `d` of an SVG path through points that turns only at them: `smooth` in marks.py, as Bézier curves.
function smooth(points) {
  const runs = points.slice(1).map(([x], k) => x - points[k][0]);
  const slopes = points.slice(1).map(([, y], k) => (y - points[k][1]) / runs[k]);
  const tangents = points.map((_, k) => {
    if (k === 0 || k === runs.length) return slopes[Math.min(k, runs.length - 1)];
    const [before, after] = [slopes[k - 1], slopes[k]];
    const parabola = (before * runs[k] + after * runs[k - 1]) / (runs[k - 1] + runs[k]);
    return (Math.sign(before) + Math.sign(after)) * Math.min(Math.abs(before), Math.abs(after), Math.abs(parabola) / 2);
  });
  const write = (x, y) => `${x.toFixed(2)} ${y.toFixed(2)}`;
  return points.map(([x, y], k) => {
    if (k === 0) return `M${write(x, y)}`;
    const [[x0, y0], third] = [points[k - 1], runs[k - 1] / 3];
    return `C${write(x0 + third, y0 + third * tangents[k - 1])} ${write(x - third, y - third * tangents[k])} ${write(x, y)}`;
  }).join("");
}

function pointer(node, event) {
  const svg = node.ownerSVGElement;
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [x, y];
}

// The position of a value among increasing stops; between two of them a fraction.
function place({ stops, options }, number) {
  if (options) return options.indexOf(number);
  const above = stops.findIndex((stop) => stop >= number);
  if (above === 0) return 0;
  if (above < 0) return stops.length - 1;
  return above - (stops[above] - number) / (stops[above] - stops[above - 1]);
}

function value({ stops, options }, position) {
  if (options) return options[position];
  const low = Math.floor(position);
  const rest = position - low;
  return rest ? stops[low] * (1 - rest) + stops[low + 1] * rest : stops[low];
}

// The text of a template with its numbers filled in.
function sentence(parts, fields) {
  let k = 0;
  return parts.map(([text, format]) => text + (format === null ? "" : write(fields[k++], format))).join("");
}

// A number as `write` in words.py writes it; ties, such as 0.125 with two decimals, are rounded up here, not to even.
export function write(number, spec) {
  const [, sign, places, kind] = /^(\+?)(?:\.(\d+))?([feg])$/.exec(spec);
  const digits = places === undefined ? 6 : Number(places);
  const exponent = (text) => text.replace(/e([+-])(\d)$/, "e$10$2");
  let text;
  if (kind === "f") text = number.toFixed(digits);
  else if (kind === "e") text = exponent(number.toExponential(digits));
  else {
    const figures = Math.max(digits, 1);
    const [mantissa, power] = number.toExponential(figures - 1).split("e");
    const trim = (decimal) => (decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal);
    const scientific = power < -4 || power >= figures;
    text = scientific ? exponent(`${trim(mantissa)}e${power}`) : trim(number.toFixed(figures - 1 - power));
  }
  if (/^-[0.]*(e|$)/.test(text)) text = text.slice(1);
  return ((sign && text[0] !== "-" ? "+" : "") + text).replaceAll("-", "−");
}

function element(name, attributes = {}, space = "http://www.w3.org/1999/xhtml") {
  const node = document.createElementNS(space, name);
  for (const [key, setting] of Object.entries(attributes)) node.setAttribute(key, setting);
  return node;
}

export default widget;
