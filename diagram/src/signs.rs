//! The signs of the diagram, each around its own middle, as data of SVG paths; and the colors that
//! tell replicas apart beside their shapes.

use causal_core::clock::ReplicaId;

/// A replica's color: four in turn, as there are four shapes.
#[must_use]
pub fn hue(replica: ReplicaId) -> &'static str {
    ["a", "b", "c", "d"][replica.index() % 4]
}

/// A replica's shape around its letter, and how much lower than its middle the letter stands; none
/// for the circle of [`DISC`].
#[must_use]
pub fn shape(replica: ReplicaId) -> (Option<&'static str>, i32) {
    match replica.index() % 4 {
        0 => (None, 0),
        1 => (Some("M-11 -11H11V11H-11Z"), 0),
        2 => (Some("M0 -14L14.5 11H-14.5Z"), 3),
        _ => (Some("M0 -15L15 0L0 15L-15 0Z"), 0),
    }
}

/// The radius of a replica's circle.
pub const DISC: i32 = 12;
/// ╳ A replica stops.
pub const CRASH: &str = "M-8 -8L8 8M-8 8L8 -8";
/// ↻ It starts again.
pub const RESTART: &str = "M6.5 3.5A7 7 0 1 1 4.5 -5.5M5 -10V-5H0";
/// The frame of what a client asks, or is told.
pub const FRAME: &str = "M-8 -8H8V8H-8Z";
/// ? A client's request waits.
pub const QUESTION: &str = "M-2.7 -2.2A2.7 2.7 0 1 1 0 0.7V1.6M0 4.6V4.8";
/// ↲ A client is told something.
pub const REPLY: &str = "M4 -4.5V1H-4.5M-1.5 -2L-4.5 1L-1.5 4";
/// What was asked is turned down.
pub const BAR: &str = "M-4 0H4";
/// ✕ A message is lost.
pub const CROSS: &str = "M-6 -6L6 6M-6 6L6 -6";
/// The stroke through what is thrown away.
pub const STROKE: &str = "M-8 8L8 -8";
/// Around what is wrong.
pub const OCTAGON: &str = "M-5 -12H5L12 -5V5L5 12H-5L-12 5V-5Z";
/// In what is wrong.
pub const EXCLAMATION: &str = "M0 -4.5V1M0 4.2V4.4";
/// ⏸ The bars of the gate that holds a message.
pub const BARS: &str = "M-3 -5V5M3 -5V5";
/// ✕ A cut link.
pub const CUT: &str = "M-4 -4L4 4M-4 4L4 -4";
/// ⏸ A link that holds.
pub const PAUSE: &str = "M-2.5 -4.5V4.5M2.5 -4.5V4.5";
/// ▶ A link that carries messages.
pub const OPEN: &str = "M-3 -4.5L4.5 0L-3 4.5Z";
/// A message twice.
pub const DOUBLED: &str = "M-5 -2.5H5M-5 2.5H5";
/// Anything else that changes.
pub const CHANGE: &str = "M-5 0H5M-2 -3L-5 0L-2 3M2 -3L5 0L2 3";
/// A clock: time passes.
pub const CLOCK: &str = "M0 -5A5 5 0 1 1 -0.1 -5ZM0 -3V0L2.5 1.5";
/// A remark.
pub const REMARK: &str = "M-5 -4.5H5V2.5H0L-3 5V2.5H-5Z";
