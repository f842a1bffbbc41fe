//! The five published systems for scripts: what each starts from, and what its own client asks.

use causal_core::http::presets::{PRESETS, Preset, Turn};
use causal_core::scenario::{Scenario, text};
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::values::object;

/// All of them, in order.
pub(super) fn all() -> JsValue {
    PRESETS.iter().map(told).collect::<Array>().into()
}

fn told(preset: &Preset) -> JsValue {
    let setting = preset.setting();
    let scenario = Scenario { title: preset.title.to_owned(), setting, ..Scenario::default() };
    object(&[
        ("dialect", preset.dialect.word().into()),
        ("title", preset.title.into()),
        ("scenario", text::write(&scenario).into()),
        ("walk", preset.walk().into_iter().map(turn).collect::<Array>().into()),
    ])
}

/// One thing that its client does.
fn turn(turn: Turn) -> JsValue {
    match turn {
        // A number that JavaScript holds as one.
        Turn::Wait(ms) => object(&[("wait", u32::try_from(ms).unwrap_or(u32::MAX).into())]),
        Turn::Ask(on, request) => {
            let body = String::from_utf8_lossy(&request.body);
            let request = object(&[
                ("method", request.method.into()),
                ("path", request.path.into()),
                ("body", (&*body).into()),
            ]);
            object(&[("on", on.to_string().into()), ("request", request)])
        }
    }
}
