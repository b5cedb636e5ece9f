// The page of `moka view`: a recording (tools/view/README.md, vm/exec/record/README.md) that is walked both ways.
const byId = id => document.getElementById(id);
const data = await load(byId("data").textContent.trim());
// The recording, or gzip's bytes of it in base64.
async function load(content) {
  if (content[0] === "{") return JSON.parse(content);
  const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
  const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(whole).text());
}
const SVG = "http://www.w3.org/2000/svg";

// ---- nodes: texts of programs only ever become text nodes ----

function node(name, attributes, ...children) {
  const made = document.createElement(name);
  return filled(made, attributes, children);
}
function drawn(name, attributes, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}
function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {}))
    if (value !== undefined && value !== false) made.setAttribute(key, value);
  for (const child of children.flat()) made.append(child);
  return made;
}
function fill(id, ...children) { byId(id).replaceChildren(...children.flat()); }
function row(attributes, ...cells) {
  return node("tr", attributes, cells.map(cell => Array.isArray(cell) ? node("td", { class: cell[1] }, String(cell[0]))
                                                                     : node("td", {}, String(cell))));
}

// ---- the recording ----

const methods = data.methods, classes = data.classes, events = data.events;
const steps = [];      // indices of the events that are steps
const objects = {};    // number -> {class, born, died, text, length, first: [values], puts: [[event, place, value]]}
for (const event of data.objects) takeObject(event, -1);
events.forEach((event, index) => {
  if (typeof event[0] === "number") steps.push(index);
  else takeObject(event, index);
});
function takeObject(event, index) {
  if (event[0] === "new") {
    const [, number, klass, third, fourth] = event;
    const isText = typeof third === "string", isArray = typeof third === "number";
    objects[number] = { class: klass, born: index, text: isText ? third : undefined,
      length: isArray ? third : undefined, first: isArray ? fourth : isText ? [] : third || [], puts: [] };
  } else if (event[0] === "put" && objects[event[1]]) {
    objects[event[1]].puts.push([index, event[2], event[3]]);
  } else if (event[0] === "dead") {
    for (const number of event.slice(1)) if (objects[number]) objects[number].died = index;
  }
}
for (const method of methods) {
  method.rows = new Map((method.bytecode || []).map(each => [each[0], each]));
  method.frames = new Map((method.checker || []).map(each => [each[0], each]));
  method.starts = (method.prepared || []).map(each => each[1]);
}
const rowOf = frame => methods[frame.method].rows.get(frame.bci);
const lineOf = frame => rowOf(frame)[3];
const opOf = frame => rowOf(frame)[2];
// The prepared instruction that the bci belongs to begins at this bci.
function startOf(method, bci) {
  let found = method.starts[0];
  for (const start of method.starts) if (start <= bci) found = start;
  return found;
}
const className = number => classes[objects[number].class].name;
const simpleName = name => inner(name.replace(/[\w$]+\./g, ""));
// A page has little room: Shapes$Box is Box.
function inner(name) { return name.replace(/\b\w+\$(?=[A-Za-z])/g, ""); }

// ---- states ----

function fromKey([place, key]) {
  const threads = {};
  for (const [thread, frames] of Object.entries(key.frames))
    threads[thread] = frames.map(([method, depth, bci, stack, locals], i) =>
      ({ method, depth, bci, stack: [...stack], locals: { ...locals }, began: -i - 1 }));
  return { place, thread: key.thread, threads };
}
function take(state, event, index) {
  const frames = state.threads[state.thread] || (state.threads[state.thread] = []);
  const frame = frames[frames.length - 1];
  if (typeof event[0] === "number") {
    const last = event[event.length - 1], changed = last !== null && typeof last === "object" ? last : null;
    frame.bci = event[0];
    frame.stack = frame.stack.slice(0, event[1]).concat(event.slice(2, changed ? -1 : undefined));
    frame.changed = changed || {};
    for (const [local, value] of Object.entries(frame.changed))
      if (value === "") delete frame.locals[local]; else frame.locals[local] = value;
  } else if (event[0] === "thread") {
    state.thread = event[1];
  } else if (event[0] === "call") {
    frames.push({ method: event[1], depth: event[2], bci: 0, stack: [], locals: {}, began: index });
  } else if (event[0] === "ret" || event[0] === "unwound") {
    frames.pop();
  }
  state.place = index + 1;
}
// The state before the step's instruction; the frames of the first key in which it can be reached.
function stateAt(step) {
  const target = steps[step];
  let key = data.keys[0];
  for (const each of data.keys) if (each[0] <= target) key = each;
  const state = fromKey(key);
  while (state.place <= target) take(state, events[state.place], state.place);
  state.frames = state.threads[state.thread];
  state.frame = state.frames[state.frames.length - 1];
  return state;
}
// Where the step stands, for all steps: thread, depth, method, bci, activation.
const places = [];
{
  const state = data.keys.length ? fromKey(data.keys[0]) : { threads: {}, place: 0 };
  events.forEach((event, index) => {
    take(state, event, index);
    if (typeof event[0] !== "number") return;
    const frame = state.threads[state.thread][state.threads[state.thread].length - 1];
    places.push({ thread: state.thread, depth: frame.depth, method: frame.method, bci: frame.bci, began: frame.began,
      size: frame.stack.length, changed: frame.changed, pushed: event.length - 2 });
  });
}
function contents(number, place) {
  const object = objects[number], values = [...object.first];
  for (const [index, at, value] of object.puts) {
    if (index >= place) break;
    values[object.length > 32 && at >= 24 ? at - (object.length - 32) : at] = value;
  }
  return values;
}
const isReference = value => typeof value === "string" && /^#\d+$/.test(value);
function text(value) {
  if (value === null) return "null";
  if (isReference(value) && objects[value.slice(1)]) {
    const object = objects[value.slice(1)];
    return object.text !== undefined ? `${value} "${object.text}"` : `${value} ${simpleName(className(value.slice(1)))}`;
  }
  return String(value);
}
const short = value => value === null ? "null" : String(value);
function nameOf(method, local, bci) {
  for (const [number, name, from, to] of method.names || [])
    if (number === +local && bci >= from && bci < to) return name;
  for (const [number, name] of method.names || []) if (number === +local) return name;
  return `local ${local}`;
}

