//! The one-pass drain against a naive pass over the list: equal for every rule, order included,
//! because the order of a pass is the order of arrival and leaves nothing open.

use proptest::prelude::*;

use causal_core::replica::rule::{DeliveryRule, Drain};

use super::causal::waiting;
use super::histories::{Happening, History, ME, cases, genuine, rules, wild};
use super::naive::Naive;
use super::ours::Ours;

fn agree_in_order(rule: DeliveryRule, history: &History) -> Result<(), TestCaseError> {
    let mut naive = Naive::new(rule, ME, history.n_replicas);
    let mut ours = Ours::new(rule, ME, history.n_replicas);
    for happening in &history.happenings {
        match happening {
            Happening::Receives(letter) => {
                naive.receive(letter.clone());
                ours.receive(letter);
            }
            Happening::Writes => {
                naive.write();
                ours.write();
            }
        }
        prop_assert_eq!(&ours.delivered, &naive.delivered, "delivered, in order");
        let [ours, theirs] = waiting(&ours, &naive);
        prop_assert_eq!(ours, theirs, "buffered, in order");
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn one_pass_of_the_right_rule_agrees_with_a_scan(history in genuine()) {
        let rule = DeliveryRule { drain: Drain::OnePass, ..DeliveryRule::default() };
        agree_in_order(rule, &history)?;
    }

    #[test]
    fn one_pass_of_any_rule_agrees_with_a_scan(
        rule in rules(),
        genuine in genuine(),
        wild in wild(),
    ) {
        let rule = DeliveryRule { drain: Drain::OnePass, ..rule };
        agree_in_order(rule, &genuine)?;
        agree_in_order(rule, &wild)?;
    }
}
