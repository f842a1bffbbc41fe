//! Long work beside the page: how far it is, and what came of it.

use yew::prelude::*;
use yew::virtual_dom::AttrValue;

use super::icon::icon;
use super::press::press;
use crate::model::{Dialog, Dispatch, Work, WorkState};
use crate::msg::Msg;
use crate::service::{Answer, ExecutionReport, JobKind, LogReport, Progress, Refusal};
use crate::words;

/// A line below the head, while there is a job or something that came of one.
pub(crate) fn work_bar(work: Option<&Work>, dispatch: &Dispatch) -> Html {
    let Some(work) = work else { return Html::default() };
    let is_running = work.running().is_some();
    html! {
        <div class="notice work-bar" role="group" aria-label="Beside the page" data-testid="work-bar"
            data-alert={is_refused(work).to_string()}>
            { icon(sign(work)) }
            <p data-testid="work-bar-says">{ work.says() }</p>
            { bar(work) }
            // One takes the place of the other, and whoever presses twice puts nothing away.
            if is_running {
                { cancel(dispatch) }
            } else {
                {
                    press(dispatch, Msg::OpenDialog(dialog_of(work)), "button")
                        .testid("work-show")
                        .says("Show")
                }
            }
            if !is_running {
                {
                    press(dispatch, Msg::PutWorkAway, "icon-button")
                        .label("Put away")
                        .says(icon("close"))
                }
            }
        </div>
    }
}

/// The dialog where it was begun.
fn dialog_of(work: &Work) -> Dialog {
    match work.kind {
        JobKind::Log => Dialog::Open,
        JobKind::Search => Dialog::Find,
    }
}

/// In the dialog where it was begun: everything there is to say.
pub(crate) fn work_report(kind: JobKind, work: Option<&Work>, dispatch: &Dispatch) -> Html {
    let Some(work) = work.filter(|work| work.kind == kind) else { return Html::default() };
    html! {
        <section class="work" aria-label={AttrValue::from(work.name.clone())} data-testid="work">
            <p class="work__says" data-testid="work-says" data-alert={is_refused(work).to_string()}>
                { work.says() }
                if is_refused(work) && kind == JobKind::Log { { " " }{ words::LOG_KEEPS } }
            </p>
            { bar(work) }
            if work.running().is_some() { { cancel(dispatch) } } else { { details(work) } }
        </section>
    }
}

fn cancel(dispatch: &Dispatch) -> Html {
    press(dispatch, Msg::PutWorkAway, "button").testid("work-cancel").says("Cancel")
}

fn is_refused(work: &Work) -> bool {
    let WorkState::Done(outcome) = &work.state else { return false };
    outcome.as_ref().as_ref().is_err_and(|why| !matches!(why, Refusal::Cancelled { .. }))
}

fn sign(work: &Work) -> &'static str {
    match &work.state {
        WorkState::Running(..) => "wait",
        WorkState::Done(_) if is_refused(work) => "alert",
        WorkState::Done(_) => "done",
    }
}

/// How far it is, to be seen; nothing once it is over.
fn bar(work: &Work) -> Html {
    let WorkState::Running(_, now) = &work.state else { return Html::default() };
    let Some(Progress { done, of, .. }) = now.filter(|now| now.of > 0) else {
        return html! { <progress aria-label="Progress" /> };
    };
    html! {
        <progress aria-label="Progress" data-testid="work-progress" max={of.to_string()}
            value={done.to_string()} />
    }
}

fn details(work: &Work) -> Html {
    match &work.state {
        WorkState::Done(outcome) => match &**outcome {
            Ok(Answer::Log(report)) => log_details(report),
            // Its dialog shows what can be opened.
            Ok(Answer::Search(_)) | Err(_) => Html::default(),
        },
        WorkState::Running(..) => Html::default(),
    }
}

fn log_details(report: &LogReport) -> Html {
    let executions = report.executions.iter().enumerate();
    html! {
        <>
            { for executions.map(|(at, execution)| execution_details(report, at, execution)) }
            if let Some(further) = words::further(report) { <p>{ further }</p> }
        </>
    }
}

fn execution_details(report: &LogReport, at: usize, execution: &ExecutionReport) -> Html {
    let title = words::execution(report, at, execution);
    html! {
        <>
            if !title.is_empty() { <h3 class="work__title">{ title }</h3> }
            <dl class="work__hosts" data-testid="work-hosts">
                { for execution.hosts.iter().map(|host| html! {
                    <div><dt>{ &host.name }</dt><dd>{ words::host(host) }</dd></div>
                }) }
            </dl>
        </>
    }
}