// ---- the sentence ----

// What comes behind the step, until the next one.
function after(step) {
  return events.slice(steps[step] + 1, step + 1 < steps.length ? steps[step + 1] : events.length);
}
function happened(event) {
  switch (event[0]) {
  case "link": return `The instruction becomes ${event[3]}.`;
  case "site": return `The call site now knows ${classes[event[3]].name}${event[4] ? " → " + event[4] : ""}.`;
  case "new": return `#${event[1]} is a new ${className(event[1])}.`;
  case "put": return `${placeName(event[1], event[2])} = ${text(event[3])}.`;
  case "static": return `${event[1]} = ${text(event[2])}.`;
  case "dead": return `Freed: ${event.slice(1).map(number => "#" + number).join(", ")}.`;
  case "gc": return `A collection (${event[1]}): ${kilo(event[2])} in use before, ${kilo(event[3])} after.`;
  case "mark": return markText(event.slice(1));
  case "class": return `${classes[event[1]].name} is ${event[2]}.`;
  case "lock": return `${short(event[1])} is locked.`;
  case "unlock": return `${short(event[1])} is unlocked.`;
  case "out": return `Printed: ${JSON.stringify(event[1])}.`;
  case "call": return `${methods[event[1]].text} is called: its arguments, on this stack, are its first locals.`;
  case "ret": return event.length > 1 ? `It returns ${text(event[1])}.` : "It returns.";
  case "unwound": return "The frame is left by an exception.";
  case "catch": return `${text(event[1])} is caught, thrown at ${event[2]}.`;
  case "thread": return `Thread ${event[1]} goes on.`;
  case "limit": return `The recording ends here (limit of ${event[1]}); the program went on.`;
  default: return "";
  }
}
function markText(found) {
  const most = 24, pairs = [];
  for (let i = 0; i < found.length; i += 2) pairs.push(`#${found[i]} ${markFrom(found[i + 1])}`);
  return `Found alive, in this order: ${pairs.slice(0, most).join(", ")}${pairs.length > most ? `, and ${pairs.length - most} more` : ""}.`;
}
function markFrom(from) {
  if (!from) return "by what is not recorded";
  if (typeof from === "number") return `by #${from}`;
  if (from[0] === "c") return `by a static of ${inner(classes[from.slice(1)].name)}`;
  const [thread, frame, cell] = from.split(":");
  return `by frame ${frame}${thread === "1" ? "" : ` of thread ${thread}`}, ${cell[0] === "s" ? `stack ${cell.slice(1)}` : `local ${cell}`}`;
}
const kilo = bytes => `${Math.round(bytes / 1024)} KB`;
function placeName(number, place) {
  const object = objects[number], klass = classes[object.class];
  return klass.array ? `#${number}[${place}]` : `#${number}.${klass.fields[place] ? klass.fields[place][0] : place}`;
}
function sentence(state, step) {
  const frame = state.frame, operands = frame.stack.map(text).join(", ");
  return [node("b", {}, `${frame.bci}: ${opOf(frame)}`), ` ${rowOf(frame)[4]}. Stack before: [${operands}]. `,
    ...after(step).map(event => happened(event) + " ")];
}

