//! The language of predicates: read, said in words, and judged while runs go on.

mod stories;
