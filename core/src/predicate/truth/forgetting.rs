//! What need not be remembered of what has really happened.

use std::sync::Arc;

use super::{Made, Place, Truth};
use crate::clock::{Dot, VersionVector};

impl Truth {
    /// Forgets what happens before each write that has taken effect at every replica, all of that
    /// included: whatever will be told of it then, those replicas know more than it. Whether there was anything.
    pub(in crate::predicate) fn forget(&mut self) -> bool {
        if self.by_sessions {
            return false;
        }
        let is_over = |(name, made): &(Dot, &Arc<Made>)| {
            let is_in =
                |place: &Arc<Place>| place.effects.has(*name) && place.effects.includes(&made.past);
            made.past != VersionVector::new() && self.places.iter().all(is_in)
        };
        let over: Vec<Dot> = self.writes().filter(is_over).map(|(name, _)| name).collect();
        let is_any = !over.is_empty();
        for name in over {
            let writes = Arc::make_mut(&mut self.made).get_mut(&name.actor);
            if let Some(made) = writes.and_then(|all| all.get_mut(name.counter as usize - 1)) {
                let made = Arc::make_mut(made);
                (made.past, made.told) = (VersionVector::new(), VersionVector::new());
            }
        }
        is_any
    }
}
