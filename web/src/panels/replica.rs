//! One replica's card: vector, values, inbox, and the fields to write with.

use std::cmp::Reverse;
use std::rc::Rc;

use causal_core::sorted::sorted_by_key;
use yew::prelude::*;

use super::badge::{badge, dot_chip};
use super::icon::icon;
use super::machine::{machine_menu, machine_state};
use super::press::press;
use super::waiting::waiting;
use super::write_form::{WriteFormProps, write_form};
use crate::model::{Dispatch, Draft, KeyLine, ReplicaCard, Selection, WaitingCard};
use crate::msg::Msg;

use crate::words;

/// How many violations a card names.
const VIOLATIONS_SHOWN: usize = 2;

/// How many entries of a vector stand beside the name.
const FEW_ENTRIES: usize = 3;

/// What a card shows.
#[derive(PartialEq, Debug)]
pub(crate) struct ReplicaProps {
    /// The replica at the cursor.
    pub(crate) card: Rc<ReplicaCard>,
    /// What is being typed.
    pub(crate) draft: Draft,
    /// What the client named there has seen.
    pub(crate) client: Option<Rc<str>>,
    /// What is selected, and stands out.
    pub(crate) selection: Option<Selection>,
    /// Whether its empty inbox says what an inbox is for: one of them is enough.
    pub(crate) explains_inbox: bool,
    /// Whether the last thing happened here.
    pub(crate) is_new: bool,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// One replica: its vector, values and inbox, and what can be done there.
pub(crate) fn replica(props: &ReplicaProps) -> Html {
    let ReplicaProps { card, dispatch, .. } = props;
    let id = card.id;
    html! {
        <section class="replica" data-testid={format!("replica-{id}")} tabindex="-1"
            data-new={props.is_new.to_string()} aria-labelledby={format!("name-{id}")}>
            <header class="replica__head">
                { badge(id) }
                <h2 id={format!("name-{id}")}>{ &*card.name }</h2>
                { vector(card) }
                { machine_menu(card, dispatch) }
            </header>
            <div class="replica__body" tabindex="-1">
                { machine_state(card) }
                { violations(card, dispatch) }
                { values(card, dispatch) }
                { inbox(card, props) }
            </div>
            { write_form(&WriteFormProps {
                id,
                name: Rc::clone(&card.name),
                draft: props.draft.clone(),
                client: props.client.clone(),
                answers: &card.answers,
                dispatch: dispatch.clone(),
            }) }
        </section>
    }
}

fn vector(card: &ReplicaCard) -> Html {
    html! {
        <p class="replica__vector" data-many={(card.vector.len() > FEW_ENTRIES).to_string()}>
            <span class="visually-hidden">{ format!("vector: {}", card.vector_in_words) }</span>
            <span class="vector" aria-hidden="true" data-testid={format!("vector-{}", card.id)}>
                for (actor, n) in card.vector.iter() {
                    <span class="vector__entry">{ format!("{actor}{n}") }</span>{ " " }
                }
            </span>
        </p>
    }
}

/// The newest violations, and of one event first what the others follow from; the values below them
/// should stay in sight.
fn violations(card: &ReplicaCard, dispatch: &Dispatch) -> Html {
    // The newest come last, so that going backwards they are nearly in order.
    let backwards = card.violations.iter().enumerate().rev();
    let all = sorted_by_key(backwards, |(index, (event, _))| (Reverse(*event), *index));
    let n_more = all.len().saturating_sub(VIOLATIONS_SHOWN) + card.left_out.violations;
    html! {
        <>
            for (index, (_, (event, sentence))) in all.iter().enumerate().take(VIOLATIONS_SHOWN) {
                <p class="violation" data-testid={
                    let n_same = all[..index].iter().filter(|(_, (other, _))| other == event).count();
                    let which = if n_same > 0 { format!("-{}", n_same + 1) } else { String::new() };
                    format!("violation-{}-{event}{which}", card.id)
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

fn values(card: &ReplicaCard, dispatch: &Dispatch) -> Html {
    html! {
        <ul class="values" data-testid={format!("values-{}", card.id)}
            aria-label={format!("Values at {}", card.name)}>
            if card.values.is_empty() {
                <li class="empty">{
                    if card.vector.iter().any(|entry| entry.1 > 0) {
                        words::NO_VALUES
                    } else {
                        words::NOTHING_DELIVERED
                    }
                }</li>
            }
            for line in card.values.iter() {
                { key_line(card, line, dispatch) }
            }
            if card.left_out.keys > 0 || card.is_whole {
                { more(card, card.left_out.keys, "more keys", dispatch) }
            }
        </ul>
    }
}

/// What is left out of a long card, and the button that brings it.
fn more(card: &ReplicaCard, n: usize, what: &str, dispatch: &Dispatch) -> Html {
    let (words, label) = match card.is_whole {
        true => ("Show less".to_owned(), format!("Show less of {}", card.name)),
        false => {
            (format!("{n} {what}: show all"), format!("{n} {what} at {}: show all", card.name))
        }
    };
    html! {
        <li class="more">
            {
                press(dispatch, Msg::ToggleWholeCard(card.id), "inline-link").label(label).says(words)
            }
        </li>
    }
}

fn key_line(card: &ReplicaCard, line: &KeyLine, dispatch: &Dispatch) -> Html {
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
                press(dispatch, Msg::Delete(card.id, Rc::clone(&line.key)), "icon-button")
                    .testid(format!("delete-{}-{}", card.id, line.key))
                    .label(format!("Delete {} at {}", line.key, card.name))
                    .says(icon("erase"))
            }
        </li>
    }
}

fn inbox(card: &ReplicaCard, props: &ReplicaProps) -> Html {
    let ReplicaProps { selection, dispatch, .. } = props;
    let is_selected = |entry: &WaitingCard| {
        let both = [entry.selection(), Selection::Event(entry.since)];
        selection.is_some_and(|selected| both.contains(&selected))
    };
    let n = card.inbox.len() + card.left_out.waiting;
    html! {
        <div class="inbox" data-n={n.to_string()}>
            <h3>{ "Inbox " }<span class="inbox__count">{ n }</span></h3>
            <ul data-testid={format!("inbox-{}", card.id)} aria-label={format!("Inbox of {}", card.name)}>
                if n == 0 {
                    <li class="empty">
                        { if props.explains_inbox { words::EMPTY_INBOX } else { words::EMPTY } }
                    </li>
                }
                for entry in card.inbox.iter() {
                    { waiting(entry, is_selected(entry), dispatch) }
                }
                if card.left_out.waiting > 0 {
                    { more(card, card.left_out.waiting, "more wait", dispatch) }
                }
                if card.left_out.discarded > 0 {
                    { more(card, card.left_out.discarded, "more were thrown away", dispatch) }
                }
                for (event, sentence, is_wrong) in card.discarded.iter() {
                    <li class="discarded" data-wrong={is_wrong.to_string()}
                        key={format!("discarded-{event}")}>
                        { &**sentence }
                    </li>
                }
            </ul>
        </div>
    }
}
