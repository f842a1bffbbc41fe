//! What a predicate asks, gathered once, so that nothing else need be remembered.

use super::sort::Sort;
use super::tree::{Happening, Node, Slot, Term, Variable};
use super::vocabulary::{Asks, Gives, Kind};
use crate::scenario::actions::Verb;
use crate::sorted::sorted_by_key;

/// What a predicate asks. Whoever explores may leave out what is not asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Virtual time.
    pub time: bool,
    /// Reads: who asked, what came of it.
    pub reads: bool,
    /// What clients know, because what they were answered is judged by that.
    pub clients: bool,
    /// What has really been made and delivered, and what happens before what.
    pub truth: bool,
    /// The order of events at different replicas.
    pub order: bool,
    /// Anything that has been, as opposed to what is at present.
    pub past: bool,
    /// What is between steps: on its way, in buffers, at moments. What does not ask for that is
    /// decided by the last state of a run alone, if it does not ask for the past either.
    pub between: bool,
    /// More than one replica at once.
    pub several: bool,
}

/// The variables of a quantifier that stand for moments, and what is asked at those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AskedAt {
    pub(super) moment: Slot,
    /// The other variables that the parts speak of, in order.
    pub(super) of: Vec<Slot>,
}

/// All that must be remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) uses: Uses,
    /// The kinds of events that must be remembered for each write and replica.
    pub(super) events: Vec<Asks>,
    pub(super) counters: Vec<Counter>,
    /// The kinds of what can go wrong, by their bits.
    pub(super) violations: u16,
    pub(super) moments: Vec<AskedAt>,
    /// Whether it is asked what happens before which write.
    pub(super) pasts: bool,
    /// Whether it is asked which of two events was first, even in one step, or when one was.
    pub(super) firsts: bool,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Counter {
    Actions,
    Lost,
    Collected,
    Did(Verb),
}

impl Counter {
    pub(super) fn of(gives: Gives, of: &[Term]) -> Option<Self> {
        match (gives, of) {
            (Gives::NActions, _) => Some(Self::Actions),
            (Gives::NLost, _) => Some(Self::Lost),
            (Gives::NCollected, _) => Some(Self::Collected),
            (Gives::NDone, [Term::Verb(verb)]) => Some(Self::Did(*verb)),
            _ => None,
        }
    }
}

/// Gathers what a predicate asks.
pub(super) fn gather(node: &Node, variables: &[Variable]) -> Asked {
    let mut asked = Asked::default();
    node.visit(&mut |node| asked.see(node));
    node.visit_terms(&mut |term| asked.see_term(term));
    node.visit(&mut |inner| match inner {
        Node::At { moment, .. } if asked.moments.iter().all(|at| at.moment != *moment) => {
            let of = spoken_of(node, *moment, variables);
            asked.moments.push(AskedAt { moment: *moment, of });
        }
        _ => {}
    });
    for variable in variables {
        asked.see_sort(variable.sort);
    }
    asked.uses.several |= variables.iter().any(|variable| variable.sort == Sort::Replica);
    asked.uses.past |= asked.uses.truth || asked.uses.reads || asked.uses.clients;
    asked
}

/// The variables that the parts of a moment speak of, other than those bound in the parts.
fn spoken_of(node: &Node, moment: Slot, variables: &[Variable]) -> Vec<Slot> {
    let mut of = Vec::new();
    node.visit(&mut |part| {
        let Node::At { moment: at, node, .. } = part else { return };
        if *at != moment {
            return;
        }
        let mut inner: Vec<Slot> = Vec::new();
        node.visit(&mut |part| {
            if let Node::Bound { slots, .. } = part {
                inner.extend(slots);
            }
        });
        node.visit_terms(&mut |term| match term {
            Term::Variable(slot) if !inner.contains(slot) && !of.contains(slot) => of.push(*slot),
            _ => {}
        });
    });
    of.retain(|slot| variables[*slot].sort != Sort::Moment);
    sorted_by_key(of.into_iter(), |slot| *slot)
}

impl Asked {
    fn see(&mut self, node: &Node) {
        match node {
            Node::Asks(what, _) => self.see_question(*what),
            Node::Violation(kind) => self.see_violation(*kind),
            Node::Arrow(..) => {
                self.uses.truth = true;
                self.pasts = true;
            }
            Node::Before(first, second) => {
                self.uses.truth = true;
                self.firsts = true;
                self.uses.order |= !is_at_one_replica(first, second);
            }
            Node::At { .. } => {
                self.uses.past = true;
                self.uses.between = true;
            }
            _ => {}
        }
    }

    fn see_question(&mut self, what: Asks) {
        match what {
            Asks::Shows | Asks::ShowsValue | Asks::Up => {}
            Asks::Same => self.uses.several = true,
            Asks::Quiet | Asks::Idle => {
                self.uses.between = true;
                self.uses.several = true;
            }
            Asks::Waiting => {
                self.uses.truth = true;
                self.uses.between = true;
            }
            Asks::Made => self.uses.truth = true,
            Asks::Concurrent => {
                self.uses.truth = true;
                self.pasts = true;
            }
            Asks::Answered | Asks::Waited | Asks::Refused => self.uses.reads = true,
            Asks::Broke => {
                self.uses.reads = true;
                self.uses.clients = true;
                self.uses.truth = true;
            }
            _ => {
                self.uses.truth = true;
                if !self.events.contains(&what) {
                    self.events.push(what);
                }
            }
        }
    }

    fn see_violation(&mut self, kind: Kind) {
        self.violations |= kind.bit();
        self.uses.past = true;
        match kind {
            Kind::Diverged => self.uses.several = true,
            Kind::Total => {
                self.uses.truth = true;
                self.uses.order = true;
                self.uses.several = true;
                self.firsts = true;
            }
            Kind::HeldBack => {
                self.uses.between = true;
                self.uses.truth = true;
            }
            Kind::Any => {
                self.uses.several = true;
                self.uses.clients = true;
                self.uses.between = true;
                self.uses.truth = true;
            }
            Kind::ReadYourWrites
            | Kind::MonotonicReads
            | Kind::MonotonicWrites
            | Kind::WritesFollowReads => {
                self.uses.clients = true;
                self.uses.truth = true;
            }
            _ => self.uses.truth = true,
        }
    }

    fn see_term(&mut self, term: &Term) {
        match term {
            Term::Time(_) => {
                self.uses.time = true;
                self.uses.truth = true;
                self.firsts = true;
            }
            Term::Write(_) => self.uses.truth = true,
            Term::Domain(sort) => self.see_sort(*sort),
            Term::Call(gives, of) => {
                self.uses.past |= Counter::of(*gives, of).is_some();
                self.uses.between |= *gives == Gives::NWaiting;
                self.pasts |= !matches!(gives, Gives::By | Gives::Val | Gives::Key | Gives::Dot);
                let counter = Counter::of(*gives, of);
                self.counters.extend(counter.filter(|new| !self.counters.contains(new)));
            }
            _ => {}
        }
    }

    fn see_sort(&mut self, sort: Sort) {
        match sort {
            Sort::Write | Sort::Key => self.uses.truth = true,
            Sort::Read | Sort::Client => self.uses.reads = true,
            _ => {}
        }
    }
}

/// Whether two events are both asked of one replica: then that one alone decides their order.
pub(super) fn is_at_one_replica(first: &Happening, second: &Happening) -> bool {
    matches!((first.of.get(1), second.of.get(1)), (Some(left), Some(right)) if left == right)
}
