//! Which request means what: method and path, and the body where two systems share a path.

use super::body::Body;
use super::dialect::Dialect;
use super::path::{Path, decoded};
use super::{Request, Response};
use crate::steps::Steps;

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Put,
    Get,
    Delete,
    List,
    PutView,
    GetView,
    DeleteView,
    Health,
    Status,
    Debug,
    /// A message between nodes that a client carries itself.
    Relay,
    /// What nodes tell each other; here they do it by themselves.
    Internal,
}

/// Where a request leads.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// One of the five systems.
    pub(super) dialect: Dialect,
    pub(super) what: What,
    /// The key in the path or the query, decoded.
    pub(super) key: Option<String>,
}

type Methods = &'static [(&'static str, What)];

const KEYS: Methods = &[("PUT", What::Put), ("GET", What::Get), ("DELETE", What::Delete)];
/// The description of 003 says POST where its code says PUT.
const KEYS_003: Methods =
    &[("PUT", What::Put), ("POST", What::Put), ("GET", What::Get), ("DELETE", What::Delete)];
const VIEW: Methods =
    &[("PUT", What::PutView), ("GET", What::GetView), ("DELETE", What::DeleteView)];
const GET: Methods = &[("GET", What::Get)];
const HEALTH: Methods = &[("GET", What::Health)];

/// Every path, `*` for a key; of two that fit, the first counts.
const TABLE: [(Dialect, &[&str], Methods); 20] = [
    (Dialect::Seed000, &["health"], HEALTH),
    (Dialect::Seed000, &["get", "*"], GET),
    (Dialect::Seed000, &["put"], &[("POST", What::Put)]),
    (Dialect::Seed000, &["status"], &[("GET", What::Status)]),
    (Dialect::Seed000, &["replicate"], &[("POST", What::Relay)]),
    (Dialect::Seed001, &["store"], &[("POST", What::Relay)]),
    (Dialect::Seed001, &["retrieve"], GET),
    (Dialect::Seed002, &["health"], HEALTH),
    (Dialect::Seed002, &["write"], &[("POST", What::Put)]),
    (Dialect::Seed002, &["replicate"], &[("POST", What::Relay)]),
    (Dialect::Seed002, &["read", "*"], GET),
    (Dialect::Seed002, &["read"], GET),
    (Dialect::Seed002, &["debug"], &[("GET", What::Debug)]),
    (Dialect::Seed004, &["kvs", "data"], &[("GET", What::List)]),
    (Dialect::Seed004, &["kvs", "data", "*"], KEYS),
    (Dialect::Seed004, &["kvs", "admin", "view"], VIEW),
    (Dialect::Seed004, &["kvs", "internal", "sync"], &[("POST", What::Internal)]),
    (Dialect::Seed003, &["health"], HEALTH),
    (Dialect::Seed003, &["kvs", "*"], KEYS_003),
    (Dialect::Seed003, &["view"], VIEW),
];

/// Finds the route of a request; what has none is answered here.
pub(super) fn find(
    request: &Request,
    dialect: Dialect,
    body: &Body<'_>,
    steps: &Steps,
) -> Result<Route, Response> {
    let path = Path::new(&request.path, steps);
    let fits = |row: &&(Dialect, &[&str], Methods)| {
        (dialect == Dialect::Auto || dialect == row.0) && matches(row.1, &path.segments)
    };
    let row = TABLE.iter().find(fits);
    let (dialect, pattern, methods) = row.ok_or_else(|| Response::error(404, "not found"))?;
    let method = methods.iter().find(|(method, _)| *method == request.method);
    let (_, what) = method.ok_or_else(|| Response::error(405, "method not allowed"))?;
    let key = match pattern.iter().position(|part| *part == "*") {
        Some(at) => path.segments.get(at).map(|segment| decoded(segment)),
        None => path.parameter("key").map(Some),
    };
    let key = key.map(|key| key.ok_or_else(|| Response::error(400, "the key is no UTF-8")));
    let route = Route { dialect: *dialect, what: *what, key: key.transpose()? };
    tell_apart(route, body)
}

fn matches(pattern: &[&str], segments: &[&str]) -> bool {
    let fits = |(part, segment): (&&str, &&str)| {
        if *part == "*" { !segment.is_empty() } else { part == segment }
    };
    pattern.len() == segments.len() && pattern.iter().zip(segments).all(fits)
}

/// Two paths mean different things with different bodies.
fn tell_apart(route: Route, body: &Body<'_>) -> Result<Route, Response> {
    let is_sync = route.key.as_deref() == Some("sync") && body.has("kvstore");
    match (route.dialect, route.what) {
        (Dialect::Seed003, What::Put) if is_sync => Ok(Route { what: What::Internal, ..route }),
        (Dialect::Seed000 | Dialect::Seed002, What::Relay) => {
            let is_000 = body.has("vector_clock") && body.has("sender_id");
            let is_002 = body.has("clock") && body.has("sender");
            match (is_000, is_002) {
                (true, false) => Ok(Route { dialect: Dialect::Seed000, ..route }),
                (false, true) => Ok(Route { dialect: Dialect::Seed002, ..route }),
                _ => Err(Response::error(400, "key, value, a clock and a sender are required")),
            }
        }
        _ => Ok(route),
    }
}
