//! The fields to write with. What is typed stays until it is written.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use yew::prelude::*;

use super::press::press;
use crate::model::{Dispatch, Draft, DraftError};
use crate::msg::Msg;
use crate::words;

/// What the fields show.
#[derive(Debug)]
pub(crate) struct WriteFormProps {
    /// The replica.
    pub(crate) id: ReplicaId,
    /// Its name.
    pub(crate) name: Rc<str>,
    /// What is being typed.
    pub(crate) draft: Draft,
    /// Whether reading makes a difference.
    pub(crate) can_read: bool,
    /// Where typing goes.
    pub(crate) dispatch: Dispatch,
}

/// Key, value, *Write*.
pub(crate) fn write_form(props: &WriteFormProps) -> Html {
    let WriteFormProps { id, name, draft, dispatch, .. } = props;
    let id = *id;
    let is_key_wrong = matches!(
        draft.error,
        Some(DraftError::NoKey | DraftError::KeyTooLong | DraftError::KeyUnshowable)
    );
    let on_submit = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Msg::Write(id));
        })
    };
    html! {
        <form class="write" onsubmit={on_submit} autocomplete="off">
            <input class="write__key" type="text" data-testid={format!("key-{id}")}
                aria-label={format!("Key at {name}")} placeholder="key" spellcheck="false"
                autocapitalize="off" value={AttrValue::from(Rc::clone(&draft.key))}
                aria-invalid={(is_key_wrong).to_string()} enterkeyhint="next"
                aria-describedby={format!("error-{id}")}
                oninput={typed(dispatch, move |text| Msg::TypeKey(id, text))} />
            <input class="write__value" type="text" data-testid={format!("value-{id}")}
                aria-label={format!("Value at {name}")} placeholder="value" spellcheck="false"
                autocapitalize="off" value={AttrValue::from(Rc::clone(&draft.value))}
                aria-invalid={(draft.error == Some(DraftError::ValueTooLong)).to_string()}
                aria-describedby={format!("error-{id}")} enterkeyhint="done"
                oninput={typed(dispatch, move |text| Msg::TypeValue(id, text))} />
            <button type="submit" class="button" data-testid={format!("write-{id}")}
                aria-label={format!("Write at {name}")}>
                { "Write" }
            </button>
            if props.can_read {
                {
                    press(dispatch, Msg::Read(id), "button")
                        .testid(format!("read-{id}"))
                        .label(format!("Read at {name}"))
                        .says("Read")
                }
            }
            <p class="write__error" id={format!("error-{id}")}
                data-testid={format!("error-{id}")} role="alert">
                { draft.error.map(words::draft_error).unwrap_or_default() }
            </p>
        </form>
    }
}

fn typed(dispatch: &Dispatch, msg: impl Fn(String) -> Msg + 'static) -> Callback<InputEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: InputEvent| {
        let field: web_sys::HtmlInputElement = event.target_unchecked_into();
        dispatch.dispatch(msg(field.value()));
    })
}
