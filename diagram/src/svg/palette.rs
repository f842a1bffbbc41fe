//! The colors of a picture: those of the page, and black alone for print.

use causal_core::clock::ReplicaId;

use super::options::Theme;
use crate::signs::{DARK_HUES, LIGHT_HUES, N_LOOKS};

/// One color for each thing that has one.
#[derive(Debug)]
pub(super) struct Palette {
    pub(super) ground: &'static str,
    pub(super) ink: &'static str,
    /// Of what is said in passing.
    pub(super) ink_2: &'static str,
    /// Of rails.
    pub(super) line: &'static str,
    /// Of what only guides the eye.
    pub(super) faint: &'static str,
    /// Of the replicas, in turn.
    hues: [&'static str; N_LOOKS],
    /// Of a replica's letter on its own color.
    pub(super) letter: &'static str,
    pub(super) wait: &'static str,
    pub(super) wait_ground: &'static str,
    pub(super) violation: &'static str,
    pub(super) violation_ground: &'static str,
}

impl Palette {
    pub(super) fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::Print => &PRINT,
        }
    }

    /// A replica's color.
    pub(super) fn hue(&self, replica: ReplicaId) -> &'static str {
        self.hues[replica.index() % self.hues.len()]
    }
}

const LIGHT: Palette = Palette {
    ground: "#ffffff",
    ink: "#14181d",
    ink_2: "#4a5560",
    line: "#76828e",
    faint: "#d3d9df",
    hues: LIGHT_HUES,
    letter: "#ffffff",
    wait: "#7a4b00",
    wait_ground: "#fff1cc",
    violation: "#a1003f",
    violation_ground: "#ffe4ec",
};

const DARK: Palette = Palette {
    ground: "#121417",
    ink: "#f2f4f7",
    ink_2: "#aeb8c2",
    line: "#7f8b98",
    faint: "#363d45",
    hues: DARK_HUES,
    letter: "#0b0d0f",
    wait: "#ffd27a",
    wait_ground: "#3a2a05",
    violation: "#ff9dbc",
    violation_ground: "#3d0719",
};

const PRINT: Palette = Palette {
    ground: "#ffffff",
    ink: "#000000",
    ink_2: "#000000",
    line: "#000000",
    faint: "#999999",
    hues: ["#000000"; N_LOOKS],
    letter: "#ffffff",
    wait: "#000000",
    wait_ground: "#ffffff",
    violation: "#000000",
    violation_ground: "#ffffff",
};
