//! The branches as tabs: show, rename, delete.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::icon;
use super::press::press;
use crate::browser::{focus_on, show_branch_on_show, use_focus_beside};
use crate::model::{BranchId, Dispatch};
use crate::msg::Msg;

/// What the tabs show.
#[derive(Properties, PartialEq, Debug)]
pub(crate) struct BranchTabsProps {
    /// All branches, each with its name, in the order of the tabs.
    pub(crate) branches: Rc<Vec<(BranchId, Rc<str>)>>,
    /// The one on show.
    pub(crate) shown: BranchId,
    /// Where the messages of its buttons are sent.
    pub(crate) dispatch: Dispatch,
}

/// The branches as tabs.
#[component]
pub(crate) fn BranchTabs(props: &BranchTabsProps) -> Html {
    let renaming = use_state(|| None::<BranchId>);
    use_effect_with(*renaming, |renaming| {
        if renaming.is_some() {
            focus_on("branch-name");
        }
    });
    use_effect_with((props.shown, props.branches.len()), {
        let renaming = renaming.setter();
        move |_| {
            // A field of another branch would stay open for ever: nobody is in it any more.
            renaming.set(None);
            show_branch_on_show();
        }
    });
    use_focus_beside();
    html! {
        <div class="branches" role="group" aria-label="Branches" data-testid="branches">
            for (id, name) in props.branches.iter() {
                if *renaming == Some(*id) {
                    { name_field(*id, name, &renaming, &props.dispatch) }
                } else {
                    { tab(*id, name, props, &renaming) }
                }
            }
        </div>
    }
}

fn tab(
    id: BranchId,
    name: &Rc<str>,
    props: &BranchTabsProps,
    renaming: &UseStateHandle<Option<BranchId>>,
) -> Html {
    let is_shown = props.shown == id;
    let rename = {
        let renaming = renaming.clone();
        Callback::from(move |_: MouseEvent| renaming.set(Some(id)))
    };
    html! {
        <span class="branch" data-shown={is_shown.to_string()} key={id.0}>
            {
                press(&props.dispatch, Msg::ShowBranch(id), "branch__name")
                    .testid(format!("branch-{}", id.0))
                    .pressed(is_shown)
                    .says(AttrValue::from(Rc::clone(name)))
            }
            if is_shown && props.branches.len() > 1 {
                <button type="button" class="branch__action" onclick={rename}
                    data-testid={format!("rename-{}", id.0)}
                    aria-label={format!("Rename {name}")}>{ "✎" }</button>
                {
                    press(&props.dispatch, Msg::DeleteBranch(id), "branch__action")
                        .testid(format!("delete-branch-{}", id.0))
                        .label(format!("Delete {name}"))
                        .says(icon("close"))
                }
            }
        </span>
    }
}

fn name_field(
    id: BranchId,
    name: &Rc<str>,
    renaming: &UseStateHandle<Option<BranchId>>,
    dispatch: &Dispatch,
) -> Html {
    let (done, dispatch) = (renaming.clone(), dispatch.clone());
    let onchange = Callback::from(move |event: Event| {
        let field: web_sys::HtmlInputElement = event.target_unchecked_into();
        dispatch.dispatch(Msg::RenameBranch(id, field.value()));
        done.set(None);
    });
    let left = renaming.clone();
    let onblur = Callback::from(move |_: FocusEvent| left.set(None));
    html! {
        <input key={id.0} class="branch__field" type="text" maxlength="24"
            aria-label="Name of the branch" data-testid="branch-name" data-branch={id.0.to_string()} data-name={AttrValue::from(Rc::clone(name))}
            value={AttrValue::from(Rc::clone(name))} {onchange} {onblur} />
    }
}
