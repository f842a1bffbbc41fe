//! What can be chosen about the protocol, beside the delivery rule and the sessions: one menu each.

use causal_core::replica::protocol::{Amnesia, Conflicts, Dependencies, Protocol, Writes};

/// One menu of the protocol dialog: a setting with all its values.
#[derive(Debug)]
pub struct Choice {
    /// How tests and messages call it.
    pub name: &'static str,
    /// What it is about.
    pub label: &'static str,
    /// What can be chosen; the first is the usual.
    pub options: &'static [Chosen],
}

/// One thing to choose.
#[derive(Debug)]
pub struct Chosen {
    /// The value's name in the menu.
    pub word: &'static str,
    /// What the value means, in one sentence.
    pub says: &'static str,
    /// Gives a protocol this value.
    pub set: fn(&mut Protocol),
}

impl Chosen {
    const fn new(word: &'static str, says: &'static str, set: fn(&mut Protocol)) -> Self {
        Self { word, says, set }
    }

    /// Whether a protocol has it so.
    #[must_use]
    pub fn holds(&self, protocol: &Protocol) -> bool {
        let mut chosen = *protocol;
        (self.set)(&mut chosen);
        chosen == *protocol
    }
}

impl Choice {
    /// The menu of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        CHOICES.iter().find(|choice| choice.name == name)
    }

    /// What a protocol has chosen; none if it is something that the menu does not offer.
    #[must_use]
    pub fn of(&self, protocol: &Protocol) -> Option<&'static Chosen> {
        self.options.iter().find(|option| option.holds(protocol))
    }
}

/// All menus of the protocol dialog, in its order.
pub const CHOICES: [Choice; 8] = [
    Choice {
        name: "conflicts",
        label: "Conflicts",
        options: &[
            Chosen::new(
                "siblings",
                "Concurrent values of one key stay side by side as siblings, until a write that has \
                 seen them replaces them.",
                |p| p.conflicts = Conflicts::Siblings,
            ),
            Chosen::new(
                "lww",
                "The last writer wins, by a stamp above all that it has seen: everybody agrees, and \
                 one of two concurrent writes is lost.",
                |p| p.conflicts = Conflicts::Lww,
            ),
            Chosen::new(
                "wall-clock",
                "The later reading of the authors' own clocks wins: a clock that is behind loses \
                 writes that came after.",
                |p| p.conflicts = Conflicts::WallClock,
            ),
            Chosen::new(
                "arrival",
                "Whatever is delivered last stays: replicas differ for ever, though delivery is \
                 causal.",
                |p| p.conflicts = Conflicts::Arrival,
            ),
        ],
    },
    Choice {
        name: "dependencies",
        label: "A write depends on",
        options: &[
            Chosen::new("its replica", "Everything that its replica has delivered.", |p| {
                p.dependencies = Dependencies::Replica;
            }),
            Chosen::new("its session", "What its session has seen: fewer waits.", |p| {
                p.dependencies = Dependencies::Session;
            }),
        ],
    },
    Choice {
        name: "writes",
        label: "Writes of a session",
        options: &[
            Chosen::new("gated", "They wait, or are turned down, like reads.", |p| {
                p.writes = Writes::Gated;
            }),
            Chosen::new(
                "accepted",
                "They are always taken, if need be ahead of what the replica has.",
                |p| p.writes = Writes::Accepted,
            ),
        ],
    },
    Choice {
        name: "broadcast",
        label: "Broadcast",
        options: &[
            Chosen::new("on", "A write is sent to every member at once.", |p| p.broadcast = true),
            Chosen::new("off", "Only gossip carries writes.", |p| p.broadcast = false),
        ],
    },
    Choice {
        name: "gossip",
        label: "Gossip",
        options: &[
            Chosen::new("off", "What is lost stays lost.", |p| p.gossip_ms = None),
            Chosen::new(
                "0.5 s",
                "Twice a second a replica tells one peer what it has seen.",
                |p| {
                    p.gossip_ms = Some(500);
                },
            ),
            Chosen::new(
                "3 s",
                "Every three seconds a replica tells one peer what it has seen.",
                |p| {
                    p.gossip_ms = Some(3000);
                },
            ),
        ],
    },
    Choice {
        name: "health",
        label: "Pings",
        options: &[
            Chosen::new("off", "Nobody asks whether the others run.", |p| p.health_ms = None),
            Chosen::new("1 s", "Who leaves three pings without an answer counts as down.", |p| {
                p.health_ms = Some(1000);
            }),
        ],
    },
    Choice {
        name: "evict",
        label: "Who is down",
        options: &[
            Chosen::new("stays a member", "It is only sent nothing.", |p| p.evict = false),
            Chosen::new("leaves the view", "Until it answers again.", |p| p.evict = true),
        ],
    },
    Choice {
        name: "amnesia",
        label: "Without its disk",
        options: &[
            Chosen::new("a new name", "A replica counts on as somebody new.", |p| {
                p.amnesia = Amnesia::Safe;
            }),
            Chosen::new("the old name", "A mistake: it counts from 1 again.", |p| {
                p.amnesia = Amnesia::Naive;
            }),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_option_is_the_usual_and_exactly_one_holds() {
        for choice in &CHOICES {
            let usual = Protocol::default();
            assert_eq!(choice.of(&usual).map(|option| option.word), Some(choice.options[0].word));
            for option in choice.options {
                let mut protocol = usual;
                (option.set)(&mut protocol);
                let held = choice.options.iter().filter(|option| option.holds(&protocol)).count();
                assert_eq!(held, 1, "{} {}", choice.name, option.word);
            }
        }
    }
}
