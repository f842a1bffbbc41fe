//! The space–time diagram: a picture of a run, with the present somewhere in it.
//!
//! [`causal_diagram::layout`] works everything out once for each run. The picture has layers: rails,
//! what has ended (`backdrop`), what is open at the cursor (`now`), and what is selected
//! (`overlay`); each is drawn anew only when what it shows has changed. The picture is hidden
//! from screen readers: the list of steps says the same in words, and so does
//! [`causal_diagram::summary()`].

mod backdrop;
mod glyph;
mod legend;
mod now;
mod overlay;
mod pieces;
mod rails;
mod window;

use std::ops::Range;
use std::rc::Rc;

use causal_core::history::Cone;
use causal_core::world::event::EventId;
use causal_diagram::layout::{Direction, Format, Layout, Point};
use web_sys::Element;
use yew::prelude::*;

use crate::memo::memo;
use crate::model::{Dispatch, Selection, SheetTab};
use crate::msg::{Msg, Timing};
use backdrop::{Kind, shown};
pub(crate) use glyph::replica as replica_sign;
pub(crate) use legend::legend;
use now::{NowProps, open_messages, open_waits, outages, veil};
use overlay::{OverlayProps, overlay};
use rails::{
    HEADS_HIGH, HEADS_WIDE, HeadsProps, NUMBERS, NUMBERS_HIGH, RailsProps, grown, heads, numbers,
    rails,
};
use window::{FULL, Sight, rem, use_format};

/// What a diagram shows.
#[derive(Properties, PartialEq, Debug)]
pub struct DiagramProps {
    /// The drawing of the run.
    pub layout: Rc<Layout>,
    /// The stop that is shown, from 0.
    pub stop: usize,
    /// What is selected, and stands out.
    pub selection: Option<Selection>,
    /// What the keyboard is on.
    pub focus: Option<EventId>,
    /// The writes around the selected write.
    #[prop_or_default]
    pub cone: Option<Rc<Cone>>,
    /// Which of the panels on both sides leave it their room.
    #[prop_or_default]
    pub folded: (bool, bool),
    /// Where clicks in the diagram are sent.
    pub dispatch: Dispatch,
}

/// The space–time diagram with all that lies over it.
#[component]
pub fn Diagram(props: &DiagramProps) -> Html {
    let format = use_format();
    let scroller = use_node_ref();
    let fits = use_state(|| false);
    let scale = use_state_eq(|| FULL);
    let follows = use_state(|| true);
    let size = sheet(&props.layout, format);
    let position = props.layout.chart.position(props.stop);
    let now = on_sheet(&props.layout, format, position);
    let (sight, look) = use_sight(&scroller, props, now, size, *follows);
    // Heads above the lanes shrink less than the rest.
    let most = if format == Format::Phone { HEADS_HIGH } else { 0 };
    let room = (Point { y: size.y + most, ..size }, format);
    use_scale(&scroller, room, *fits, scale.setter());
    use_following(&scroller, (now, size, *scale, format), *follows, &look);
    // What scrolls without anybody's hand, for it has become smaller, leads nobody away.
    let by_hand = use_mut_ref(|| false);
    use_effect_with((Rc::as_ptr(&props.layout), props.stop), {
        let by_hand = by_hand.clone();
        move |_| *by_hand.borrow_mut() = false
    });
    let onscroll = {
        let (scroller, follows, by_hand) = (scroller.clone(), follows.setter(), by_hand.clone());
        Callback::from(move |_: Event| {
            let is_in_sight = window::is_in_sight(&scroller, now, size, format);
            if is_in_sight || *by_hand.borrow() {
                follows.set(is_in_sight);
            }
            look.emit(());
        })
    };
    let hand = move || *by_hand.borrow_mut() = true;
    let onwheel = Callback::from({
        let hand = hand.clone();
        move |_: WheelEvent| hand()
    });
    let onkeydown = Callback::from({
        let hand = hand.clone();
        move |_: KeyboardEvent| hand()
    });
    let onpointerdown = Callback::from(move |_: PointerEvent| hand());
    html! {
        <div class="diagram" data-direction={format.direction().name()} data-format={format.name()}
            data-words={words_at(*scale)}>
            <div class="diagram__scroller" tabindex="0" role="group" aria-label="The drawing"
                ref={scroller} {onscroll} {onwheel} {onkeydown} {onpointerdown}>
                { picture(props, &sight, *scale) }
            </div>
            <div class="diagram__foot">
                { memo(legend, ()) }
                { not_drawn(&props.layout, position) }
                if !*follows {
                    <button type="button" class="diagram__button" data-testid="follow"
                        onclick={set(&follows, true)}>{ "Follow" }</button>
                }
                <button type="button" class="diagram__button" data-testid="zoom"
                    aria-pressed={fits.to_string()} onclick={set(&fits, !*fits)}>
                    { "Fit" }
                </button>
            </div>
        </div>
    }
}

