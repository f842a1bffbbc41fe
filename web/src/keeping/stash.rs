//! What the database does not have yet when the page goes away: it waits where the next page of the
//! same tab finds it at once.

use serde::{Deserialize, Serialize};

use super::Changes;
use crate::model::{BranchId, Branches};

/// The latest record of a visit, and the links that are not in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stash {
    /// The record.
    pub record: String,
    runs: Vec<(u32, String)>,
}

impl Stash {
    /// What has to wait, if anything is not written down yet.
    #[must_use]
    pub fn of(now: &Branches, changes: &Changes) -> Option<Self> {
        let runs = changes.runs.iter().map(|(id, link)| (id.0, link.clone())).collect();
        (!changes.is_empty()).then(|| Self { record: super::write(now), runs })
    }

    /// The stash as a text.
    #[must_use]
    pub fn write(&self) -> String {
        to_latin1(&postcard::to_allocvec(self).unwrap_or_default())
    }

    /// The stash of a text; none if it cannot be read.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        postcard::from_bytes(&from_latin1(text)?).ok()
    }

    /// The link of a branch, if it waits here.
    #[must_use]
    pub fn link_of(&self, id: BranchId) -> Option<&str> {
        self.runs.iter().find(|(number, _)| *number == id.0).map(|(_, link)| &**link)
    }
}

/// Bytes as a text that every browser stores as it is: a character for each.
pub(super) fn to_latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// The bytes of such a text; none if it is another one.
pub(super) fn from_latin1(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}
