//! Who has seen the same shows the same: named at every moment, and once.
