//! The counts of performance.md B, to the last digit. Those of six and seven writes are checked by the
//! benches.

use causal_core::explore::{End, Question};

use crate::support::{answer, writers};

/// Writes, keys; states, generated states (the start included), final states, complete schedules.
type Line = (usize, usize, u64, u64, usize, u128);

const TABLE: [Line; 3] = [
    (3, 2, 453, 1_188, 3, 13_440),
    (4, 2, 3_593, 12_099, 9, 2_956_800),
    (5, 2, 35_193, 141_806, 16, 1_345_344_000),
];

#[test]
fn states_and_schedules_are_as_many_as_other_programs_counted() {
    for (n_writes, n_keys, n_states, generated, n_finals, n_schedules) in TABLE {
        let all = answer(&writers(n_writes, n_keys), Question::default());
        let counts = all.counts;
        assert_eq!(all.end, End::All);
        assert_eq!(counts.n_states, n_states);
        assert_eq!(counts.n_transitions + 1, generated);
        assert_eq!(counts.n_finals, n_finals as u64);
        assert_eq!(counts.n_schedules, Some(n_schedules));
    }
}
