//! The diagram of a whole run as an SVG that stands alone: for a slide, a paper, an issue.
//!
//! It needs no style sheet, no script and no font of its own; it has a title, and a description that
//! says the same in words. Nothing in it has an identifier, so that several can stand in one page.
//! The marks of each replica are a group with its letter as `data-replica`, and the label of each
//! write has the write's name as `data-write`, once on the lifeline where it was made.
//!
//! ```
//! use causal_core::run::Run;
//! use causal_core::scenario::Scenario;
//! use causal_diagram::svg::{self, Options, Theme};
//!
//! let run = Run::new(Scenario::read("hold A->C\nA: lost = wallet\nB: reply = sorry").unwrap());
//! let picture = svg::write(&run, &Options { theme: Theme::Print, ..Options::default() });
//! assert!(picture.starts_with("<svg ") && picture.contains("data-write=\"B1\""));
//! ```

mod ground;
mod legend;
mod marks;
mod messages;
mod notes;
mod options;
mod palette;
mod pen;
mod symbols;
mod xml;

use causal_core::check::findings;
use causal_core::clock::ReplicaId;
use causal_core::run::Run;

use crate::layout::chart::{Chart, Mark};
use crate::layout::{Direction, Drawing, MarkKind, Point};
use crate::summary::summary;
use legend::Legend;
use palette::Palette;
use pen::Pen;

pub use options::{OptionError, Options, Theme, WIDTH_MAX, WIDTH_MIN, Width};

/// The fonts, the first of them that is there: all letters are equally wide.
const FONTS: &str = "DejaVu Sans Mono, Menlo, Consolas, monospace";
/// What a run without a title is called.
const UNTITLED: &str = "A run of the causal playground";
/// The room at the far edges.
const EDGE: i32 = 8;
/// So that the words below have room, however few replicas there are.
const WIDTH_LEAST: i32 = 300;

/// What is drawn, and where.
#[derive(Debug)]
struct Sheet<'a> {
    run: &'a Run,
    chart: &'a Chart,
    drawing: &'a Drawing,
    /// How many events have happened: all.
    position: usize,
    /// The room of the heads, before time begins.
    heads: i32,
}

/// The picture of a run, with all that happened in it: the same run gives the same text everywhere.
#[must_use]
pub fn write(run: &Run, options: &Options) -> String {
    let findings = findings(run.history(), run.setting());
    let chart = Chart::of(run, &findings);
    let drawing = Drawing::of_sheet(&chart, options.direction);
    let last = run.stops().len().saturating_sub(1);
    let sheet = Sheet {
        run,
        chart: &chart,
        drawing: &drawing,
        position: chart.position(last),
        heads: ground::room_of_heads(&chart.names, options.direction),
    };
    let in_words = summary(run, &chart, &run.moment_at(last), last, &findings);
    picture(&sheet, options, &in_words)
}

fn picture(sheet: &Sheet<'_>, options: &Options, in_words: &str) -> String {
    let mut pen = Pen::new(Palette::of(options.theme));
    let plot = sheet.size();
    let legend = Legend::of(sheet, plot.x);
    let size = Point { x: plot.x, y: plot.y + legend.height + 2 * EDGE };
    begin(&mut pen, size, options);
    let title = sheet.run.title();
    pen.xml.words("title", &[], if title.is_empty() { UNTITLED } else { title });
    pen.xml.words("desc", &[], in_words);
    let ground = pen.palette.ground;
    // Beyond the edges too: a height that is no whole number is rounded up.
    let (wide, high) = (size.x + 2, size.y + 2);
    pen.xml.empty(
        "rect",
        &[("x", &-1), ("y", &-1), ("width", &wide), ("height", &high), ("fill", &ground)],
    );
    ground::heads(&mut pen, sheet);
    pen.begin_at(sheet.origin());
    draw_plot(&mut pen, sheet);
    pen.end();
    pen.begin_at(Point { x: 0, y: plot.y + EDGE });
    legend.draw(&mut pen);
    pen.end();
    pen.xml.finished()
}

/// The root: as wide as is wished, and as high as it is in proportion.
fn begin(pen: &mut Pen, size: Point, options: &Options) {
    let [wide, high] = [size.x, size.y].map(i64::from);
    let width = options.width.map_or(wide, |width| i64::from(width.px()));
    let height = (high * width).div_euclid(wide) + i64::from((high * width) % wide > 0);
    pen.xml.open(
        "svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("role", &"img"),
            ("width", &width),
            ("height", &height),
            ("viewBox", &format!("0 0 {wide} {high}")),
            ("font-family", &FONTS),
        ],
    );
}

/// From what lies lowest to what lies on top.
fn draw_plot(pen: &mut Pen, sheet: &Sheet<'_>) {
    ground::steps(pen, sheet);
    ground::life_lines(pen, sheet);
    notes::notes(pen, sheet);
    marks::waits(pen, sheet);
    messages::messages(pen, sheet);
    marks::causes(pen, sheet);
    marks::marks(pen, sheet);
}

impl<'a> Sheet<'a> {
    /// Where the plot begins.
    fn origin(&self) -> Point {
        match self.drawing.direction() {
            Direction::Right => Point { x: self.heads, y: 0 },
            Direction::Down => Point { x: 0, y: self.heads },
        }
    }

    /// How large heads and plot are together.
    fn size(&self) -> Point {
        let (origin, plot) = (self.origin(), self.drawing.size);
        Point { x: (origin.x + plot.x + EDGE).max(WIDTH_LEAST), y: origin.y + plot.y }
    }

    /// How far the plot goes across time.
    fn across(&self) -> i32 {
        match self.drawing.direction() {
            Direction::Right => self.drawing.size.y - EDGE,
            Direction::Down => self.drawing.size.x - EDGE,
        }
    }

    /// When a replica was down: from when until when, if it came back.
    fn outages(&self, lane: usize) -> impl Iterator<Item = (i32, Option<i32>)> + '_ {
        let outages = self.chart.outages.iter();
        outages.filter(move |outage| outage.replica.index() == lane).map(|outage| {
            let time = |column: usize| self.drawing.times[column];
            (time(outage.since), outage.until.map(time))
        })
    }

    /// The marks on a replica's rails; a loss only where something is wrong with it.
    fn marks_of(&self, replica: ReplicaId) -> impl Iterator<Item = (usize, &'a Mark)> {
        let marks = self.chart.marks.iter().enumerate();
        marks.filter(move |(_, mark)| {
            let shows = mark.kind != MarkKind::Loss || mark.alarm.is_some();
            mark.replica == replica && shows
        })
    }
}
