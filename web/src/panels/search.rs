//! The dialog in which every schedule of the run on show is tried.

use std::rc::Rc;

use causal_core::world::setting::Setting;
use yew::prelude::*;

use super::condition::condition_field;
use super::dialog::DialogFrame;
use super::press::press;
use super::work::work_report;
use crate::model::{Condition, Dispatch, Extra, SearchDraft, Work};
use crate::msg::Msg;
use crate::service::{JobKind, OutcomeReport, SearchReport};
use crate::words;

/// What the dialog shows.
#[derive(Debug)]
pub(crate) struct SearchProps<'a> {
    /// What was said last, for those who cannot see: the page's own region is out of reach here.
    pub(crate) said: Rc<str>,
    /// What stands in the field for the condition.
    pub(crate) condition: &'a Condition,
    /// What the run on show started from.
    pub(crate) setting: &'a Setting,
    /// What else may happen.
    pub(crate) search: SearchDraft,
    /// What is done beside the page, or what came of it.
    pub(crate) work: Option<&'a Work>,
    /// What that is about, if not about what is asked for now.
    pub(crate) about: Option<String>,
    /// Whether it is open.
    pub(crate) open: bool,
    /// Where choices are sent.
    pub(crate) dispatch: Dispatch,
}

/// The dialog with a condition, what may happen beside the run's requests, and what came of it.
pub(crate) fn search_panel(props: &SearchProps<'_>) -> Html {
    let content = if props.open { content(props) } else { Html::default() };
    html! {
        <DialogFrame title={words::FIND} testid="find-dialog" open={props.open}
            dispatch={props.dispatch.clone()}>{ content }</DialogFrame>
    }
}

fn content(props: &SearchProps<'_>) -> Html {
    let SearchProps { said, condition, setting, search, work, about, dispatch, .. } = props;
    let onsubmit = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Msg::Find);
        })
    };
    html! {
        <>
            <p class="visually-hidden" role="status" aria-live="polite" data-testid="find-live">
                { &**said }
            </p>
            <p>{ words::FIND_SAYS }</p>
            <form class="setup" {onsubmit} autocomplete="off">
                { condition_field(condition, setting, dispatch) }
                <p class="open__error" role="alert" data-testid="find-error">
                    { condition.outcome.unwrap_or_default() }
                </p>
                <div class="search__extras">
                    for extra in Extra::ALL {
                        { number(extra, *search, dispatch) }
                    }
                </div>
                <div class="share__others">
                    <button type="submit" class="button button--strong" data-testid="find-it">
                        { words::FIND_IT }
                    </button>
                    {
                        press(dispatch, Msg::FindOutcomes, "button")
                            .testid("find-outcomes")
                            .says(words::ALL_OUTCOMES)
                    }
                </div>
            </form>
            if let Some(about) = about {
                <p data-testid="find-about">{ words::asked_of(about) }</p>
            }
            { work_report(JobKind::Search, *work, dispatch) }
            for report in work.and_then(Work::searched) {
                { found(report, dispatch) }
            }
        </>
    }
}

fn number(extra: Extra, search: SearchDraft, dispatch: &Dispatch) -> Html {
    let chosen = search.extras[extra as usize];
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let menu: web_sys::HtmlSelectElement = event.target_unchecked_into();
        dispatch.dispatch(Msg::ChooseExtra(extra, menu.value()));
    });
    html! {
        <label class="header__label">
            <select data-testid={format!("find-{}", extra.name())} {onchange}>
                for n in 0..=Extra::MAX {
                    <option value={n.to_string()} selected={n == chosen}>{ n }</option>
                }
            </select>
            { words::EXTRAS[extra as usize] }
        </label>
    }
}

/// What can be opened of what a search has come to.
fn found(report: &SearchReport, dispatch: &Dispatch) -> Html {
    if report.found.is_some() {
        return press(dispatch, Msg::ShowSchedule(None), "button button--strong")
            .testid("find-show")
            .says(words::SHOW_IT);
    }
    html! {
        <ol class="outcomes" data-testid="outcomes">
            for (at, outcome) in report.outcomes.iter().enumerate() {
                { one_outcome(at, outcome, report.n_schedules, (&report.names, dispatch)) }
            }
        </ol>
    }
}

fn one_outcome(
    at: usize,
    outcome: &OutcomeReport,
    of: Option<u128>,
    (names, dispatch): (&[String], &Dispatch),
) -> Html {
    html! {
        <li>
            {
                press(dispatch, Msg::ShowSchedule(Some(at)), "inline-link")
                    .testid(format!("outcome-{at}"))
                    .says(words::stores(&outcome.stores, names))
            }
            <span class="outcomes__number">{ words::in_schedules(outcome.n_schedules, of) }</span>
        </li>
    }
}
