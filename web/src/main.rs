//! Mounts the page, or does long work where this is a worker; everything else is in the library.

fn main() {
    if causal_web::service::is_worker() {
        return causal_web::service::serve();
    }
    causal_web::watch_for_crashes();
    causal_web::mount();
}
