//! A field for a condition: chips for common ones, the predicate as it is typed, and under it what it
//! means in words, or what is wrong with it. Every dialog that asks for a condition shows this one.

use causal_core::world::setting::Setting;
use yew::prelude::*;

use super::press::press;
use crate::model::{CHIPS, Condition, Dispatch};
use crate::msg::Msg;

/// The field with its chips; the caller puts it into a form, or beside what acts on it.
pub(crate) fn condition_field(
    condition: &Condition,
    setting: &Setting,
    dispatch: &Dispatch,
) -> Html {
    let read = condition.read(setting);
    let (means, wrong) = match &read {
        Some(Ok(predicate)) => {
            let refusal = condition.refusal.as_deref().unwrap_or_default();
            (predicate.in_words(setting), refusal.to_owned())
        }
        Some(Err(error)) => (String::new(), error.to_string()),
        None => ("A word for each thing: shows(B, x) & !shows(C, x)".to_owned(), String::new()),
    };
    let oninput = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let field: web_sys::HtmlInputElement = event.target_unchecked_into();
            dispatch.dispatch(Msg::TypeCondition(field.value()));
        })
    };
    html! {
        <div class="condition">
            <div class="filters" role="group" aria-label="Common conditions">
                for (words, text) in CHIPS {
                    {
                        press(dispatch, Msg::TypeCondition(condition.with_chip(text)), "button")
                            .pressed(condition.is(text))
                            .says(words)
                    }
                }
            </div>
            <label for="condition">{ "Condition" }</label>
            <input type="text" id="condition" data-testid="condition" spellcheck="false"
                autocomplete="off" autocapitalize="off"
                aria-invalid={(!wrong.is_empty()).to_string()}
                aria-describedby="condition-says condition-wrong"
                value={AttrValue::from(condition.text.clone())} {oninput} />
            <p id="condition-says" class="condition__says" data-testid="condition-says">{ means }</p>
            <p id="condition-wrong" class="open__error" role="alert" data-testid="condition-wrong">
                { wrong }
            </p>
        </div>
    }
}
