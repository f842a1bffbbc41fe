//! The replica cards, side by side.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use yew::prelude::*;

use super::replica::{ReplicaProps, replica};
use crate::memo::memo_of;
use crate::model::{Dispatch, Draft, Face, Selection};

/// What the row of cards shows.
#[derive(Debug)]
pub(crate) struct ReplicasProps {
    /// The replicas at the cursor.
    pub(crate) faces: Rc<Vec<Rc<Face>>>,
    /// What is being typed at each.
    pub(crate) drafts: Rc<Vec<Draft>>,
    /// What is selected, and stands out.
    pub(crate) selection: Option<Selection>,
    /// Where the last thing happened.
    pub(crate) changed: Option<ReplicaId>,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// All replicas side by side.
pub(crate) fn replicas(props: &ReplicasProps) -> Html {
    let cards = props.faces.iter().zip(props.drafts.iter());
    html! {
        <div class="replicas" data-region="replicas" tabindex="-1" role="region"
            aria-label="Replicas">
            for (face, draft) in cards {
                {
                    memo_of(face.id.0, replica, ReplicaProps {
                        face: Rc::clone(face),
                        draft: draft.clone(),
                        selection: props.selection,
                        is_new: props.changed == Some(face.id),
                        dispatch: props.dispatch.clone(),
                    })
                }
            }
        </div>
    }
}
