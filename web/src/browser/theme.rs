//! The theme, as an attribute of the whole document.

use yew::prelude::*;

use super::{document, storage};
use crate::model::Theme;

/// Keeps the document's theme the same as the model's.
#[hook]
pub(crate) fn use_theme(theme: Theme) {
    use_effect_with(theme, |theme| {
        if let Some(root) = document().document_element() {
            let _refused = root.set_attribute("data-theme", theme.name());
        }
        storage::save_theme(*theme);
    });
}
