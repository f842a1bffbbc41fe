//! The phone's sheet, as far as it always shows: one sentence, one button, and the tabs.

use yew::prelude::*;

use super::press::press;
use super::waiting::line_place;
use crate::model::{Dispatch, Goals, Reason, SheetTab};
use crate::msg::Msg;
use crate::words;

/// What the handle shows.
#[derive(Debug)]
pub(crate) struct SheetHandleProps<'a> {
    /// What *Why* would say, in short.
    pub(crate) reason: &'a Reason,
    /// How the goals of the task stand, if it has some.
    pub(crate) goals: Option<&'a Goals>,
    /// The tab on show.
    pub(crate) sheet: SheetTab,
    /// Whether the sheet is up.
    pub(crate) up: bool,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: &'a Dispatch,
}

/// The handle above the phone's bottom bar.
pub(crate) fn sheet_handle(props: &SheetHandleProps<'_>) -> Html {
    let SheetHandleProps { reason, goals, sheet, up, dispatch } = props;
    // There is room for one sentence, unless something waits.
    let (next, is_alone) = (reason.next.as_deref(), reason.card.is_none());
    let sentence = match next.filter(|_| is_alone) {
        Some(next) => next,
        None if reason.state.is_empty() => words::NOTHING_SELECTED,
        None => &*reason.state,
    };
    html! {
        <section class="sheet-handle" data-testid="peek" aria-label="In short">
            <p class="sheet-handle__sentence">{ sentence }</p>
            if let Some(next) = next.filter(|_| !is_alone) {
                <p>{ next }</p>
            }
            if let Some(card) = &reason.card {
                { line_place(card, dispatch) }
            }
            <div class="sheet-handle__tabs" role="group" aria-label="Sheet">
                for tab in SheetTab::ALL {
                    {
                        press(dispatch, Msg::ShowSheet(tab), "sheet-handle__tab")
                            .testid(format!("sheet-{}", tab.name()))
                            .pressed(*up && *sheet == tab)
                            .says(title(*goals, tab))
                    }
                }
            </div>
        </section>
    }
}

/// What a tab says: that of the task, how many goals have come true.
fn title(goals: Option<&Goals>, tab: SheetTab) -> AttrValue {
    match goals.filter(|_| tab == SheetTab::Task) {
        Some(goals) => format!("{} {}/{}", tab.title(), goals.n_reached, goals.lines.len()).into(),
        None => tab.title().into(),
    }
}
