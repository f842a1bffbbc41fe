//! The panel on the left: what this is about, and by which rules it goes.

use causal_core::replica::mistakes::Mistakes;
use causal_core::replica::protocol::Sessions;
use causal_core::replica::source::Source;
use causal_core::run::Run;
use yew::prelude::*;

use super::header::{rule_menu, sessions_menu};
use super::icon::icon;
use super::press::press;
use super::protocol::seen_in;
use crate::choices::CHOICES;
use crate::model::{Dialog, Dispatch, Side};
use crate::msg::Msg;
use crate::words;

/// What the panel says of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScenarioWords {
    title: String,
    paragraphs: Vec<String>,
    rule: (&'static str, &'static str),
    sessions: Sessions,
    conflicts: &'static str,
    /// Where the rule was seen, if it is a mistake.
    seen_in: Option<Source>,
    mistakes: Mistakes,
}

impl ScenarioWords {
    /// What there is to say of this scenario.
    pub(crate) fn of(run: &Run) -> Self {
        let protocol = &run.setting().protocol;
        let entry = protocol.delivery.catalog_entry();
        let custom = ("custom", "A combination of tests that has no name.");
        Self {
            title: run.title().to_owned(),
            paragraphs: paragraphs(run.notes()),
            sessions: protocol.sessions,
            conflicts: CHOICES[0].of(protocol).map_or("", |option| option.says),
            rule: entry.map_or(custom, |entry| (entry.name, entry.says)),
            mistakes: protocol.mistakes,
            seen_in: entry.and_then(|entry| entry.seen_in),
        }
    }
}

/// The paragraphs of a text, parted by empty lines.
fn paragraphs(notes: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut begins = true;
    for line in notes.lines() {
        match paragraphs.last_mut() {
            _ if line.trim().is_empty() => begins = true,
            Some(paragraph) if !begins => paragraph.extend(["\n", line]),
            _ => {
                paragraphs.push(line.to_owned());
                begins = false;
            }
        }
    }
    paragraphs
}

/// What the panel shows.
#[derive(Debug)]
pub(crate) struct TaskProps {
    /// What is said of the scenario on show.
    pub(crate) scenario: ScenarioWords,
    /// Whether it is folded away.
    pub(crate) folded: bool,
    /// Where the messages of its buttons are sent.
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
                {
                    press(dispatch, Msg::ToggleSide(Side::Task), "icon-button side__fold")
                        .label(if *folded { "Show the task" } else { "Fold the task away" })
                        .expanded(!folded)
                        .says(html! { <>{ icon(if *folded { "unfold" } else { "fold" }) }</> })
                }
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
                if scenario.seen_in.is_some() {
                    <span class="tag">{ "a mistake of real systems" }</span>
                }
            </p>
            <p data-testid="rule-says">
                { scenario.rule.1 }
                for source in &scenario.seen_in { { seen_in(source) } }
            </p>
            <h3>{ "Conflicts" }</h3>
            <p data-testid="conflicts-say">{ scenario.conflicts }</p>
            if !scenario.mistakes.is_empty() {
                <h3>{ "Mistakes" }</h3>
            }
            for named in scenario.mistakes.iter() {
                <p data-testid="mistake-says">
                    <strong>{ named.name }</strong>{ " " }{ named.says }
                    for why in named.unnamed { { " " }{ why } }
                    { seen_in(&named.seen_in) }
                </p>
            }
            { others(dispatch) }
        </div>
    }
}

/// Where to go from here.
fn others(dispatch: &Dispatch) -> Html {
    html! {
        <div class="task__others">
            {
                press(dispatch, Msg::OpenDialog(Dialog::Protocol), "button")
                    .testid("task-protocol")
                    .says("The whole protocol")
            }
            {
                press(dispatch, Msg::OpenDialog(Dialog::Replicas), "button")
                    .testid("task-replicas")
                    .says(words::REPLICAS)
            }
            {
                press(dispatch, Msg::OpenDialog(Dialog::Open), "button")
                    .testid("task-open")
                    .says("Open a run")
            }
            {
                press(dispatch, Msg::StartEmpty, "button")
                    .testid("start-empty")
                    .says("Empty playground")
            }
            {
                press(dispatch, Msg::LoadExample, "button")
                    .testid("load-example")
                    .says("Load the example")
            }
        </div>
    }
}
