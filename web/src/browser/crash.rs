//! What a crash of the simulator leaves on the page: a sentence, and a way back.

use super::{document, keeper};

/// From now on a crash writes a sentence onto the page, with a reload that brings back the last
/// run, instead of leaving a dead page.
pub fn watch_for_crashes() {
    // Yew sets a hook of its own when it mounts, unless it is told ours.
    yew::set_custom_panic_hook(Box::new(|why| {
        web_sys::console::error_1(&why.to_string().into());
        keeper::break_down();
        if let Some(sentence) = document().get_element_by_id("crash") {
            // The sentence stands in index.html, so that nothing has to work for it.
            let _refused = sentence.remove_attribute("hidden");
        }
    }));
}
