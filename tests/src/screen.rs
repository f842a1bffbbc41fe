//! The screens people have.

use serde_json::{Value, json};

/// The screen of a visitor, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// Whether it is a phone: it has a touch screen, and obeys the page's viewport.
    pub phone: bool,
}

impl Screen {
    /// A laptop or a projector.
    pub const DESKTOP: Self = Self { width: 1440, height: 900, phone: false };
    /// A phone held upright.
    pub const PHONE: Self = Self { width: 390, height: 844, phone: true };

    /// What the browser has to be told to behave as if it had this screen.
    pub(crate) fn commands(self) -> [(&'static str, Value); 2] {
        let Self { width, height, phone } = self;
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        [
            ("Emulation.setDeviceMetricsOverride", metrics),
            ("Emulation.setTouchEmulationEnabled", json!({ "enabled": phone })),
        ]
    }
}
