//! The commands, one file each.

pub(crate) mod check;
pub(crate) mod explore;
pub(crate) mod export;
pub(crate) mod merge;
pub(crate) mod run;
pub(crate) mod share;
pub(crate) mod until;
pub(crate) mod walk;
