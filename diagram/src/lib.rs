//! The space–time diagram of a run: its history, laid out in integers. No browser is needed.
//!
//! [`layout`] says what shows and where; whoever draws it, the page for one, only has to follow.
//! [`signs`] are the signs of its marks and notes, and [`path`] turns ways into paths. [`mod@summary`] is
//! the same in sentences, for those who cannot see it; [`contest`] says which write loses. [`words`] are the words that both need.

#![forbid(unsafe_code)]

pub mod contest;
pub mod layout;
pub mod path;
pub mod signs;
pub mod summary;
pub mod svg;
pub mod words;

pub use summary::{summary, summary_of_last};
