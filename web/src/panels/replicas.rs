//! The replica cards, side by side.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use yew::prelude::*;

use super::replica::{ReplicaProps, replica};
use super::write_form::CLIENT_NAMES;
use crate::memo::memo_of;
use crate::model::{Dispatch, Draft, ReplicaCard, Selection};

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
            for ((card, draft), client) in cards {
                {
                    memo_of(card.id.0, replica, ReplicaProps {
                        card: Rc::clone(card),
                        draft: draft.clone(),
                        client: client.clone(),
                        selection: props.selection,
                        is_new: props.changed == Some(card.id),
                        dispatch: props.dispatch.clone(),
                    })
                }
            }
            <datalist id={CLIENT_NAMES}>
                for name in props.client_names.iter() {
                    <option value={AttrValue::from(Rc::clone(name))} />
                }
            </datalist>
        </div>
    }
}
