//! The page's end: one worker at a time, started for a job and gone with it, so that nothing of a
//! large job stays in memory and a job that is not wanted any more ends at once.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use super::job::{JobNews, JobNumber, News, Refusal, WorkItem};
use super::post::{packed, unpacked};
use super::{carry_out, worker};

/// The file of a few lines with which every worker begins, beside the page.
const WORKER: &str = "worker.js";
/// Where trunk says which script starts the page's module.
const GLUE: &str = "link[rel=modulepreload]";

/// Who is told.
type Tell = Rc<dyn Fn(JobNews)>;
/// What the worker is sent once it is ready.
type Waiting = Rc<RefCell<Option<WorkItem>>>;

/// Has work items done, and hears what comes of them.
pub(crate) struct Client {
    tell: Tell,
    at_work: Option<AtWork>,
}

/// A worker with its item. Dropping it ends it, whatever it is at.
struct AtWork {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Client {
    /// Whoever is told hears everything of every item, unless it is withdrawn.
    pub(crate) fn new(tell: impl Fn(JobNews) + 'static) -> Self {
        Self { tell: Rc::new(tell), at_work: None }
    }

    /// Has an item done; what was in work before is withdrawn. Without workers it is done here and
    /// now, and the page stands still meanwhile.
    pub(crate) fn begin(&mut self, item: WorkItem) {
        let number = item.number;
        let waiting = Rc::new(RefCell::new(Some(item)));
        // The one before ends first.
        self.at_work = None;
        self.at_work = start(number, &waiting, &self.tell).ok();
        if self.at_work.is_none() {
            broke_down(waiting.take(), number, &self.tell);
        }
    }

    /// Nothing is wanted any more.
    pub(crate) fn withdraw(&mut self) {
        self.at_work = None;
    }
}

/// Starts a worker that is sent the waiting item as soon as it is ready.
fn start(number: JobNumber, waiting: &Waiting, tell: &Tell) -> Result<AtWork, JsValue> {
    let glue = glue().ok_or(JsValue::NULL)?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(WORKER, &options)?;
    let listeners = [
        EventListener::new(&worker, "message", {
            let (worker, waiting, tell) = (worker.clone(), Rc::clone(waiting), Rc::clone(tell));
            move |event| heard(event.unchecked_ref(), &worker, &waiting, &tell)
        }),
        EventListener::new(&worker, "error", {
            let (waiting, tell) = (Rc::clone(waiting), Rc::clone(tell));
            move |_| broke_down(waiting.take(), number, &tell)
        }),
    ];
    worker.post_message(&Array::of2(&glue.into(), &wasm_bindgen::module()))?;
    Ok(AtWork { worker, _listeners: listeners })
}

/// The address of the script that starts the page's module.
fn glue() -> Option<String> {
    let link = web_sys::window()?.document()?.query_selector(GLUE).ok()??;
    let link = link.dyn_into::<web_sys::HtmlLinkElement>().ok()?;
    Some(link.href())
}

/// The first word of a worker is that it is ready; all others are news.
fn heard(event: &MessageEvent, worker: &Worker, waiting: &Waiting, tell: &Tell) {
    let data = event.data();
    if data.as_string().as_deref() == Some(worker::READY) {
        if let Some(item) = waiting.take() {
            let (item, buffer) = packed(&item);
            worker.post_message_with_transfer(&item, &buffer).expect("bytes can be posted");
        }
    } else if let Some(news) = unpacked(data) {
        tell(news);
    }
}

/// What a worker that never became ready leaves behind is done by the page. One that breaks down
/// later would take the page with it.
fn broke_down(waiting: Option<WorkItem>, number: JobNumber, tell: &Tell) {
    let tell = Rc::clone(tell);
    match waiting {
        Some(item) => spawn_local(async move { carry_out(&item, &mut |news| tell(news)) }),
        None => tell(JobNews { number, news: News::Done(Err(Refusal::Stopped)) }),
    }
}
