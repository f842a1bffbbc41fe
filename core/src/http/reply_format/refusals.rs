//! Requests that a replica turned down.

use crate::http::{Dialect, Response};
use crate::json::quoted;
use crate::replica::protocol::Rejection;

/// Says why, with the client's metadata where its system has some.
pub(super) fn unavailable(dialect: Dialect, why: Rejection, metadata: String) -> Response {
    let (status, says) = match (dialect, why) {
        (Dialect::Seed004, Rejection::NotAMember) => return Response::error(418, "uninitialized"),
        (Dialect::Seed004, Rejection::TimedOut) => {
            (500, "timed out while waiting for depended updates")
        }
        (_, Rejection::NotCovered | Rejection::TimedOut) => {
            (503, "Causal dependencies not satisfied; try again later")
        }
        (_, Rejection::Crashed) => (503, "the node crashed"),
        (_, Rejection::Joining) => {
            (503, "the node is joining and has no data yet; try again later")
        }
        (_, Rejection::NotAMember) => (503, "the node is not in the view"),
    };
    let mut fields = vec![("error", quoted(says))];
    if matches!(dialect, Dialect::Seed003 | Dialect::Seed004) {
        fields.push(("causal-metadata", metadata));
    }
    Response::new(status, &fields)
}
