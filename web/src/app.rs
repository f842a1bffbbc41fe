//! The whole page: the model, the effects, and where everything is.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{
    branches_before, fragment, root, saved_theme, use_address, use_focus_after_notice,
    use_focus_beside, use_keeping, use_kept_focus, use_long_work, use_playback, use_shortcuts,
    use_theme,
};
use crate::memo::PtrEq;
use crate::model::{
    Branches, Dialog, Dispatch, Goals, Menu, Model, Reason, ReplicaCard, SPEEDS_MS,
};
use crate::panels::{
    HeaderProps, HelpProps, MainViewProps, MenuPanel, Network, NoticeProps, OpenProps,
    ProtocolProps, ReplicasProps, ScenarioWords, SearchProps, SetupProps, SharePanel,
    SheetHandleProps, TaskProps, TimeBarProps, UntilProps, WhyProps, allow_drop, dropped, header,
    help, main_view, notice_bar, open_panel, protocol_panel, replicas, search_panel, setup_panel,
    sheet_handle, skip_links, task, time_bar, until_panel, warning_bar, why, work_bar,
};
use crate::script::use_playground;

/// Puts the page into its place in the document, as this tab left it.
pub fn mount() {
    spawn_local(async {
        let before = branches_before().await.map(|before| PtrEq::from(&Rc::new(before)));
        yew::Renderer::<App>::with_root_and_props(root(), AppProps { before }).render();
    });
}

/// What the page starts from.
#[derive(Properties, PartialEq, Clone, Debug, Default)]
pub struct AppProps {
    /// The branches that the tab had before, and whether the page broke when they were brought back.
    #[prop_or_default]
    before: Option<PtrEq<(Branches, bool)>>,
}

/// The whole page: panels around the diagram, and the state behind them.
#[component]
pub fn App(props: &AppProps) -> Html {
    let model = use_reducer(|| first_model(props));
    let dispatch = model.dispatcher();
    use_playback(model.playing.then(|| SPEEDS_MS[model.speed]), &dispatch);
    use_shortcuts(&dispatch);
    use_address(model.address.clone(), &dispatch);
    use_keeping(&model, &dispatch);
    use_long_work(model.work.as_ref(), &dispatch);
    use_theme(model.interface.theme);
    use_playground(&model);
    use_kept_focus(model.focus, Rc::as_ptr(&model.run) as usize);
    use_focus_after_notice(model.notice.is_some() || model.warning.is_some());
    use_focus_beside();
    page(&model, &dispatch)
}

/// What the tab had when it was loaded again or crashed, what the address bar asks for, or the example.
fn first_model(props: &AppProps) -> Model {
    let mut model = match props.before.as_deref() {
        Some((branches, is_broken)) => Model::brought_back(branches, &fragment(), *is_broken),
        None => Model::opening(&fragment()),
    };
    model.interface.theme = saved_theme();
    model
}

fn page(model: &Model, dispatch: &Dispatch) -> Html {
    let reason = model.reason();
    let goals = model.goals();
    let interface = &model.interface;
    html! {
        <div class="page" data-testid="playground" ondragover={allow_drop()}
            ondrop={dropped(dispatch)} data-sheet={interface.sheet.name()}
            data-sheet-up={interface.sheet_up.to_string()}
            data-task-folded={interface.task_folded.to_string()}
            data-why-folded={model.is_why_folded().to_string()}>
            { skip_links() }
            { top(model, dispatch) }
            { task(&TaskProps {
                scenario: ScenarioWords::of(&model.run),
                goals: goals.as_ref(),
                folded: interface.task_folded,
                dispatch: dispatch.clone(),
            }) }
            { centre(model, dispatch) }
            { why(&WhyProps {
                reason: &reason,
                folded: model.is_why_folded(),
                names: &model.run.setting().names,
                dispatch,
            }) }
            { bottom(model, &reason, goals.as_ref(), dispatch) }
            { dialogs(model, dispatch) }
        </div>
    }
}