// ---- panes ----

let at = 0, unit = "bytecode", selected = null, quizzing = false;
const answers = {};

function codePane(id, rows, current, near, onto) {
  fill(id, node("tbody", {}, rows.map(each => {
    const made = row({ class: current(each) ? "now" : near(each) ? "near" : undefined }, ...onto(each).cells);
    made.addEventListener("click", () => goTo(onto(each).fits));
    made.dataset.go = "";
    made.tabIndex = -1;
    return made;
  })));
  const now = byId(id).querySelector("tr.now"), box = byId(id).parentNode;
  if (now || byId(id).rows[0]) (now || byId(id).rows[0]).tabIndex = 0; // arrows go on from there
  if (now) box.scrollTop = Math.max(0, now.offsetTop - box.clientHeight / 2);
}
// The next step, going round, that fits.
function goTo(fits) {
  for (let i = 1; i <= steps.length; i++) {
    const step = (at + i) % steps.length;
    if (fits(places[step])) return show(step);
  }
}
function showCode(frame) {
  const number = frame.method, method = methods[number], line = lineOf(frame), start = startOf(method, frame.bci);
  const source = data.sources.find(each => each.name === (classes.find(c => c.name === method.class) || {}).source);
  byId("source-name").textContent = source ? source.name : "not found";
  const onLine = bci => method.rows.get(bci) && method.rows.get(bci)[3] === line;
  codePane("source", (source ? source.text.split("\n") : []).map((text, i) => [i + 1, text]),
    each => each[0] === line, () => false,
    each => ({ cells: [[each[0], "number"], each[1]],
      fits: place => methods[place.method].class === method.class && methods[place.method].rows.get(place.bci)[3] === each[0] }));
  codePane("bytecode", method.bytecode, each => each[0] === frame.bci, each => onLine(each[0]), each => {
    const checked = method.frames.get(each[0]);
    return { cells: [[each[0], "number"], [each[1], "dim"], each[2],
      [checked ? `${checked[3] === "map" ? "* " : "  "}${inner(checked[1])} | ${inner(checked[2])}` : "", "dim"]],
      fits: place => place.method === number && place.bci === each[0] };
  });
  byId("prepared-note").textContent = `${method.starts.length} for ${method.bytecode.length} instructions; 16-bit units, unlinked`;
  codePane("prepared", method.prepared || [], each => each[1] === start, each => onLine(each[1]), each => ({
    cells: [[each[0], "number"], each[3], [each[1], "dim"]],
    fits: place => place.method === number && startOf(method, place.bci) === each[1] }));
  const code = method.machine || [];
  byId("machine-note").textContent = code.length ? "made when the program had ended; registers are not recorded"
                                                 : method.no_machine || "none";
  codePane("machine", code, each => each[2] === frame.bci && each[0] >= 0, each => onLine(each[2]) && each[0] >= 0, each => ({
    cells: each[0] < 0 ? [["", "number"], [each[1] + (each[3] ? "  (behind)" : ""), "dim"]]
                       : [["+" + each[0].toString(16), "number"], "  " + each[1]],
    fits: place => place.method === number && place.bci === each[2] }));
}
function showFrame(state) {
  const frame = state.frame, method = methods[frame.method], before = at > 0 ? stateAt(at - 1) : null;
  const old = before && before.frame && before.frame.began === frame.began ? before.frame : null;
  const rows = [], frames = state.frames, caller = frames[frames.length - 2];
  const local = number => {
    const value = frame.locals[number], was = old ? old.locals[number] : undefined;
    const changed = old && JSON.stringify(value) !== JSON.stringify(was);
    const note = changed ? `was ${was === undefined ? "unknown" : short(was)}` :
      number < method.arguments ? "argument" : value === undefined ? "nothing is known on every path" : "";
    const made = row({ class: changed ? "changed" : selected === String(number) ? "near" : undefined, tabindex: 0 },
      [`fp[${method.offsets[number]}]`, "number"], nameOf(method, number, frame.bci), value === undefined ? "·" : text(value),
      [note, "dim"]);
    made.addEventListener("click", () => { selected = String(number); show(at); });
    made.dataset.go = "";
    rows.push(made);
  };
  if (caller) rows.push(row({ class: "record" }, ["", "number"], `${methods[caller.method].name}: its stack ends with the arguments`, "", ""));
  for (let i = 0; i < method.arguments; i++) if (frame.locals[i] !== undefined) local(i);
  rows.push(row({ class: "record" }, ["fp[1..-2]", "number"], "return pc, caller's fp, method, position", "", ""));
  for (let i = method.arguments; i < method.max_locals; i++) local(i);
  rows.push(row({ class: "record" }, [`fp[${-method.frame_slots}]`, "number"], "spare slot", "", ["the stack starts below", "dim"]));
  let slot = method.frame_slots;
  frame.stack.forEach((value, i) => {
    slot += /^-?\d+L$/.test(value) || (typeof value === "string" && /^-?[\d.e+]+$|^NaN$|^-?inf/.test(value)) ? 2 : 1;
    const isNew = old && JSON.stringify(old.stack[i]) !== JSON.stringify(value);
    rows.push(row({ class: isNew ? "changed" : undefined }, [`fp[${-slot}]`, "number"], `stack ${i}`, text(value),
      [i === frame.stack.length - 1 ? "top; the interpreter has it in tos" : "", "dim"]));
  });
  byId("frame-note").textContent = `${method.text}, depth ${frame.depth}, thread ${state.thread}`;
  fill("frame", node("tbody", {}, rows));
}
function showObjects(state) {
  const place = steps[at], here = new Set([...state.frame.stack, ...Object.values(state.frame.locals)].filter(isReference));
  const wanted = [...here], seen = new Set(wanted);
  for (let i = 0; i < wanted.length && wanted.length < 40; i++) {
    const number = wanted[i].slice(1);
    if (objects[number]) for (const value of contents(number, place))
      if (isReference(value) && !seen.has(value)) { seen.add(value); wanted.push(value); }
  }
  const boxes = wanted.filter(name => objects[name.slice(1)]).map(name => {
    const number = name.slice(1), object = objects[number], klass = classes[object.class];
    const values = contents(number, place), title = `${name} ${simpleName(klass.name)}`;
    const lines = object.text !== undefined ? [JSON.stringify(object.text)] : values.map((value, i) => {
      const index = object.length > 32 && i >= 24 ? object.length - 32 + i : i;
      return `${klass.array ? index : klass.fields[i][0]} = ${short(value)}`;
    });
    if (object.length > 32) lines.splice(24, 0, `… ${object.length - 32} more`);
    return { name, lines, values, here: here.has(name), title: object.length === undefined ? title
      : title.replace("[]", `[${object.length}]`), dead: object.died !== undefined && object.died < place };
  });
  const width = 170, gap = 60, level = levelsOf(boxes);
  const heights = {}, shapes = [], spots = {};
  for (const box of boxes) {
    const column = level.get(box.name), x = 6 + column * (width + gap), y = (heights[column] || 0) + 6;
    const height = 20 + 15 * box.lines.length;
    heights[column] = y + height;
    spots[box.name] = [x, y];
    shapes.push(drawn("rect", { class: box.here ? "box here" : "box", x, y, width, height, rx: 4 }),
      drawn("text", { x: x + 6, y: y + 14, "font-weight": 600 }, box.title + (box.dead ? " (freed)" : "")),
      ...box.lines.map((line, i) => drawn("text", { x: x + 6, y: y + 29 + 15 * i }, line.slice(0, 24))));
  }
  for (const box of boxes) box.values.forEach((value, i) => {
    if (!isReference(value) || !spots[value]) return;
    const [x, y] = spots[box.name], [tx, ty] = spots[value], from = y + 25 + 15 * i;
    shapes.push(drawn("path", { class: "curve", d: `M${x + width} ${from}C${x + width + 30} ${from} ${tx - 30} ${ty + 12} ${tx} ${ty + 12}`,
      "marker-end": "url(#head)" }));
  });
  const head = drawn("marker", { id: "head", markerWidth: 7, markerHeight: 7, refX: 6, refY: 3.5, orient: "auto" },
    drawn("path", { d: "M0 0L7 3.5L0 7z", class: "mark call" }));
  const size = [Math.max(0, ...level.values()) * (width + gap) + width + 20, Math.max(30, ...Object.values(heights)) + 8];
  fill("objects", boxes.length ? drawn("svg", { width: size[0], height: size[1], role: "img",
    "aria-label": boxes.map(box => `${box.title}: ${box.lines.join(", ")}`).join("; ") }, head, shapes)
    : node("p", { class: "dim" }, "No slot of this frame refers to an object."));
}
// The column of each box: those that no other refers to come first, and each of the rest behind one that does.
function levelsOf(boxes) {
  const byName = new Map(boxes.map(box => [box.name, box])), level = new Map();
  const held = new Set(boxes.flatMap(box => box.values.filter(value => isReference(value) && value !== box.name)));
  const visit = from => {
    level.set(from, 0);
    for (const queue = [from]; queue.length;) {
      const name = queue.shift();
      for (const value of byName.get(name).values)
        if (isReference(value) && byName.has(value) && !level.has(value)) { level.set(value, level.get(name) + 1); queue.push(value); }
    }
  };
  for (const box of boxes) if (!held.has(box.name)) visit(box.name);
  for (const box of boxes) if (!level.has(box.name)) visit(box.name);
  return level;
}
function showCalls(state) {
  const printed = events.slice(0, steps[at]).filter(event => event[0] === "out").map(event => event[1]).join("");
  const most = 30, left = Math.max(0, state.frames.length - most), shown = state.frames.slice(left);
  fill("calls", node("table", {}, node("tbody", {}, left ? row({}, ["", "number"], [`${left} more`, "dim"]) : [], shown.map((frame, i) => row(
    { class: i === shown.length - 1 ? "now" : undefined }, [frame.depth, "number"],
    simpleName(methods[frame.method].text), [`line ${lineOf(frame)}, index ${frame.bci}`, "dim"])))),
    node("p", { id: "output", class: "code" }, printed ? "Printed so far:\n" + printed : "Printed so far: nothing"));
}

