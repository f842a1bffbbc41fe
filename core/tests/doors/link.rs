//! The door of links: what is changed on the way, and what was made so that the check fits.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use causal_core::scenario::json;
use causal_core::scenario::limits::{REPLICAS, SCENARIO_BYTES};
use causal_core::scenario::link::{self, LinkError};

use crate::corpus::Corpus;
use crate::luck::Luck;
use crate::mutate::mutated;
use crate::work::Work;
use crate::{Knock, accepted, seeds};

/// A link, beside the bytes that it unpacks to, and those of the scenario as JSON.
const WORK: Work = Work { base: 1_000, per_byte: 24, per_other: 32 };

/// What stands around links, and in them.
const WORDS: &[&str] = &[
    "#",
    "%23",
    "?s=",
    "&s=",
    "https://host.example/#",
    "1s.",
    "2s.",
    "1x.",
    ".0000",
    "…",
    "<",
    "\u{feff}",
];

#[test]
fn whatever_is_nearly_a_link_is_answered() {
    let mut corpus = Corpus::new();
    let mut written = Vec::new();
    let mut n_accepted = 0;
    for seed in seeds() {
        if corpus.turn_to(seed) {
            written = corpus.all.iter().map(|(_, scenario)| link::encode(scenario, 7)).collect();
        }
        let luck = &mut Luck::new(seed);
        let given = luck.pick(&written);
        let (is_forged, other) = (!luck.one_in(4), luck.pick(&written).as_str());
        let (input, n_unpacked) = if is_forged {
            let body = mutated_body(body(given), body(other), luck);
            (around(&body, luck.one_in(2)), body.len())
        } else {
            (mutated(given, other, WORDS, luck), body(given).len() + body(other).len())
        };
        let _knock = Knock::new(seed, &*input);
        let (read, n_steps) = link::decode_counted(&input, REPLICAS);
        // A scenario is written to see whether it is too large; a few bytes can mean a disk lost
        // 65,535 times, and as many apostrophes.
        let n_written = read.as_ref().map_or(0, |decoded| json::write(&decoded.scenario).len());
        WORK.check(n_steps, input.len(), n_unpacked + n_written);
        match read {
            Ok(decoded) => {
                n_accepted += u64::from(is_forged);
                let is_one = || {
                    written
                        .iter()
                        .any(|given| link::decode_within(given, REPLICAS).as_ref() == Ok(&decoded))
                };
                assert!(is_forged || is_one(), "a change was not noticed");
                accepted::check(&decoded.scenario, SCENARIO_BYTES);
            }
            Err(error) => check_error(&error),
        }
    }
    let n = seeds().end - seeds().start;
    assert!(n < 1_000 || n_accepted * 20 > n, "only {n_accepted} of {n} are scenarios");
}

fn check_error(error: &LinkError) {
    accepted::check_sentence(&error.to_string());
}

/// The body of a link, unpacked.
fn body(link: &str) -> Vec<u8> {
    let payload = link.split('.').nth(1).expect("a payload");
    let bytes = URL_SAFE_NO_PAD.decode(payload).expect("base 64");
    let flags = bytes.iter().position(|byte| byte & 0x80 == 0).expect("a length") + 1;
    match bytes[flags] {
        0 => bytes[flags + 1..].to_vec(),
        _ => miniz_oxide::inflate::decompress_to_vec(&bytes[flags + 1..]).expect("deflated"),
    }
}

/// Numbers at the edge of something, as links spell them.
const NUMBERS: [&[u8]; 10] = [
    &[0],
    &[1],
    &[0x7f],
    &[0x80, 0x01],
    &[0x80, 0x02],
    &[0xff, 0xff, 0x03],
    &[0x80, 0x80, 0x04],
    &[0xff, 0xff, 0xff, 0xff, 0x0f],
    &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
    &[0xff; 11],
];

/// Bytes are changed, left out, doubled, replaced by others, and taken from another link.
fn mutated_body(mut body: Vec<u8>, other: Vec<u8>, luck: &mut Luck) -> Vec<u8> {
    for _ in 0..1 + luck.below(3) {
        let at = luck.below(body.len() + 1);
        let end = (at + luck.below(4)).min(body.len());
        match luck.below(7) {
            0 if at < body.len() => body[at] ^= 1 << luck.below(8),
            1 if at < body.len() => body[at] = body[at].wrapping_add(1),
            2 => drop(body.drain(at..end)),
            3 => drop(body.splice(at..at, body[at..end].to_vec())),
            4 => drop(body.splice(at..end, luck.pick(&NUMBERS).iter().copied())),
            5 => {
                let from = luck.below(other.len() + 1);
                drop(body.splice(at.., other[from..].iter().copied()));
            }
            _ => {
                let from = luck.below(other.len() + 1);
                let to = (from + luck.below(12)).min(other.len());
                drop(body.splice(at..end, other[from..to].iter().copied()));
            }
        }
    }
    body
}

/// A link around any body, deflated or as it is, with the right length and check.
pub(crate) fn around(body: &[u8], is_plain: bool) -> String {
    let deflated = miniz_oxide::deflate::compress_to_vec(body, 1);
    let (flags, content) = if is_plain { (0, body) } else { (1, &*deflated) };
    let mut bytes = number(content.len() + 1);
    bytes.push(flags);
    bytes.extend_from_slice(content);
    let sum = crc32fast::hash(&[b"1s", bytes.as_slice()].concat());
    let digit = |shift: u32| b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[(sum >> shift) as usize & 31];
    let check: String = [15, 10, 5, 0].map(|shift| char::from(digit(shift))).iter().collect();
    format!("1s.{}.{check}", URL_SAFE_NO_PAD.encode(&bytes))
}

/// A number as links spell it.
pub(crate) fn number(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}
