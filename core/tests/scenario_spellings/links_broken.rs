//! Links that are none, that are of another version, and that are made to do harm.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use causal_core::scenario::limits::SCENARIO_BYTES;
use causal_core::scenario::link::{self, LinkError};

use crate::links::samples;

fn check(given: &str, expected: &str) {
    let said = link::decode(given).map_or_else(|error| error.to_string(), |_| "fine".to_owned());
    assert_eq!(said, expected, "{}", given.chars().take(80).collect::<String>());
}

/// A link around any body, with the right length and check.
fn forged(flags: u8, body: &[u8]) -> String {
    let mut bytes = Vec::new();
    let mut length = body.len() + 1;
    while length >= 0x80 {
        bytes.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.push(flags);
    bytes.extend_from_slice(body);
    let sum = crc32fast::hash(&[b"1s", bytes.as_slice()].concat());
    let digit = |shift: u32| b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(sum >> shift) as usize & 31];
    let check: String = [15, 10, 5, 0].map(|shift| char::from(digit(shift))).iter().collect();
    format!("1s.{}.{check}", URL_SAFE_NO_PAD.encode(&bytes))
}

/// A link around a setting that is all default, and these bytes of actions.
fn with_actions(actions: &[u8]) -> String {
    forged(0, &[&[1, 0], actions].concat())
}

#[test]
fn what_is_wrong_with_a_link_is_one_or_two_sentences() {
    let sample = &samples()[2];
    check(
        &format!("https://host.example/#{}", &sample[..sample.len() - 9]),
        &format!(
            "This link is incomplete: {} of {} characters arrived. Mail and chat programs \
             sometimes cut the end. Ask for it again, or paste the whole link here.",
            22 + sample.len() - 9,
            22 + sample.len(),
        ),
    );
    // What only looks like a link has no length that could be told.
    for beginning in ["1s.", "#1s.xyz", "#1s.this-is-no-link"] {
        check(
            beginning,
            "This link is incomplete: only its beginning arrived. Mail and chat programs sometimes \
             cut the end. Ask for it again, or paste the whole link here.",
        );
    }
    let changed = format!("{}z{}", &sample[..20], &sample[21..]);
    check(&changed, "This link was changed on the way (check failed).");
    check(
        &sample.replacen('1', "3", 1),
        "Made with a newer version (format 3; this is 1). Reload to update; if that does not \
         help, open the page directly.",
    );
    for newer in ["#99z.", "https://host.example/#99z.AAAA.0000"] {
        check(
            newer,
            "Made with a newer version (format 99; this is 1). Reload to update; if that does not \
             help, open the page directly.",
        );
    }
    check(
        &sample.replacen('s', "x", 1),
        "This link holds no scenario, but something of kind `x`. Reload to update; if that does \
         not help, open the page directly.",
    );
    for no_link in [
        "",
        "#",
        "https://host.example/",
        "https://host.example/#about",
        "hello",
        "0s.",
        "01s.",
        "99",
    ] {
        check(no_link, "This is no link of the playground.");
    }
    check(
        &"1".repeat(2 * SCENARIO_BYTES + 1),
        "This link is too large: 2097153 bytes or more; 2097152 are the most.",
    );
}

#[test]
fn a_whole_link_can_still_hold_what_is_not_allowed() {
    check(&forged(0, b""), "This link is whole, but what it holds makes no sense.");
    check(
        &with_actions(&[1, 0, 2, b'x', 0]),
        "This link is whole, but what it holds makes no sense.",
    );
    let newer = "Made with a newer version: it uses what this one does not know. Reload to update; \
                 if that does not help, open the page directly.";
    check(&forged(2, b"\x01\0\0\0\0"), newer);
    check(&forged(0, b"\x01\x80\x80\x02\0\0\0"), newer);
    // A mistake that this version does not know.
    check(&forged(0, b"\x01\x80\x80\x01\x80\x80\x80\x80\x80\x80\x80\x80\x40\0\0"), newer);
    check(&with_actions(&[1, 0xff, 3, 0, 0]), newer);
    check(&with_actions(&[0, 0, 0, 9]), newer);
    check(
        &with_actions(&[1, 0, 0, 0, 0, 0]),
        "This link is whole, but what it holds is not allowed. Action 1, key: the key is empty.",
    );
}

#[test]
fn a_bomb_is_defused() {
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![0; 50_000_000], 6);
    let link = forged(1, &bomb);
    assert!(link.len() < 80_000);
    check(&link, "This link is too large: 1048577 bytes or more; 1048576 are the most.");
}

#[test]
fn a_small_link_cannot_stand_for_a_large_scenario() {
    let value = vec![b'v'; 8_192];
    // Ten thousand writes; all but the first refer to its key and its value.
    let mut actions = vec![0x90, 0x4e, 0, 4, b'k', 0x80, 0x80, 0x02];
    actions.extend_from_slice(&value);
    (1..10_000).for_each(|_| actions.extend_from_slice(&[0, 1, 5]));
    actions.extend_from_slice(&[0, 0]);
    check(
        &with_actions(&actions),
        "This link is whole, but what it holds is not allowed. The scenario as JSON has 1048577 \
         bytes or more; 1048576 are the most.",
    );
}

#[test]
fn claims_of_more_than_there_is_are_not_believed() {
    let most = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    for before in [&[][..], &[1], &[1, 1], &[1, 2], &[1, 0], &[1, 0, 1, 0], &[1, 0, 1, 0x80]] {
        let link = forged(0, &[before, &most, &[0; 8]].concat());
        assert!(link::decode(&link).is_err(), "{before:?}");
    }
    // The members of the first view, then those of a view that somebody is told.
    for before in [&[1, 0x80, 0x40][..], &[1, 0, 1, 0xfc, 1, 0], &[1, 0, 1, 0xfc, 1]] {
        let link = forged(0, &[before, &most, &[0; 8]].concat());
        assert_eq!(link::decode(&link), Err(LinkError::Senseless), "{before:?}");
    }
    let deflated = forged(1, b"this is not deflated");
    assert_eq!(link::decode(&deflated), Err(LinkError::Senseless));
}
