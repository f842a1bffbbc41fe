// What is wrong with the page as it is laid out now, each in a sentence; nothing if all is well.
const complaints = [];
const dialog = document.querySelector("dialog[open]");
const root = dialog ?? document.querySelector(".page");
const PRESSABLE = "button, a[href], input:not([type=file]), select, textarea, summary";

function name(element) {
  const says = element.dataset.testid || element.getAttribute("aria-label") || element.textContent;
  return `${element.tagName.toLowerCase()} "${says.trim().slice(0, 40)}"`;
}

function isShown(element) {
  return element.getClientRects().length > 0 && element.checkVisibility()
    && !element.closest(".visually-hidden, .skip__link, [aria-hidden=true]")
    && getComputedStyle(element).visibility === "visible"
    && getComputedStyle(element).clipPath === "none";
}

// What an element lies in and can be cut by, itself first.
function* around(element) {
  let isAbsolute = false;
  for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (!isAbsolute || style.position !== "static") {
      yield [at, style];
      isAbsolute = style.position === "absolute";
    }
    if (style.position === "fixed") return;
  }
}

// The part of a box that the window and what scrolls leave in sight.
function inSight(element, box) {
  let { left, top, right, bottom } = box;
  const clip = other => {
    [left, top] = [Math.max(left, other.left), Math.max(top, other.top)];
    [right, bottom] = [Math.min(right, other.right), Math.min(bottom, other.bottom)];
  };
  for (const [at, style] of around(element)) {
    if (at !== element && style.overflow !== "visible") clip(at.getBoundingClientRect());
  }
  clip({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
  return { left, top, right, bottom };
}

const pressable = [...root.querySelectorAll(PRESSABLE)].filter(isShown);

// No two of them overlap.
const boxes = pressable.map(element => inSight(element, element.getBoundingClientRect()));
for (let i = 0; i < pressable.length; i++) {
  for (let j = i + 1; j < pressable.length; j++) {
    const [one, other] = [boxes[i], boxes[j]];
    const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    const isInside = pressable[i].contains(pressable[j]) || pressable[j].contains(pressable[i]);
    if (wide > 1 && high > 1 && !isInside) {
      complaints.push(`${name(pressable[i])} and ${name(pressable[j])} overlap by ${wide} × ${high}`);
    }
  }
}

// Each is met in its middle, once it has been scrolled to.
for (const element of pressable) {
  element.scrollIntoView({ block: "center", inline: "center" });
  const box = element.getBoundingClientRect();
  const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  const isMet = hit && (element.contains(hit) || hit.closest("label")?.contains(element));
  if (!isMet) complaints.push(`${name(element)} is not met: ${hit ? name(hit) : "nothing"} is there`);
}

// The page does not scroll sideways.
const { scrollWidth } = document.scrollingElement;
if (scrollWidth > innerWidth) complaints.push(`the page is ${scrollWidth} wide`);
if (dialog && dialog.scrollWidth > dialog.clientWidth) complaints.push(`the dialog scrolls sideways: ${
  [...dialog.querySelectorAll("*")].filter(one => one.getBoundingClientRect().right
    > dialog.getBoundingClientRect().right).map(name).slice(0, 4)}`);

// No text is cut without a cue and without a way to it.
const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const [text, element] = [texts.currentNode, texts.currentNode.parentElement];
  if (!text.data.trim() || !isShown(element) || element.closest("svg, option, textarea")) continue;
  const range = document.createRange();
  range.selectNodeContents(text);
  const box = range.getBoundingClientRect();
  let hasWay = false;
  for (const [at, style] of around(element)) {
    const hasCue = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none" || at.title;
    hasWay ||= hasCue || /auto|scroll/.test(style.overflow);
    const edge = at === document.body
      ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight } : at.getBoundingClientRect();
    const isButton = at.tagName === "BUTTON";
    if ((style.overflow !== "visible" || isButton) && !hasWay) {
      const over = Math.max(edge.left - box.left, box.right - edge.right, edge.top - box.top,
        box.bottom - edge.bottom);
      if (over > 2) {
        complaints.push(`"${text.data.trim().slice(0, 40)}" is cut by ${Math.round(over)} px in ${name(at)}`);
        break;
      }
    }
  }
}
return complaints;
