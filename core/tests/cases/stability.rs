//! Tombstones that must not be forgotten too early.
