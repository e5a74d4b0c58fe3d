// Draws the marks of a live figure over its stage and moves them. It knows no mathematics: every place and every number
// was tabulated beforehand over the stops of the sliders, and is interpolated between two stops.

const SVG = "http://www.w3.org/2000/svg";
// A slider's value goes to the kernel when the hand has rested this long (milliseconds).
const REST = 150;

// In Jupyter: one view of the widget. Slider values are traits of the model.
function render({ model, el }) {
  const names = model.get("_spec").sliders.map((slider) => slider.name);
  const values = Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const figure = mount(el, model.get("_spec"), model.get("_tables"), values, (moved) => {
    for (const [name, value] of Object.entries(moved)) model.set(name, value);
    model.save_changes();
  });
  const listeners = names.map((name) => {
    const listener = () => figure.set(name, model.get(name));
    model.on(`change:${name}`, listener);
    return [`change:${name}`, listener];
  });
  return () => {
    figure.remove();
    for (const [event, listener] of listeners) model.off(event, listener);
  };
}

// Anywhere: build the figure inside `parent`. `rested` is called with the values that changed, once the hand rests.
export function mount(parent, spec, tables, values, rested = () => {}) {
  // Every widget in a page loads this module anew, so a counter here would give the same names to all of them.
  const name = `live-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
  const numbers = new Float32Array(tables.buffer.slice(tables.byteOffset, tables.byteOffset + tables.byteLength));
  const at = spec.sliders.map((slider) => place(slider.stops, values[slider.name]));
  const said = element("div", { class: "course-live-said", role: "status" });
  const root = element("div", { class: "course-live" });
  const controls = spec.sliders.map(control);
  const marks = spec.marks.map(mark);
  const readouts = spec.readouts.map(readout);

  const sliders = element("div", { class: "course-live-sliders" });
  sliders.append(...controls.flatMap(({ label, input, output }) => [label, input, output]));
  const sentences = element("div", { class: "course-live-readouts" });
  sentences.append(...readouts.map(({ node }) => node));
  root.append(picture(), sliders, sentences, said);
  parent.append(root);

  let pending = 0;
  const unsent = new Set();
  spec.sliders.forEach((_, i) => update(i));
  return { set, remove };

  // --- Moving ---

  function move(i, position) {
    const last = spec.sliders[i].stops.length - 1;
    at[i] = Math.min(Math.max(position, 0), last);
    update(i);
    unsent.add(i);
    clearTimeout(pending);
    pending = setTimeout(rest, REST);
  }

  function rest() {
    const moved = [...unsent].map((i) => [spec.sliders[i].name, value(spec.sliders[i], at[i])]);
    unsent.clear();
    said.textContent = readouts.map(({ node }) => node.textContent).join(". ");
    rested(Object.fromEntries(moved));
  }

  // A value that comes from outside, which the outside need not be told.
  function set(name, number) {
    const i = spec.sliders.findIndex((slider) => slider.name === name);
    if (unsent.has(i)) return;
    at[i] = place(spec.sliders[i].stops, number);
    update(i);
  }

  function update(i) {
    controls[i].show();
    for (const part of [...marks, ...readouts]) if (part.sliders.includes(i)) part.show();
  }

  function remove() {
    clearTimeout(pending);
    if (unsent.size) rest();
    root.remove();
  }

  // --- Building ---

  function control(slider, i) {
    const id = `${name}-slider-${i}`;
    const label = element("label", { for: id });
    label.textContent = slider.label;
    // JupyterLab takes the arrow keys for itself unless the input says that they are its own.
    const input = element("input", {
      id, type: "range", min: 0, max: slider.stops.length - 1, step: 1, "data-lm-suppress-shortcuts": "true",
    });
    const output = element("output", { for: id });
    input.addEventListener("input", () => move(i, Number(input.value)));
    const show = () => {
      input.value = Math.round(at[i]);
      output.textContent = write(value(slider, at[i]), slider.format);
      input.setAttribute("aria-valuetext", output.textContent);
    };
    return { label, input, output, show };
  }

  function picture() {
    const [width, height] = spec.size;
    const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": spec.alt }, SVG);
    svg.innerHTML = unique(spec.stage);
    const clips = element("defs", {}, SVG);
    spec.boxes.forEach(([x, y, width, height], i) => {
      const clip = element("clipPath", { id: clipId(i) }, SVG);
      clip.append(element("rect", { x, y, width, height }, SVG));
      clips.append(clip);
    });
    svg.append(clips, ...marks.map(({ node }) => node));
    return svg;
  }

  // Two figures in one page must not share the names inside their stages.
  function unique(stage) {
    const prefix = `${name}-`;
    return stage
      .replaceAll(/\bid="/g, `id="${prefix}`)
      .replaceAll(/url\(#/g, `url(#${prefix}`)
      .replaceAll(/href="#/g, `href="#${prefix}`);
  }

  function clipId(i) {
    return `${name}-clip-${i}`;
  }

  function mark({ sliders, tables, look, closed, clip, drag }) {
    const { glyph, ...style } = look;
    const [x, y] = tables.map((table) => lookup(table, sliders));
    const shape = element("path", { "vector-effect": "none" }, SVG);
    for (const [name, setting] of Object.entries(style)) shape.style.setProperty(name, setting);
    const node = element("g", clip === null ? {} : { "clip-path": `url(#${clipId(clip)})` }, SVG);
    node.append(shape);
    let handle = shape;
    if (glyph) shape.setAttribute("d", glyph);
    if (drag.length) {
      // A finger needs more room than the eye.
      handle = element("g", { "data-drag": drag.map((i) => spec.sliders[i].name).join(" ") }, SVG);
      handle.append(element("circle", { r: 18, fill: "transparent" }, SVG), shape);
      node.append(handle);
      draggable(handle, x, y, drag);
    }
    const show = glyph
      ? () => {
          const [px, py] = [x(at)[0], y(at)[0]];
          node.style.display = Number.isFinite(px + py) ? "" : "none";
          if (Number.isFinite(px + py)) handle.setAttribute("transform", `translate(${px.toFixed(3)} ${py.toFixed(3)})`);
        }
      : () => shape.setAttribute("d", outline(x(at), y(at), closed));
    return { sliders, node, show };
  }

  function draggable(handle, x, y, drag) {
    let grip = null;
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
      const target = [px - grip[0], py - grip[1]];
      const nearest = drag.length === 1 ? nearestOnCurve : nearestOnGrid;
      nearest(x, y, drag, at, spec.sliders, target).forEach((position, k) => move(drag[k], position));
    });
    for (const end of ["pointerup", "pointercancel"]) handle.addEventListener(end, () => (grip = null));
  }

  function readout({ sliders, tables, parts, undefined: without }) {
    const node = element("p");
    const numbers = lookup(tables[0], sliders);
    const show = () => {
      const fields = numbers(at);
      let k = 0;
      const sentence = parts.map(([text, format]) => text + (format === null ? "" : write(fields[k++], format)));
      node.textContent = fields.every(Number.isFinite) ? sentence.join("") : without;
    };
    return { sliders, node, show };
  }

  // A function of slider positions that interpolates a table; it returns the same array every time.
  function lookup({ offset, shape }, sliders) {
    const width = shape[shape.length - 1];
    const strides = shape.slice(0, -1).map((length, axis) => {
      return length === 1 ? 0 : shape.slice(axis + 1).reduce((product, n) => product * n, 1);
    });
    const row = new Float64Array(width);
    return (at) => {
      let corners = [[offset, 1]];
      sliders.forEach((slider, axis) => {
        const low = Math.floor(at[slider]);
        const rest = at[slider] - low;
        const stride = strides[axis];
        if (stride && rest) {
          corners = corners.flatMap(([start, weight]) => [
            [start + low * stride, weight * (1 - rest)],
            [start + (low + 1) * stride, weight * rest],
          ]);
        } else corners = corners.map(([start, weight]) => [start + low * stride, weight]);
      });
      row.fill(0);
      for (const [start, weight] of corners) for (let k = 0; k < width; k++) row[k] += weight * numbers[start + k];
      return row;
    };
  }
}

