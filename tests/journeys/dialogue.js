// Holds a dialogue with the page, line by line, and returns `fine` or what is different.
const playground = window.playground;
const answers = [];
let nAsked = 0;
function bodyOf(body) {
  return typeof body === "string" ? body : body.before + body.repeated.repeat(body.times) + body.after;
}
for (const [at, line] of given[0].entries()) {
  const told = () => `line ${at + 1}: ${JSON.stringify(line)}, but ${JSON.stringify(answers)}`;
  try {
    if (line.load) playground.load(line.load);
    if (line.act) playground.act(line.act);
    if (line.step) playground.step(line.step);
    if (line.settle) playground.runUntilIdle();
    if (line.request) {
      const number = nAsked++;
      const request = { ...line.with, body: bodyOf(line.with.body) };
      const keep = answer => { answers[number] = answer; };
      playground.request(line.request, request).then(keep, why => keep({ error: why.message }));
    }
  } catch (why) {
    return `line ${at + 1}: ${JSON.stringify(line)}: ${why}`;
  }
  // What is settled by now is told in the tasks that wait for it.
  await null;
  await null;
  if (line.unanswered !== undefined && answers[line.unanswered] !== undefined) return told();
  if (line.answer !== undefined) {
    const answer = answers[line.answer];
    if (answer?.status !== line.status || answer?.body !== line.body) return told();
  }
}
return "fine";
