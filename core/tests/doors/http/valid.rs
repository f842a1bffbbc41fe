//! Requests that a client of one of the five systems sends: to keys that are there, with the
//! metadata that it was given, with the messages that are under way.

use causal_core::clock::{Actor, Dot, ReplicaId};
use causal_core::http::{Dialect, Names, Request, Response};
use causal_core::replica::protocol::Write;
use causal_core::world::World;

use crate::luck::Luck;

/// Values as JSON.
const VALUES: [&str; 12] = [
    "1",
    "\"x\"",
    "\"\"",
    "null",
    "[1, {\"a\": 2.50}]",
    "{}",
    "true",
    "-0",
    "\"\\u00e9\"",
    "\"\u{feff}v\"",
    "1e9",
    "\"{\\\"A\\\":1}\"",
];

/// Keys as they travel in a path, and as they stand in a body.
const KEYS: [(&str, &str); 5] =
    [("x", "x"), ("y", "y"), ("a%2Fb", "a/b"), ("%C3%A9", "é"), ("%EF%BB%BFk", "\u{feff}k")];

/// Metadata of somebody who has seen nothing, and of somebody who cannot have.
const SEEN: [&str; 4] =
    ["{}", "null", "{\"@stamp\": 1152921504606846975}", "{\"@stamp\": 18446744073709551615}"];

/// Somebody who talks to nodes.
pub(super) struct Client {
    dialect: Dialect,
    names: Names,
    /// What the last answers said that it has seen.
    seen: Vec<String>,
}

impl Client {
    pub(super) fn new(dialect: Dialect, names: Names) -> Self {
        Self { dialect, names, seen: SEEN.map(String::from).into() }
    }

    /// Remembers what an answer says that it has seen.
    pub(super) fn hears(&mut self, response: Option<&Response>) {
        let body = response.and_then(|response| serde_json::from_str(&response.body).ok());
        let Some(serde_json::Value::Object(fields)) = body else { return };
        self.seen.extend(fields.get("causal-metadata").map(ToString::to_string));
    }

    /// Some node, and what it is asked.
    pub(super) fn request(&self, world: &World, luck: &mut Luck) -> (ReplicaId, Request) {
        let on = *luck.pick(&world.setting().replicas().collect::<Vec<_>>());
        let request = match self.dialect {
            Dialect::Seed000 => self.of_000(world, on, luck),
            Dialect::Seed001 => self.of_001(world, on, luck),
            Dialect::Seed002 => self.of_002(world, on, luck),
            Dialect::Seed003 => self.of_003(luck),
            _ => self.of_004(luck),
        };
        (on, request)
    }

    /// The question what stands under a key.
    pub(super) fn get(&self, key: &str) -> Request {
        let key: String = key.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let path = match self.dialect {
            Dialect::Seed000 => format!("/get/{key}"),
            Dialect::Seed001 => format!("/retrieve?key={key}"),
            Dialect::Seed002 => format!("/read/{key}"),
            Dialect::Seed003 => format!("/kvs/{key}"),
            _ => format!("/kvs/data/{key}"),
        };
        Request::new("GET", &path, "")
    }

    fn of_000(&self, world: &World, on: ReplicaId, luck: &mut Luck) -> Request {
        let ((path, key), value) = (*luck.pick(&KEYS), *luck.pick(&VALUES));
        match luck.below(8) {
            0 => Request::new("GET", "/health", ""),
            1 => Request::new("GET", "/status", ""),
            2 | 3 => Request::new("GET", &format!("/get/{path}"), ""),
            4 => self.carried(world, on, "/replicate", ["vector_clock", "sender_id"], luck),
            _ => {
                Request::new("POST", "/put", format!("{{\"key\": \"{key}\", \"value\": {value}}}"))
            }
        }
    }

    fn of_001(&self, world: &World, on: ReplicaId, luck: &mut Luck) -> Request {
        let ((path, key), value) = (*luck.pick(&KEYS), *luck.pick(&VALUES));
        match luck.below(5) {
            0 => Request::new("GET", &format!("/retrieve?key={path}"), ""),
            1 | 2 => self.carried(world, on, "/store", ["clock", "origin"], luck),
            _ => {
                let here = &world.replicas()[on.index()];
                let next = here.seen().get(Actor::first(on)).saturating_add(1);
                let mut vector = here.seen().clone();
                vector.include(Dot::new(Actor::first(on), next));
                let clock = self.clock(vector.iter());
                let origin = self.names.node(on);
                let body = format!(
                    "{{\"key\": \"{key}\", \"value\": {value}, \"clock\": {clock}, \"origin\": \"{origin}\"}}"
                );
                Request::new("POST", "/store", body)
            }
        }
    }

