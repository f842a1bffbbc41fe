//! What a term comes to.

use std::sync::Arc;

use crate::clock::{Dot, ReplicaId};
use crate::world::action::SessionName;

/// What a term comes to; what a variable stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Value {
    /// What there is not, or not yet. Nothing compares with it.
    Unknown,
    /// No value, or no entry.
    Nothing,
    Replica(ReplicaId),
    /// A write by its true name.
    Write(Dot),
    /// The name that a write bears.
    Dot(Dot),
    Text(Arc<str>),
    Number(i64),
    /// A read: whose, and the how-manieth of that client's.
    Read(SessionName, u32),
    /// A moment: the answers that its parts had then, as bits.
    Moment(u64),
    /// Several, in order.
    List(Vec<Value>),
}

/// What is so, and whether it stays so whatever comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Is {
    pub(super) so: bool,
    pub(super) fixed: bool,
}

impl Is {
    /// So it is for ever.
    pub(super) const fn always(so: bool) -> Self {
        Self { so, fixed: true }
    }

    /// So it is at present.
    pub(super) const fn now(so: bool) -> Self {
        Self { so, fixed: false }
    }

    /// Once it is so, it stays so.
    pub(super) const fn once(so: bool) -> Self {
        Self { so, fixed: so }
    }

    pub(super) const fn not(self) -> Self {
        Self { so: !self.so, fixed: self.fixed }
    }
}

/// How a term's value goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trend {
    /// It stays.
    Stays,
    /// It never becomes less.
    Grows,
    /// It may become anything.
    Varies,
}
