//! Sending the run to somebody: a link, a file, a list.

use std::rc::Rc;

use causal_core::run::Run;
use causal_core::scenario::{json, text};
use yew::prelude::*;

use super::dialog::DialogFrame;
use crate::browser::{copy, offer_download, page_address, select_all};
use crate::codec;
use crate::model::Dispatch;
use crate::msg::Msg;
use crate::words;

/// What the panel shows.
#[derive(Properties, Debug)]
pub(crate) struct ShareProps {
    /// The run that is shared.
    pub(crate) run: Rc<Run>,
    /// The cursor: the link opens there.
    pub(crate) stop: usize,
    /// Whether it is open.
    pub(crate) open: bool,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

impl PartialEq for ShareProps {
    fn eq(&self, other: &Self) -> bool {
        let is_same_run = Rc::ptr_eq(&self.run, &other.run) && self.stop == other.stop;
        // A closed panel shows nothing, whatever the run.
        self.open == other.open && (!self.open || is_same_run) && self.dispatch == other.dispatch
    }
}

/// The dialog that gives the run away, as link, text or file.
#[component]
pub(crate) fn SharePanel(props: &ShareProps) -> Html {
    let ShareProps { run, stop, open, dispatch } = props;
    let fragment: Rc<str> = if *open { codec::fragment(run, *stop) } else { String::new() }.into();
    let outcome = use_state(|| None::<&'static str>);
    {
        let (outcome, dispatch) = (outcome.clone(), dispatch.clone());
        use_effect_with(Rc::clone(&fragment), move |fragment| {
            outcome.set(None);
            if !fragment.is_empty() {
                dispatch.dispatch(Msg::Shared(Rc::clone(fragment)));
            }
        });
    }
    html! {
        <DialogFrame title="Share" testid="share-dialog" open={*open} dispatch={dispatch.clone()}>
            if *open {
                <p>{ "The link holds the whole run. Whoever opens it sees what you see." }</p>
                { link_row(&format!("{}#{fragment}", page_address()), &outcome) }
                { other_ways(run, *stop, &outcome) }
                <p class="share__size">
                    { "Digest of the history: " }
                    <code data-testid="digest">{ format!("{:016x}", run.history().digest()) }</code>
                    { ". Whoever opens the link has the same." }
                </p>
            }
        </DialogFrame>
    }
}

fn link_row(link: &str, outcome: &UseStateHandle<Option<&'static str>>) -> Html {
    let size = codec::Size::of(link.len());
    html! {
        <>
            <div class="share__link">
                <input type="text" readonly={true} class="share__field" data-testid="share-link"
                    aria-label="Link to this run" value={link.to_owned()} />
                <button type="button" class="button button--strong" data-testid="copy"
                    onclick={copying(link.to_owned(), outcome)}>{ "Copy" }</button>
            </div>
            <p class="share__size" data-size={size.name()} data-testid="share-size">
                <span class="share__badge">{ format!("{} characters", link.len()) }</span>
                { " " }{ size.says() }
            </p>
            <p class="share__outcome" role="status" data-testid="share-outcome">
                { (**outcome).unwrap_or_default() }
            </p>
        </>
    }
}

fn copying(text: String, outcome: &UseStateHandle<Option<&'static str>>) -> Callback<MouseEvent> {
    let outcome = outcome.clone();
    Callback::from(move |_| {
        let outcome = outcome.clone();
        copy(text.clone(), move |worked| {
            if !worked {
                select_all("share-link");
            }
            outcome.set(Some(if worked { words::COPIED } else { words::COPY_REFUSED }));
        });
    })
}

fn other_ways(run: &Rc<Run>, stop: usize, outcome: &UseStateHandle<Option<&'static str>>) -> Html {
    let scenario = codec::opening_at(run, stop);
    let list = text::write(&scenario);
    let download = {
        let file_name = codec::file_name(run);
        Callback::from(move |_: MouseEvent| offer_download(&file_name, &json::write(&scenario)))
    };
    html! {
        <>
            <div class="share__others">
                <button type="button" class="button" data-testid="download" onclick={download}>
                    { "Download .causal.json" }
                </button>
                <button type="button" class="button" data-testid="copy-text"
                    onclick={copying(list.clone(), outcome)}>
                    { "Copy as list" }
                </button>
            </div>
            <details class="share__text">
                <summary>{ "The run as text" }</summary>
                <textarea readonly={true} rows="8" aria-label="The run as text"
                    data-testid="share-text" value={list} />
            </details>
        </>
    }
}