    fn of_002(&self, world: &World, on: ReplicaId, luck: &mut Luck) -> Request {
        let ((path, key), value) = (*luck.pick(&KEYS), *luck.pick(&VALUES));
        match luck.below(8) {
            0 => Request::new("GET", "/health", ""),
            1 => Request::new("GET", "/debug", ""),
            2 => Request::new("GET", &format!("/read?key={path}"), ""),
            3 => Request::new("GET", &format!("/read/{path}"), ""),
            4 => self.carried(world, on, "/replicate", ["clock", "sender"], luck),
            _ => Request::new(
                "POST",
                "/write",
                format!("{{\"key\": \"{key}\", \"value\": {value}}}"),
            ),
        }
    }

    fn of_003(&self, luck: &mut Luck) -> Request {
        let (path, value) = (luck.pick(&KEYS).0, *luck.pick(&VALUES));
        let seen = luck.pick(&self.seen).clone();
        let address = self.any_address(luck);
        let view = format!("{{\"socket-address\": \"{address}\"}}");
        let path = format!("/kvs/{path}");
        match luck.below(12) {
            0 => Request::new("GET", "/view", ""),
            1 => Request::new("PUT", "/view", view),
            2 => Request::new("DELETE", "/view", view),
            3 => Request::new("GET", "/health", ""),
            4..7 => Request::new("GET", &path, format!("{{\"causal-metadata\": {seen}}}")),
            7 => Request::new("DELETE", &path, format!("{{\"causal-metadata\": {seen}}}")),
            _ => {
                let body = format!("{{\"value\": {value}, \"causal-metadata\": {seen}}}");
                Request::new("PUT", &path, body)
            }
        }
    }

    fn of_004(&self, luck: &mut Luck) -> Request {
        let (path, value) = (luck.pick(&KEYS).0, *luck.pick(&["\"x\"", "\"\"", "\"\u{feff}v\""]));
        let seen = luck.pick(&self.seen).clone();
        let all: Vec<String> = (0..3).map(|node| format!("\"{}\"", self.address(node))).collect();
        let path = format!("/kvs/data/{path}");
        match luck.below(12) {
            0 => Request::new("GET", "/kvs/admin/view", ""),
            1 | 2 => {
                let view = format!("{{\"view\": [{}]}}", all.join(", "));
                Request::new("PUT", "/kvs/admin/view", view)
            }
            3 => Request::new("DELETE", "/kvs/admin/view", ""),
            4 => Request::new("GET", "/kvs/data", format!("{{\"causal-metadata\": {seen}}}")),
            5..8 => Request::new("GET", &path, format!("{{\"causal-metadata\": {seen}}}")),
            8 => Request::new("DELETE", &path, format!("{{\"causal-metadata\": {seen}}}")),
            _ => {
                let body = format!("{{\"val\": {value}, \"causal-metadata\": {seen}}}");
                Request::new("PUT", &path, body)
            }
        }
    }

    /// A message that is under way to a node, brought there by hand; a made-up one if none is.
    fn carried(
        &self,
        world: &World,
        on: ReplicaId,
        path: &str,
        [clock, sender]: [&str; 2],
        luck: &mut Luck,
    ) -> Request {
        let to_here = world.envelopes().filter(|envelope| envelope.id.link.to == on);
        let writes: Vec<&Write> =
            to_here.filter_map(|envelope| Some(&**envelope.what.write()?)).collect();
        let body = if writes.is_empty() {
            let vector = [(Actor::first(on), 1)].into_iter();
            let node = self.names.node(on);
            let told = self.clock(vector);
            format!(
                "{{\"key\": \"x\", \"value\": 1, \"{clock}\": {told}, \"{sender}\": \"{node}\"}}"
            )
        } else {
            let write = luck.pick(&writes);
            let mut vector = write.deps.clone();
            vector.include(write.dot);
            let key = serde_json::Value::from(&*write.key);
            let value = write.value.as_deref().unwrap_or("null");
            let node = self.names.node(write.dot.actor.replica);
            let told = self.clock(vector.iter());
            format!(
                "{{\"key\": {key}, \"value\": {value}, \"{clock}\": {told}, \"{sender}\": \"{node}\"}}"
            )
        };
        Request::new("POST", path, body)
    }

    fn clock(&self, entries: impl Iterator<Item = (Actor, u32)>) -> String {
        let entries =
            entries.map(|(actor, n)| format!("\"{}\": {n}", self.names.node(actor.replica)));
        format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
    }

    fn any_address(&self, luck: &mut Luck) -> String {
        self.address(luck.below(3))
    }

    fn address(&self, node: usize) -> String {
        self.names.address(ReplicaId::from_index(node).expect("few nodes"))
    }
}
