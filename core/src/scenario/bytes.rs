//! Numbers and texts as bytes, written and read.

pub(super) mod ids;

use litemap::LiteMap;
use std::sync::Arc;

use super::error::LinkError;
use crate::steps::Steps;

// What the number of a text says of it.
const FOLLOWS: u64 = 0;
const EARLIER: u64 = 1;
const SPELLED: u64 = 2;

/// The bytes of a body while they are written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    texts: LiteMap<String, u64>,
}

impl Writer {
    /// The bytes so far.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Adds a number, seven bits a byte, the lowest first.
    pub(super) fn number(&mut self, number: u64) {
        push_number(&mut self.bytes, number);
    }

    /// Adds a number that may be negative; small ones stay small, on either side of nothing.
    pub(super) fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    /// Adds a count or an index.
    pub(super) fn size(&mut self, size: usize) {
        self.number(size as u64);
    }

    /// Adds a text: one number, whose two low bits say what its others are: the length of the text
    /// that follows, which of the texts before it is, or the small number that it spells.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(number) = spelled_number(text) {
            return self.number(u64::from(number) << 2 | SPELLED);
        }
        if let Some(earlier) = self.texts.get(text) {
            return self.number(earlier << 2 | EARLIER);
        }
        self.texts.insert(text.to_owned(), self.texts.len() as u64);
        self.number((text.len() as u64) << 2 | FOLLOWS);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Adds two bytes, the high one first.
    pub(super) fn pair(&mut self, pair: u16) {
        self.bytes.extend_from_slice(&pair.to_be_bytes());
    }
}

/// The bytes of a body while they are read, and counted. Nothing is made room for that is not there.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
    texts: Vec<Arc<str>>,
    steps: &'a Steps,
}

impl<'a> Reader<'a> {
    /// All of the bytes.
    pub(super) fn new(bytes: &'a [u8], steps: &'a Steps) -> Self {
        Self { rest: bytes, texts: Vec::new(), steps }
    }

    /// Whether nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Reads a number.
    pub(super) fn number(&mut self) -> Result<u64, LinkError> {
        let (number, n_bytes) = read_number(self.rest).ok_or(LinkError::Senseless)?;
        self.steps.count(n_bytes);
        self.rest = &self.rest[n_bytes..];
        Ok(number)
    }

    /// Reads a number that may be negative.
    pub(super) fn signed(&mut self) -> Result<i64, LinkError> {
        let number = self.number()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// Reads a number that a smaller type holds.
    pub(super) fn small<T: TryFrom<u64>>(&mut self) -> Result<T, LinkError> {
        T::try_from(self.number()?).map_err(|_| LinkError::Senseless)
    }

    /// Reads how many things follow, each of at least one byte.
    pub(super) fn count(&mut self) -> Result<usize, LinkError> {
        let count = self.small()?;
        if count > self.rest.len() { Err(LinkError::Senseless) } else { Ok(count) }
    }

    /// Reads a text.
    pub(super) fn text(&mut self) -> Result<Arc<str>, LinkError> {
        let head = self.number()?;
        let size = usize::try_from(head >> 2).map_err(|_| LinkError::Senseless)?;
        match head & 3 {
            FOLLOWS => {
                let text = std::str::from_utf8(self.take(size)?);
                let text: Arc<str> = text.map_err(|_| LinkError::Senseless)?.into();
                self.texts.push(text.clone());
                Ok(text)
            }
            EARLIER => self.texts.get(size).cloned().ok_or(LinkError::Senseless),
            SPELLED => Ok((head >> 2).to_string().into()),
            _ => Err(LinkError::NewerContents),
        }
    }

    /// Reads a text that is kept nowhere else.
    pub(super) fn string(&mut self) -> Result<String, LinkError> {
        let text = self.text()?;
        self.steps.count(text.len());
        Ok(text.to_string())
    }

    /// What counts the steps.
    pub(super) fn steps(&self) -> &'a Steps {
        self.steps
    }

    /// Reads two bytes, the high one first.
    pub(super) fn pair(&mut self) -> Result<u16, LinkError> {
        match self.take(2)? {
            [high, low] => Ok(u16::from_be_bytes([*high, *low])),
            _ => Err(LinkError::Senseless),
        }
    }

    fn take(&mut self, size: usize) -> Result<&'a [u8], LinkError> {
        let (taken, rest) = self.rest.split_at_checked(size).ok_or(LinkError::Senseless)?;
        self.steps.count(size);
        self.rest = rest;
        Ok(taken)
    }
}

/// The number that a text spells, if it fits in one byte so: most values in a classroom do. Longer
/// ones stay digits, which deflate makes smaller.
fn spelled_number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number: &u32| *number < 32 && number.to_string() == text)
}

/// Adds a number, seven bits a byte, the lowest first.
pub(super) fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads a number, and how many bytes it took; `None` if it does not end or is too great.
pub(super) fn read_number(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut number = 0_u64;
    for (index, byte) in bytes.iter().enumerate().take(10) {
        let bits = u64::from(byte & 0x7f);
        let shifted = bits << (7 * index);
        if shifted >> (7 * index) != bits {
            return None;
        }
        number |= shifted;
        if byte & 0x80 == 0 {
            return Some((number, index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_are_read_back() {
        let numbers = [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX];
        let texts = ["", "x", "", "été", "x", "y", "0", "007", "+1", "4294967295", "4294967296"];
        let mut writer = Writer::default();
        numbers.iter().for_each(|number| writer.number(*number));
        let signed = [0, 1, -1, 63, -64, i64::MAX, i64::MIN];
        signed.iter().for_each(|number| writer.signed(*number));
        texts.iter().for_each(|text| writer.text(text));
        writer.pair(0xabcd);
        let bytes = writer.into_bytes();
        let steps = Steps::default();
        let mut reader = Reader::new(&bytes, &steps);
        for number in numbers {
            assert_eq!(reader.number(), Ok(number));
        }
        for number in signed {
            assert_eq!(reader.signed(), Ok(number));
        }
        for text in texts {
            assert_eq!(reader.text().as_deref(), Ok(text));
        }
        assert_eq!((reader.pair(), reader.is_at_end()), (Ok(0xabcd), true));
    }

    #[test]
    fn what_claims_more_than_there_is_makes_no_sense() {
        let steps = Steps::default();
        let numbers: [&[u8]; 3] = [&[], &[0x80], &[0xff; 11]];
        for bytes in numbers {
            assert_eq!(Reader::new(bytes, &steps).number(), Err(LinkError::Senseless), "{bytes:?}");
        }
        let mut too_long = Vec::new();
        push_number(&mut too_long, u64::MAX - 3);
        assert_eq!(Reader::new(&too_long, &steps).text(), Err(LinkError::Senseless));
        assert_eq!(Reader::new(&too_long, &steps).count(), Err(LinkError::Senseless));
        let not_text = [8, 0xc3, 0x28];
        assert_eq!(Reader::new(&not_text, &steps).text(), Err(LinkError::Senseless));
        assert_eq!(Reader::new(&[1], &steps).text(), Err(LinkError::Senseless));
    }
}
