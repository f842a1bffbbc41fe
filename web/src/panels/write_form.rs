//! The fields to write and read with, and by whom. What is typed stays until it is written.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use yew::prelude::*;

use super::badge::dot_chip;
use super::press::press;
use crate::model::{AnswerLine, Dispatch, Draft, DraftError, Selection};
use crate::msg::Msg;
use crate::words;

/// The id of the names that the field for a client suggests.
pub(super) const CLIENT_NAMES: &str = "clients";

/// What the fields show.
#[derive(Debug)]
pub(crate) struct WriteFormProps<'a> {
    /// The replica that is written to.
    pub(crate) id: ReplicaId,
    /// The replica's name.
    pub(crate) name: Rc<str>,
    /// What is being typed.
    pub(crate) draft: Draft,
    /// What the client named there has seen.
    pub(crate) client: Option<Rc<str>>,
    /// What clients were answered here.
    pub(crate) answers: &'a [AnswerLine],
    /// Where what is typed is sent.
    pub(crate) dispatch: Dispatch,
}

/// The form in which a key and a value are typed and written, or a key is read, by a client.
pub(crate) fn write_form(props: &WriteFormProps<'_>) -> Html {
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
            { client(props) }
            {
                press(dispatch, Msg::Read(id), "button")
                    .testid(format!("read-{id}"))
                    .label(format!("Read at {name}"))
                    .says("Read")
            }
            <p class="write__error" id={format!("error-{id}")}
                data-testid={format!("error-{id}")} role="alert">
                { draft.error.map(words::draft_error).unwrap_or_default() }
            </p>
            { answers(props) }
        </form>
    }
}

/// Who reads and writes here, and what that client has seen.
fn client(props: &WriteFormProps<'_>) -> Html {
    let WriteFormProps { id, name, draft, dispatch, .. } = props;
    let id = *id;
    let is_wrong =
        matches!(draft.error, Some(DraftError::ClientTooLong | DraftError::ClientUnshowable));
    // The button that Enter would press is not about this field.
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    });
    html! {
        <>
            <input class="write__client" type="text" data-testid={format!("client-{id}")}
                aria-label={format!("Client at {name}")} placeholder="client" spellcheck="false"
                autocapitalize="off" list={CLIENT_NAMES}
                value={AttrValue::from(Rc::clone(&draft.client))}
                aria-invalid={is_wrong.to_string()} enterkeyhint="next"
                aria-describedby={format!("seen-{id} error-{id}")}
                oninput={typed(dispatch, move |text| Msg::TypeClient(id, text))} {onkeydown} />
            <p class="write__seen" id={format!("seen-{id}")} data-testid={format!("seen-{id}")}>
                { props.client.as_deref().unwrap_or_default() }
            </p>
        </>
    }
}

/// What clients were told here last.
fn answers(props: &WriteFormProps<'_>) -> Html {
    let WriteFormProps { id, answers, dispatch, .. } = props;
    if answers.is_empty() {
        return Html::default();
    }
    html! {
        <div class="write__answers" data-testid={format!("answer-{id}")} role="group"
            aria-label={format!("Answers at {}", props.name)}>
            for line in answers.iter() {
                { answer(line, dispatch) }
            }
        </div>
    }
}

fn answer(line: &AnswerLine, dispatch: &Dispatch) -> Html {
    let n = line.values.len();
    html! {
        <p class="answer" key={line.event.to_string()} data-refused={line.is_refusal.to_string()}>
            {
                press(dispatch, Msg::Select(Selection::Event(line.event)), "inline-link")
                    .says(html! { <>{ format!("Step {}", line.stop) }</> })
            }
            { ": " }{ &*line.text }
            for (dot, value) in line.values.iter() {
                { format!("\"{value}\" ") }{ dot_chip(*dot, dispatch) }{ " " }
            }
            if n > 1 { { words::count(n, "sibling", "siblings") } }
        </p>
    }
}

fn typed(dispatch: &Dispatch, msg: impl Fn(String) -> Msg + 'static) -> Callback<InputEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: InputEvent| {
        let field: web_sys::HtmlInputElement = event.target_unchecked_into();
        dispatch.dispatch(msg(field.value()));
    })
}
