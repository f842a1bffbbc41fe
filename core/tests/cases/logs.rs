//! Logs of other systems: what is accepted, what is refused, and where.
