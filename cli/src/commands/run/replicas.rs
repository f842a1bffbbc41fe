//! What each replica shows at the end, what is ahead there, and what waits.

use causal_core::clock::ReplicaId;
use causal_core::history::{
    History, Moment, ReplicaMoment, missing_in_words, requests, skew_in_words,
};
use causal_core::replica::DotRange;
use causal_core::replica::protocol::{Phase, Write};
use causal_core::replica::rule::Verdict;

use super::answers::asks;
use super::{content, line};

/// Writes all replicas, each after an empty line.
pub(super) fn write(text: &mut String, moment: &Moment, history: &History) {
    let requests = requests(history);
    for (id, replica) in moment.setting().replicas().zip(&moment.replicas) {
        let (letter, name) = (id.to_string(), moment.setting().name(id));
        let name = if name == letter { String::new() } else { format!(" {name}") };
        line(text, &format!("\n{letter}{name} {}", replica.seen));
        write_machine(text, replica);
        write_values(text, replica);
        write_waiting(text, id, replica, moment);
        for (request, missing) in &replica.parked {
            let asks = requests.get(request).map(|asked| asks(asked, moment.setting()));
            let waits = match &**missing {
                [] => "waits for a state".to_owned(),
                missing => waits_for(missing),
            };
            line(text, &format!("  parked: {}, {waits}", asks.unwrap_or_default()));
        }
    }
}

/// What is unusual about it.
fn write_machine(text: &mut String, replica: &ReplicaMoment) {
    match (replica.runs, replica.phase) {
        (false, _) => line(text, "  is down"),
        (true, Phase::Outside) => line(text, "  is no member"),
        (true, Phase::Joining) => line(text, "  is joining"),
        (true, Phase::Serving) => {}
    }
    if replica.skew_ms != 0 {
        line(text, &format!("  has a clock that is {}", skew_in_words(replica.skew_ms)));
    }
}

fn write_values(text: &mut String, replica: &ReplicaMoment) {
    let shown = replica.store.all_shown(&replica.ahead);
    for siblings in shown.chunk_by(|one, next| one.key == next.key) {
        let sibling = |write: &std::sync::Arc<Write>| {
            let ahead = if replica.is_ahead(write.dot) { ", ahead" } else { "" };
            write.value.as_ref().map(|value| format!("{value:?} ({}{ahead})", write.dot))
        };
        let values: Vec<String> = siblings.iter().filter_map(sibling).collect();
        if !values.is_empty() {
            line(text, &format!("  {:?} = {}", siblings[0].key, values.join(", ")));
        }
    }
}

/// Its own writes that are ahead, and what has arrived and not been delivered.
fn write_waiting(text: &mut String, id: ReplicaId, replica: &ReplicaMoment, moment: &Moment) {
    let ahead = replica.ahead.iter().map(|write| ("ahead", write));
    let inbox = replica.inbox.iter().map(|entry| ("inbox", &entry.write));
    for (place, write) in ahead.chain(inbox) {
        let missing = moment.waits_for(id, write);
        let waits = match (moment.verdict(id, write), &*missing) {
            (Verdict::Deliver, _) => "is ready, and left behind".to_owned(),
            (_, []) => "waits for ever".to_owned(),
            (_, missing) => waits_for(missing),
        };
        line(text, &format!("  {place}: {} {} {waits}", write.dot, content(write)));
    }
}

fn waits_for(missing: &[DotRange]) -> String {
    format!("waits for {}", missing_in_words(missing))
}
