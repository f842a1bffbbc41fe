//! What is being typed at a replica, kept until it is written.

use std::rc::Rc;

/// How many characters a key may have on the page: it has to fit on the diagram.
pub const KEY_CHARS: usize = 12;
/// How many characters a value may have on the page.
pub const VALUE_CHARS: usize = 24;

/// The two fields of a replica's form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The key; it stays after writing.
    pub key: Rc<str>,
    /// The value that has been typed so far.
    pub value: Rc<str>,
    /// What is wrong with them, once somebody tried to write.
    pub error: Option<DraftError>,
}

/// Why something typed cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftError {
    /// There is no key.
    NoKey,
    /// The key has more than [`KEY_CHARS`] characters.
    KeyTooLong,
    /// The key holds a character that cannot be shown.
    KeyUnshowable,
    /// The value has more than [`VALUE_CHARS`] characters.
    ValueTooLong,
}

impl Draft {
    /// What is wrong with the fields.
    #[must_use]
    pub fn problem(&self) -> Option<DraftError> {
        let is_over = |text: &str, limit| text.chars().count() > limit;
        if self.key.trim().is_empty() {
            Some(DraftError::NoKey)
        } else if is_over(self.key.trim(), KEY_CHARS) {
            Some(DraftError::KeyTooLong)
        } else if self.key.trim().contains(char::is_control) {
            Some(DraftError::KeyUnshowable)
        } else {
            is_over(&self.value, VALUE_CHARS).then_some(DraftError::ValueTooLong)
        }
    }
}

/// One draft for each replica: the old ones as far as they go.
pub(crate) fn fitted(drafts: &Rc<Vec<Draft>>, n_replicas: usize) -> Rc<Vec<Draft>> {
    if drafts.len() == n_replicas {
        return Rc::clone(drafts);
    }
    let mut fitted = drafts.to_vec();
    fitted.resize(n_replicas, Draft::default());
    Rc::new(fitted)
}
