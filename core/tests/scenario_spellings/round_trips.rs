//! What is written is read back as the same scenario, in all three spellings and across them.

use causal_core::scenario::limits::REPLICAS;
use causal_core::scenario::{Scenario, json, link, text};
use proptest::prelude::*;

use crate::strategies;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn text_is_read_back(scenario in strategies::scenario()) {
        let written = text::write(&scenario);
        let read = text::parse_within(&written, REPLICAS);
        prop_assert_eq!(read.as_ref(), Ok(&scenario), "{}", written);
    }

    #[test]
    fn json_is_read_back(scenario in strategies::scenario()) {
        let written = json::write(&scenario);
        let read = json::parse_within(&written, REPLICAS);
        prop_assert_eq!(read.as_ref(), Ok(&scenario), "{}", written);
        prop_assert_eq!(json::write(&scenario), written);
    }

    #[test]
    fn actions_are_read_back_one_by_one(scenario in strategies::scenario()) {
        for item in &scenario.script {
            let written = json::write_action(&item.action);
            let read = json::parse_action(&written, &scenario.setting);
            prop_assert_eq!(read.as_ref(), Ok(&vec![item.action.clone()]), "{}", written);
        }
    }

    #[test]
    fn links_are_read_back(scenario in strategies::scenario(), digest in any::<u16>()) {
        let written = link::encode(&scenario, digest);
        let decoded = link::decode_within(&written, REPLICAS).expect("a link opens");
        prop_assert_eq!(decoded.scenario, scenario);
        prop_assert_eq!((decoded.digest, decoded.engine), (digest, link::ENGINE));
        let ends_well = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase();
        prop_assert!(written.ends_with(ends_well));
        prop_assert!(written.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_.".contains(&c)));
    }

    #[test]
    fn whatever_way_round_it_is_the_same_scenario(scenario in strategies::scenario()) {
        let read = |input: &str| Scenario::read_within(input, REPLICAS).expect("it was written so");
        let once = read(&json::write(&read(&text::write(&scenario))));
        let twice = read(&link::encode(&once, 0));
        prop_assert_eq!(text::write(&twice), text::write(&scenario));
        prop_assert_eq!(twice, scenario);
    }

    #[test]
    fn a_list_is_read_like_the_lines_it_numbers(scenario in strategies::scenario()) {
        let without_script = Scenario { script: Vec::new(), ..scenario.clone() };
        let listed = text::write(&without_script) + &text::write_list(&scenario.script);
        let read = text::parse_within(&listed, REPLICAS);
        prop_assert_eq!(read.as_ref(), Ok(&scenario), "{}", listed);
    }
}
