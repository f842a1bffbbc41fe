//! A dialog over the page: the browser's own, with its focus trap, its `Esc` and, where browsers know
//! it, a press beside it.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::icon::icon;
use super::press::press;
use super::send;
use crate::browser::focus_in_dialog;
use crate::model::Dispatch;
use crate::msg::Msg;

/// What a dialog shows.
#[derive(Properties, Debug)]
pub(crate) struct DialogFrameProps {
    /// The heading at the top of the dialog.
    pub(crate) title: &'static str,
    /// How tests call it.
    pub(crate) testid: &'static str,
    /// Whether it is open.
    pub(crate) open: bool,
    /// What is in it.
    pub(crate) children: Html,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

impl PartialEq for DialogFrameProps {
    /// A closed dialog shows nothing; what an open one shows is cheaper to draw than to compare.
    fn eq(&self, other: &Self) -> bool {
        !self.open && !other.open
    }
}

/// A dialog's frame. It is always in the document; only its content comes and goes.
#[component]
pub(crate) fn DialogFrame(props: &DialogFrameProps) -> Html {
    let DialogFrameProps { title, testid, open, children, dispatch } = props;
    let frame = use_node_ref();
    use_effect_with((*open, frame.clone()), |(open, frame)| {
        if let Some(dialog) = frame.cast::<HtmlDialogElement>() {
            match (*open, dialog.open()) {
                (true, false) => {
                    let _is_open = dialog.show_modal();
                    focus_in_dialog();
                }
                (false, true) => dialog.close(),
                _ => {}
            }
        }
    });
    let onclose = send(dispatch, Msg::CloseDialog);
    html! {
        <dialog ref={frame} class="dialog" data-testid={*testid} aria-label={*title} closedby="any"
            {onclose}>
            if *open {
                <header class="dialog__head">
                    <h2>{ *title }</h2>
                    {
                        press(dispatch, Msg::CloseDialog, "icon-button")
                            .label("Close")
                            .says(icon("close"))
                    }
                </header>
                <div class="dialog__body" tabindex="-1">{ children.clone() }</div>
            }
        </dialog>
    }
}
