//! Stories: what a link carries, an exercise starts from, a test fixes. One model, three spellings,
//! each read back without loss.
//!
//! Read [`model`] first. [`text`] is what people write and paste, [`json`] is the file, [`link`] is
//! what they send each other; [`Scenario::read`] tells the three apart. All of them end in
//! [`validate`], the one place that knows what is allowed, and fail with one [`ScenarioError`] that
//! says what is wrong and where.
//!
//! ```
//! use causal_core::scenario::{Scenario, json, link};
//!
//! let story = "\
//! hold A->C            # Carol will not hear of it yet
//! A: lost = wallet
//! B: reply = sorry!
//! open A->C";
//! let scenario = Scenario::read(story)?;
//! assert_eq!(scenario.script.len(), 4);
//!
//! let file = json::write(&scenario);
//! let link = format!("https://host.example/#{}", link::encode(&scenario, 0));
//! assert_eq!(Scenario::read(&file)?, scenario);
//! assert_eq!(Scenario::read(&link)?, scenario);
//!
//! let wrong = Scenario::read("hold A->C\nrelase A1->C").unwrap_err().to_string();
//! assert!(wrong.starts_with("Line 2, column 1: unknown action `relase`; did you mean `release`?"));
//! # Ok::<(), causal_core::scenario::ScenarioError>(())
//! ```

pub mod actions;
pub mod json;
pub mod limits;
pub mod link;
pub mod model;
pub mod text;
pub mod validate;

mod amounts;
mod bytes;
mod checks;
mod cursor;
mod error;
mod node;
mod quoting;
mod reading;
mod refs;
mod starts;
mod words;
mod writing;

pub use error::{Place, Reason, ScenarioError};
pub use model::{Scenario, ScriptedAction, When};
pub(crate) use words::{excerpt, nearest};