fn top(model: &Model, dispatch: &Dispatch) -> Html {
    let protocol = model.run.setting().protocol;
    html! {
        <>
            { header(&HeaderProps {
                title: model.run.title().to_owned(),
                protocol,
                theme: model.interface.theme,
                dispatch: dispatch.clone(),
            }) }
            <div class="notices">
                { notice_bar(&NoticeProps {
                    notice: model.notice.clone(),
                    dispatch: dispatch.clone(),
                }) }
                { warning_bar(model.warning.as_ref(), dispatch) }
                { work_bar(model.work.as_ref(), dispatch) }
            </div>
            <p class="visually-hidden" role="status" aria-live="polite" data-testid="live">
                { &*model.said }
            </p>
        </>
    }
}

fn centre(model: &Model, dispatch: &Dispatch) -> Html {
    html! {
        <main class="centre">
            { replicas(&ReplicasProps {
                cards: Rc::clone(&model.cards),
                drafts: Rc::clone(&model.drafts),
                clients: model.client_lines(),
                client_names: model.client_names(),
                selection: model.selection,
                changed: model.changed(),
                dispatch: dispatch.clone(),
            }) }
            <Network moment={PtrEq::from(&model.moment)} menu={model.interface.menu}
                selection={model.selection} dispatch={dispatch.clone()} />
            if let Some(menu) = model.interface.menu {
                <MenuPanel moment={PtrEq::from(&model.moment)} {menu} card={card_of(model, menu)}
                    dispatch={dispatch.clone()} />
            }
            { main_view(&MainViewProps { model, dispatch: dispatch.clone() }) }
        </main>
    }
}

/// The card of the replica that a menu is about.
fn card_of(model: &Model, menu: Menu) -> Option<Rc<ReplicaCard>> {
    let Menu::Machine(replica) = menu else { return None };
    model.cards.iter().find(|card| card.id == replica).cloned()
}

fn bottom(model: &Model, reason: &Reason, goals: Option<&Goals>, dispatch: &Dispatch) -> Html {
    html! {
        <>
            { sheet_handle(&SheetHandleProps {
                reason,
                goals,
                sheet: model.interface.sheet,
                up: model.interface.sheet_up,
                dispatch,
            }) }
            { time_bar(&TimeBarProps {
                rows: Rc::clone(&model.rows),
                stop: model.stop,
                last_stop: model.last_stop(),
                now: model.moment.now,
                playing: model.playing,
                speed: model.speed,
                can_undo: model.can_undo(),
                can_redo: model.can_redo(),
                branches: model.tabs(),
                shown: model.branches.shown(),
                dispatch: dispatch.clone(),
            }) }
        </>
    }
}

fn dialogs(model: &Model, dispatch: &Dispatch) -> Html {
    let is_open = |dialog| model.interface.dialog == Some(dialog);
    html! {
        <>
            <SharePanel run={Rc::clone(&model.run)} stop={model.stop}
                open={is_open(Dialog::Share)} dispatch={dispatch.clone()} />
            { open_panel(&OpenProps {
                said: Rc::clone(&model.said),
                opening: model.interface.opening.clone(),
                work: model.work.clone(),
                earlier: Rc::clone(&model.earlier),
                open: is_open(Dialog::Open),
                dispatch: dispatch.clone(),
            }) }
            { protocol_panel(&ProtocolProps {
                protocol: model.run.setting().protocol,
                open: is_open(Dialog::Protocol),
                dispatch: dispatch.clone(),
            }) }
            { search_panel(&SearchProps {
                said: Rc::clone(&model.said),
                condition: &model.interface.condition,
                setting: model.run.setting(),
                search: model.interface.search,
                work: model.work.as_ref(),
                about: is_open(Dialog::Find).then(|| model.search_is_about()).flatten(),
                open: is_open(Dialog::Find),
                dispatch: dispatch.clone(),
            }) }
            { setup_panel(&SetupProps {
                setup: &model.interface.setup,
                has_actions: !model.run.script().is_empty(),
                open: is_open(Dialog::Replicas),
                dispatch: dispatch.clone(),
            }) }
            { until_panel(&UntilProps {
                condition: &model.interface.condition,
                setting: model.run.setting(),
                open: is_open(Dialog::Until),
                dispatch: dispatch.clone(),
            }) }
            { help(&HelpProps { open: is_open(Dialog::Help), dispatch: dispatch.clone() }) }
        </>
    }
}
