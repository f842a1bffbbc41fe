//! Journeys over the built page in a real browser, in the words of the person who makes them.
//!
//! A journey is a test: it lets a [`Visitor`] arrive, says what the visitor does, and asserts on
//! what the visitor reads.
//!
//! ```no_run
//! use causal_e2e::{Screen, Visitor};
//!
//! let ada = Visitor::arrives();
//! ada.opens("/");
//! ada.clicks("button", "Release");
//! ada.reads_soon("replica-C", "B1");
//! ada.presses("Shift+Tab");
//! assert_eq!(ada.focus().name, "Share");
//!
//! let bob = Visitor::arrives_with(Screen::PHONE);
//! bob.opens(&ada.address());
//! assert_eq!(bob.text_of("replica-C"), ada.text_of("replica-C"));
//! ```
//!
//! Every visitor has a browser with a clean profile of its own. Whatever is named by its
//! `data-testid` or by its role and name is waited for, up to [`PATIENCE`]; no journey sleeps.
//! When a visitor leaves (is dropped), an error on the console or a request to another origin
//! fails the journey. When a journey fails, what every visitor saw last is printed, and a picture
//! of it is kept in `target/journeys/`.
//!
//! Add a journey as a function in a module of `tests/journeys/`; all of them are one test binary.

mod actions;
mod axe;
mod browser;
mod driver;
mod evidence;
mod keys;
mod luck;
mod readings;
mod screen;
mod server;
mod tabs;
mod visitor;

pub use axe::Violation;
pub use luck::Luck;
pub use readings::Focus;
pub use screen::Screen;
pub use server::{Asked, asked};
pub use tabs::BrowserTab;
pub use visitor::{PATIENCE, Visitor};
