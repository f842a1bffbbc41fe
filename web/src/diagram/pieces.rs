//! Single things of the diagram, each a group of its own: a message, a wait, a mark, a note.

use causal_diagram::layout::chart::MessageInFlight;
use causal_diagram::layout::drawing::Bar;
use causal_diagram::layout::label::Label;
use causal_diagram::layout::metrics::{NAME_CHAR, SMALL_CHAR, TIP_GAP};
use causal_diagram::layout::{Direction, Drawing, Format, Layout, MarkKind, Point, Spot};
use causal_diagram::path;
use causal_diagram::signs;
use yew::prelude::*;

use super::glyph;

/// A message that has arrived or is lost.
pub(super) fn ended_message(layout: &Layout, format: Format, index: usize) -> Html {
    let in_flight = &layout.chart.messages[index];
    let drawing = layout.drawing(format);
    let is_lost = in_flight.end.is_some_and(|mark| layout.chart.marks[mark].kind == MarkKind::Loss);
    let route = &drawing.ways[index].route;
    let (state, words) = if is_lost { ("lost", "lost") } else { ("arrived", "arrived") };
    if is_lost {
        return message(in_flight, state, words, &path::of_route(route, format.direction()), false);
    }
    let path = path::of_route(&route.shortened(TIP_GAP), format.direction());
    message(in_flight, state, words, &path, true)
}

/// A message: what can be pressed, the line, and a second line within it for a duplicate.
pub(super) fn message(
    in_flight: &MessageInFlight,
    state: &'static str,
    words: &str,
    path: &str,
    has_tip: bool,
) -> Html {
    let hue = signs::hue(in_flight.message.link.from);
    let link = in_flight.message.link;
    let copy = if in_flight.is_copy { ", a duplicate" } else { "" };
    let title = format!("{} on {}→{}, {words}{copy}", in_flight.carries, link.from, link.to);
    let id = in_flight.message.to_string();
    let tip = has_tip.then(|| format!("url(#diagram-tip-{hue})"));
    html! {
        <g class="message" key={id.clone()} data-message={id.clone()} data-replica={hue}
            data-state={state} data-copy={in_flight.is_copy.to_string()}
            data-purpose={in_flight.purpose.name()}
            data-testid={format!("arrow-{id}")}>
            <path class="message__hit" d={path.to_owned()} />
            <path class="message__line" d={path.to_owned()} marker-end={tip}
                pathLength={(state == "arrived").then_some("1")} />
            if in_flight.is_copy {
                <path class="message__core" d={path.to_owned()} />
            }
            <title>{ title }</title>
        </g>
    }
}

/// A wait that is over.
pub(super) fn ended_wait(layout: &Layout, format: Format, index: usize) -> Html {
    let bar = &layout.drawing(format).bars[index];
    wait(layout, format, index, bar, false)
}

/// The bar from where a write arrived to where it stopped waiting.
pub(super) fn wait(
    layout: &Layout,
    format: Format,
    index: usize,
    bar: &Bar,
    is_open: bool,
) -> Html {
    let wait = &layout.chart.waits[index];
    let arrival = &layout.chart.marks[wait.arrival];
    let (corner, size) = bar.frame(format.direction());
    html! {
        <g class="wait" key={wait.since.0} data-event={wait.since.to_string()}
            data-open={is_open.to_string()}>
            if let Some((from, to)) = bar.stem() {
                { line("wait__stem", format.point(from), format.point(to)) }
            }
            { rect("wait__ground", corner, size, None) }
            { rect("wait__hatch", corner, size, Some("url(#diagram-waiting)")) }
            if let Some(label) = &bar.label {
                { text("wait__label", label) }
            }
            <title>{ arrival.in_words() }</title>
        </g>
    }
}

fn rect(class: &'static str, corner: Point, size: Point, fill: Option<&'static str>) -> Html {
    html! {
        <rect class={class} x={corner.x.to_string()} y={corner.y.to_string()} rx="3"
            width={size.x.to_string()} height={size.y.to_string()} fill={fill} />
    }
}

/// Words at their place.
pub(super) fn text(class: &'static str, label: &Label) -> Html {
    html! {
        <text class={class} transform={format!("translate({} {})", label.at.x, label.at.y)}
            text-anchor={label.anchor.name()}>{ label.text.clone() }</text>
    }
}

