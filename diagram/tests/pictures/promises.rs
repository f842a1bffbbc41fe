//! What every picture keeps to: it is XML, stands alone, has a title and a description, shows the
//! label of each write once on the lifeline where it was made, and cuts no words off.

use causal_core::replica::protocol::Occurrence;
use causal_core::run::Run;
use causal_core::world::event::EventKind;
use causal_diagram::layout::chart::Chart;
use causal_diagram::layout::{Direction, Drawing};
use causal_diagram::svg::{self, Options, Theme};
use causal_diagram::words::columns;
use roxmltree::{Document, Node};

use crate::{looks, run_of, stories};

/// Widths of a character of a name and of other words, in hundredths, in common fonts.
const CHARS: (i32, i32) = (843, 723);

#[test]
fn the_picture_of_every_story_keeps_all_promises() {
    for (name, text) in stories() {
        let run = run_of(&text);
        for options in looks() {
            check(&name, &run, options);
        }
    }
}

#[test]
fn sixteen_replicas_and_what_lasts_to_the_end_keep_all_promises() {
    let all = "A B C D E F G H I J K L M N O P";
    let story = format!(
        "replicas {all}\n\nhold A->P\nA: x = 1\n+0 H: y = 2\n+0 drop H1->J\n+0 dup H1->K\n\
         crash D\nP: z = 3\npartition {all}\nB: w = 4\nnote {}\n",
        "a remark that is longer than three lines hold ".repeat(3)
    );
    for options in looks() {
        check("sixteen", &run_of(&story), options);
    }
}

/// Checks one picture.
pub(crate) fn check(name: &str, run: &Run, options: Options) {
    let picture = svg::write(run, &options);
    assert_eq!(picture, svg::write(run, &options), "{name}");
    let read = Document::parse(&picture);
    let document = read.unwrap_or_else(|why| panic!("{name} {options:?}: {why}\n{picture}"));
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "svg");
    let mut children = root.children().filter(Node::is_element);
    for part in ["title", "desc"] {
        let said = children.next().filter(|node| node.has_tag_name((SVG, part)));
        assert!(said.and_then(|node| node.text()).is_some_and(|text| !text.is_empty()), "{name}");
    }
    stands_alone(name, &document, options.theme);
    labels_each_write_once(name, run, &document, options.direction);
    cuts_nothing_off(name, root);
}

const SVG: &str = "http://www.w3.org/2000/svg";

fn stands_alone(name: &str, document: &Document<'_>, theme: Theme) {
    const KNOWN: [&str; 9] =
        ["svg", "title", "desc", "g", "path", "circle", "rect", "text", "line"];
    for node in document.descendants().filter(Node::is_element) {
        assert!(KNOWN.contains(&node.tag_name().name()), "{name}: {:?}", node.tag_name());
        for attribute in node.attributes() {
            let is_alien = attribute.name() == "id"
                || attribute.name().contains("href")
                || attribute.value().contains("url(");
            assert!(!is_alien, "{name}: {attribute:?}");
            let color = attribute.value().strip_prefix('#').unwrap_or("000000");
            let is_plain = ["000000", "ffffff", "999999"].contains(&color);
            assert!(theme != Theme::Print || is_plain, "{name}: {attribute:?}");
        }
    }
}

/// Writes are counted in the history; who is where is known from the layout.
fn labels_each_write_once(name: &str, run: &Run, document: &Document<'_>, direction: Direction) {
    let drawing = Drawing::of_sheet(&Chart::of(run, &[]), direction);
    for event in run.history().events() {
        let EventKind::Recorded { what: Occurrence::Accepted { write, .. }, .. } = &event.kind
        else {
            continue;
        };
        let is_same = |other: &&causal_core::world::event::Event| {
            matches!(&other.kind, EventKind::Recorded { what: Occurrence::Accepted { write: made, .. }, .. } if made.dot == write.dot)
                && other.replica == event.replica
        };
        let n_made = run.history().events().iter().filter(is_same).count();
        let (dot, lane) = (write.dot.to_string(), event.replica.unwrap());
        let group = document
            .descendants()
            .find(|node| node.attribute("data-replica") == Some(&*lane.to_string()));
        let marks = group.unwrap().descendants();
        let found: Vec<_> =
            marks.filter(|node| node.is_element() && node.text() == Some(&dot)).collect();
        assert_eq!(found.len(), n_made, "{name}: {dot}");
        for label in found {
            assert_eq!(label.attribute("data-write"), Some(&*dot), "{name}");
            let side = if direction == Direction::Right { "y" } else { "x" };
            let at: i32 = label.attribute(side).unwrap().parse().unwrap();
            let away = (at - drawing.lanes[lane.index()].lifeline).abs();
            assert!((15..=30).contains(&away), "{name}: {dot} is {away} away from its lifeline");
        }
    }
}

/// Where every text is, and how wide it may be, within the picture.
fn cuts_nothing_off(name: &str, root: Node<'_, '_>) {
    let sides: Vec<i32> =
        root.attribute("viewBox").unwrap().split(' ').map(|side| side.parse().unwrap()).collect();
    for text in root.descendants().filter(|node| node.has_tag_name((SVG, "text"))) {
        let (x, y) = place(text);
        let char_width = if text.attribute("font-weight").is_some() { CHARS.0 } else { CHARS.1 };
        let words = text.text().unwrap_or_default();
        let width = i32::try_from(columns(words)).unwrap() * char_width / 100;
        let left = match text.attribute("text-anchor") {
            Some("middle") => x - width / 2,
            Some("end") => x - width,
            _ => x,
        };
        let is_within = 0 <= left && left + width <= sides[2] && 10 <= y && y + 3 <= sides[3];
        assert!(is_within, "{name}: {words:?} from {left} for {width} at {y} in {sides:?}");
    }
}

/// A text's place with all that its groups are moved by.
fn place(text: Node<'_, '_>) -> (i32, i32) {
    let number = |name| text.attribute(name).unwrap().parse::<i32>().unwrap();
    let mut at = (number("x"), number("y"));
    for group in text.ancestors() {
        let Some(moved) = group.attribute("transform") else { continue };
        let inner = moved.strip_prefix("translate(").and_then(|rest| rest.strip_suffix(')'));
        let (x, y) = inner.unwrap().split_once(' ').unwrap();
        at = (at.0 + x.parse::<i32>().unwrap(), at.1 + y.parse::<i32>().unwrap());
    }
    at
}
