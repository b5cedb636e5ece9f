// What tests/suites/48_view asks of a page beside its own walk: it is joined to a copy of the page, behind the
// page's script, and leaves its verdict in the title. In: location.hash, #s=1 or #s=1&quiz.
const wrong = [];
const expect = (good, what) => { if (!good) wrong.push(what); };
const key = (name, more = {}) => (document.activeElement || document.body).dispatchEvent(
  new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
const position = () => +/step (\d+)/.exec(document.getElementById("position").textContent)[1];
const element = id => document.getElementById(id);

function checkWidth(where) {
  const root = document.documentElement;
  expect(root.scrollWidth <= root.clientWidth, `${where}: ${root.scrollWidth} wide in ${root.clientWidth}`);
  for (const each of document.querySelectorAll("header, header > *, main > *, #levels > section, #state > section"))
    if (each.offsetParent && each.getBoundingClientRect().right > root.clientWidth + 1)
      expect(false, `${where}: ${each.id || each.tagName} ends at ${each.getBoundingClientRect().right}`);
}
function checkKeys() {
  const last = +/of (\d+)/.exec(element("position").textContent)[1];
  key("Home"); expect(position() === 1, "Home");
  key("ArrowRight"); expect(position() === 2, "right");
  key("ArrowLeft"); expect(position() === 1, "left");
  key("End"); expect(position() === last, "End");
  key("p"); expect(position() < last, "p");
  key("Home"); key("n"); expect(position() > 1 || last === 1, "n");
  key("Home"); key("1"); key("ArrowRight"); expect(position() > 2, "a line at once");
  key("2"); expect(document.querySelector("[data-unit=bytecode]").ariaPressed === "true", "2");
  key("s"); expect(document.body.classList.contains("simple"), "s");
  key("s"); expect(!document.body.classList.contains("simple"), "s again");
  key("q"); expect(element("quiz").ariaPressed === "true", "q");
  key("q"); expect(element("quiz").ariaPressed === "false", "q again");
  key("?"); expect(element("keys").open, "?"); element("keys").close();
  key("/"); expect(document.activeElement === element("search"), "slash");
  element("search").value = "op:invoke"; key("Enter");
  expect(/invoke/.test(element("sentence").textContent), "search"); element("search").blur();
  element("frame").querySelector("[tabindex]").focus(); key("Enter");
  expect(/v=0/.test(location.hash), "Enter selects a local");
  key("Home"); key("ArrowRight", { altKey: true });
  const row = element("bytecode").querySelector("tr[tabindex='0']");
  row.focus(); key("ArrowDown"); expect(document.activeElement !== row && document.activeElement.tagName === "TR", "down");
  const before = position(); key("Enter"); expect(position() !== before, "Enter goes to a row's step");
}
function checkNames() {
  for (const each of document.querySelectorAll("button, input, a, [tabindex], [role=button], section"))
    expect(each.textContent.trim() || each.ariaLabel || each.labels?.length || !each.offsetParent, `no name: ${each.outerHTML.slice(0, 80)}`);
  for (const each of document.querySelectorAll("[data-go]"))
    expect(each.hasAttribute("tabindex"), `not by keyboard: ${each.outerHTML.slice(0, 80)}`);
}
// Of what is on the page: text against the first background behind it that is none of nothing.
function checkContrast() {
  const numbers = color => color.match(/[\d.]+/g).map(Number);
  const light = color => {
    const [r, g, b] = numbers(color).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let least = 99;
  for (const each of document.querySelectorAll("body *")) {
    if (![...each.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()) || !each.getClientRects().length) continue;
    const style = getComputedStyle(each), inPicture = each instanceof SVGElement;
    let behind = each;
    while (behind && /, 0\)$|transparent/.test(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
    const [a, b] = [light(inPicture ? style.fill : style.color), light(getComputedStyle(behind || document.body).backgroundColor)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    least = Math.min(least, ratio);
    expect(ratio >= 4.5, `contrast ${ratio.toFixed(2)}: ${each.outerHTML.slice(0, 80)}`);
  }
  return least;
}
let least = 0;
try {
  checkWidth("at first");
  checkNames();
  checkKeys();
  for (let i = 0; i < 30; i++) { key("n"); checkWidth(`step ${position()}`); }
  least = checkContrast();
} catch (error) {
  wrong.push(error.stack);
}
const slow = [];
for (let i = 0; i < 20; i++) { const began = performance.now(); key("ArrowRight"); slow.push(performance.now() - began); }
slow.sort((a, b) => a - b);
document.title = wrong.length ? `page bad: ${wrong.slice(0, 5).join("; ")}`
  : `page good: contrast ${least.toFixed(2)}, a step in ${slow[10].toFixed(0)} ms, ${innerWidth} by ${innerHeight}`;