// ---- where a value comes from ----

// The last step before `step`, in the same activation, that fits.
function earlier(step, fits) {
  const began = places[step].began, thread = places[step].thread;
  for (let i = step - 1; i >= 0; i--)
    if (places[i].began === began && places[i].thread === thread && fits(places[i], i)) return i;
  return -1;
}
// Does the instruction leave a value on the stack?
function pushes(place) {
  const each = methods[place.method].rows.get(place.bci);
  return /→ …, /.test(each[4]) && !/^invoke.*\)V$/.test(each[2]);
}
// The step whose instruction has put there what is the top of the stack before `step`.
function pusherOf(step) {
  const size = places[step].size;
  for (let later = step; later >= 0;) {
    const before = earlier(later, () => true);
    if (before < 0) return -1;
    if (places[later].size >= size && (places[before].size < size || (places[later].size === size && pushes(places[before]))))
      return before;
    later = before;
  }
  return -1;
}
function writes(place, local) {
  const op = methods[place.method].rows.get(place.bci)[2].replace(/^wide /, "");
  const found = /^(?:[ilfda]store[_ ]|iinc )(\d+)/.exec(op);
  return found !== null && found[1] === local;
}
function origin(step) {
  const found = [];
  if (!places[step].size) return found;
  for (let from = step, n = 0; n < 8; n++) {
    const pusher = pusherOf(from);
    if (pusher < 0) break;
    const state = stateAt(pusher), op = opOf(state.frame).replace(/^wide /, "").split(/[ _]/);
    const isLoad = /^[ilfda]load$/.test(op[0]), taken = state.frame.stack.slice(-2).map(short).join(", ");
    found.push([pusher, state.frame.bci, opOf(state.frame) + (taken && !isLoad && !/const|push|ldc/.test(op[0]) ? " of " + taken : "")]);
    if (!isLoad) break;
    const local = op[1], writer = earlier(pusher, place => writes(place, local));
    if (writer < 0) { found.push([pusher, "", `local ${local}: an argument, on the caller's stack`]); break; }
    const stored = stateAt(writer);
    found.push([writer, stored.frame.bci, opOf(stored.frame)]);
    if (/^iinc/.test(opOf(stored.frame))) break;
    from = writer;
  }
  return found;
}
// The next step of the same activation.
function nextOf(step) {
  for (let i = step + 1; i < steps.length; i++)
    if (places[i].began === places[step].began && places[i].thread === places[step].thread) return i;
  return -1;
}
function goRow(step, attributes, ...cells) {
  const made = row({ tabindex: 0, ...attributes }, ...cells);
  made.dataset.go = step;
  made.addEventListener("click", () => show(step));
  return made;
}
function showWhence(state) {
  const top = state.frame.stack[state.frame.stack.length - 1];
  byId("whence-what").textContent = top === undefined ? "the top of the stack" : text(top);
  const rows = origin(at).map(([step, bci, what]) => goRow(step, {}, [step + first, "number"], [bci, "number"], what));
  fill("whence", node("tbody", {}, rows.length ? rows : row({}, ["the stack is empty", "dim"])));
}
const first = data.first_step;
const marks = [];   // events on the time axis: [step, word, kind, event]
const told = [];    // of collections and classes, the first 300: [step, event]
{
  let step = -1, number = 0;
  const kinds = { call: "call", site: "site", link: "link", gc: "gc", catch: "throw", unwound: "throw", out: "out",
    class: "class", lock: "lock", limit: "limit" };
  events.forEach(event => {
    if (typeof event[0] === "number") step = number++;
    else if (/^(gc|mark|dead|class)$/.test(event[0]) && told.length < 300) told.push([Math.max(0, step), event]);
    if (kinds[event[0]]) marks.push([Math.max(0, step), event[0], kinds[event[0]], event]);
  });
}
function showSite(state) {
  const frame = state.frame, isCall = /^invoke/.test(opOf(frame));
  byId("site-note").textContent = isCall ? `${frame.bci}: how it has changed` : "";
  const rows = marks.filter(([, word, , event]) => (word === "site" || word === "link") && event[1] === frame.method &&
    event[2] === frame.bci).map(([step, word, , event]) => goRow(step, { class: step === at ? "now" : undefined },
      [step + first, "number"], word, happened(event)));
  fill("site", node("tbody", {}, !isCall ? row({}, ["not at a call", "dim"]) : rows.length ? rows : row({}, ["nothing noted", "dim"])));
}
function showEvents() {
  const rows = told.map(([step, event]) => goRow(step, { class: step > at ? "dim" : undefined },
    [step + first, "number"], event[0], happened(event)));
  fill("events", node("tbody", {}, rows.length ? rows : row({}, ["none", "dim"])));
}

