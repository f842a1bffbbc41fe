//! What was asked, until the events hold the answer.

use super::Response;
use super::relayed::RelayedMessage;
use super::reply_format::ReplyFormat;
use crate::world::event::Event;

/// Knows the response to a request when the events hold it.
#[derive(Clone, Debug)]
pub struct Question(Box<Asked>);

#[derive(Clone, Debug)]
enum Asked {
    /// A client asked: its reply is the answer.
    Client(ReplyFormat),
    /// An administrator did: that it was done is the answer.
    Administrator(Response),
    /// A client relayed a message: its arrival is the answer.
    Relayed(RelayedMessage),
}

impl Question {
    pub(super) fn new(format: ReplyFormat) -> Self {
        Self(Box::new(Asked::Client(format)))
    }

    pub(super) fn of_administrator(response: Response) -> Self {
        Self(Box::new(Asked::Administrator(response)))
    }

    pub(super) fn of_relayed(message: RelayedMessage) -> Self {
        Self(Box::new(Asked::Relayed(message)))
    }

    /// The response, if these events hold it: those of the action and of what came after it, in
    /// order and without a gap. `None` while the request is parked, or the message on its way.
    #[must_use]
    pub fn answer(&self, since: &[Event]) -> Option<Response> {
        match &*self.0 {
            Asked::Client(format) => format.answer(since),
            Asked::Administrator(response) => (!since.is_empty()).then(|| response.clone()),
            Asked::Relayed(message) => message.answer(since),
        }
    }
}
