//! What is being typed at a replica, kept until it is written.

use std::rc::Rc;
use std::sync::Arc;

use causal_core::clock::ReplicaId;
use causal_core::world::action::SessionName;

/// How many characters a key may have on the page: it has to fit on the diagram.
pub const KEY_CHARS: usize = 12;
/// How many characters a value may have on the page.
pub const VALUE_CHARS: usize = 24;
/// How many characters a client's name may have on the page.
pub const CLIENT_CHARS: usize = 12;

/// The three fields of a replica's form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The key; it stays after writing.
    pub key: Rc<str>,
    /// The value that has been typed so far.
    pub value: Rc<str>,
    /// The client that reads and writes here; empty for the replica's own. It stays.
    pub client: Rc<str>,
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
    /// The client's name has more than [`CLIENT_CHARS`] characters.
    ClientTooLong,
    /// The client's name holds a character that cannot be shown.
    ClientUnshowable,
    /// The client is called like a replica, whose nameless clients share that name.
    ClientIsReplica,
}

impl DraftError {
    /// The field that is wrong, by its name in attributes.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::NoKey | Self::KeyTooLong | Self::KeyUnshowable => "key",
            Self::ValueTooLong => "value",
            Self::ClientTooLong | Self::ClientUnshowable | Self::ClientIsReplica => "client",
        }
    }
}

impl Draft {
    /// What is wrong with the fields, for a write.
    #[must_use]
    pub fn problem(&self) -> Option<DraftError> {
        let value = is_over(&self.value, VALUE_CHARS).then_some(DraftError::ValueTooLong);
        self.key_problem().or(value).or_else(|| self.client_problem())
    }

    /// What is wrong with the fields, for a read.
    #[must_use]
    pub fn problem_of_read(&self) -> Option<DraftError> {
        self.key_problem().or_else(|| self.client_problem())
    }

    /// What is wrong with the client's name.
    #[must_use]
    pub fn client_problem(&self) -> Option<DraftError> {
        let client = self.client.trim();
        if is_over(client, CLIENT_CHARS) {
            Some(DraftError::ClientTooLong)
        } else if client.contains(char::is_control) {
            Some(DraftError::ClientUnshowable)
        } else {
            let is_letter =
                ReplicaId::from_letters(client).is_some_and(|id| id.to_string() == client);
            (is_letter && client.len() == 1).then_some(DraftError::ClientIsReplica)
        }
    }

    fn key_problem(&self) -> Option<DraftError> {
        let key = self.key.trim();
        if key.is_empty() {
            Some(DraftError::NoKey)
        } else if is_over(key, KEY_CHARS) {
            Some(DraftError::KeyTooLong)
        } else {
            key.contains(char::is_control).then_some(DraftError::KeyUnshowable)
        }
    }

    /// The client that acts here; none if the field is empty.
    #[must_use]
    pub fn session(&self) -> Option<SessionName> {
        let client = self.client.trim();
        (!client.is_empty()).then(|| Arc::from(client))
    }
}

fn is_over(text: &str, limit: usize) -> bool {
    text.chars().count() > limit
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