/// What is drawn, and what looks again at what is in sight. Who follows the present is shown it even
/// before it has been scrolled to.
#[hook]
fn use_sight(
    scroller: &NodeRef,
    props: &DiagramProps,
    now: Point,
    size: Point,
    follows: bool,
) -> (Sight, Callback<()>) {
    let format = use_format();
    let layout = &props.layout;
    let drawing = layout.drawing(format);
    let seen = use_state_eq(|| window::columns_between(drawing, window::around(format, now)));
    let position = layout.chart.position(props.stop);
    let present = layout.chart.n_columns_at(position).saturating_sub(1);
    let columns = if follows && !seen.contains(&present) {
        window::columns_between(drawing, window::around(format, now))
    } else {
        Range::clone(&seen)
    };
    let look = {
        let (scroller, layout, seen) = (scroller.clone(), Rc::clone(layout), seen.setter());
        Callback::from(move |()| {
            let times = window::times_in_sight(&scroller, now, size, format);
            seen.set(window::columns_between(layout.drawing(format), times));
        })
    };
    (Sight { format, position, columns }, look)
}

/// How much of what is open there is no room for.
fn not_drawn(layout: &Layout, position: usize) -> Html {
    match now::n_not_drawn(layout, position) {
        0 => html! {},
        n => html! {
            <p class="diagram__more" data-testid="not-drawn">
                { format!("{n} more messages are held or on their way.") }
            </p>
        },
    }
}

/// The heads that stay in sight, and the plot that scrolls, of which a part is drawn.
fn picture(props: &DiagramProps, sight: &Sight, scale: i32) -> Html {
    let (layout, format) = (&props.layout, sight.format);
    let drawing = layout.drawing(format);
    let size = drawing.size;
    let (from, to) = window::ends(drawing, &sight.columns);
    let to = to.min(drawing.end());
    let (corner, part, size_of_heads, size_of_numbers) = match format.direction() {
        Direction::Right => (
            Point { x: from, y: 0 },
            Point { x: to - from, y: size.y },
            Point { x: HEADS_WIDE, y: size.y },
            Point { x: to - from, y: NUMBERS_HIGH },
        ),
        Direction::Down => (
            Point { x: 0, y: from },
            Point { x: size.x, y: to - from },
            Point { x: size.x, y: HEADS_HIGH * grown(scale) / FULL },
            Point { x: NUMBERS, y: to - from },
        ),
    };
    let svg = |class: &'static str, corner: Point, size: Point, inner| {
        let place =
            format!("margin-left: {}; margin-top: {}", rem(corner.x, scale), rem(corner.y, scale));
        html! {
            <svg {class} aria-hidden="true" width={rem(size.x, scale)} height={rem(size.y, scale)}
                viewBox={format!("{} {} {} {}", corner.x, corner.y, size.x, size.y)} style={place}>
                { inner }
            </svg>
        }
    };
    let onclick = on_click(&props.dispatch, layout, props.selection);
    let whole = format!("width: {}; height: {}", rem(size.x, scale), rem(size.y, scale));
    let heads_of = HeadsProps { layout: Rc::clone(layout), format, scale };
    let columns = Range::clone(&sight.columns);
    let stops = memo(numbers, RailsProps { layout: Rc::clone(layout), format, columns });
    html! {
        <>
            { svg("diagram__heads", Point::default(), size_of_heads, memo(heads, heads_of)) }
            <div class="diagram__plot" style={whole} onclick={onclick.clone()}>
                { svg("diagram__part", corner, part, layers(props, sight)) }
            </div>
            <div class="diagram__numbers" {onclick}>
                { svg("diagram__part", corner, size_of_numbers, stops) }
            </div>
        </>
    }
}