// ---- the time axis ----

function showTime(state) {
  const width = Math.max(300, byId("time").clientWidth), left = 90, room = width - left - 12;
  const x = step => left + room * step / Math.max(1, steps.length - 1), shapes = [];
  const label = (word, y) => shapes.push(drawn("text", { class: "dim", x: 6, y }, word));
  label("events", 14);
  label("depth", 38);
  let before = -9;
  for (const [step, word, kind] of marks) {
    if (x(step) - before < 9) continue;
    before = x(step);
    const mark = drawn("path", { class: "mark " + kind, d: `M${x(step)} 5l5 5l-5 5l-5-5z`, role: "button", tabindex: -1,
      "aria-label": `${word}, step ${step + first}` });
    mark.append(drawn("title", {}, `${word}, step ${step + first}`));
    mark.dataset.go = step;
    shapes.push(mark);
  }
  const most = Math.max(1, ...places.slice(0, 100000).map(place => place.depth)), stride = Math.max(1, Math.ceil(steps.length / room));
  let path = "";
  for (let i = 0; i < steps.length; i += stride) {
    const y = 50 - 28 * places[i].depth / most;
    path += `${i ? "L" : "M"}${x(i)} ${y}L${x(Math.min(i + stride, steps.length - 1))} ${y}`;
  }
  shapes.push(drawn("path", { class: "curve", d: path }));
  const method = methods[state.frame.method], began = state.frame.began;
  const shown = [];
  for (let i = 0; i < method.max_locals && shown.length < 4; i++) if (state.frame.locals[i] !== undefined || i === +selected) shown.push(i);
  shown.forEach((local, r) => {
    const y = 56 + r * 22;
    label(nameOf(method, local, state.frame.bci).slice(0, 10), y + 13);
    segments(local, began, state.thread).slice(0, 200).forEach(([from, to, value]) => {
      const here = at >= from && at < to, wide = x(to) - x(from);
      const box = drawn("g", { role: "button", tabindex: -1, "aria-label": `${short(value)} from step ${from + first}` },
        drawn("rect", { class: here ? "box here" : "box", x: x(from), y, width: Math.max(2, wide - 1), height: 18, rx: 3 }));
      if (wide > 9 * short(value).length) box.append(drawn("text", { x: x(from) + 4, y: y + 13 }, short(value)));
      box.dataset.go = from;
      shapes.push(box);
    });
  });
  const height = 60 + shown.length * 22;
  shapes.push(drawn("path", { class: "cursor", d: `M${x(at)} 0V${height}` }));
  const picture = drawn("svg", { height, viewBox: `0 0 ${width} ${height}` }, shapes);
  picture.addEventListener("click", event => {
    const target = event.target.closest("[data-go]");
    const step = target ? +target.dataset.go : Math.round((event.offsetX - left) / room * (steps.length - 1));
    show(step);
  });
  fill("time", picture);
}
// [from step, to step, value] of a local in one activation.
function segments(local, began, thread) {
  const found = [];
  let open = null, end = at;
  places.forEach((place, step) => {
    if (place.began !== began || place.thread !== thread) return;
    const value = place.changed[local];
    if (value !== undefined) {
      if (open) found.push([open[0], step, open[1]]);
      open = value === "" ? null : [step, value];
    }
    end = step;
  });
  if (open) found.push([open[0], end + 1, open[1]]);
  return found;
}

