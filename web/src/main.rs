//! Mounts the page, and exports what scripts can do with it; everything else is in the library.

pub mod exports;

fn main() {
    causal_web::watch_for_crashes();
    causal_web::mount();
}
