//! The replica cards, side by side.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use yew::prelude::*;

use super::badge::badge;
use super::replica::{ReplicaProps, replica};
use super::write_form::CLIENT_NAMES;
use crate::browser::go_to;
use crate::memo::memo_of;
use crate::model::{Dispatch, Draft, ReplicaCard, Selection};
use crate::words;

/// How many cards a row has room for on most screens.
const CARDS_IN_SIGHT: usize = 3;

/// What the row of cards shows.
#[derive(Debug)]
pub(crate) struct ReplicasProps {
    /// The replicas at the cursor.
    pub(crate) cards: Rc<Vec<Rc<ReplicaCard>>>,
    /// What is being typed at each.
    pub(crate) drafts: Rc<Vec<Draft>>,
    /// What the client named at each has seen.
    pub(crate) clients: Vec<Option<Rc<str>>>,
    /// The names of clients to choose from.
    pub(crate) client_names: Vec<Rc<str>>,
    /// What is selected, and stands out.
    pub(crate) selection: Option<Selection>,
    /// Where the last thing happened.
    pub(crate) changed: Option<ReplicaId>,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// All replicas side by side.
pub(crate) fn replicas(props: &ReplicasProps) -> Html {
    let cards = props.cards.iter().zip(props.drafts.iter()).zip(&props.clients);
    html! {
        <div class="replicas" data-region="replicas" tabindex="-1" role="region"
            aria-label="Replicas">
            if props.cards.len() > CARDS_IN_SIGHT {
                { index(props) }
            }
            <div class="replicas__row">
                for ((card, draft), client) in cards {
                    {
                        memo_of(card.id.0, replica, ReplicaProps {
                            card: Rc::clone(card),
                            draft: draft.clone(),
                            client: client.clone(),
                            selection: props.selection,
                            explains_inbox: card.id == ReplicaId(0),
                            is_new: props.changed == Some(card.id),
                            dispatch: props.dispatch.clone(),
                        })
                    }
                }
            </div>
            <datalist id={CLIENT_NAMES}>
                for name in props.client_names.iter() {
                    <option value={AttrValue::from(Rc::clone(name))} />
                }
            </datalist>
        </div>
    }
}

/// A button for each replica, which goes to its card and says how much waits there.
fn index(props: &ReplicasProps) -> Html {
    html! {
        <div class="replicas__index" role="group" aria-label="Go to a replica">
            for card in props.cards.iter() {
                { entry(card, props.changed == Some(card.id)) }
            }
        </div>
    }
}

fn entry(card: &ReplicaCard, is_new: bool) -> Html {
    let n = card.inbox.len() + card.left_out.waiting;
    let place = format!("replica-{}", card.id);
    let onclick = Callback::from(move |_: MouseEvent| go_to(&place));
    html! {
        <button type="button" data-testid={format!("go-{}", card.id)} data-new={is_new.to_string()}
            aria-label={words::go_to(&card.name, n)} title={AttrValue::from(Rc::clone(&card.name))}
            {onclick}>
            { badge(card.id) }
            if n > 0 { <span class="inbox__count">{ n }</span> }
        </button>
    }
}
