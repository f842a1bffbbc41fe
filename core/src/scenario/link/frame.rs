//! What is around the body of a link: version, kind, length, flags, check, and the URL.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};
use miniz_oxide::{deflate, inflate};

use crate::scenario::bytes::{push_number, read_number};
use crate::scenario::error::LinkError;
use crate::scenario::limits;
use crate::steps::Steps;

/// The greatest number of bytes that are looked at: more than any scenario in base 64 and a URL.
pub(super) const CHARS_MAX: usize = 2 * limits::SCENARIO_BYTES;
const VERSION: u8 = b'1';
const FORMAT: u32 = (VERSION - b'0') as u32;
const KIND: u8 = b's';
/// `1s.`
const HEAD_CHARS: usize = 3;
/// `.7QK2`
const TAIL_CHARS: usize = 5;
const FLAG_DEFLATED: u8 = 1;
/// The slowest and smallest that the library offers; links are short.
const DEFLATE_LEVEL: u8 = 10;
/// What stands for an end that was left out.
const DOTS: [char; 2] = ['.', '…'];
/// Digits and capitals without I, L, O and U (Crockford).
const CHECK_DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The link around a body.
pub(super) fn wrap(body: &[u8]) -> String {
    let deflated = deflate::compress_to_vec(body, DEFLATE_LEVEL);
    let is_shorter = deflated.len() < body.len();
    let (flags, content) = if is_shorter { (FLAG_DEFLATED, &*deflated) } else { (0, body) };
    let mut bytes = Vec::with_capacity(content.len() + 5);
    push_number(&mut bytes, content.len() as u64 + 1);
    bytes.push(flags);
    bytes.extend_from_slice(content);
    let check = check_of(&bytes);
    format!("{}{}.{}.{check}", char::from(VERSION), char::from(KIND), BASE64.encode(&bytes))
}

/// The body of a link.
pub(super) fn unwrap(input: &str, steps: &Steps) -> Result<Vec<u8>, LinkError> {
    if input.len() > CHARS_MAX {
        return Err(LinkError::too_large(input.len(), CHARS_MAX));
    }
    let input = trimmed(input);
    let (before, fragment) = fragment(input, steps);
    let chars_before = before.chars().count();
    let read = |fragment: &str| unwrap_fragment(fragment, chars_before, steps);
    let word = first_word(fragment);
    match read(word) {
        // Mail programs break long lines.
        Err(LinkError::Incomplete { .. }) if word.len() < fragment.len() => {
            steps.count(fragment.len());
            read(&fragment.split_whitespace().collect::<String>())
        }
        // Chat programs shorten long words.
        Err(LinkError::Damaged) if word.ends_with(DOTS) => read(word.trim_end_matches(DOTS)),
        body => body,
    }
}

/// Whether a text is meant as a link: its first word is a URL, or looks like what follows `#`.
pub(super) fn is_link(text: &str) -> bool {
    let word = first_word(trimmed(text));
    let lower = word.get(..8).unwrap_or(word).to_ascii_lowercase();
    let is_url = lower.starts_with("http://") || lower.starts_with("https://");
    is_url || (has_head(fragment(word, &Steps::default()).1) && !word.starts_with('{'))
}

fn has_head(fragment: &str) -> bool {
    let (version, rest) = split_version(fragment);
    !version.is_empty() && matches!(rest.as_bytes(), [b'a'..=b'z', b'.', ..])
}

/// The number that a fragment begins with, and what follows.
fn split_version(fragment: &str) -> (&str, &str) {
    let end = fragment.find(|c: char| !c.is_ascii_digit()).unwrap_or(fragment.len());
    fragment.split_at(end)
}

fn trimmed(input: &str) -> &str {
    input.trim_matches(|c: char| c.is_whitespace() || c == '<' || c == '>' || c == '\u{feff}')
}

fn first_word(text: &str) -> &str {
    text.split(char::is_whitespace).next().unwrap_or_default()
}

