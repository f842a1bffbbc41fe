//! What the visitor has to be told, above the page.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::icon;
use super::press::press;
use crate::model::{Dispatch, Notice, Offer};
use crate::msg::Msg;

/// What the bar shows.
#[derive(Debug)]
pub(crate) struct NoticeProps {
    /// The notice, if there is one.
    pub(crate) notice: Option<Notice>,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The bar. It is there even when empty, so that what is said in it is heard.
pub(crate) fn notice_bar(props: &NoticeProps) -> Html {
    let NoticeProps { notice, dispatch } = props;
    let is_alert = notice.as_ref().is_some_and(|notice| notice.is_alert);
    html! {
        <div class="notice" role="alert" data-alert={is_alert.to_string()}>
            if let Some(notice) = notice {
                { icon(if is_alert { "alert" } else { "wait" }) }
                <p data-testid="notice">{ &*notice.text }</p>
                if let Some(kept) = &notice.kept {
                    <input class="notice__kept" type="text" readonly={true} data-testid="notice-kept"
                        aria-label="What was opened" value={AttrValue::from(kept.clone())} />
                    { press(dispatch, Msg::Repair, "button").says("Repair it") }
                }
                if let Some(offer) = notice.offer {
                    {
                        press(dispatch, Msg::TakeUp(offer), "button button--strong")
                            .testid("notice-offer")
                            .says(offer_words(offer))
                    }
                }
                {
                    press(dispatch, Msg::Dismiss, "icon-button")
                        .label("Dismiss")
                        .says(icon("close"))
                }
            }
        </div>
    }
}

/// What has to be known of what is kept here: a bar of its own, for it outlasts what is done.
pub(crate) fn warning_bar(warning: Option<&Rc<str>>, dispatch: &Dispatch) -> Html {
    html! {
        <div class="notice" role="status">
            if let Some(warning) = warning {
                { icon("alert") }
                <p data-testid="warning">{ &**warning }</p>
                {
                    press(dispatch, Msg::DismissWarning, "icon-button")
                        .label("Put away")
                        .says(icon("close"))
                }
            }
        </div>
    }
}

fn offer_words(offer: Offer) -> &'static str {
    match offer {
        Offer::LoadExample => "Load the example",
        Offer::RestoreBranch => "Undo the deletion",
        Offer::Undo => "Undo",
        Offer::Resume => "Resume",
    }
}
