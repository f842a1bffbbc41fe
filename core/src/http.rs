//! The node API: what a replica answers to the HTTP requests of five published systems, each in its
//! own dialect. No sockets: [`respond`] is a pure function of the world and a request.
//!
//! It answers at once what changes nothing: reports, refusals, whatever is malformed. Everything
//! else is an [`Action`] like any other, for the caller to carry out through the one door,
//! [`World::step`], and a [`Question`] that knows the response when the events that follow hold it:
//! in the same step, or after a parked request completes or times out.
//!
//! - *Metadata* is an object of names and counters, with an entry `@stamp` where conflicts are decided
//!   by stamps. Clients bring it along; absent, `null`, `""`, `{}` and a string that holds an object
//!   are all understood. HTTP clients have no names: each asks as a session that waits for nothing.
//! - *Values* are stored as the JSON text that they came as, and given back to the letter. A plain word
//!   that a scenario put there is given back as a string.
//! - *Siblings*, where the scenario keeps them, follow in a field of that name; `value` is the one that
//!   the rule `lww` would keep.
//! - *Messages* that clients carry themselves (`/store`, `/replicate`) release what is held or under way
//!   between the two nodes; see `relayed`.
//!
//! ```
//! use causal_core::clock::ReplicaId;
//! use causal_core::http::{Dialect, Request, Step, respond};
//! use causal_core::world::setting::Setting;
//! use causal_core::world::{Choice, World};
//! let mut world = World::new(Setting::default());
//! let put = Request::new("POST", "/put", r#"{"key": "x", "value": [1, 2]}"#);
//! let Step::Act(action, question) = respond(&world, ReplicaId(0), &put, Dialect::Seed000) else {
//!     panic!("a put changes the world");
//! };
//! let events = world.step(Choice::Act(action)).unwrap();
//! let response = question.answer(&events).expect("nothing to wait for");
//! assert_eq!(response.status, 200);
//! assert!(response.body.contains(r#""value":[1, 2]"#));
//! let wrong = respond(&world, ReplicaId(0), &Request::new("PATCH", "/put", ""), Dialect::Auto);
//! assert!(matches!(wrong, Step::Now(response) if response.status == 405));
//! ```

pub mod presets;

mod body;
mod dialect;
mod handler;
mod metadata;
mod names;
mod path;
mod question;
mod relayed;
mod reply_format;
mod routes;

pub use dialect::Dialect;
pub use names::Names;
pub use question::Question;

use crate::clock::ReplicaId;
use crate::json::quoted;
use crate::steps::{Steps, counted};
use crate::world::World;
use crate::world::action::Action;
use body::Body;
use handler::RequestHandler;

/// What a client sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// The path as it travels, percent signs and query included.
    pub path: String,
    /// Names and values. `causal-metadata` stands for the field of that name where there is no
    /// body: browsers send none with GET. The query may hold it too.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What a client gets back. The body is JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub enum Step {
    /// It is answered already, and nothing has changed.
    Now(Response),
    /// It is an action; the question finds the answer among the events from that action on.
    Act(Action, Question),
}

impl Request {
    /// A request without headers.
    #[must_use]
    pub fn new(method: &str, path: &str, body: impl Into<Vec<u8>>) -> Self {
        let (method, path) = (method.to_owned(), path.to_owned());
        Self { method, path, headers: Vec::new(), body: body.into() }
    }
}

impl Response {
    /// An object of fields whose values are JSON already.
    fn new(status: u16, fields: &[(&str, String)]) -> Self {
        Self { status, body: object(fields) }
    }

    /// An object that says what is wrong.
    fn error(status: u16, says: &str) -> Self {
        Self::new(status, &[("error", quoted(says))])
    }
}

/// What a replica makes of a request. The action of a [`Step::Act`] can be carried out in this
/// world: everything that could stand in its way is answered here.
#[must_use]
pub fn respond(world: &World, on: ReplicaId, request: &Request, dialect: Dialect) -> Step {
    respond_counted(world, on, request, dialect).0
}

/// What a replica makes of a request, as [`respond`]; the work of reading it is counted in steps:
/// bytes passed, fields and names compared, messages and clients looked at. They are at most in
/// proportion to the request, to the names of the replicas, and to what is under way in the world.
pub fn respond_counted(
    world: &World,
    on: ReplicaId,
    request: &Request,
    dialect: Dialect,
) -> (Step, u64) {
    counted(|steps| respond_with(world, on, request, dialect, steps))
}

fn respond_with(
    world: &World,
    on: ReplicaId,
    request: &Request,
    dialect: Dialect,
    steps: &Steps,
) -> Step {
    if !world.setting().has(on) {
        return Step::Now(Response::error(404, "there is no such node"));
    }
    if !world.runs(on) {
        return Step::Now(Response::error(503, "the node is down"));
    }
    let body = Body::read(&request.body, steps);
    match routes::find(request, dialect, &body, steps) {
        Ok(route) => {
            let names = Names::new(world.setting(), dialect).hearing(route.dialect);
            RequestHandler { world, on, request, body: &body, route, names, steps }.step()
        }
        Err(response) => Step::Now(response),
    }
}

/// An object of fields whose values are JSON already.
fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
    format!("{{{}}}", fields.join(","))
}

/// A list of values that are JSON already.
fn list(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(","))
}
