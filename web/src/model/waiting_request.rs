//! The waiting card of a client's request: the same four lines as a write's.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_core::history::{Awaits, Moment, Readiness, RequestExplanation};
use causal_core::replica::protocol::RequestId;
use causal_core::run::Run;

use super::remedy::{Help, Seeking};
use super::waiting_card::{Waiting, WaitingCard, missing, place_and_help};
use crate::words;

impl WaitingCard {
    /// The card of a parked request at a moment of a run; `None` if it is not parked there.
    #[must_use]
    pub fn of_request(
        run: &Run,
        moment: &Moment,
        at: ReplicaId,
        request: RequestId,
    ) -> Option<Self> {
        let explanation = moment.explain_request(at, request, run.history())?;
        let is_own = *explanation.session == *at.to_string();
        let name: Rc<str> =
            if is_own { words::ANY_CLIENT.into() } else { (*explanation.session).into() };
        let (place, help) = third_line(run, moment, at, &explanation);
        let awaits_writes = explanation.awaits == Awaits::Writes;
        Some(Self {
            waiting: Waiting::Request(request),
            at,
            since: explanation.parked,
            what: words::asks_until(&explanation.op, explanation.until).into(),
            readiness: match explanation.awaits {
                Awaits::Nothing => Readiness::WaitsForEver,
                Awaits::Writes | Awaits::State | Awaits::Peers(_) => Readiness::Waits,
            },
            waits: words::awaits(explanation.awaits, explanation.missing.first()).into(),
            missing: if awaits_writes { missing(run, &explanation.missing) } else { Vec::new() },
            n_more: if awaits_writes { explanation.n_more } else { 0 },
            place,
            help,
            checks: explanation.checks,
            cascade: explanation.cascade,
            answers: explanation.is_answered_then.then(|| Rc::clone(&name)),
            name,
        })
    }
}

fn third_line(
    run: &Run,
    moment: &Moment,
    at: ReplicaId,
    explanation: &RequestExplanation,
) -> (Option<Rc<str>>, Option<Help>) {
    let help = match explanation.awaits {
        Awaits::Writes => return place_and_help(run, moment, at, explanation.missing.first()),
        Awaits::Nothing => None,
        Awaits::State => Seeking { run, moment, at }.help_to_a_state(),
        Awaits::Peers(dot) => Seeking { run, moment, at }.help_to_be_acknowledged(dot),
    };
    let place = help.as_ref().and_then(|help| help.under_way.as_deref()).map(Rc::from);
    (place, help)
}
