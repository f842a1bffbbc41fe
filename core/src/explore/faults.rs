//! What may go wrong besides what the scenario itself does.

/// So many free faults at most, anywhere in a schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Messages that may be lost.
    pub lose: u32,
    /// Messages that may get a copy.
    pub duplicate: u32,
    /// Crashes; who has crashed may start again at any time, with its disk.
    pub crash: u32,
    /// Rounds of gossip from any replica to any other.
    pub gossip: u32,
}
