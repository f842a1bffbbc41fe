//! The first things the keyboard meets: ways past the rest.

use yew::prelude::*;

use crate::browser::focus_within;

/// Links to the main view and to *Why*.
pub(crate) fn skip_links() -> Html {
    html! {
        <nav class="skip" aria-label="Skip">
            { skip_link("stage", "To the main view") }
            { skip_link("why", "To Why") }
        </nav>
    }
}

fn skip_link(region: &'static str, words: &'static str) -> Html {
    let onclick = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        focus_within(region);
    });
    html! { <a class="skip__link" href={format!("#{region}")} {onclick}>{ words }</a> }
}
