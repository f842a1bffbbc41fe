//! The run as an ordered list of steps in words. It is there beside the diagram too, unseen: its
//! items are what the keyboard and screen readers reach.

use std::rc::Rc;

use causal_core::history::Moment;
use causal_core::world::event::EventId;
use causal_core::world::network::MessageId;
use yew::prelude::*;

use super::badge::badge;
use super::icon::icon;
use super::in_sight::{room, use_items_in_sight};
use super::press::press;
use super::send;
use crate::browser::show_current;
use crate::memo::PtrEq;
use crate::memo::memo_of;
use crate::model::{Dispatch, Filter, Mark, Row, Rows, Selection};
use crate::msg::{MessageAction, Msg, Timing};
use crate::words;

/// What the list shows.
#[derive(Properties, PartialEq, Debug)]
pub(crate) struct StepsProps {
    /// The run in words.
    pub(crate) rows: Rc<Rows>,
    /// The messages at the cursor.
    pub(crate) moment: PtrEq<Moment>,
    /// The stop that is shown, from 0.
    pub(crate) stop: usize,
    /// What is selected, and stands out.
    pub(crate) selection: Option<Selection>,
    /// What the keyboard reaches first.
    pub(crate) focus: Option<EventId>,
    /// What is left out.
    pub(crate) filter: Filter,
    /// Whether the list is what the main view shows.
    pub(crate) shown: bool,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The list of steps.
#[component]
pub(crate) fn Steps(props: &StepsProps) -> Html {
    let StepsProps { rows, stop, focus, filter, shown, .. } = props;
    let list = use_node_ref();
    let is_whole = use_state_eq(|| false);
    let chosen = use_memo((PtrEq::from(rows), *filter, *shown), |(rows, filter, shown)| {
        (*shown && *filter != Filter::Everything).then(|| chosen(rows, *filter))
    });
    let items = Items { rows, chosen: (*chosen).as_deref() };
    let focused = focus.and_then(|event| rows.of_event(event)).map(|row| row.stop);
    let anchors = [Some(*stop), focused].map(|stop| items.position_of(stop?));
    let (part, onscroll) = use_items_in_sight(&list, items.len(), anchors);
    let part = if *is_whole && *shown { 0..items.len() } else { part };
    use_effect_with((*stop, *shown), |(_, shown)| {
        if *shown {
            show_current();
        }
    });
    html! {
        <>
            <ol role="list" class={if *shown { "steps" } else { "steps visually-hidden" }}
                aria-label="Steps" data-testid="steps" ref={list} {onscroll}>
                { room("before", part.start) }
                if rows.is_empty() {
                    <li class="empty" key="empty">{ words::NO_WRITES_HERE }</li>
                }
                for at in part.clone() {
                    { item(props, &items, at) }
                }
                { room("after", items.len() - part.end) }
            </ol>
            if *shown && (part.len() < items.len() || *is_whole) {
                { whole_button(&is_whole, items.len()) }
            }
        </>
    }
}

/// The rows of the list: all, or those that were chosen, by their stops.
struct Items<'a> {
    rows: &'a Rows,
    chosen: Option<&'a [usize]>,
}

impl Items<'_> {
    fn len(&self) -> usize {
        self.chosen.map_or(self.rows.len(), <[usize]>::len)
    }

    fn row(&self, at: usize) -> Option<&Row> {
        self.rows.at(self.chosen.map_or(Some(at + 1), |chosen| chosen.get(at).copied())?)
    }

    /// Where a stop is, or the first after it.
    fn position_of(&self, stop: usize) -> Option<usize> {
        let at = match self.chosen {
            Some(chosen) => chosen.partition_point(|other| *other < stop),
            None => stop.saturating_sub(1),
        };
        (self.len() > 0).then(|| at.min(self.len() - 1))
    }
}

fn chosen(rows: &Rows, filter: Filter) -> Vec<usize> {
    rows.iter().filter(|row| passes(filter, row)).map(|row| row.stop).collect()
}

fn item(props: &StepsProps, items: &Items<'_>, at: usize) -> Html {
    let StepsProps { rows, moment, stop, selection, focus, shown, dispatch, .. } = props;
    let Some(row) = items.row(at) else { return Html::default() };
    let is_selected = match *selection {
        Some(Selection::Event(event)) => event == row.event,
        Some(Selection::Message(message)) => row.message == Some(message),
        None => false,
    };
    memo_of(
        row.stop,
        step,
        StepProps {
            rows: Rc::clone(rows),
            stop: row.stop,
            place: (at + 1, items.len()),
            is_here: row.stop == *stop,
            is_later: row.stop > *stop,
            is_reached: *focus == Some(row.event),
            is_selected,
            messages: if *shown { on_its_way(row, moment) } else { Vec::new() },
            has_buttons: *shown,
            dispatch: dispatch.clone(),
        },
    )
}

