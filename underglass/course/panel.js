// The "be scored" panel: it draws what panel.py computed, for a dose and a person.
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 640, ROW = 26, LEFT = 200, RIGHT = 70;
let panels = 0;

function make(parent, name, attributes, text, space) {
  const it = space ? document.createElementNS(space, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) it.setAttribute(key, value);
  if (text !== undefined) it.textContent = text;
  parent.appendChild(it);
  return it;
}

function signed(value) {
  if (value === 0) return "0";
  const digits = Math.abs(value) < 0.05 && value !== 0 ? 2 : 1;
  return (value < 0 ? "−" : "+") + Math.abs(value).toFixed(digits);
}

function draw(svg, way, hatch) {
  svg.replaceChildren();
  const add = (name, attributes, text) => make(svg, name, attributes, text, SVG);
  const defs = add("defs", {});
  const pattern = make(defs, "pattern", { id: hatch, width: 6, height: 6,
    patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, undefined, SVG);
  make(pattern, "rect", { width: 6, height: 6, fill: "#d55e00" }, undefined, SVG);
  make(pattern, "line", { x1: 0, y1: 0, x2: 0, y2: 6, stroke: "white", "stroke-width": 2 },
    undefined, SVG);
  const ends = [way.base];
  for (const [, value] of way.steps) ends.push(ends[ends.length - 1] + value);
  const low = Math.min(...ends, way.published), high = Math.max(...ends, way.published);
  const span = Math.max(high - low, 1);
  const x = (points) => LEFT + 45 + ((points - low) / span) * (WIDTH - LEFT - RIGHT - 45);
  const label = (row, text, bold) => add("text", { x: LEFT, y: row * ROW + 18, "text-anchor": "end",
    "font-weight": bold ? "bold" : "normal" }, text);
  const end = (row, name, points, text) => {
    label(row, name, true);
    add("rect", { x: x(points) - 2, y: row * ROW + 4, width: 4, height: ROW - 8, fill: "black" });
    add("text", { x: x(points) + 8, y: row * ROW + 18, "font-weight": "bold" }, text);
  };
  end(0, "base", way.base, way.base.toFixed(1));
  way.steps.forEach(([name, value], i) => {
    const row = i + 1, from = x(ends[i]), to = x(ends[i + 1]);
    label(row, name, false);
    add("rect", { x: Math.min(from, to), y: row * ROW + 4, width: Math.max(Math.abs(to - from), 1),
      height: ROW - 8, fill: value < 0 ? `url(#${hatch})` : "#0072b2", stroke: "none" });
    const left = value < 0;
    add("text", { x: to + (left ? -6 : 6), y: row * ROW + 18,
      "text-anchor": left ? "end" : "start" }, signed(value));
  });
  end(way.steps.length + 1, "published score", way.published, String(way.published));
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${(way.steps.length + 2) * ROW + 6}`);
}

function render({ model, el }) {
  const id = `be-scored-${++panels}`;
  const data = model.get("data");
  const box = make(el, "div", { style: "font-family: sans-serif; max-width: 680px" });
  const line = make(box, "div", { style: "display: flex; gap: 1.5em; flex-wrap: wrap" });
  const first = make(line, "label", {}, `dose of ${data.bias} `);
  const dose = make(first, "input", { type: "range", min: 0, max: data.doses.length - 1, step: 1 });
  const shown = make(first, "output", {});
  const second = make(line, "label", {}, "person ");
  const person = make(second, "select", {});
  data.people.forEach((name, i) => make(person, "option", { value: i }, name));
  const said = make(box, "p", { role: "status", "aria-live": "polite" });
  const svg = make(box, "svg", { role: "img", width: "100%", "font-size": 13,
    style: "background: white; fill: black" }, undefined, SVG);

  function update() {
    const at = model.get("dose"), who = model.get("person");
    dose.value = at;
    person.value = who;
    const way = data.ways[who][at], none = data.ways[who][0];
    shown.textContent = ` ${data.doses[at]}`;
    dose.setAttribute("aria-valuetext", String(data.doses[at]));
    said.textContent = `${data.people[who]}, dose ${data.doses[at]}: ${way.published} points; ` +
      `${none.published} without the bias.`;
    draw(svg, way, `${id}-hatch`);
    svg.setAttribute("aria-label", `${said.textContent} ` +
      way.steps.map(([name, value]) => `${name}: ${signed(value)}`).join("; "));
  }
  dose.addEventListener("input", () => { model.set("dose", Number(dose.value)); model.save_changes(); update(); });
  person.addEventListener("change", () => { model.set("person", Number(person.value)); model.save_changes(); update(); });
  model.on("change:dose", update);
  model.on("change:person", update);
  update();
}

export default { render };
