//! Requests that are nearly what a client sends.

use causal_core::http::Request;

use crate::json;
use crate::luck::Luck;
use crate::mutate::mutated;

/// What stands in paths, beside what stands in bodies.
const PATHS: &[&str] = &[
    "/",
    "kvs",
    "data",
    "admin",
    "view",
    "internal",
    "sync",
    "get",
    "put",
    "write",
    "read",
    "debug",
    "status",
    "health",
    "replicate",
    "store",
    "retrieve",
    "?key=x",
    "%2F",
    "%",
    "%ff",
    "%00",
    "%EF%BB%BF",
    "k",
    "?causal-metadata=%7B%7D",
    "?",
    "#",
    "&",
    "=",
    "+",
];

/// A request in which something is otherwise: mostly the body, sometimes the path, the method, a
/// header, or a few bytes.
pub(super) fn nearly(valid: &Request, other: &Request, luck: &mut Luck) -> Request {
    let mut request = valid.clone();
    let text = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
    let (body, other_body) = (text(&valid.body), text(&other.body));
    if luck.below(3) < 2 {
        request.body = mutated(&body, &other_body, json::WORDS, luck).into_bytes();
    }
    if luck.one_in(6) {
        request.path = mutated(&valid.path, &other.path, PATHS, luck);
    }
    if luck.one_in(16) {
        request.method =
            (*luck.pick(&["GET", "PUT", "POST", "DELETE", "PATCH", "put", ""])).to_owned();
    }
    if luck.one_in(8) {
        let metadata = mutated(&other_body, &body, json::WORDS, luck);
        request.headers.push(("Causal-Metadata".to_owned(), metadata));
    }
    if luck.one_in(12) && !request.body.is_empty() {
        let at = luck.below(request.body.len());
        request.body[at] ^= 1 << luck.below(8);
    }
    request
}
