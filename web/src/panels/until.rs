//! *Run until …*: the cursor goes to the next step at which something is so.

use causal_core::world::setting::Setting;
use yew::prelude::*;

use super::condition::condition_field;
use super::dialog::DialogFrame;
use super::press::press;
use crate::model::{Condition, Dispatch, Until};
use crate::msg::Msg;

/// What the dialog shows.
pub(crate) struct UntilProps<'a> {
    /// What stands in the field.
    pub(crate) condition: &'a Condition,
    /// What the run on show started from.
    pub(crate) setting: &'a Setting,
    /// Whether it is open.
    pub(crate) open: bool,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The dialog that asks how far the run is to go.
pub(crate) fn until_panel(props: &UntilProps<'_>) -> Html {
    let UntilProps { condition, setting, open, dispatch } = props;
    let content = if *open { content(condition, setting, dispatch) } else { Html::default() };
    html! {
        <DialogFrame title="Run until" testid="until-dialog" open={*open}
            dispatch={dispatch.clone()}>{ content }</DialogFrame>
    }
}

fn content(condition: &Condition, setting: &Setting, dispatch: &Dispatch) -> Html {
    let onsubmit = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Msg::RunUntil(Until::Condition));
        })
    };
    let go = |until, testid: &'static str, words: &'static str| {
        press(dispatch, Msg::RunUntil(until), "button").testid(testid).says(words)
    };
    html! {
        <form class="until" {onsubmit}>
            <p>{ "To the next step at which" }</p>
            <div class="filters" role="group" aria-label="Run until">
                { go(Until::Violation, "until-violation", "something goes wrong") }
                { go(Until::Waits, "until-waits", "something waits in an inbox") }
                { go(Until::Quiet, "until-quiet", "no message is under way") }
            </div>
            <p>{ "or a condition holds:" }</p>
            { condition_field(condition, setting, dispatch) }
            <button type="submit" class="button button--strong" data-testid="until-submit">
                { "Run until this holds" }
            </button>
            <p role="status" data-testid="until-outcome">{ condition.outcome.unwrap_or_default() }</p>
        </form>
    }
}
