// What random visitors see of a page, and what they can press there.
const by = testid => document.querySelector(`[data-testid="${testid}"]`);
const frame = () => new Promise(requestAnimationFrame);

// Whatever has been set going is done by then: pieces of work that are put off with a timer of no
// time come in turn with frames.
async function rest() {
  for (let n = 0; n < 2; n++) {
    await frame();
    await new Promise(done => setTimeout(done));
  }
}

const PRESSED = "button, a[href], summary, input, textarea, select, [role=listitem], [role=tab]";
const WRITTEN = "input[type=text], textarea";

// Neither other sites nor the files of this machine are a part of the visit.
const leadsAway = one => (one.tagName === "A" && one.origin !== location.origin)
  || one.type === "file" || one.control?.type === "file";

// What can be pressed or filled in, in the page's order; with a dialog open, what is in it.
function things(selector) {
  const within = document.querySelector("dialog[open]") ?? document;
  return [...within.querySelectorAll(selector)].filter(one => {
    const { width, height } = one.getBoundingClientRect();
    return width > 4 && height > 4 && one.checkVisibility({ visibilityProperty: true })
      && !one.readOnly && !leadsAway(one) && !one.closest(".visually-hidden");
  });
}

// How a thing is called in the story of a visit.
function described(one) {
  const words = one?.getAttribute?.("aria-label") ?? one?.labels?.[0]?.textContent ?? one?.textContent;
  const name = (words ?? "").trim().slice(0, 40);
  return { name, testid: one?.closest?.("[data-testid]")?.dataset.testid ?? "" };
}

function isLink(fragment) {
  try {
    playground.textOf(fragment);
    return true;
  } catch {
    return false;
  }
}

const acts = {
  async look() {
    while (!window.playground) await frame();
    await rest();
    // Nobody waits for a run that plays: where it has got to would be no part of the story.
    const played = by("play")?.getAttribute("aria-label") === "Pause";
    if (played) {
      by("play").click();
      await rest();
    }
    const { open_at: _, ...run } = playground.scenario();
    // A tab that is being renamed is a field.
    const tabs = [...document.querySelectorAll(".branch__name, .branch__field")];
    return {
      run,
      tabs: tabs.map(one => one.dataset.branch
        ? [`branch-${one.dataset.branch}`, one.dataset.name]
        : [one.dataset.testid, one.textContent]),
      dialog: document.querySelector("dialog[open]")?.dataset.testid ?? "",
      offer: by("notice-offer")?.textContent ?? "",
      astray: location.hash !== "" && !isLink(location.hash.slice(1)),
      counter: by("stop-counter").textContent,
      focus: described(document.activeElement),
      broken: !document.getElementById("crash").hidden || !document.getElementById("unable").hidden,
    };
  },
  // Where to press to hit one of the things, and what it is; null if something is in front of it.
  aim(selector, n) {
    const all = things(selector === "written" ? WRITTEN : PRESSED);
    if (all.length === 0) return null;
    const one = all[n % all.length];
    one.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { left, top, width, height } = one.getBoundingClientRect();
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const hit = document.elementFromPoint(x, y);
    if (!hit || !(one.contains(hit) || hit.contains(one))) return null;
    const kind = one.type === "range" ? "range" : one.tagName.toLowerCase();
    return { at: all.indexOf(one), x, y, kind, ...described(one) };
  },
  // What is pressed by whoever presses there; null if that leads away.
  at(x, y) {
    const hit = document.elementFromPoint(x, y);
    const pressed = hit?.closest(`${PRESSED}, label`) ?? hit;
    return pressed && !leadsAway(pressed) ? described(pressed) : null;
  },
  // Chooses an entry of a list, or a place of a slider, as its own control would.
  choose(n, entry) {
    const one = things(PRESSED)[n];
    if (one.tagName === "SELECT") {
      const entries = [...one.options];
      one.value = entries[entry % entries.length].value;
      one.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      one.value = entry % (Number(one.max) + 1);
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return one.value;
  },
  async write(replica, key, value) {
    for (const [field, text] of [["key", key], ["value", value]]) {
      by(`${field}-${replica}`).value = text;
      by(`${field}-${replica}`).dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    await rest();
    by(`write-${replica}`).click();
  },
  keyboardToStage: () => (by("stage").querySelector("[tabindex='0']") ?? by("stage")).focus(),
  linkOf: text => playground.linkOf(text),
  address(fragment) { location.hash = fragment; },
  async tab(testid) {
    by("branch-name")?.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    await rest();
    by(testid).click();
    await rest();
    const { open_at: _, ...run } = playground.scenario();
    return run;
  },
  share: () => by("share").click(),
  // What the page shows, in full and in words.
  shown: () => [by("stop-counter").textContent, by("summary").textContent, playground.state()],
};

// The last of what is given is the driver's own.
return acts[given[0]](...[...given].slice(1, -1));
