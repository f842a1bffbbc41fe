//! Opening somebody's run, or a log of another system: pasted, chosen as a file, or dropped.

use std::rc::Rc;

use web_sys::{DragEvent, File};
use yew::prelude::*;

use super::dialog::DialogFrame;
use super::press::press;
use super::work::work_report;
use crate::browser::read_file;
use crate::codec::EXAMPLE;
use crate::model::{Dispatch, EarlierVisit, Opening, Work};
use crate::msg::Msg;
use crate::service::JobKind;
use crate::words;

/// What the panel shows.
#[derive(Debug)]
pub(crate) struct OpenProps {
    /// What was said last, for those who cannot see: the page's own region is out of reach here.
    pub(crate) said: Rc<str>,
    /// What stands in the field, and what was wrong with it.
    pub(crate) opening: Opening,
    /// What is done with a log beside the page, or what came of it.
    pub(crate) work: Option<Work>,
    /// Earlier visits that can be resumed, the latest first.
    pub(crate) earlier: Rc<Vec<EarlierVisit>>,
    /// Whether it is open.
    pub(crate) open: bool,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The dialog that opens a run from text, JSON, a link or a file, and says what a log has.
pub(crate) fn open_panel(props: &OpenProps) -> Html {
    let OpenProps { said, opening, work, earlier, open, dispatch } = props;
    html! {
        <DialogFrame title="Open" testid="open-dialog" open={*open} dispatch={dispatch.clone()}>
            <div class="open">
                <p class="visually-hidden" role="status" aria-live="polite"
                    data-testid="open-live">{ &**said }</p>
                { paste_form(opening, dispatch) }
                { work_report(JobKind::Log, work.as_ref(), dispatch) }
                <p>
                    <label class="open__file">{ "Or a file: " }
                        <input type="file" data-testid="open-file" accept=".json,.txt,.causal,.log,.jsonl"
                            onchange={chosen(dispatch)} />
                    </label>
                    { " — or drop one here." }
                </p>
                <div class="share__others">
                    { press(dispatch, Msg::StartEmpty, "button").says("Empty playground") }
                    { press(dispatch, Msg::LoadExample, "button").says("Load the example") }
                </div>
                if !earlier.is_empty() {
                    { visits(earlier, dispatch) }
                }
            </div>
        </DialogFrame>
    }
}

/// What earlier visits have left, each with a button that brings it back.
fn visits(earlier: &[EarlierVisit], dispatch: &Dispatch) -> Html {
    html! {
        <section class="visits" aria-label={words::EARLIER_VISITS} data-testid="visits">
            <h3 class="visits__title">{ words::EARLIER_VISITS }</h3>
            <ul>
                for visit in earlier {
                    { one_visit(visit, dispatch) }
                }
            </ul>
        </section>
    }
}

fn one_visit(visit: &EarlierVisit, dispatch: &Dispatch) -> Html {
    let words = words::visit(&visit.title, visit.n_branches);
    html! {
        <li key={&*visit.id}>
            <span>{ &words }{ ", " }{ &*visit.when }</span>
            {
                press(dispatch, Msg::Resume(Rc::clone(&visit.id)), "button")
                    .label(format!("Resume {words}, {}", visit.when))
                    .says("Resume")
            }
        </li>
    }
}

fn paste_form(opening: &Opening, dispatch: &Dispatch) -> Html {
    let onsubmit = {
        let (dispatch, text) = (dispatch.clone(), opening.text.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Msg::Open(text.clone()));
        })
    };
    let oninput = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let field: web_sys::HtmlTextAreaElement = event.target_unchecked_into();
            dispatch.dispatch(Msg::TypeOpening(field.value()));
        })
    };
    html! {
        <form {onsubmit}>
            <label for="open-text">{ "Paste a link, a scenario as JSON or text, or a log of another system" }</label>
            <textarea id="open-text" rows="8" data-testid="open-text" spellcheck="false"
                aria-invalid={opening.error.is_some().to_string()} aria-describedby="open-error"
                value={AttrValue::from(opening.text.clone())} {oninput} />
            <div class="open__error" id="open-error" role="alert" data-testid="open-error">
                { opening.error.as_deref().unwrap_or_default() }
                if opening.needs_example { <pre>{ EXAMPLE }</pre> }
                if opening.error.is_some() { { " " }{ words::OPENING_KEEPS } }
            </div>
            <button type="submit" class="button button--strong" data-testid="open-submit">
                { "Open it" }
            </button>
        </form>
    }
}

fn chosen(dispatch: &Dispatch) -> Callback<Event> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: Event| {
        let field: web_sys::HtmlInputElement = event.target_unchecked_into();
        let file = field.files().and_then(|files| files.get(0));
        file.into_iter().for_each(|file| take(&file, &dispatch));
        // The same file can be chosen again after it was repaired.
        field.set_value("");
    })
}

/// What is dropped anywhere on the page is opened.
pub(crate) fn dropped(dispatch: &Dispatch) -> Callback<DragEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let Some(data) = event.data_transfer() else { return };
        match data.files().and_then(|files| files.get(0)) {
            Some(file) => take(&file, &dispatch),
            None => {
                let text = data.get_data("text/plain").unwrap_or_default();
                dispatch.dispatch(Msg::Open(text));
            }
        }
    })
}

/// The browser would show the file itself otherwise.
pub(crate) fn allow_drop() -> Callback<DragEvent> {
    Callback::from(|event: DragEvent| event.prevent_default())
}

/// Opens a file, unless it cannot be read.
fn take(file: &File, dispatch: &Dispatch) {
    let (dispatch, name) = (dispatch.clone(), file.name());
    read_file(file, move |text| {
        let opened = |text| Msg::OpenFile(name, text);
        dispatch.dispatch(text.map_or_else(Msg::FileRefused, opened));
    });
}
