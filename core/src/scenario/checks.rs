//! What is allowed of the parts of a scenario: limits, names, replicas that there are.

mod known;
mod settings;
mod texts;

pub(super) use known::Known;
pub use known::Problem;
pub(super) use settings::{
    check_exists, check_latency, check_link, check_link_setting, check_members, check_names,
    check_permille, check_replica, check_setting_in, check_times,
};
pub(super) use texts::{
    check_count, check_input, check_length, check_line, check_name, check_notes, check_time,
    check_title, check_when,
};
