//! Joiners that nobody can bring up, and those whom nobody needs to.