// The place on a dragged point's curve that is nearest to `target`, as a position of its slider.
function nearestOnCurve(x, y, [i], at, sliders, target) {
  const spot = (position) => {
    const there = at.with(i, position);
    return [x(there)[0], y(there)[0]];
  };
  let best = [Infinity, at[i]];
  let from = spot(0);
  for (let k = 0; k < sliders[i].stops.length - 1; k++) {
    const to = spot(k + 1);
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const along = ((target[0] - from[0]) * dx + (target[1] - from[1]) * dy) / (dx * dx + dy * dy || 1);
    const t = Math.min(Math.max(along, 0), 1);
    const distance = Math.hypot(from[0] + t * dx - target[0], from[1] + t * dy - target[1]);
    if (distance < best[0]) best = [distance, k + t];
    from = to;
  }
  return [best[1]];
}

// The same on a grid of two sliders: the nearest grid point, then one step of a linear solve around it.
function nearestOnGrid(x, y, [i, j], at, sliders, target) {
  const spot = (p, q) => {
    const there = at.with(i, p).with(j, q);
    return [x(there)[0], y(there)[0]];
  };
  const ends = [sliders[i].stops.length - 1, sliders[j].stops.length - 1];
  let best = [Infinity, at[i], at[j]];
  for (let p = 0; p <= ends[0]; p++) {
    for (let q = 0; q <= ends[1]; q++) {
      const [px, py] = spot(p, q);
      const distance = Math.hypot(px - target[0], py - target[1]);
      if (distance < best[0]) best = [distance, p, q];
    }
  }
  const [, p, q] = best;
  const [p0, p1, q0, q1] = [Math.max(p - 1, 0), Math.min(p + 1, ends[0]), Math.max(q - 1, 0), Math.min(q + 1, ends[1])];
  const slope = (from, to, span) => [(to[0] - from[0]) / span, (to[1] - from[1]) / span];
  const [ax, ay] = slope(spot(p0, q), spot(p1, q), p1 - p0);
  const [bx, by] = slope(spot(p, q0), spot(p, q1), q1 - q0);
  const [px, py] = spot(p, q);
  const [dx, dy] = [target[0] - px, target[1] - py];
  const area = ax * by - ay * bx;
  if (!(Math.abs(area) > 1e-9)) return [p, q];
  const step = (n) => Math.min(Math.max(n, -0.5), 0.5);
  return [p + step((dx * by - dy * bx) / area), q + step((ax * dy - ay * dx) / area)];
}

