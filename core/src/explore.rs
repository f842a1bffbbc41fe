//! Every schedule of a scenario: can this happen at all, and if so, how soonest?
//!
//! A scenario's actors become programs, of which any may go on next, as any message may
//! arrive next. The real replicas are driven, without a second model of the protocol, and yet fast: what
//! a replica does depends on nothing but its own state and its input, so it is worked out once for each
//! pair, whatever the rest of the world looks like (partitioned next-state caching: Blom and van de Pol,
//! "Symbolic Reachability for Process Algebras with Recursive Data Types", 2008; the idea of keeping the
//! parts of a state once is collapse compression: Holzmann, "State Compression in SPIN", 1997).
//!
//! Read [`Question`] and [`Answer`], then `program.rs`, `place.rs`, `model.rs` and
//! `search.rs`. [`random`] draws schedules from seeds, where there are too many of them, or where clocks
//! have their part in what happens.

pub mod random;

mod actors;
mod answer;
mod budgets;
mod explorer;
mod interning;
mod model;
mod naming;
mod place;
mod program;
mod question;
mod reach;
mod refusal;
mod replay;
mod row;
mod search;
mod standing;
mod states;
mod steps;

pub use answer::{Answer, Counts, End, Hint, Limit, Outcome, Progress, Schedule, Shown};
pub use explorer::Explorer;
pub use question::{Asks, Budget, Faults, Question};
pub use reach::lacks;
pub use refusal::Refusal;