/// What is before the fragment, and the fragment: behind `#`, `%23` or `?s=`, or all there is;
/// the first of these that begins like a link.
fn fragment<'i>(input: &'i str, steps: &Steps) -> (&'i str, &'i str) {
    let behind = |mark: &str| {
        steps.count(input.len());
        let at = input.find(mark)? + mark.len();
        (at < input.len()).then(|| input.split_at(at))
    };
    let marks = ["#", "%23", "?s=", "&s="];
    let found = || marks.into_iter().filter_map(behind);
    let best = found().find(|(_, rest)| has_head(rest)).or_else(|| found().next());
    let (before, rest) = best.unwrap_or(("", input));
    // Programs that check links put parameters of their own behind it.
    let end = rest.find(['&', '#']).unwrap_or(rest.len());
    (before, &rest[..end])
}

fn unwrap_fragment(
    fragment: &str,
    chars_before: usize,
    steps: &Steps,
) -> Result<Vec<u8>, LinkError> {
    steps.count(fragment.len());
    let arrived = chars_before + fragment.chars().count();
    let incomplete = |expected: Option<usize>| LinkError::Incomplete {
        arrived,
        expected: expected.map(|chars| chars_before + chars),
    };
    let all = fragment.as_bytes();
    let (version, rest) = split_version(fragment);
    let payload = match *rest.as_bytes() {
        [] | [KIND] if version.as_bytes() == [VERSION] => return Err(incomplete(None)),
        [kind, b'.', ref payload @ ..] => check_head(version, kind).map(|()| payload)?,
        _ => return Err(LinkError::NotALink),
    };
    let Some((payload_chars, is_sure)) = payload_chars(payload)? else {
        return Err(incomplete(None));
    };
    let expected = HEAD_CHARS + payload_chars + TAIL_CHARS;
    if all.len() < expected {
        steps.count(payload.len());
        let is_cut = tail_is_cut(payload, payload_chars);
        let told = is_sure.then_some(expected);
        return Err(if is_cut { incomplete(told) } else { LinkError::Damaged });
    }
    // What follows is no part of the link, unless it could have been.
    if all.get(expected).is_some_and(|next| is_payload(*next)) {
        return Err(LinkError::Damaged);
    }
    let (payload, rest) = payload.split_at(payload_chars);
    open(payload, &rest[..TAIL_CHARS], steps)
}

fn check_head(version: &str, kind: u8) -> Result<(), LinkError> {
    let format = version.parse().ok().filter(|_| !version.starts_with('0'));
    let (Some(format), b'a'..=b'z') = (format, kind) else {
        return Err(LinkError::NotALink);
    };
    match (format, kind) {
        (FORMAT, KIND) => Ok(()),
        (FORMAT, _) => Err(LinkError::UnknownKind { kind: char::from(kind) }),
        _ => Err(LinkError::Newer { format }),
    }
}

/// How many characters the payload has, as its first ones say; `None` if they are cut. And whether
/// these are sure to be a link's: chance gives a length as easily, but seldom flags that are known.
fn payload_chars(payload: &[u8]) -> Result<Option<(usize, bool)>, LinkError> {
    let chars: Vec<u8> = payload.iter().copied().take(8).take_while(|c| is_payload(*c)).collect();
    let whole_bytes = chars.len() * 6 / 8;
    let mut padded = chars.clone();
    padded.resize(8, b'A');
    let bytes = BASE64.decode(&padded).map_err(|_| LinkError::Damaged)?;
    let Some((length, at_flags)) = read_number(&bytes[..whole_bytes]) else {
        // Four characters are three bytes, and three bytes hold the length of the largest link.
        let is_cut = chars.len() < 4 && chars.len() == payload.len();
        return if is_cut { Ok(None) } else { Err(LinkError::Damaged) };
    };
    let n_bytes = usize::try_from(length.saturating_add(at_flags as u64)).ok();
    let n_bytes = n_bytes.filter(|n_bytes| *n_bytes <= CHARS_MAX).ok_or(LinkError::Damaged)?;
    let flags = bytes[..whole_bytes].get(at_flags);
    let is_sure = flags.is_some_and(|flags| *flags <= FLAG_DEFLATED);
    Ok(Some(((n_bytes * 8).div_ceil(6), is_sure)))
}

