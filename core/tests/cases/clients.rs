//! What clients were answered: session guarantees by answers, conflicts, sessions.
