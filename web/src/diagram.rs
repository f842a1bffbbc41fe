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
use legend::legend;
use now::{NowProps, open_messages, open_waits, veil};
use overlay::{OverlayProps, overlay};
use rails::{HEADS_HIGH, HEADS_WIDE, RailsProps, heads, rails};
use window::{FULL, rem, use_format};

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
    /// Where clicks in the diagram are sent.
    pub dispatch: Dispatch,
}

/// The space–time diagram with all that lies over it.
#[component]
pub fn Diagram(props: &DiagramProps) -> Html {
    let format = use_format();
    let scroller = use_node_ref();
    let fits = use_state(|| false);
    let scale = use_state(|| FULL);
    let follows = use_state(|| true);
    let size = sheet(&props.layout, format);
    let position = props.layout.chart.position(props.stop);
    let now = on_sheet(&props.layout, format, position);
    use_scale(&scroller, size, *fits, scale.setter());
    use_following(&scroller, (now, size, *scale, format), *follows);
    let onscroll = {
        let (scroller, follows) = (scroller.clone(), follows.setter());
        Callback::from(move |_: Event| {
            follows.set(window::is_in_sight(&scroller, now, size, format));
        })
    };
    html! {
        <div class="diagram" data-direction={format.direction().name()} data-format={format.name()}
            data-words={words_at(*scale)}>
            <div class="diagram__scroller" ref={scroller} {onscroll}>
                { picture(props, format, *scale) }
            </div>
            <div class="diagram__foot">
                { memo(legend, ()) }
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

/// The heads that stay in sight, and the plot that scrolls.
fn picture(props: &DiagramProps, format: Format, scale: i32) -> Html {
    let layout = &props.layout;
    let size = layout.drawing(format).size;
    let size_of_heads = match format.direction() {
        Direction::Right => Point { x: HEADS_WIDE, y: size.y },
        Direction::Down => Point { x: size.x, y: HEADS_HIGH },
    };
    let svg = |class: &'static str, size: Point, onclick: Option<Callback<MouseEvent>>, inner| {
        html! {
            <svg {class} aria-hidden="true" width={rem(size.x, scale)} height={rem(size.y, scale)}
                viewBox={format!("0 0 {} {}", size.x, size.y)} {onclick}>
                { inner }
            </svg>
        }
    };
    let onclick = on_click(&props.dispatch, layout, props.selection);
    html! {
        <>
            { svg("diagram__heads", size_of_heads, None, memo(heads, rails_props(layout, format))) }
            { svg("diagram__plot", size, Some(onclick), layers(props, format)) }
        </>
    }
}

fn layers(props: &DiagramProps, format: Format) -> Html {
    let layout = &props.layout;
    let position = layout.chart.position(props.stop);
    let now = NowProps { layout: Rc::clone(layout), format, position };
    html! {
        <>
            { glyph::definitions() }
            { memo(rails, rails_props(layout, format)) }
            { memo(veil, now.clone()) }
            { shown(Kind::Notes, layout, format, position) }
            { shown(Kind::Waits, layout, format, position) }
            { memo(open_waits, now.clone()) }
            { shown(Kind::Arrows, layout, format, position) }
            { memo(open_messages, now) }
            { shown(Kind::Causes, layout, format, position) }
            { shown(Kind::Marks, layout, format, position) }
            {
                memo(overlay, OverlayProps {
                    layout: Rc::clone(layout),
                    format,
                    position,
                    selection: props.selection,
                    focus: props.focus,
                    cone: props.cone.clone(),
                })
            }
        </>
    }
}

fn rails_props(layout: &Rc<Layout>, format: Format) -> RailsProps {
    RailsProps { layout: Rc::clone(layout), format }
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
    let mut messages = layout.chart.messages.iter();
    let in_flight = messages.find(|in_flight| in_flight.message.to_string() == name)?;
    Some(Selection::Message(in_flight.message))
}

fn stop_of(thing: &Element) -> Option<usize> {
    thing.get_attribute("data-stop")?.parse().ok()
}

/// How large heads and plot are together.
fn sheet(layout: &Layout, format: Format) -> Point {
    let size = layout.drawing(format).size;
    match format.direction() {
        Direction::Right => Point { x: size.x + HEADS_WIDE, y: size.y },
        Direction::Down => Point { x: size.x, y: size.y + HEADS_HIGH },
    }
}

/// Where the cursor is on heads and plot together.
fn on_sheet(layout: &Layout, format: Format, position: usize) -> Point {
    let at = window::cursor(layout, format, position);
    match format.direction() {
        Direction::Right => Point { x: at.x + HEADS_WIDE, y: at.y },
        Direction::Down => Point { x: at.x, y: at.y + HEADS_HIGH },
    }
}

/// Keeps the scale of a drawing that is to fit.
#[hook]
fn use_scale(scroller: &NodeRef, size: Point, fits: bool, scale: UseStateSetter<i32>) {
    let scroller = scroller.clone();
    use_effect_with((size, fits), move |(size, fits)| {
        scale.set(if *fits { window::fitting(&scroller, *size) } else { FULL });
    });
}

/// Keeps the present in sight, unless the visitor has scrolled away from it.
#[hook]
fn use_following(scroller: &NodeRef, place: (Point, Point, i32, Format), follows: bool) {
    let scroller = scroller.clone();
    use_effect_with((place, follows), move |((now, size, _, format), follows)| {
        if *follows {
            window::bring_into_sight(&scroller, *now, *size, *format);
        }
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
