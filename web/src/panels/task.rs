//! The panel on the left: what this is about, and by which rules it goes.

use causal_core::replica::protocol::Protocol;
use causal_core::replica::source::Source;
use causal_core::run::Run;
use yew::prelude::*;

use super::choosing::{choice_menu, choice_says, rule_menu, sessions_menu};
use super::goals::goals as list_of;
use super::icon::icon;
use super::press::press;
use super::protocol::seen_in;
use crate::choices::CHOICES;
use crate::model::{Dialog, Dispatch, Goals, Side};
use crate::msg::Msg;
use crate::words;

/// What the panel says of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScenarioWords {
    title: String,
    paragraphs: Vec<String>,
    rule: (&'static str, &'static str),
    protocol: Protocol,
    /// Where the rule was seen, if it is a mistake.
    seen_in: Option<Source>,
}

impl ScenarioWords {
    /// What there is to say of this scenario.
    pub(crate) fn of(run: &Run) -> Self {
        let protocol = &run.setting().protocol;
        Self {
            title: run.title().to_owned(),
            paragraphs: paragraphs(run.notes()),
            protocol: *protocol,
            rule: words::rule(&protocol.delivery),
            seen_in: protocol.delivery.catalog_entry().and_then(|entry| entry.seen_in),
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
pub(crate) struct TaskProps<'a> {
    /// What is said of the scenario on show.
    pub(crate) scenario: ScenarioWords,
    /// What has to come true in it, if anything.
    pub(crate) goals: Option<&'a Goals>,
    /// Whether it is folded away.
    pub(crate) folded: bool,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The panel on the left.
pub(crate) fn task(props: &TaskProps<'_>) -> Html {
    let TaskProps { scenario, goals, folded, dispatch } = props;
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
                { body(scenario, *goals, dispatch) }
            }
        </aside>
    }
}

fn body(scenario: &ScenarioWords, goals: Option<&Goals>, dispatch: &Dispatch) -> Html {
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
            if let Some(goals) = goals {
                { list_of(goals, dispatch) }
            }
            <div class="task__menus">
                { rule_menu("task-rule", scenario.rule, dispatch) }
                { choice_menu(&CHOICES[0], "task", &scenario.protocol, dispatch) }
                { sessions_menu("task-sessions", scenario.protocol.sessions, dispatch) }
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
            <p data-testid="conflicts-say">{ choice_says(&CHOICES[0], &scenario.protocol) }</p>
            <h3>{ "Sessions" }</h3>
            <p data-testid="sessions-say">{ words::sessions(scenario.protocol.sessions).1 }</p>
            if !scenario.protocol.mistakes.is_empty() {
                <h3>{ "Mistakes" }</h3>
            }
            for named in scenario.protocol.mistakes.iter() {
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
                press(dispatch, Msg::OpenDialog(Dialog::Until), "button")
                    .testid("task-until")
                    .says("Run until …")
            }
            {
                press(dispatch, Msg::OpenDialog(Dialog::Find), "button")
                    .testid("task-find")
                    .says(words::FIND)
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
