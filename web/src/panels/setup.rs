//! The dialog in which the replicas are chosen: how many, and what they are called.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_core::scenario::limits::REPLICAS_IN_PAGE;
use yew::prelude::*;

use super::badge::badge;
use super::dialog::DialogFrame;
use super::press::press;
use crate::model::{Dispatch, Setup};
use crate::msg::Msg;
use crate::words;

/// What the dialog shows.
#[derive(Debug)]
pub(crate) struct SetupProps<'a> {
    /// What is chosen and typed.
    pub(crate) setup: &'a Setup,
    /// Whether something has been done in the run on show.
    pub(crate) has_actions: bool,
    /// Whether it is open.
    pub(crate) open: bool,
    /// Where choices are sent.
    pub(crate) dispatch: Dispatch,
}

/// The dialog with the number of the replicas and a field for each name.
pub(crate) fn setup_panel(props: &SetupProps<'_>) -> Html {
    let SetupProps { setup, dispatch, .. } = props;
    let error = setup.error.as_ref();
    let onsubmit = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Msg::SetUp);
        })
    };
    html! {
        <DialogFrame title={words::REPLICAS} testid="replicas-dialog" open={props.open}
            dispatch={dispatch.clone()}>
            <form class="setup" {onsubmit} autocomplete="off">
                <p>{ words::SETUP_SAYS }</p>
                { number(setup, dispatch) }
                <ul class="setup__names">
                    for (index, name) in setup.names.iter().enumerate().take(setup.n_replicas) {
                        { field(index, name, setup, dispatch) }
                    }
                </ul>
                <p class="open__error" id="setup-error" data-testid="setup-error" role="alert">
                    { error.map(|(sentence, _)| &**sentence).unwrap_or_default() }
                </p>
                <div class="share__others">
                    <button type="submit" class="button button--strong" data-testid="setup-use">
                        { words::SET_UP }
                    </button>
                    if props.has_actions {
                        {
                            press(dispatch, Msg::SetUpAfresh, "button")
                                .testid("setup-afresh")
                                .says(words::SET_UP_AFRESH)
                        }
                    }
                </div>
            </form>
        </DialogFrame>
    }
}

fn number(setup: &Setup, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let menu: web_sys::HtmlSelectElement = event.target_unchecked_into();
        dispatch.dispatch(Msg::ChooseNumber(menu.value()));
    });
    html! {
        <label class="header__label">
            { "Number " }
            <select data-testid="setup-number" {onchange}>
                for number in 1..=REPLICAS_IN_PAGE {
                    <option value={number.to_string()} selected={number == setup.n_replicas}>
                        { number }
                    </option>
                }
            </select>
        </label>
    }
}

fn field(index: usize, name: &Rc<str>, setup: &Setup, dispatch: &Dispatch) -> Html {
    let Some(id) = ReplicaId::from_index(index) else { return Html::default() };
    let is_wrong = setup.error.as_ref().is_some_and(|(_, at_fault)| *at_fault == Some(index));
    let dispatch = dispatch.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let field: web_sys::HtmlInputElement = event.target_unchecked_into();
        dispatch.dispatch(Msg::TypeName(index, field.value()));
    });
    html! {
        <li key={index}>
            { badge(id) }
            <input type="text" data-testid={format!("setup-name-{id}")}
                aria-label={format!("Name of replica {id}")} value={AttrValue::from(Rc::clone(name))}
                aria-invalid={is_wrong.to_string()} aria-describedby="setup-error"
                spellcheck="false" {oninput} />
        </li>
    }
}