/// A mark with its name, the connector to where it came from, and what is wrong with it.
pub(super) fn mark(layout: &Layout, format: Format, index: usize) -> Html {
    let mark = &layout.chart.marks[index];
    let drawing = layout.drawing(format);
    let at = format.point(drawing.spots[index]);
    html! {
        <g class="mark" key={mark.event.0} data-kind={mark.kind.name()}
            data-event={mark.event.to_string()}
            data-replica={signs::hue(mark.dot.map_or(mark.replica, |dot| dot.actor.replica))}
            data-testid={format!("mark-{}", mark.event)}>
            if layout.chart.has_connector(index) {
                { connector(layout, drawing, index) }
            }
            if let Some(label) = &drawing.alarm(index) {
                { text("mark__alarm", label) }
            }
            <g class="mark__place" transform={format!("translate({} {})", at.x, at.y)}>
                <circle class="mark__hit" r="14" />
                <g class="mark__sign">{ glyph::mark(mark.kind, mark.alarm.is_some()) }</g>
            </g>
            if let Some(name) = &drawing.name(index) {
                { text(if mark.label.is_empty() { "mark__name" } else { "mark__words" }, name) }
                if mark.has_lost() {
                    { strike(name, NAME_CHAR) }
                }
            }
            if let Some(loser) = &drawing.loser(&layout.chart, index) {
                { text("mark__words", loser) }
                { strike(loser, SMALL_CHAR) }
            }
            <title>{ mark.in_words() }</title>
        </g>
    }
}

/// A line through words.
fn strike(label: &Label, char_width: i32) -> Html {
    let (left, right) = label.extent(char_width);
    let [from, to] = [left - 3, right + 3].map(|x| Point { x, ..label.at });
    line("mark__strike", from, to)
}

/// From the rim of the arrival, or from the end of the bar, to a delivery.
fn connector(layout: &Layout, drawing: &Drawing, index: usize) -> Html {
    let lane = layout.chart.marks[index].replica.index();
    let (from, to) = drawing.connector(index, lane, layout.chart.wait_ending_at(index));
    line("mark__connector", drawing.direction().point(from), drawing.direction().point(to))
}

pub(super) fn line(class: &'static str, from: Point, to: Point) -> Html {
    html! {
        <line class={class} x1={from.x.to_string()} y1={from.y.to_string()}
            x2={to.x.to_string()} y2={to.y.to_string()} />
    }
}

/// A thin line from a violation to the cause that it should have waited for.
pub(super) fn cause(layout: &Layout, format: Format, index: usize) -> Html {
    let cause = &layout.drawing(format).causes[index];
    let path = cause.as_ref().map(|route| path::of_route(&route.shortened(12), format.direction()));
    html! { <path class="mark__cause" key={index} d={path} /> }
}

/// A note at the edge, with a thin line across all lanes.
pub(super) fn note(layout: &Layout, format: Format, index: usize) -> Html {
    let note = &layout.chart.notes[index];
    let drawing = layout.drawing(format);
    let time = drawing.times[note.column];
    let from = match drawing.direction() {
        Direction::Right => Spot::new(time, 46),
        Direction::Down => Spot::new(time, 8),
    };
    let last = drawing.lanes.last().map_or(from.l, |lane| lane.lifeline);
    let frame = drawing.note_frame(note);
    let [from, to] = [from, Spot::new(time, last + 26)].map(|spot| format.point(spot));
    html! {
        <g class="note" key={note.event.0} data-event={note.event.to_string()}
            data-testid={format!("mark-{}", note.event)}>
            { line("note__line", from, to) }
            <g transform={format!("translate({} {})", frame.corner.x + 4, frame.corner.y + 9)}>
                <rect class="note__ground" x="-4" y="-9" width={frame.size.x.to_string()}
                    height={frame.size.y.to_string()} rx="4" />
                <g transform="translate(4 0)">{ glyph::note(note.kind) }</g>
                <text class="note__label" x="14">{ frame.words }</text>
            </g>
            <title>{ note.title.clone() }</title>
        </g>
    }
}