function outline(x, y, closed) {
  let d = "";
  let pen = "M";
  for (let k = 0; k < Math.max(x.length, y.length); k++) {
    if (Number.isFinite(x[k] + y[k])) {
      d += `${pen}${x[k].toFixed(2)} ${y[k].toFixed(2)}`;
      pen = "L";
    } else pen = "M";
  }
  return closed && d ? `${d}Z` : d;
}

function pointer(node, event) {
  const svg = node.ownerSVGElement;
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [x, y];
}

// The position of a value among increasing stops; between two of them a fraction.
function place(stops, number) {
  const above = stops.findIndex((stop) => stop >= number);
  if (above === 0) return 0;
  if (above < 0) return stops.length - 1;
  return above - (stops[above] - number) / (stops[above] - stops[above - 1]);
}

function value({ stops }, position) {
  const low = Math.floor(position);
  const rest = position - low;
  return rest ? stops[low] * (1 - rest) + stops[low + 1] * rest : stops[low];
}

// A number as Python's format(number, spec) writes it, for specs such as .3f, +.2e and .4g, with a true minus sign.
export function write(number, spec) {
  const [, sign, places, kind] = /^(\+?)(?:\.(\d+))?([fegd])$/.exec(spec);
  const digits = places === undefined ? 6 : Number(places);
  const exponent = (text) => text.replace(/e([+-])(\d)$/, "e$10$2");
  let text;
  if (kind === "f") text = number.toFixed(digits);
  else if (kind === "e") text = exponent(number.toExponential(digits));
  else {
    const [mantissa, power] = number.toExponential(Math.max(digits, 1) - 1).split("e");
    const trim = (decimal) => (decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal);
    const scientific = power < -4 || power >= Math.max(digits, 1);
    text = scientific ? exponent(`${trim(mantissa)}e${power}`) : trim(number.toFixed(Math.max(digits, 1) - 1 - power));
  }
  if (/^-[0.]*$/.test(text)) text = text.slice(1);
  return ((sign && text[0] !== "-" ? "+" : "") + text).replaceAll("-", "−");
}

function element(name, attributes = {}, space = "http://www.w3.org/1999/xhtml") {
  const node = document.createElementNS(space, name);
  for (const [key, setting] of Object.entries(attributes)) node.setAttribute(key, setting);
  return node;
}

export default { render };