/// Whether a payload that is too short is so because its end is missing.
fn tail_is_cut(payload: &[u8], payload_chars: usize) -> bool {
    let (inside, tail) = payload.split_at(payload_chars.min(payload.len()));
    inside.iter().all(|c| is_payload(*c)) && tail.first().is_none_or(|dot| *dot == b'.')
}

fn is_payload(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// The body of a payload of the right length.
fn open(payload: &[u8], tail: &[u8], steps: &Steps) -> Result<Vec<u8>, LinkError> {
    // Every byte of the check is eight steps, one for each bit.
    steps.count(payload.len() * 8);
    let bytes = BASE64.decode(payload).map_err(|_| LinkError::Damaged)?;
    if tail[0] != b'.' || check_of(&bytes).as_bytes() != &tail[1..] {
        return Err(LinkError::Damaged);
    }
    let (_, n_bytes) = read_number(&bytes).ok_or(LinkError::Damaged)?;
    let (flags, content) = bytes[n_bytes..].split_first().ok_or(LinkError::Senseless)?;
    match *flags {
        0 if content.len() > limits::SCENARIO_BYTES => Err(LinkError::body_too_large()),
        0 => Ok(content.to_vec()),
        FLAG_DEFLATED => inflated(content, steps),
        _ => Err(LinkError::NewerContents),
    }
}

fn inflated(content: &[u8], steps: &Steps) -> Result<Vec<u8>, LinkError> {
    let unpacked = inflate::decompress_to_vec_with_limit(content, limits::SCENARIO_BYTES);
    steps.count(unpacked.as_ref().map_or_else(|error| error.output.len(), Vec::len));
    unpacked.map_err(|error| match error.status {
        inflate::TINFLStatus::HasMoreOutput => LinkError::body_too_large(),
        _ => LinkError::Senseless,
    })
}

/// Links are short: bit by bit is fast enough, and the usual table weighs sixteen kilobytes.
const CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

/// The four characters that tell whether a link is as it was made.
fn check_of(bytes: &[u8]) -> String {
    let mut digest = CRC.digest();
    digest.update(&[VERSION, KIND]);
    digest.update(bytes);
    let sum = digest.finalize();
    let digit = |shift: u32| char::from(CHECK_DIGITS[(sum >> shift) as usize & 31]);
    [15, 10, 5, 0].into_iter().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_is_crc_32_in_crockfords_digits() {
        let sum = CRC.checksum(b"123456789");
        assert_eq!(sum, 0xcbf4_3926, "the value that every CRC-32 gives");
        assert_eq!(
            check_of(b""),
            "GDEB",
            "the low 20 bits of the sum of `1s`, worked out elsewhere"
        );
        assert_eq!(wrap(b"").len(), HEAD_CHARS + 3 + TAIL_CHARS);
    }

    #[test]
    fn bodies_come_back_and_long_ones_are_deflated() {
        for body in [&b""[..], b"x", b"xy", b"xyz", &[7; 5000]] {
            let link = wrap(body);
            assert_eq!(unwrap(&link, &Steps::default()), Ok(body.to_vec()));
            assert!(link.len() < 100, "{link}");
        }
    }

    #[test]
    fn flags_that_are_not_known_belong_to_a_newer_version() {
        let bytes = [2, 4, 0];
        let link = format!("1s.{}.{}", BASE64.encode(bytes), check_of(&bytes));
        assert_eq!(unwrap(&link, &Steps::default()), Err(LinkError::NewerContents));
    }
}
