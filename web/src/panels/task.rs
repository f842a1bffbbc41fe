//! The panel on the left: what this is about, and by which rules it goes.

use causal_core::replica::protocol::Sessions;
use causal_core::scenario::Scenario;
use yew::prelude::*;

use super::header::{rule_menu, sessions_menu};
use super::icon::icon;
use super::send;
use crate::model::{Dialog, Dispatch, Msg, Side};

/// What the panel says of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScenarioWords {
    title: String,
    paragraphs: Vec<String>,
    rule: (&'static str, &'static str),
    sessions: Sessions,
    is_mistake: bool,
}

impl ScenarioWords {
    /// Its words.
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let entry = scenario.setting.protocol.delivery.catalog_entry();
        let custom = ("custom", "A combination of tests that has no name.");
        let paragraphs = scenario.notes.split("\n\n").map(str::trim).map(str::to_owned);
        Self {
            title: scenario.title.clone(),
            paragraphs: paragraphs.filter(|paragraph| !paragraph.is_empty()).collect(),
            sessions: scenario.setting.protocol.sessions,
            rule: entry.map_or(custom, |entry| (entry.name, entry.says)),
            is_mistake: entry.is_some_and(|entry| entry.is_mistake),
        }
    }
}

/// What the panel shows.
#[derive(Debug)]
pub(crate) struct TaskProps {
    /// The words.
    pub(crate) scenario: ScenarioWords,
    /// Whether it is folded away.
    pub(crate) folded: bool,
    /// Where presses go.
    pub(crate) dispatch: Dispatch,
}

/// The panel on the left.
pub(crate) fn task(props: &TaskProps) -> Html {
    let TaskProps { scenario, folded, dispatch } = props;
    html! {
        <aside class="side side--task" data-region="task" data-testid="task" tabindex="-1"
            aria-label="Task">
            <div class="side__head">
                <h2>{ "Task" }</h2>
                <button type="button" class="icon-button side__fold"
                    aria-expanded={(!folded).to_string()}
                    aria-label={if *folded { "Show the task" } else { "Fold the task away" }}
                    onclick={send(dispatch, Msg::ToggleSide(Side::Task))}>
                    { icon(if *folded { "unfold" } else { "fold" }) }
                </button>
            </div>
            if !folded {
                { body(scenario, dispatch) }
            }
        </aside>
    }
}

fn body(scenario: &ScenarioWords, dispatch: &Dispatch) -> Html {
    let title = match scenario.title.as_str() {
        "" => "A playground of your own",
        title => title,
    };
    html! {
        <div class="side__body">
            <h3 class="task__title">{ title }</h3>
            for paragraph in scenario.paragraphs.iter() {
                <p class="task__notes">{ paragraph }</p>
            }
            <div class="task__menus">
                { rule_menu("task-rule", Some(scenario.rule.0).filter(|name| *name != "custom"), dispatch) }
                { sessions_menu("task-sessions", scenario.sessions, dispatch) }
            </div>
            <h3>{ "Rule" }</h3>
            <p>
                <strong>{ scenario.rule.0 }</strong>
                if scenario.is_mistake {
                    <span class="tag">{ "a mistake of real systems" }</span>
                }
            </p>
            <p data-testid="rule-says">{ scenario.rule.1 }</p>
            <h3>{ "Conflicts" }</h3>
            <p>{ "Concurrent values of one key stay side by side as siblings, until a write that \
                  has seen them replaces them." }</p>
            <div class="task__others">
                <button type="button" class="button" data-testid="task-open"
                    onclick={send(dispatch, Msg::OpenDialog(Dialog::Open))}>{ "Open a run" }</button>
                <button type="button" class="button" data-testid="start-empty"
                    onclick={send(dispatch, Msg::StartEmpty)}>{ "Empty playground" }</button>
                <button type="button" class="button" data-testid="load-example"
                    onclick={send(dispatch, Msg::LoadExample)}>{ "Load the example" }</button>
            </div>
        </div>
    }
}
