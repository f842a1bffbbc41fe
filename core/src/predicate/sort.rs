//! The sorts of things that predicates speak of.

/// What a term stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A replica.
    Replica,
    /// A write.
    Write,
    /// A key of the store.
    Key,
    /// A value of the store.
    Value,
    /// A client, by the name of its session.
    Client,
    /// A read: a request that only looks.
    Read,
    /// A moment of the run: after a whole step, or before the first.
    Moment,
    /// A number: of things, or of milliseconds.
    Number,
    /// The name of a write.
    Dot,
    /// All that a replica shows.
    Store,
    /// One counter for each replica.
    Vector,
    /// A set of writes.
    Writes,
    /// What somebody has answered.
    Answer,
    /// A kind of action.
    Verb,
    /// What a quantifier ranges over.
    Domain,
    /// A session guarantee.
    Guarantee,
}
