//! What is delivered, what waits, and for what.
