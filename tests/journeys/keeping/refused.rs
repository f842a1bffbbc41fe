//! A browser that keeps nothing, or has no room for more, says so and loses nothing that is on show.

use causal_e2e::Visitor;

use super::{kept, names, visits, writes};

#[test]
fn a_browser_that_keeps_nothing_is_said_to_once_and_a_reload_harms_nothing() {
    let ada = Visitor::arrives();
    ada.finds_changed(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') };",
    );
    ada.opens("/");
    ada.clicks_on("start-empty");
    writes(&ada, "A", "mine", "precious");
    ada.reads_soon(
        "warning",
        "This browser keeps nothing for this site here. Your progress lasts until",
    );
    ada.takes_picture("keeping-refused");
    ada.reloads();
    ada.reads_soon("values-A", "precious");
    writes(&ada, "B", "more", "of it");
    ada.reloads();
    ada.reads_soon("values-B", "of it");
    assert!(!ada.sees("warning"), "it was said");
}

/// What the browser does when there is room for two visits and no more.
const ROOM_FOR_TWO: &str = "
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
        const [table, transaction] = [this, this.transaction];
        const done = put.apply(table, given);
        const visits = table.getAllKeys(IDBKeyRange.bound('visits/', 'visits/~'));
        visits.onsuccess = () => {
            if (visits.result.length <= 2) return;
            const error = new DOMException('There is no room.', 'QuotaExceededError');
            Object.defineProperty(transaction, 'error', { value: error, configurable: true });
            transaction.abort();
        };
        return done;
    };";

#[test]
fn where_there_is_no_more_room_the_oldest_visits_go_and_that_is_said() {
    let ada = Visitor::arrives();
    let (mut tab, mut before) = (ada.tab(), Vec::new());
    for n in 0..2 {
        ada.opens("/");
        ada.clicks_on("start-empty");
        writes(&ada, "A", "visit", &format!("number {n}"));
        ada.waits_until("it to be written down", || {
            kept(&ada).len() == 2 * (n + 1) && visits(&ada)[n].1.contains("visit")
        });
        before = visits(&ada);
        let next = ada.opens_a_tab();
        ada.turns_to(&tab);
        ada.closes_the_tab(&next);
        tab = next;
    }
    ada.finds_changed(ROOM_FOR_TWO);
    ada.opens("/");
    ada.reads_soon("notice", "Your last visit is kept");
    ada.clicks_on("start-empty");
    writes(&ada, "A", "one", "more");
    ada.reads_soon("warning", "The oldest visit that was kept here has gone, to make room.");
    ada.takes_picture("keeping-full");
    let after = visits(&ada);
    assert_eq!(names(&after).len(), 2, "{after:?}");
    assert_eq!(names(&after)[0], names(&before)[1], "the later one is still there");
}

#[test]
fn where_there_is_no_room_at_all_that_is_said() {
    let ada = Visitor::arrives();
    ada.has_room_for(1);
    ada.opens("/");
    ada.clicks_on("start-empty");
    writes(&ada, "A", "mine", "precious");
    ada.reads_soon("warning", "This browser has no more room for this site.");
    ada.takes_picture("keeping-no-room");
    ada.reloads();
    ada.reads_soon("values-A", "precious");
}
