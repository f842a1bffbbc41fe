//! A button, made at run time: one copy of what every button needs.

use yew::prelude::*;
use yew::virtual_dom::AttrValue;

use super::send;
use crate::model::Dispatch;
use crate::msg::Msg;

/// A button that is being described.
pub(crate) struct Press {
    class: &'static str,
    onclick: Callback<MouseEvent>,
    testid: Option<AttrValue>,
    label: Option<AttrValue>,
    pressed: Option<&'static str>,
    expanded: Option<&'static str>,
    disabled: Option<&'static str>,
}

/// A button of a class that sends a message.
#[inline(never)]
pub(crate) fn press(dispatch: &Dispatch, msg: Msg, class: &'static str) -> Press {
    let onclick = send(dispatch, msg);
    Press {
        class,
        onclick,
        testid: None,
        label: None,
        pressed: None,
        expanded: None,
        disabled: None,
    }
}

impl Press {
    /// How tests call it.
    pub(crate) fn testid(self, testid: impl Into<AttrValue>) -> Self {
        Self { testid: Some(testid.into()), ..self }
    }

    /// Its name for those who cannot see it, if it is not its content.
    pub(crate) fn label(self, label: impl Into<AttrValue>) -> Self {
        Self { label: Some(label.into()), ..self }
    }

    /// Whether it is pressed.
    pub(crate) fn pressed(self, is_pressed: bool) -> Self {
        Self { pressed: Some(word(is_pressed)), ..self }
    }

    /// Whether what it opens is open.
    pub(crate) fn expanded(self, is_expanded: bool) -> Self {
        Self { expanded: Some(word(is_expanded)), ..self }
    }

    /// Whether it can be pressed to any effect. It keeps the focus either way.
    pub(crate) fn enabled(self, is_enabled: bool) -> Self {
        Self { disabled: Some(word(!is_enabled)), ..self }
    }

    /// Gives the button its words, or its sign.
    pub(crate) fn says(self, content: impl Into<Html>) -> Html {
        self.html(content.into())
    }

    /// A line of a menu: the button with its words, and what it does in a sentence.
    pub(crate) fn line(self, content: &'static str, says: &'static str) -> Html {
        html! {
            <div class="menu__row">
                { self.says(content) }
                <span class="menu__hint">{ says }</span>
            </div>
        }
    }

    #[inline(never)]
    fn html(self, content: Html) -> Html {
        let Self { class, onclick, testid, label, pressed, expanded, disabled } = self;
        html! {
            <button type="button" {class} data-testid={testid} aria-label={label}
                aria-pressed={pressed} aria-expanded={expanded} aria-disabled={disabled} {onclick}>
                { content }
            </button>
        }
    }
}

fn word(is_so: bool) -> &'static str {
    if is_so { "true" } else { "false" }
}
