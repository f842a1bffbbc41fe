//! Mounts the page; everything else is in the library.

fn main() {
    causal_web::watch_for_crashes();
    causal_web::mount();
}
