//! The hold-back buffer against a naive oracle: a list of what waits, scanned again after every
//! receipt, with vectors and an evaluation of the delivery rule of its own. Nothing that is judged
//! here is used to judge it.
//!
//! The histories are random: 3 to 16 replicas, lost, duplicated and reordered messages, and writes
//! of the receiver's own in between. Run with a fixed seed: a failure prints the shrunk history.

#[path = "buffer_oracle/histories.rs"]
mod histories;
#[path = "buffer_oracle/naive.rs"]
mod naive;
#[path = "buffer_oracle/ours.rs"]
mod ours;
#[path = "tally/mod.rs"]
mod tally;

#[path = "buffer_oracle/causal.rs"]
mod causal;
#[path = "buffer_oracle/every_rule.rs"]
mod every_rule;
#[path = "buffer_oracle/one_pass.rs"]
mod one_pass;
#[path = "buffer_oracle/stories.rs"]
mod stories;
#[path = "buffer_oracle/verdicts.rs"]
mod verdicts;
