//! The page's tests in a real browser: one binary, because each one is linked and started anew.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

mod browser {
    mod exploring;
    mod first_screen;
    mod golden;
    mod rendering;
    mod support;
}
