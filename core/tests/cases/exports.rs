//! Exports add no cause and lose none.