// ---- ribbons between the current rows ----

function showRibbons() {
  const outer = byId("levels").getBoundingClientRect(), shapes = [];
  const spot = id => {
    const rows = byId(id).querySelectorAll("tr.now");
    if (!rows.length) return null;
    const box = byId(id).parentNode.getBoundingClientRect();
    const inside = y => Math.min(Math.max(y, box.top), box.bottom) - outer.top;
    return [box.left - outer.left, box.right - outer.left, inside(rows[0].getBoundingClientRect().top),
      inside(rows[rows.length - 1].getBoundingClientRect().bottom)];
  };
  const spots = ["source", "bytecode", "prepared", "machine"].map(spot);
  for (let i = 0; i < 3; i++) {
    const a = spots[i], b = spots[i + 1];
    if (!a || !b) continue;
    const m = (a[1] + b[0]) / 2;
    shapes.push(drawn("path", { d: `M${a[1]} ${a[2]}C${m} ${a[2]} ${m} ${b[2]} ${b[0]} ${b[2]}V${b[3]}C${m} ${b[3]} ${m} ${a[3]} ${a[1]} ${a[3]}z` }));
  }
  byId("ribbons").replaceChildren(...shapes);
}

// ---- going ----

function show(step) {
  at = Math.max(0, Math.min(steps.length - 1, step));
  const state = stateAt(at);
  byId("position").textContent = `step ${at + first} of ${steps.length + first - 1}`;
  const address = `#s=${at + first}` + (selected === null ? "" : `&v=${selected}`) + (quizzing ? "&quiz" : "");
  history.replaceState(null, "", address);
  byId("link").href = byId("link").textContent = address;
  fill("sentence", sentence(state, at));
  showCode(state.frame);
  showTime(state);
  showFrame(state);
  showObjects(state);
  showCalls(state);
  showWhence(state);
  showSite(state);
  showEvents();
  showRibbons();
  ask(state);
}
// The next step in the direction that begins another unit.
function move(direction, over) {
  const here = places[at];
  const isOther = place => over && place.thread === here.thread && place.depth > here.depth ? false
    : unit === "bytecode" || place.began !== here.began ? true
    : unit === "line" ? methods[place.method].rows.get(place.bci)[3] !== methods[here.method].rows.get(here.bci)[3]
    : startOf(methods[place.method], place.bci) === place.bci;
  for (let step = at + direction; step >= 0 && step < steps.length; step += direction)
    if (isOther(places[step])) return show(step);
  show(direction > 0 ? steps.length - 1 : 0);
}
function moveToChange(direction) {
  for (let step = at + direction; step >= 0 && step < steps.length; step += direction)
    if (places[step].began === places[at].began && selected !== null && places[step].changed[selected] !== undefined) return show(step);
}
function moveToMark(direction) {
  const steps = marks.map(mark => mark[0]).filter(step => direction > 0 ? step > at : step < at);
  if (steps.length) show(direction > 0 ? Math.min(...steps) : Math.max(...steps));
}
function search(words) {
  const op = /^op:(.+)/.exec(words), line = /^line:(\d+)/.exec(words), pair = /^(.+?)=(.+)$/.exec(words);
  for (let i = 1; i <= steps.length; i++) {
    const step = (at + i) % steps.length, place = places[step], method = methods[place.method], each = method.rows.get(place.bci);
    const fits = op ? each[2].startsWith(op[1]) : line ? each[3] === +line[1]
      : pair ? Object.entries(place.changed).some(([local, value]) => nameOf(method, local, place.bci) === pair[1] && short(value) === pair[2])
      : /^#\d+$/.test(words) ? JSON.stringify(events[steps[step]]).includes(`"${words}"`)
      : after(step).some(event => event[0] === words) || each[2].includes(words);
    if (fits) return show(step);
  }
  byId("sentence").textContent = `"${words}" is found at no step.`;
}

