//! Lines, areas and words in a picture, with every look said in attributes: no style sheet, no
//! identifier that two pictures in one page could share, no feature that only browsers know.

use super::palette::Palette;
use super::xml::Xml;
use crate::layout::Point;
use crate::layout::label::{Anchor, Label};
use crate::layout::metrics::{NAME_CHAR, SMALL_CHAR};
use crate::words::columns;

/// How a line looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub(super) color: &'static str,
    pub(super) width: &'static str,
    pub(super) dash: Option<&'static str>,
    /// Whether it ends, and each of its dashes does, in half a disc.
    pub(super) is_round: bool,
}

impl Stroke {
    pub(super) fn solid(color: &'static str, width: &'static str) -> Self {
        Self { color, width, dash: None, is_round: true }
    }

    pub(super) fn dashed(color: &'static str, width: &'static str, dash: &'static str) -> Self {
        Self { dash: Some(dash), ..Self::solid(color, width) }
    }

    /// Thin strokes across a broad line.
    pub(super) fn ticks(color: &'static str) -> Self {
        Self { is_round: false, ..Self::dashed(color, "14", "1 6") }
    }

    /// A row of points.
    pub(super) fn dotted(color: &'static str, width: &'static str) -> Self {
        Self::dashed(color, width, "0.1 5")
    }
}

/// How words look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Script {
    pub(super) color: &'static str,
    /// What is drawn behind them, so that no line runs through.
    pub(super) ground: Option<&'static str>,
    /// Larger and bolder.
    pub(super) is_name: bool,
}

impl Script {
    fn char_width(self) -> i32 {
        if self.is_name { NAME_CHAR } else { SMALL_CHAR }
    }

    fn size(self) -> i32 {
        if self.is_name { 14 } else { 12 }
    }
}

/// What draws.
#[derive(Debug)]
pub(super) struct Pen {
    pub(super) xml: Xml,
    pub(super) palette: &'static Palette,
}

impl Pen {
    pub(super) fn new(palette: &'static Palette) -> Self {
        Self { xml: Xml::default(), palette }
    }

    /// Begins things that are drawn around a place; [`Self::end`] ends them.
    pub(super) fn begin_at(&mut self, at: Point) {
        self.xml.open("g", &[("transform", &format!("translate({} {})", at.x, at.y))]);
    }

    /// Begins things that belong together, in words.
    pub(super) fn begin(&mut self, title: &str) {
        self.xml.open("g", &[]);
        self.xml.words("title", &[], title);
    }

    pub(super) fn end(&mut self) {
        self.xml.close();
    }

    pub(super) fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.path(&format!("M{} {}L{} {}", from.x, from.y, to.x, to.y), stroke);
    }

    pub(super) fn path(&mut self, path: &str, stroke: Stroke) {
        self.shape("path", &[("d", path)], "none", Some(stroke));
    }

    pub(super) fn area(&mut self, path: &str, fill: &str, stroke: Option<Stroke>) {
        self.shape("path", &[("d", path)], fill, stroke);
    }

    /// A disc around the place of what is being drawn.
    pub(super) fn disc(&mut self, radius: i32, fill: &str, stroke: Option<Stroke>) {
        self.shape("circle", &[("r", &radius.to_string())], fill, stroke);
    }

    pub(super) fn frame(&mut self, corner: Point, size: Point, fill: &str, stroke: Option<Stroke>) {
        let [x, y, width, height] = [corner.x, corner.y, size.x, size.y].map(|n| n.to_string());
        let place = [("x", &*x), ("y", &*y), ("width", &*width), ("height", &*height), ("rx", "3")];
        self.shape("rect", &place, fill, stroke);
    }

    fn shape(&mut self, name: &str, place: &[(&str, &str)], fill: &str, stroke: Option<Stroke>) {
        let mut all: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
        all.extend(place.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)));
        all.push(("fill", &fill));
        if let Some(stroke) = &stroke {
            all.push(("stroke", &stroke.color));
            all.push(("stroke-width", &stroke.width));
        }
        if stroke.is_some_and(|stroke| stroke.is_round) {
            all.push(("stroke-linecap", &"round"));
            all.push(("stroke-linejoin", &"round"));
        }
        if let Some(dash) = stroke.as_ref().and_then(|stroke| stroke.dash.as_ref()) {
            all.push(("stroke-dasharray", dash));
        }
        self.xml.empty(name, &all);
    }

    /// Words at their place, which is their middle from top to bottom.
    pub(super) fn words(&mut self, label: &Label, script: Script) {
        self.tagged_words(label, script, None);
    }

    /// The same, with the name of the write whose label they are.
    pub(super) fn tagged_words(&mut self, label: &Label, script: Script, write: Option<&str>) {
        if let Some(ground) = script.ground {
            self.ground_of(label, script, ground);
        }
        let size = script.size();
        let baseline = label.at.y + size * 35 / 100;
        let anchor = label.anchor.name();
        let mut all: Vec<(&str, &dyn std::fmt::Display)> = vec![
            ("x", &label.at.x),
            ("y", &baseline),
            ("text-anchor", &anchor),
            ("font-size", &size),
            ("fill", &script.color),
        ];
        if script.is_name {
            all.push(("font-weight", &"bold"));
        }
        if let Some(write) = &write {
            all.push(("data-write", write));
        }
        self.xml.words("text", &all, &label.text);
    }

    fn ground_of(&mut self, label: &Label, script: Script, ground: &str) {
        let columns = i32::try_from(columns(&label.text)).unwrap_or(0);
        let width = columns * script.char_width() + columns / 4;
        let left = match label.anchor {
            Anchor::Start => label.at.x,
            Anchor::Middle => label.at.x - width / 2,
            Anchor::End => label.at.x - width,
        };
        let half = script.size() / 2 + 1;
        let corner = Point { x: left - 1, y: label.at.y - half };
        self.frame(corner, Point { x: width + 2, y: 2 * half }, ground, None);
    }
}
