//! What happened, in order and complete, and what follows from it: happens-before, what every
//! replica showed at any position, and why a write waits there.
//!
//! Everything that anyone looks at is computed from a [`History`]. [`HappensBefore`] is the judge
//! of the replicas' vectors and so never looks at one.

mod answers;
mod causal_past;
mod clients;
mod digest;
mod event_clocks;
mod explain;
mod explain_request;
mod happens_before;
mod inbox;
mod knowledge;
mod log;
mod made_write;
mod moment;
mod replica_moment;
mod text;
mod whereabouts;

pub use answers::{Answered, Asked, answers, requests};
pub use causal_past::{CausalPast, WriteId};
pub use clients::{Clients, OpenRequest};
pub use event_clocks::event_clocks;
pub use explain::{Explanation, MissingWrite, Readiness};
pub use explain_request::{Awaits, RequestExplanation};
pub use happens_before::{Causation, Cone, HappensBefore};
pub use inbox::{Inbox, InboxEntry};
pub use log::History;
pub use made_write::MadeWrite;
pub use moment::Moment;
pub use replica_moment::ReplicaMoment;
pub use text::{
    event_in_words, groups_in_words, message_in_words, missing_in_words, rejection_in_words,
    skew_in_words,
};
pub use whereabouts::Whereabouts;
