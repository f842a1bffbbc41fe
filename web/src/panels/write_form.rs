//! The fields to write and read with, and by whom. What is typed stays until it is written.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use yew::prelude::*;

use super::badge::dot_chip;
use super::press::press;
use crate::model::{AnswerLine, Dispatch, Draft, Selection};
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
    let on_submit = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Msg::Write(id));
        })
    };
    html! {
        <form class="write" onsubmit={on_submit} autocomplete="off">
            <div class="write__row">
                { field(props, ["write__key", "key", "Key"], &draft.key, Msg::TypeKey) }
                { field(props, ["write__value", "value", "Value"], &draft.value, Msg::TypeValue) }
                <button type="submit" class="button" data-testid={format!("write-{id}")}
                    aria-label={format!("Write at {name}")}>
                    { "Write" }
                </button>
            </div>
            <div class="write__row">
                { field(props, ["write__client", "client", "Client"], &draft.client, Msg::TypeClient) }
                {
                    press(dispatch, Msg::Read(id), "button")
                        .testid(format!("read-{id}"))
                        .label(format!("Read at {name}"))
                        .says("Read")
                }
            </div>
            <p class="write__seen" data-testid={format!("seen-{id}")}>
                { props.client.as_deref().unwrap_or_default() }
            </p>
            <p class="write__error" id={format!("error-{id}")}
                data-testid={format!("error-{id}")} role="alert">
                { draft.error.map(words::draft_error).unwrap_or_default() }
            </p>
            { answers(props) }
        </form>
    }
}

/// One of the fields, by its class, its name in attributes, and its name for people.
fn field(
    props: &WriteFormProps<'_>,
    [class, name, label]: [&'static str; 3],
    text: &Rc<str>,
    msg: fn(ReplicaId, String) -> Msg,
) -> Html {
    let id = props.id;
    let is_client = name == "client";
    let is_wrong = props.draft.error.is_some_and(|error| error.field() == name);
    let oninput = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let field: web_sys::HtmlInputElement = event.target_unchecked_into();
            dispatch.dispatch(msg(id, field.value()));
        })
    };
    // The button that Enter would press is not about the client.
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if is_client && event.key() == "Enter" {
            event.prevent_default();
        }
    });
    html! {
        <input {class} type="text" data-testid={format!("{name}-{id}")}
            aria-label={format!("{label} at {}", props.name)} placeholder={name} spellcheck="false"
            autocapitalize="off" value={AttrValue::from(Rc::clone(text))}
            list={is_client.then_some(CLIENT_NAMES)} aria-invalid={is_wrong.to_string()}
            enterkeyhint={if name == "value" { "done" } else { "next" }}
            aria-describedby={format!("error-{id}")} {oninput} {onkeydown} />
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
