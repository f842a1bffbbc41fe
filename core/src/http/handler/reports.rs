//! What a node tells of itself. Nothing changes by that, and nobody's session takes part.

use super::RequestHandler;
use crate::http::metadata::{clock, clock_of};
use crate::http::reply_format::{value_of, winner};
use crate::http::{Response, list, object};
use crate::json::quoted;
use crate::replica::protocol::Write;

impl RequestHandler<'_> {
    /// That it is well: what each of the systems says, in one.
    pub(in crate::http) fn health(&self) -> Response {
        Response::new(
            200,
            &[
                ("status", quoted("healthy")),
                ("node_id", quoted(&self.names.node(self.on))),
                ("vector_clock", clock(&self.names, self.replica().seen())),
                ("kv_store_size", self.shown().len().to_string()),
            ],
        )
    }

    /// What it holds, and what it holds back.
    pub(in crate::http) fn status(&self) -> Response {
        let pair = |write: &Write| format!("[{},{}]", value_of(write), self.clock_of(write));
        let waiting: Vec<String> =
            self.replica().buffer().waiting().map(|w| self.held(w)).collect();
        Response::new(
            200,
            &[
                ("node_id", quoted(&self.names.node(self.on))),
                ("vector_clock", clock(&self.names, self.replica().seen())),
                ("kv_store", self.store(pair)),
                ("buffer_size", waiting.len().to_string()),
                ("buffer", list(waiting.into_iter())),
            ],
        )
    }

    /// The same in other words.
    pub(in crate::http) fn debug(&self) -> Response {
        let entry =
            |write: &Write| object(&[("value", value_of(write)), ("clock", self.clock_of(write))]);
        Response::new(
            200,
            &[
                ("data", self.store(entry)),
                ("pending_writes", self.replica().buffer().waiting().count().to_string()),
                ("clock", clock(&self.names, self.replica().seen())),
            ],
        )
    }

    fn held(&self, write: &Write) -> String {
        object(&[
            ("key", quoted(&write.key)),
            ("value", value_of(write)),
            ("vector_clock", self.clock_of(write)),
            ("sender_id", quoted(&self.names.node(write.dot.actor.replica))),
        ])
    }

    /// One write for each key that has a value, in order.
    fn shown(&self) -> Vec<std::sync::Arc<Write>> {
        let all = self.replica().all_shown();
        let by_key = all.chunk_by(|left, right| left.key == right.key);
        let shown = |siblings: &[std::sync::Arc<Write>]| {
            let winner = winner(siblings).map(|write| write.dot);
            siblings.iter().find(|write| Some(write.dot) == winner).cloned()
        };
        by_key.filter_map(shown).collect()
    }

    fn store(&self, entry: impl Fn(&Write) -> String) -> String {
        let shown = self.shown();
        let fields: Vec<(&str, String)> =
            shown.iter().map(|write| (&*write.key, entry(write))).collect();
        object(&fields)
    }

    fn clock_of(&self, write: &Write) -> String {
        clock_of(&self.names, write)
    }
}
