//! One replica's card: vector, values, inbox, and the fields to write with.

use std::cmp::Reverse;
use std::rc::Rc;

use causal_diagram::sorted::sorted_by_key;
use yew::prelude::*;

use super::badge::{badge, dot_chip};
use super::icon::icon;
use super::machine::{machine_menu, machine_state};
use super::press::press;
use super::waiting::waiting;
use super::write_form::{WriteFormProps, write_form};
use crate::model::{Dispatch, Draft, Face, KeyLine, Selection};
use crate::msg::Msg;

use crate::words;

/// How many violations a card names.
const VIOLATIONS_SHOWN: usize = 2;

/// What a card shows.
#[derive(PartialEq, Debug)]
pub(crate) struct ReplicaProps {
    /// The replica at the cursor.
    pub(crate) face: Rc<Face>,
    /// What is being typed.
    pub(crate) draft: Draft,
    /// What is selected.
    pub(crate) selection: Option<Selection>,
    /// Whether the last thing happened here.
    pub(crate) is_new: bool,
    /// Where presses go.
    pub(crate) dispatch: Dispatch,
}

/// One replica.
pub(crate) fn replica(props: &ReplicaProps) -> Html {
    let ReplicaProps { face, dispatch, .. } = props;
    let id = face.id;
    html! {
        <section class="replica" data-testid={format!("replica-{id}")}
            data-new={props.is_new.to_string()} aria-labelledby={format!("name-{id}")}>
            <header class="replica__head">
                { badge(id) }
                <h2 id={format!("name-{id}")}>{ &*face.name }</h2>
                { vector(face) }
                { machine_menu(face, dispatch) }
            </header>
            <div class="replica__body" tabindex="-1">
                { machine_state(face) }
                { violations(face, dispatch) }
                { values(face, dispatch) }
                { inbox(face, props.selection, dispatch) }
            </div>
            { write_form(&WriteFormProps {
                id,
                name: Rc::clone(&face.name),
                draft: props.draft.clone(),
                can_read: face.has_sessions,
                dispatch: dispatch.clone(),
            }) }
        </section>
    }
}

fn vector(face: &Face) -> Html {
    let shown: Vec<String> = face.vector.iter().map(|(actor, n)| format!("{actor}{n}")).collect();
    html! {
        <p class="replica__vector">
            <span class="visually-hidden">{ format!("vector: {}", face.vector_in_words) }</span>
            <span class="vector" aria-hidden="true" data-testid={format!("vector-{}", face.id)}>
                { shown.join(" ") }
            </span>
        </p>
    }
}

/// The newest violations, and of one event first what the others follow from; the values below them
/// should stay in sight.
fn violations(face: &Face, dispatch: &Dispatch) -> Html {
    // The newest come last, so that going backwards they are nearly in order.
    let backwards = face.violations.iter().enumerate().rev();
    let all = sorted_by_key(backwards, |(index, (event, _))| (Reverse(*event), *index));
    let n_more = all.len().saturating_sub(VIOLATIONS_SHOWN);
    html! {
        <>
            for (index, (_, (event, sentence))) in all.iter().enumerate().take(VIOLATIONS_SHOWN) {
                <p class="violation" data-testid={
                    let n_same = all[..index].iter().filter(|(_, (other, _))| other == event).count();
                    let which = if n_same > 0 { format!("-{}", n_same + 1) } else { String::new() };
                    format!("violation-{}-{event}{which}", face.id)
                }>
                    { icon("alert") }
                    {
                        press(dispatch, Msg::Select(Selection::Event(*event)), "inline-link")
                            .says(AttrValue::from(Rc::clone(sentence)))
                    }
                </p>
            }
            if n_more > 0 {
                <p class="violation">{ format!("{n_more} more: see the list.") }</p>
            }
        </>
    }
}

fn values(face: &Face, dispatch: &Dispatch) -> Html {
    html! {
        <ul class="values" data-testid={format!("values-{}", face.id)}
            aria-label={format!("Values at {}", face.name)}>
            if face.values.is_empty() {
                <li class="empty">{
                    if face.vector.iter().any(|entry| entry.1 > 0) {
                        words::NO_VALUES
                    } else {
                        words::NOTHING_DELIVERED
                    }
                }</li>
            }
            for line in face.values.iter() {
                { key_line(face, line, dispatch) }
            }
        </ul>
    }
}

fn key_line(face: &Face, line: &KeyLine, dispatch: &Dispatch) -> Html {
    let n = line.siblings.len();
    html! {
        <li class="values__key" key={line.key.to_string()} data-siblings={n.to_string()}>
            <span class="values__line">
                <span class="values__name">{ &*line.key }</span>
                <span>{ "=" }</span>
                <span class="values__siblings">
                    for (dot, value) in line.siblings.iter() {
                        <span class="values__value">
                            <span>{ &**value }</span>{ " " }{ dot_chip(*dot, dispatch) }
                        </span>
                    }
                </span>
                if n > 1 {
                    <span class="values__count">{ format!("{n} siblings") }</span>
                }
            </span>
            {
                press(dispatch, Msg::Delete(face.id, Rc::clone(&line.key)), "icon-button")
                    .testid(format!("delete-{}-{}", face.id, line.key))
                    .label(format!("Delete {} at {}", line.key, face.name))
                    .says(icon("erase"))
            }
        </li>
    }
}

fn inbox(face: &Face, selection: Option<Selection>, dispatch: &Dispatch) -> Html {
    let is_selected = |message, event| {
        selection == Some(Selection::Message(message)) || selection == Some(Selection::Event(event))
    };
    let n = face.inbox.len();
    html! {
        <div class="inbox" data-n={n.to_string()}>
            <h3>{ "Inbox " }<span class="inbox__count">{ n }</span></h3>
            <ul data-testid={format!("inbox-{}", face.id)} aria-label={format!("Inbox of {}", face.name)}>
                if n == 0 {
                    <li class="empty">{ words::EMPTY_INBOX }</li>
                }
                for card in face.inbox.iter() {
                    { waiting(card, is_selected(card.message, card.received), dispatch) }
                }
                for (event, sentence, is_wrong) in face.discarded.iter() {
                    <li class="discarded" data-wrong={is_wrong.to_string()}
                        key={format!("discarded-{event}")}>
                        { &**sentence }
                    </li>
                }
                for sentence in face.parked.iter() {
                    <li class="parked">{ &**sentence }</li>
                }
            </ul>
        </div>
    }
}
