//! The main view: what happened, as a diagram or as a list.

use std::rc::Rc;

use causal_diagram::summary_of_last;
use yew::prelude::*;

use super::icon::icon;
use super::press::press;
use super::send;
use super::steps::Steps;
use crate::diagram::Diagram;
use crate::memo::PtrEq;
use crate::model::{Dialog, Dispatch, Filter, Model, Tab};
use crate::msg::{Msg, Timing};
use crate::words;

/// How much of what happened last the summary tells: a run longer than that has its list.
const SUMMED_UP: usize = 40;

/// What the main view shows.
#[derive(Debug)]
pub(crate) struct MainViewProps<'a> {
    /// What the page knows.
    pub(crate) model: &'a Model,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The main view: the diagram or the list, whichever is chosen.
pub(crate) fn main_view(props: &MainViewProps<'_>) -> Html {
    let MainViewProps { model, dispatch } = props;
    let is_list = model.interface.tab == Tab::List;
    html! {
        <section class="main-view" data-region="stage" data-testid="stage" id="stage" tabindex="-1"
            aria-label="Main view" data-tab={if is_list { "list" } else { "diagram" }}>
            { head(props) }
            <p class="visually-hidden" data-testid="summary">
                {
                    summary_of_last(SUMMED_UP, &model.run, &model.layout.chart, &model.moment,
                        model.stop, model.findings.iter())
                }
            </p>
            if !is_list {
                <div class="main-view__diagram" data-testid="diagram">
                    <Diagram layout={Rc::clone(&model.layout)} stop={model.stop}
                        selection={model.selection} focus={model.focus} cone={model.cone.clone()}
                        folded={(model.interface.task_folded, model.is_why_folded())}
                        dispatch={dispatch.clone()} />
                </div>
            }
            <Steps rows={Rc::clone(&model.rows)} moment={PtrEq::from(&model.moment)}
                stop={model.stop} selection={model.selection}
                focus={model.focused_row().map(|row| row.event)} filter={model.interface.filter}
                shown={is_list} dispatch={dispatch.clone()} />
        </section>
    }
}

fn head(props: &MainViewProps<'_>) -> Html {
    let model = props.model;
    let tab = |tab: Tab, words: &str, testid: &str| {
        let is_shown = model.interface.tab == tab;
        html! {
            <button type="button" role="tab" class="tab" data-testid={testid.to_owned()}
                aria-selected={is_shown.to_string()}
                onclick={send(&props.dispatch, Msg::ShowTab(tab))}>{ words.to_owned() }</button>
        }
    };
    html! {
        <div class="main-view__head">
            <div role="tablist" aria-label="Main view" class="tabs">
                { tab(Tab::Diagram, "Diagram", "tab-diagram") }
                { tab(Tab::List, "List", "tab-list") }
            </div>
            if model.interface.tab == Tab::List {
                { filters(props) }
                {
                    press(&props.dispatch, Msg::OpenDialog(Dialog::Until), "button")
                        .testid("list-until")
                        .says("Run until …")
                }
            }
            if model.inviting {
                { invitation(&props.dispatch) }
            }
            if model.is_in_the_past() {
                <p class="ribbon" data-testid="ribbon">
                    { words::in_the_past(model.stop, model.last_stop()) }
                </p>
            }
        </div>
    }
}

fn filters(props: &MainViewProps<'_>) -> Html {
    let setting = props.model.moment.setting();
    let mut all = vec![
        (Filter::Everything, "All".to_owned()),
        (Filter::Waits, "Waits".to_owned()),
        (Filter::Violations, "Violations".to_owned()),
    ];
    all.extend(setting.replicas().map(|id| (Filter::At(id), setting.name(id))));
    html! {
        <div class="filters" role="group" aria-label="Show only">
            for (filter, words) in all {
                {
                    press(&props.dispatch, Msg::ChooseFilter(filter), "button")
                        .pressed(props.model.interface.filter == filter)
                        .says(words)
                }
            }
        </div>
    }
}

fn invitation(dispatch: &Dispatch) -> Html {
    html! {
        <div class="invitation">
            <p>{ words::INVITATION_QUESTION }</p>
            {
                press(dispatch, Msg::Time(Timing::Step), "button button--invite")
                    .testid("invite")
                    .says(html! { <>{ words::INVITATION }{ " " }{ icon("forward") }</> })
            }
        </div>
    }
}
