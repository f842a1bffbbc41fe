// What the bench does inside the page; it is there to be measured, and does little besides.
const by = testid => document.querySelector(`[data-testid="${testid}"]`);
const frame = () => new Promise(requestAnimationFrame);
const counter = () => by("stop-counter").textContent;
const last = () => Number(counter().split(" of ")[1]);

// Whatever has been set going is done by then, and painted: pieces of work that are put off with a
// timer of no time come in turn with frames.
async function rest() {
  for (let n = 0; n < 2; n++) {
    await frame();
    await new Promise(done => setTimeout(done));
  }
}

function type(testid, text) {
  by(testid).value = text;
  by(testid).dispatchEvent(new InputEvent("input", { bubbles: true }));
}

async function goTo(stop) {
  playground.seek(stop);
  await rest();
}

const acts = {
  rest,
  // Shows a scenario: how many steps it has, and what the page says if that is not all.
  async load(text) {
    playground.load(text);
    await rest();
    await goTo(last());
    return [last(), by("notice")?.textContent ?? ""];
  },
  linkOf: text => playground.linkOf(text),
  elements: () => document.querySelectorAll("*").length,
  middle: () => goTo(Math.floor(last() / 2)),
  end: () => goTo(last()),
  async diagram() {
    by("tab-diagram").click();
    await rest();
  },
  // Ready for a write: all has arrived, and there is something to write.
  async typed() {
    await goTo(last());
    type("key-A", "k" + last() % 8);
    type("value-A", "v" + last());
    await rest();
  },
  // In front of a press of Enter: the focus is on the button, or nowhere, and it will be told when
  // what came of it was on the screen.
  heeded(button) {
    document.activeElement.blur();
    by(button)?.focus();
    window.presses = [];
    const told = list => presses.push(...list.getEntries().map(({ duration }) => duration));
    window.heeding ??= new PerformanceObserver(told);
    heeding.observe({ type: "event", durationThreshold: 16 });
  },
  // Behind it: for how long. Nothing is told of what took less than a frame.
  async took() {
    await rest();
    await rest();
    return Math.max(16, ...presses);
  },
  // Follows a link in a page that shows something else; until the second frame after it shows.
  async follow(link, stops) {
    playground.load("A: x = 1");
    await rest();
    const from = performance.now();
    location.hash = link;
    while (last() !== stops) await frame();
    await frame();
    return performance.now() - from;
  },
  // When the page that was opened had painted its run.
  async opened() {
    while (window.paintedAt === undefined) await frame();
    return window.paintedAt;
  },
};

// The last of what is given is the driver's own.
return acts[given[0]](...[...given].slice(1, -1));
