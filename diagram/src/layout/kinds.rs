//! What kinds of things there are on the diagram, and where along the two rails each has its place.

use causal_core::replica::protocol::Message;

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// ● A write is accepted.
    Write,
    /// ○ A message arrives.
    Arrival,
    /// ◉ A write, or a state, takes effect.
    Delivery,
    /// ⦸ A write is thrown away.
    Discard,
    /// ✕ A message is lost.
    Loss,
    /// • Messages leave that are no new write: gossip, states, pings, repairs.
    Sending,
    /// A client's request begins to wait.
    Request,
    /// A client gets what it asked for.
    Answer,
    /// A client's request is turned down.
    Refusal,
    /// ╳ A replica stops.
    Crash,
    /// ↻ It starts again.
    Restart,
}

impl MarkKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Write,
        Self::Arrival,
        Self::Delivery,
        Self::Discard,
        Self::Loss,
        Self::Sending,
        Self::Request,
        Self::Answer,
        Self::Refusal,
        Self::Crash,
        Self::Restart,
    ];

    /// Its name in attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Arrival => "arrival",
            Self::Delivery => "delivery",
            Self::Discard => "discard",
            Self::Loss => "loss",
            Self::Sending => "sending",
            Self::Request => "request",
            Self::Answer => "answer",
            Self::Refusal => "refusal",
            Self::Crash => "crash",
            Self::Restart => "restart",
        }
    }

    /// Whether it stands on the life line, where things take effect and messages leave.
    #[must_use]
    pub fn is_on_lifeline(self) -> bool {
        match self {
            Self::Arrival | Self::Discard | Self::Loss | Self::Request => false,
            Self::Write
            | Self::Delivery
            | Self::Sending
            | Self::Answer
            | Self::Refusal
            | Self::Crash
            | Self::Restart => true,
        }
    }
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Links hold what is sent, or one message is held.
    Held,
    /// Links carry messages again.
    Open,
    /// A message is let go.
    Released,
    /// A message gets a copy.
    Doubled,
    /// Links lose what is sent.
    Cut,
    /// Links have another latency, loss or order.
    Changed,
    /// Nothing but time has passed.
    TimePassed,
    /// Something happens to a replica itself.
    Replica,
    /// Something is wrong with an event that has no mark.
    Violation,
    /// Somebody has remarked something.
    Remark,
}

/// What a message is for: how broad its arrow is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It brings a new write.
    Write,
    /// It brings what somebody lacks, or says what somebody has: gossip, repairs, states.
    Exchange,
    /// It only says something: pings, views, acknowledgements, requests for a state.
    Service,
}

impl Purpose {
    /// What a message is for.
    #[must_use]
    pub fn of(what: &Message) -> Self {
        match what {
            Message::Write(_) => Self::Write,
            Message::Repair(_) | Message::Vector { .. } | Message::State(_) => Self::Exchange,
            Message::StateRequest { .. }
            | Message::NoState { .. }
            | Message::View { .. }
            | Message::Acknowledgement(_)
            | Message::Ping
            | Message::Pong => Self::Service,
        }
    }

    /// Its name in attributes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Exchange => "exchange",
            Self::Service => "service",
        }
    }
}
