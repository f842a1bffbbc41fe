//! Histories for other tools, and the logs of other systems.
//!
//! | module | what it writes or reads | for |
//! |---|---|---|
//! | [`shiviz`] | a log that ShiViz opens, in two views | the field's own diagrams |
//! | [`mermaid`] | a `sequenceDiagram` | issues, wikis, lecture notes |
//! | [`jsonl`] | one JSON object for each event | scripts, notebooks |
//! | [`state`] | one moment, and what can happen next, as JSON | scripts |
//! | [`govector`] | reads what GoVector writes, and what people give ShiViz | looking at real systems |
//!
//! Every event is exported by ShiViz logs and JSON Lines, whatever its kind; the Mermaid diagram is
//! a drawing and leaves out what it could not show.

pub mod govector;
pub mod jsonl;
pub mod mermaid;
pub mod shiviz;
pub mod state;

mod object;
mod wire;
mod words;
