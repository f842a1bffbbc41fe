//! Measuring: one thing after the other, several times, in one page.

use std::time::{Duration, Instant};

use causal_e2e::Visitor;
use serde_json::{Value, json};

const IN_PAGE: &str = include_str!("in_page.js");
/// How often everything is done, the median of which is told.
pub(crate) const SAMPLES: usize = 15;
pub(crate) const QUICK_SAMPLES: usize = 5;
/// What takes longer than this altogether is done less often.
pub(crate) const LONG: Duration = Duration::from_secs(20);

/// What a run costs in the page.
#[derive(Debug)]
pub(crate) struct Row {
    /// How many DOM elements the page has with the diagram.
    pub(crate) n_elements: usize,
    /// How many it has with the list.
    pub(crate) n_in_list: usize,
    /// *Step*, in the middle of the run.
    pub(crate) step: Cost,
    /// *Write*, at its end.
    pub(crate) write: Cost,
    /// *List*, in its middle.
    pub(crate) list: Cost,
    /// *To the start*, from the end.
    pub(crate) start: Cost,
    /// *To the end*, from the middle.
    pub(crate) end: Cost,
}

/// What one press costs; medians in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Of the CPU, for the page's main thread.
    pub(crate) cpu: f64,
    /// From the press until the next picture is on the screen, in steps of 8 ms; what takes less
    /// than 16 ms counts as that.
    pub(crate) wait: f64,
}

/// How long a link takes until its run is painted; medians in milliseconds.
#[derive(Debug)]
pub(crate) struct Opening {
    /// In a new page, from its first request on.
    pub(crate) anew: f64,
    /// In a page that shows something else.
    pub(crate) inside: f64,
    /// How many characters the link has.
    pub(crate) n_chars: usize,
    /// What the page said when it did not show all of it.
    pub(crate) said: Option<String>,
}

/// Measures a run that should have so many steps, or gives what the page says against it.
pub(crate) fn run(
    visitor: &Visitor,
    text: &str,
    n_steps: usize,
    quick: bool,
) -> Result<Row, String> {
    if let Some(said) = load(visitor, text, n_steps).1 {
        return Err(said);
    }
    let page = Page { visitor, quick, nothing: 0.0 };
    let page = Page { nothing: page.press("", "rest").cpu, ..page };
    page.does("middle");
    let n_elements = page.count();
    let step = page.press("step", "rest");
    page.does("middle");
    visitor.clicks_on("tab-list");
    let n_in_list = page.count();
    page.does("diagram");
    let list = page.press("tab-list", "diagram");
    let start = page.press("start", "end");
    page.does("middle");
    let end = page.press("end", "middle");
    page.does("typed");
    let write = page.press("write-A", "typed");
    Ok(Row { n_elements, n_in_list, step, write, list, start, end })
}

/// A page that is measured.
struct Page<'a> {
    visitor: &'a Visitor,
    quick: bool,
    /// What Enter costs where there is no button, in milliseconds.
    nothing: f64,
}

impl Page<'_> {
    fn does(&self, what: &str) -> Value {
        self.visitor.runs(IN_PAGE, json!([what]))
    }

    fn count(&self) -> usize {
        let n = self.does("elements").as_u64().expect("a count");
        usize::try_from(n).expect("a page is finite")
    }

    /// The median cost of pressing a button with Enter; then something is done, so that it can be
    /// pressed again.
    fn press(&self, button: &str, then: &str) -> Cost {
        let mut waits = Vec::new();
        let cpu = median(self.quick, |_| {
            self.visitor.runs(IN_PAGE, json!(["heeded", button]));
            let before = self.visitor.page_cpu_time();
            self.visitor.presses("Enter");
            waits.push(number(&self.does("took")));
            let cpu = self.visitor.page_cpu_time().saturating_sub(before);
            self.does(then);
            cpu.as_secs_f64() * 1000.0
        });
        Cost { cpu: (cpu - self.nothing).max(0.0), wait: middle(waits) }
    }
}

/// Measures a link to a run that should have so many steps.
pub(crate) fn link(visitor: &Visitor, text: &str, n_steps: usize, quick: bool) -> Opening {
    let link = visitor.runs(IN_PAGE, json!(["linkOf", text]));
    let link = link.as_str().expect("a link").to_owned();
    let (n_shown, said) = load(visitor, text, n_steps);
    let inside =
        median(quick, |_| number(&visitor.runs(IN_PAGE, json!(["follow", link, n_shown]))));
    let anew = median(quick, |at| {
        // Nothing of the visit before is brought back, and the page is loaded anew.
        visitor.asks("sessionStorage.clear()", json!([]));
        visitor.opens(&format!("/?{at}#{link}"));
        number(&visitor.runs(IN_PAGE, json!(["opened"])))
    });
    Opening { anew, inside, n_chars: link.len(), said }
}

/// Shows a scenario: how many steps the page has of it, and what it says if they are too few.
fn load(visitor: &Visitor, text: &str, n_steps: usize) -> (usize, Option<String>) {
    let loaded = visitor.runs(IN_PAGE, json!(["load", text]));
    let n_shown = loaded[0].as_u64().and_then(|n| usize::try_from(n).ok()).expect("a count");
    let said = loaded[1].as_str().unwrap_or_default();
    (n_shown, (n_shown != n_steps).then(|| format!("{n_shown} steps are shown. {said}")))
}

fn number(answer: &Value) -> f64 {
    answer.as_f64().expect("a number of milliseconds")
}

/// The median of several samples, each of which is told which it is.
fn median(quick: bool, mut sample: impl FnMut(usize) -> f64) -> f64 {
    let (begin, n) = (Instant::now(), if quick { QUICK_SAMPLES } else { SAMPLES });
    let mut samples = Vec::new();
    while samples.is_empty() || (samples.len() < n && begin.elapsed() < LONG) {
        samples.push(sample(samples.len()));
    }
    middle(samples)
}

fn middle(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}
