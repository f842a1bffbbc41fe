//! The clock of playing: ticks while it is wanted, and stops when it is not.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::model::Dispatch;
use crate::msg::{Msg, Timing};

/// Sends [`Timing::Tick`] every so many milliseconds.
#[hook]
pub(crate) fn use_playback(every_ms: Option<u32>, dispatch: &Dispatch) {
    use_effect_with((every_ms, dispatch.clone()), |(every_ms, dispatch)| {
        let dispatch = dispatch.clone();
        let interval = every_ms
            .map(|ms| Interval::new(ms, move || dispatch.dispatch(Msg::Time(Timing::Tick))));
        move || drop(interval)
    });
}
