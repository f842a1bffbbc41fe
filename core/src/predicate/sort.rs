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

/// One thing of a sort.
pub(super) fn one(sort: Sort) -> &'static str {
    match sort {
        Sort::Replica => "a replica, as A",
        Sort::Write => "a write, as A1 or a variable",
        Sort::Key => "a key",
        Sort::Value => "a value",
        Sort::Client => "a client",
        Sort::Read => "a variable for a read",
        Sort::Moment => "a variable for a moment",
        Sort::Number => "a number",
        Sort::Dot => "a write's name, as A1",
        Sort::Store => "`store(…)`",
        Sort::Vector => "a vector, as [1, 0, 2]",
        Sort::Writes => "a set of writes, as {A1, B1}",
        Sort::Answer => "an answer",
        Sort::Verb => "a kind of action, as crash",
        Sort::Domain => "`writes` or another kind of thing",
        Sort::Guarantee => "a guarantee, as ryw",
    }
}