/// Long lists are in the document in part; who wants to search or print all of one can have it.
fn whole_button(is_whole: &UseStateHandle<bool>, n_items: usize) -> Html {
    let (setter, whole) = (is_whole.setter(), **is_whole);
    let words =
        if whole { "Only what is in sight".to_owned() } else { format!("All {n_items} steps") };
    html! {
        <button type="button" class="button steps__whole" data-testid="whole-list"
            aria-pressed={whole.to_string()}
            onclick={Callback::from(move |_: MouseEvent| setter.set(!whole))}>{ words }</button>
    }
}

fn passes(filter: Filter, row: &Row) -> bool {
    match filter {
        Filter::Everything => true,
        Filter::Waits => row.mark == Some(Mark::Wait),
        Filter::Violations => row.mark == Some(Mark::Violation),
        Filter::At(replica) => row.replica == Some(replica),
    }
}

/// The messages of a row that are on their way or held at the cursor.
fn on_its_way(row: &Row, moment: &Moment) -> Vec<(MessageId, bool)> {
    let of_row = moment.messages.values().filter(|envelope| {
        let same_write = row.is_write && row.dot.is_some_and(|dot| envelope.carries(dot));
        same_write || row.message == Some(envelope.id)
    });
    of_row.map(|envelope| (envelope.id, envelope.held)).collect()
}

/// What one step shows.
#[derive(PartialEq, Debug)]
struct StepProps {
    rows: Rc<Rows>,
    stop: usize,
    /// Its place in the list, from 1, and how many the list has.
    place: (usize, usize),
    is_here: bool,
    is_later: bool,
    is_reached: bool,
    is_selected: bool,
    messages: Vec<(MessageId, bool)>,
    has_buttons: bool,
    dispatch: Dispatch,
}

/// One row of the list, with its event in words.
fn step(props: &StepProps) -> Html {
    let Some(row) = props.rows.at(props.stop) else { return Html::default() };
    let dispatch = &props.dispatch;
    html! {
        <li class="step" role="listitem" data-testid={format!("event-{}", row.event)}
            data-event={row.event.to_string()} data-later={props.is_later.to_string()}
            data-selected={props.is_selected.to_string()} data-action={row.is_action.to_string()}
            aria-posinset={props.place.0.to_string()} aria-setsize={props.place.1.to_string()}
            aria-current={props.is_here.then_some("step")}
            tabindex={if props.is_reached { "0" } else { "-1" }}
            onfocus={send(dispatch, Msg::Focus(row.event))}
            onclick={send(dispatch, Msg::Select(Selection::Event(row.event)))}>
            <span class="step__number">{ row.stop }</span>
            if props.has_buttons {
                <span class="step__place">{ row.replica.map(badge).unwrap_or_default() }</span>
            }
            if let Some(mark) = row.mark {
                <span class="step__mark" data-mark={mark_name(mark)}>{ icon(mark_icon(mark)) }</span>
            }
            <span class="step__text">{ &*row.text }</span>
            if props.has_buttons {
                { buttons(row, &props.messages, props.is_here, dispatch) }
            }
        </li>
    }
}

fn mark_name(mark: Mark) -> &'static str {
    match mark {
        Mark::Wait => "wait",
        Mark::Violation => "violation",
    }
}

fn mark_icon(mark: Mark) -> &'static str {
    match mark {
        Mark::Wait => "wait",
        Mark::Violation => "alert",
    }
}

fn buttons(row: &Row, messages: &[(MessageId, bool)], is_here: bool, dispatch: &Dispatch) -> Html {
    html! {
        <span class="step__buttons">
            for (message, held) in messages {
                { message_buttons(*message, *held, row, dispatch) }
            }
            if !is_here {
                { press(dispatch, Msg::Time(Timing::Seek(row.stop)), "button").says("Go here") }
            }
        </span>
    }
}

fn message_buttons(message: MessageId, held: bool, row: &Row, dispatch: &Dispatch) -> Html {
    let name = row.dot.map(|dot| dot.to_string()).unwrap_or_default();
    let first =
        if held { ("Release", MessageAction::Release) } else { ("Hold", MessageAction::Hold) };
    let to = words::link(message.link);
    html! {
        for (verb, action) in [first, ("Drop", MessageAction::Drop), ("Duplicate", MessageAction::Duplicate)] {
            {
                press(dispatch, action.on(message), "button")
                    .label(format!("{verb} {to}: {name}"))
                    .says(html! { <>{ format!("{verb} {to}") }</> })
            }
        }
    }
}