// ---- quiz ----

function expected(step) {
  const next = nextOf(step);
  if (next !== step + 1) return null;
  const [local, value] = Object.entries(places[next].changed).find(([, v]) => v !== "") || [];
  if (local !== undefined) return [`What does it write into ${nameOf(methods[places[step].method], local, places[next].bci)}?`, short(value)];
  const stack = stateAt(next).frame.stack;
  return stack.length && pushes(places[step]) ? ["What is on top of the stack afterwards?", short(stack[stack.length - 1])] : null;
}
function ask(state) {
  const question = quizzing ? expected(at) : null;
  byId("question").hidden = !question;
  byId("verdict").textContent = answers[at] === undefined ? "" : answers[at];
  if (!question) return;
  byId("asked").textContent = question[0];
  byId("answer").value = "";
  fill("sentence", node("b", {}, `${state.frame.bci}: ${opOf(state.frame)}`), ` ${rowOf(state.frame)[4]}. Stack before: [${state.frame.stack.map(text).join(", ")}].`);
}

// ---- controls ----

function press(id, on) { byId(id).setAttribute("aria-pressed", on); }
function setUnit(name) {
  unit = name;
  for (const button of byId("units").children) button.setAttribute("aria-pressed", button.dataset.unit === name);
}
function setSimple(on) { document.body.classList.toggle("simple", on); press("simple", on); }
function setQuiz(on) { quizzing = on; press("quiz", on); show(at); }
const keys = {
  ArrowLeft: event => event.altKey ? moveToChange(-1) : move(-1, event.shiftKey),
  ArrowRight: event => event.altKey ? moveToChange(1) : move(1, event.shiftKey),
  Home: () => show(0), End: () => show(steps.length - 1), n: () => moveToMark(1), p: () => moveToMark(-1),
  1: () => setUnit("line"), 2: () => setUnit("bytecode"), 3: () => setUnit("prepared"),
  "/": () => byId("search").focus(), "?": () => byId("keys").showModal(),
  w: () => { const row = byId("whence").querySelector("tr[data-go]"); if (row) row.focus(); },
  s: () => setSimple(!document.body.classList.contains("simple")), q: () => setQuiz(!quizzing),
};
function begin() {
  byId("program").textContent = data.command.join(" ");
  document.title = "moka view " + data.command.join(" ");
  if (!steps.length) { byId("sentence").textContent = "Nothing was recorded: no method that is wanted has run."; return; }
  byId("first").onclick = () => show(0);
  byId("back").onclick = () => move(-1, false);
  byId("forth").onclick = () => move(1, false);
  byId("last").onclick = () => show(steps.length - 1);
  byId("help").onclick = () => byId("keys").showModal();
  byId("simple").onclick = keys.s;
  byId("quiz").onclick = keys.q;
  for (const button of byId("units").children) button.onclick = () => setUnit(button.dataset.unit);
  byId("search").addEventListener("keydown", event => { if (event.key === "Enter") search(event.target.value.trim()); });
  byId("question").addEventListener("submit", event => {
    event.preventDefault();
    const [, right] = expected(at) || [], given = byId("answer").value.trim();
    answers[at] = given === right ? `Right: ${right}` : `${given || "nothing"}? It is ${right}.`;
    byId("verdict").textContent = answers[at];
    fill("sentence", sentence(stateAt(at), at));
  });
  document.addEventListener("keydown", event => {
    const focused = event.target.closest("[data-go]"), up = event.key === "ArrowUp";
    if (focused && event.key === "Enter") focused.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    if (focused && focused.tagName === "TR" && (up || event.key === "ArrowDown")) {
      const next = up ? focused.previousElementSibling : focused.nextElementSibling;
      if (next) next.focus();
      event.preventDefault();
    }
    if (event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || byId("keys").open || !keys[event.key]) return;
    keys[event.key](event);
    event.preventDefault();
  });
  addEventListener("resize", () => show(at));
  addEventListener("hashchange", fromAddress);
  setUnit("bytecode");
  for (const left of data.left_out) byId("program").append(`; left out: ${left.count} ${left.why}`);
  fromAddress();
}
function fromAddress() {
  const step = /s=(\d+)/.exec(location.hash), local = /v=(\d+)/.exec(location.hash);
  if (local) selected = local[1];
  quizzing = /quiz/.test(location.hash);
  press("quiz", quizzing);
  show(step ? +step[1] - first : 0);
  if (/selftest/.test(location.hash) || isTest) selfTest();
}

