//! The five published systems for scripts: what each starts from, and what its own client asks.

use causal_core::http::presets::{PRESETS, Turn};
use causal_core::scenario::{Scenario, text};
use serde::Serialize;

/// One system.
#[derive(Serialize)]
pub(super) struct Preset {
    dialect: &'static str,
    title: &'static str,
    /// As text.
    scenario: String,
    walk: Vec<Told>,
}

/// One thing that its client does.
#[derive(Serialize)]
#[serde(untagged)]
enum Told {
    Ask { on: String, request: Asked },
    Wait { wait: u32 },
}

#[derive(Serialize)]
struct Asked {
    method: String,
    path: String,
    body: String,
}

/// All of them, in order.
pub(super) fn all() -> Vec<Preset> {
    let told = |preset: &causal_core::http::presets::Preset| {
        let setting = preset.setting();
        let scenario = Scenario { title: preset.title.to_owned(), setting, ..Scenario::default() };
        Preset {
            dialect: preset.dialect.word(),
            title: preset.title,
            scenario: text::write(&scenario),
            walk: preset.walk().into_iter().map(told).collect(),
        }
    };
    PRESETS.iter().map(told).collect()
}

fn told(turn: Turn) -> Told {
    match turn {
        // A number that JavaScript holds as one.
        Turn::Wait(ms) => Told::Wait { wait: u32::try_from(ms).unwrap_or(u32::MAX) },
        Turn::Ask(on, request) => Told::Ask {
            on: on.to_string(),
            request: Asked {
                method: request.method,
                path: request.path,
                body: String::from_utf8_lossy(&request.body).into_owned(),
            },
        },
    }
}
