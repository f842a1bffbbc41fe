//! The page of the causal playground: everything that needs a browser.
//!
//! Modules in reading order: [`model`] is what the page knows, [`msg`] what visitors can do,
//! [`update`] what comes of it; all three are pure, and so is [`keeping`], which says what is kept of
//! it all. `app` and `panels` place things, [`diagram`] draws, [`service`] has long work done by a
//! worker, `browser` talks to the browser for everybody else. [`script`] is `window.playground`: what
//! scripts do, visitors see.
//!
//! # Test ids
//! Things are named as on the page.
//!
//! * Replicas: `replica-A`, `vector-A`, `values-A`, `delete-A-x` (key `x`), `inbox-C`,
//!   `waiting-C-B1`, `waiting-C-ann` (ann's request), `violation-C-14` (event 14), `key-A`, `value-A`,
//!   `client-A`, `seen-A`, `write-A`, `read-A`, `error-A`, `answer-A`.
//! * On a waiting card and in *Why*: `release`, `await`, `show`, `gossip`, `snapshot`, `restart`,
//!   `heal-link`, `join`. In *Why*: `next`.
//! * Network: `link-A>C`, `link-more-A>C`, `hold-all`, `open-all`, `more`, `link-menu`, `cut`, `heal`,
//!   `delay-ms`, `delay`.
//! * Main view: `stage`, `tab-diagram`, `tab-list`, `diagram`, `steps`, `event-17`, `ribbon`,
//!   `invite`.
//! * Panels: `task`, `rule-says`, `task-until`, `task-find`, `task-open`, `start-empty`, `load-example`, `why`, `cones`.
//! * Head: `title`, `rule`, `sessions`, `find`, `open-run`, `share`, `theme`, `help`; below it `notice`,
//!   `notice-kept`, `notice-offer`; `warning`; `work-bar`, `work-bar-says`,
//!   `work-show`; unseen: `live`.
//! * Time: `time-bar`, `start`, `step-back`, `play`, `step`, `end`, `slower`, `faster`, `track`,
//!   `stop-counter`, `undo`, `redo`, `branches`, `branch-0`, `rename-0`, `branch-name`,
//!   `delete-branch-0`.
//! * Dialogs: `share-dialog`, `share-link`, `share-size`, `copy`, `share-outcome`, `download`,
//!   `copy-text`, `share-text`; `open-dialog`, `open-text`, `open-error`, `open-submit`, `open-file`,
//!   `visits`, `work`, `work-says`, `work-progress`, `work-cancel`, `work-hosts`;
//!   `condition`, `condition-says`, `condition-wrong`; `until-dialog`, `until-violation`,
//!   `until-waits`, `until-quiet`, `until-submit`, `until-outcome`; `find-dialog`, `find-error`, `find-about`, `find-writes` … `find-gossip`, `find-it`,
//!   `find-outcomes`, `find-show`, `outcomes`, `outcome-0`, `find-live`;
//!   `help-dialog`; `protocol-dialog`, `choose-gossip`, `mistake-no-tombstones`.
//! * Phone: `peek`, `sheet-why`, `sheet-inbox`, `sheet-write`, `sheet-links`, `sheet-task`,
//!   `task-rule`, `task-conflicts`, `task-sessions`, `go-write`.

// Whoever calls what can fail is told how it fails.
#![warn(clippy::missing_errors_doc)]

pub mod choices;
pub mod codec;
pub mod diagram;
pub mod example;
pub mod keeping;
pub mod model;
pub mod msg;
pub mod script;
pub mod service;
pub mod shortcuts;
pub mod tasks;
pub mod update;

mod app;
mod browser;
mod memo;
mod panels;
mod words;

pub use app::{App, mount};
pub use browser::watch_for_crashes;