// ---- the test that a browser without a window runs ----

const isTest = /selftest/.test(location.hash);
function selfTest() {
  const seen = [];
  try {
    const state = fromKey(data.keys[0]);
    const picture = frame => JSON.stringify([frame.method, frame.depth, frame.bci, frame.stack, frame.locals]);
    events.forEach((event, index) => {
      take(state, event, index);
      if (typeof event[0] === "number") seen.push(picture(state.threads[state.thread][state.threads[state.thread].length - 1]));
    });
    const stride = Math.max(1, Math.floor(steps.length / 200));
    for (let i = data.keys.length - 1, end = events.length, step = steps.length; i >= 0; end = data.keys[i--][0]) {
      const back = fromKey(data.keys[i]), found = [];
      for (let index = back.place; index < end; index++) {
        take(back, events[index], index);
        if (typeof events[index][0] === "number") found.push(picture(back.threads[back.thread][back.threads[back.thread].length - 1]));
      }
      while (found.length) if (found.pop() !== seen[--step]) throw new Error(`step ${step} differs on the way back`);
    }
    for (let step = steps.length - 1; step >= 0; step -= stride)
      if (picture(stateAt(step).frame) !== seen[step]) throw new Error(`step ${step} differs when it is gone to`);
    for (let step = 0; step < steps.length; step += stride) show(step);
    for (let step = steps.length - 1; step >= 0; step -= stride) show(step);
    document.title = `selftest good: ${steps.length} steps`;
  } catch (error) {
    document.title = `selftest bad: ${error.stack}`;
  }
}
begin();