fn layers(props: &DiagramProps, sight: &Sight) -> Html {
    let layout = &props.layout;
    let Sight { format, position, columns } = sight.clone();
    let until = layout.chart.events_of(columns.clone()).end;
    let first = columns.start;
    let now = NowProps { layout: Rc::clone(layout), format, position, first, until };
    let ground = RailsProps { layout: Rc::clone(layout), format, columns: columns.clone() };
    html! {
        <>
            { glyph::definitions(layout.chart.names.len()) }
            { memo(rails, ground) }
            { memo(outages, now.clone()) }
            { memo(veil, now.clone()) }
            { shown(Kind::Notes, layout, sight) }
            { shown(Kind::Waits, layout, sight) }
            { memo(open_waits, now.clone()) }
            { shown(Kind::Arrows, layout, sight) }
            { memo(open_messages, now) }
            { shown(Kind::Causes, layout, sight) }
            { shown(Kind::Marks, layout, sight) }
            {
                memo(overlay, OverlayProps {
                    layout: Rc::clone(layout),
                    format,
                    position,
                    columns,
                    selection: props.selection,
                    focus: props.focus,
                    cone: props.cone.clone(),
                })
            }
        </>
    }
}

/// One listener for the whole picture: what was pressed says so in its attributes.
fn on_click(
    dispatch: &Dispatch,
    layout: &Rc<Layout>,
    selection: Option<Selection>,
) -> Callback<MouseEvent> {
    let (dispatch, layout) = (dispatch.clone(), Rc::clone(layout));
    Callback::from(move |event: MouseEvent| {
        let pressed = event.target_dyn_into::<Element>();
        let pressed = pressed.and_then(|target| {
            target.closest("[data-event],[data-message],[data-stop]").ok().flatten()
        });
        dispatch.dispatch(match pressed {
            None => Msg::Deselect,
            Some(thing) => match (selected_by(&thing, &layout), stop_of(&thing)) {
                (Some(chosen), _) if selection == Some(chosen) => Msg::ShowSheet(SheetTab::Why),
                (Some(chosen), _) => Msg::Select(chosen),
                (None, Some(stop)) => Msg::Time(Timing::Seek(stop)),
                (None, None) => Msg::Deselect,
            },
        });
    })
}

fn selected_by(thing: &Element, layout: &Layout) -> Option<Selection> {
    if let Some(event) = thing.get_attribute("data-event") {
        return event.parse().ok().map(|number| Selection::Event(EventId(number)));
    }
    let name = thing.get_attribute("data-message")?;
    let mut messages = layout.chart.messages.iter().rev();
    let in_flight = messages.find(|in_flight| in_flight.message.to_string() == name)?;
    Some(Selection::Message(in_flight.message))
}

fn stop_of(thing: &Element) -> Option<usize> {
    thing.get_attribute("data-stop")?.parse().ok()
}

/// How large heads, plot and the numbers beside it are together.
fn sheet(layout: &Layout, format: Format) -> Point {
    let size = layout.drawing(format).size;
    match format.direction() {
        Direction::Right => Point { x: size.x + HEADS_WIDE, y: size.y },
        Direction::Down => Point { x: size.x + NUMBERS, y: size.y + HEADS_HIGH },
    }
}

/// Where the cursor is on heads and plot together.
fn on_sheet(layout: &Layout, format: Format, position: usize) -> Point {
    let at = window::cursor(layout, format, position);
    match format.direction() {
        Direction::Right => Point { x: at.x + HEADS_WIDE, y: at.y },
        Direction::Down => Point { x: at.x + NUMBERS, y: at.y + HEADS_HIGH },
    }
}

/// Keeps the scale of a drawing, whatever becomes of its room.
#[hook]
fn use_scale(scroller: &NodeRef, room: (Point, Format), fits: bool, scale: UseStateSetter<i32>) {
    let (scroller, (size, format)) = (scroller.clone(), room);
    use_effect(move || {
        scale.set(match fits {
            true => window::fitting(&scroller, size),
            false => window::filling(&scroller, size, format),
        });
    });
}

/// Keeps the present in sight, unless the visitor has scrolled away from it, and looks at what is in
/// sight whenever something may have changed that.
#[hook]
fn use_following(
    scroller: &NodeRef,
    place: (Point, Point, i32, Format),
    follows: bool,
    look: &Callback<()>,
) {
    let (scroller, look) = (scroller.clone(), look.clone());
    use_effect_with((place, follows), move |((now, size, _, format), follows)| {
        if *follows {
            window::bring_into_sight(&scroller, *now, *size, *format);
        }
        look.emit(());
    });
}

fn set(state: &UseStateHandle<bool>, value: bool) -> Callback<MouseEvent> {
    let setter = state.setter();
    Callback::from(move |_| setter.set(value))
}

/// Which words are still large enough to read at a scale.
fn words_at(scale: i32) -> &'static str {
    match scale {
        FULL.. => "all",
        860..FULL => "names",
        _ => "none",
    }
}
