//! How many replicas there are to be and what they are called, while somebody chooses.

use std::rc::Rc;

use causal_core::clock::ReplicaId;
use causal_core::scenario::limits::REPLICAS_IN_PAGE;
use causal_core::world::setting::Setting;

/// What replicas are called that nobody has given a name, one for each letter.
const USUAL: [&str; REPLICAS_IN_PAGE] = [
    "Alice", "Bob", "Carol", "Dave", "Erin", "Frank", "Grace", "Heidi", "Ivan", "Judy", "Kim",
    "Leo", "Mia", "Nina", "Oscar", "Peggy",
];

/// What stands in the dialog of the replicas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// How many there are to be, from 1 to 16.
    pub n_replicas: usize,
    /// What is typed as their names; of those too that there are not to be, in case they come back.
    pub names: Vec<Rc<str>>,
    /// Why they could not be used, and which name is at fault if one is.
    pub error: Option<(Rc<str>, Option<usize>)>,
}

impl Default for Setup {
    fn default() -> Self {
        Self::of(&Setting::default())
    }
}

impl Setup {
    /// The replicas of a setting, with the names that more of them would have: letters if all have
    /// letters now.
    #[must_use]
    pub fn of(setting: &Setting) -> Self {
        let names = &setting.names;
        let letter =
            |index| ReplicaId::from_index(index).map_or_else(String::new, |id| id.to_string());
        let is_letters = names.iter().enumerate().all(|(index, name)| *name == letter(index));
        let name = |index: usize| match names.get(index) {
            Some(name) => name.as_str().into(),
            None if is_letters || names.iter().any(|name| name == USUAL[index]) => {
                letter(index).into()
            }
            None => USUAL[index].into(),
        };
        Self {
            n_replicas: names.len().clamp(1, REPLICAS_IN_PAGE),
            names: (0..REPLICAS_IN_PAGE).map(name).collect(),
            error: None,
        }
    }

    /// The names as they would be used: as many as there are to be, without spaces around them.
    #[must_use]
    pub fn chosen(&self) -> Vec<String> {
        let chosen = self.names.iter().take(self.n_replicas);
        chosen.map(|name| name.trim().to_owned()).collect()
    }
}
