//! "As in seed 000 … 004": the five systems as settings, each with its own walk-through, so that
//! what its description says can be followed word for word.

mod walks;

use super::{Dialect, Names, Request, Response};
use crate::clock::ReplicaId;
use crate::json::{Tree, Value};
use crate::replica::protocol::{Conflicts, Dependencies, Protocol, Sessions, Time, Writes};
use crate::steps::Steps;
use crate::world::network::{LinkSetting, LinkState};
use crate::world::setting::Setting;

/// One of the five systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its dialect, and with that its number.
    pub dialect: Dialect,
    /// What it is, in one line.
    pub title: &'static str,
}

/// One thing that a walk-through does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// A client asks a node. `$metadata` in the body stands for what the answer before said that the
    /// client has seen.
    Ask(ReplicaId, Request),
    /// Time passes, in virtual milliseconds.
    Wait(Time),
}

/// The five systems, in order.
pub const PRESETS: [Preset; 5] = [
    Preset { dialect: Dialect::Seed000, title: "As in seed 000: nodes that replicate each put" },
    Preset { dialect: Dialect::Seed001, title: "As in seed 001: the client carries the messages" },
    Preset { dialect: Dialect::Seed002, title: "As in seed 002: buffered until causally ready" },
    Preset {
        dialect: Dialect::Seed003,
        title: "As in seed 003: 503 while a dependency is missing",
    },
    Preset {
        dialect: Dialect::Seed004,
        title: "As in seed 004: gossip, views, and reads that wait",
    },
];

impl Preset {
    /// What a run of the system starts from.
    #[must_use]
    pub fn setting(&self) -> Setting {
        let default = Setting::default();
        let names = Names::new(&default, self.dialect);
        let held = LinkSetting { state: LinkState::Held, ..LinkSetting::default() };
        Setting {
            names: default.replicas().map(|replica| names.node(replica)).collect(),
            protocol: self.protocol(),
            // Nobody is a member before an administrator says so.
            view: (self.dialect == Dialect::Seed004).then(Vec::new),
            // Messages wait until the client brings them.
            default_link: if self.dialect == Dialect::Seed001 {
                held
            } else {
                default.default_link
            },
            ..default
        }
    }

    /// How its replicas behave. Where the code of a system departs from what its description
    /// promises, this keeps the promise; the departures are settings of their own.
    fn protocol(&self) -> Protocol {
        let usual = Protocol { conflicts: Conflicts::Lww, ..Protocol::default() };
        match self.dialect {
            Dialect::Seed003 => Protocol {
                sessions: Sessions::Reject,
                dependencies: Dependencies::Session,
                // "Replicas periodically synchronize": seldom enough to see who lags behind.
                gossip_ms: Some(5000),
                health_ms: Some(1000),
                evict: true,
                ..usual
            },
            Dialect::Seed004 => Protocol {
                sessions: Sessions::Wait,
                dependencies: Dependencies::Session,
                writes: Writes::Accepted,
                broadcast: false,
                // One peer each time: of two, each every three seconds.
                gossip_ms: Some(1500),
                ..usual
            },
            _ => usual,
        }
    }

    /// What its own client, or its description, does first.
    #[must_use]
    pub fn walk(&self) -> Vec<Turn> {
        walks::of(self.dialect)
    }
}

impl Turn {
    /// What the client sends after an answer.
    #[must_use]
    pub fn request(&self, before: Option<&Response>) -> Option<Request> {
        let Self::Ask(_, request) = self else { return None };
        let known = before.and_then(|response| seen_in(&response.body));
        let body = String::from_utf8_lossy(&request.body);
        let body = body.replace("$metadata", known.as_deref().unwrap_or("null"));
        Some(Request { body: body.into_bytes(), ..request.clone() })
    }
}

/// What an answer says that the client has seen.
fn seen_in(body: &str) -> Option<String> {
    let Value::Object(fields) = Tree::read(body, &Steps::default()).ok()?.value else {
        return None;
    };
    let field = fields.iter().find(|(key, _)| key.slice == "\"causal-metadata\"");
    field.map(|(_, value)| value.slice.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_a_setting_and_a_walk() {
        for preset in PRESETS {
            assert_eq!(preset.setting().n_replicas(), 3);
            assert!(preset.walk().len() > 2);
            assert!(preset.title.contains(preset.dialect.word()));
        }
    }

    #[test]
    fn metadata_goes_from_answer_to_request() {
        let get = Request::new("GET", "/kvs/x", r#"{"causal-metadata": $metadata}"#);
        let turn = Turn::Ask(ReplicaId(0), get);
        let body = |before: Option<&str>| {
            let before = before.map(|body| Response { status: 200, body: body.to_owned() });
            turn.request(before.as_ref()).map(|request| request.body)
        };
        assert_eq!(body(None).as_deref(), Some(&br#"{"causal-metadata": null}"#[..]));
        let before = r#"{"result":"created","causal-metadata":{"A":1}}"#;
        assert_eq!(body(Some(before)).as_deref(), Some(&br#"{"causal-metadata": {"A":1}}"#[..]));
        assert_eq!(Turn::Wait(5).request(None), None);
    }
}
