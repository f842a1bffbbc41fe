//! What is unusual about replicas, and what can be done to them.

use causal_core::history::{ReplicaMoment, skew_in_words};
use causal_core::replica::protocol::Phase;
use causal_core::world::setting::Setting;

/// What is unusual about a replica, if anything.
pub(crate) fn machine(replica: &ReplicaMoment, setting: &Setting) -> Option<String> {
    let mut says = Vec::new();
    match (replica.runs, replica.phase) {
        (false, _) => says.push("Down: what arrives is lost.".to_owned()),
        (true, Phase::Outside) => says.push("No member: answers nobody.".to_owned()),
        (true, Phase::Joining) => says.push("Joining: has no state yet.".to_owned()),
        (true, Phase::Serving) => {}
    }
    if replica.actor.incarnation > 0 {
        says.push(format!("Writes as {}.", replica.actor));
    }
    if !replica.ahead.is_empty() {
        let dots = replica.ahead.iter().map(|write| write.dot);
        says.push(format!("Ahead of its vector: {}.", super::list(dots)));
    }
    if !replica.down.is_empty() {
        let names = replica.down.iter().map(|peer| setting.name(*peer));
        says.push(format!("Takes {} for down.", super::list(names)));
    }
    if replica.skew_ms != 0 {
        says.push(format!("Its clock is {}.", skew_in_words(replica.skew_ms)));
    }
    (!says.is_empty()).then(|| says.join(" "))
}

/// What an action of a replica's menu does, by its name there.
pub(crate) fn machine_action(name: &str) -> &'static str {
    match name {
        "restart" => "It goes on with what its disk has.",
        "restart-empty" => "It has forgotten everything, and asks the others for their state.",
        "join" => "It becomes a member, and takes over a state.",
        "crash" => "It answers nobody, and what arrives is lost.",
        "gossip" => "It tells a peer what it has, and gets what it lacks.",
        "leave" => "It is no member any more.",
        "collect" => "It forgets deletes that nothing can undo any more.",
        _ => "It forgets every delete: what it deleted can come back.",
    }
}
