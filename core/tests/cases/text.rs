//! Text that has to come back as itself.
