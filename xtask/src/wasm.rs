//! Reads what a WebAssembly module imports, and nothing else of it.

use crate::shell::Outcome;

const IMPORT_SECTION: u8 = 2;

/// The places a module imports from, in the module's order, one entry for each import.
pub(crate) fn imports(module: &[u8]) -> Outcome<Vec<String>> {
    read_imports(module).ok_or_else(|| "This is not a complete WebAssembly module.".into())
}

fn read_imports(module: &[u8]) -> Option<Vec<String>> {
    let mut rest = Reader(module.strip_prefix(b"\0asm\x01\0\0\0")?);
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let length = rest.number()?;
        let section = rest.take(length)?;
        if id == IMPORT_SECTION {
            return Reader(section).import_section();
        }
    }
    Some(Vec::new())
}

/// Bytes that are left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn import_section(mut self) -> Option<Vec<String>> {
        let count = self.number()?;
        (0..count).map(|_| self.import()).collect()
    }

    fn import(&mut self) -> Option<String> {
        let from = self.name()?.to_owned();
        self.name()?;
        match self.byte()? {
            0 => drop(self.number()?),
            1 => {
                self.byte()?;
                self.limits()?;
            }
            2 => self.limits()?,
            3 => drop(self.take(2)?),
            4 => {
                self.byte()?;
                self.number()?;
            }
            _ => return None,
        }
        Some(from)
    }

    fn limits(&mut self) -> Option<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Some(())
    }

    fn name(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    /// An unsigned number in groups of seven bits, the lowest first.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0_u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return usize::try_from(number).ok();
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

    fn module(section: &[u8]) -> Vec<u8> {
        [HEAD, section].concat()
    }

    #[test]
    fn a_module_without_imports_has_none() {
        assert_eq!(imports(HEAD).ok(), Some(vec![]));
        assert_eq!(imports(&module(b"\x00\x02\x01n")).ok(), Some(vec![]));
    }

    #[test]
    fn finds_functions_memories_and_globals() {
        let function = b"\x03env\x01f\x00\x00";
        let memory = b"\x03env\x01m\x02\x01\x01\x02";
        let global = b"\x01a\x01g\x03\x7f\x00";
        let body = [&b"\x03"[..], function, memory, global].concat();
        let length = u8::try_from(body.len()).expect("the section is short");
        let section = [&[IMPORT_SECTION, length], &body[..]].concat();
        let found = imports(&module(&section)).expect("the section is well-formed");
        assert_eq!(found, ["env", "env", "a"]);
    }

    #[test]
    fn damaged_modules_are_refused() {
        for bytes in [&b""[..], b"\0asm", b"\0asm\x01\0\0\0\x02\x09\x01"] {
            assert!(imports(bytes).is_err(), "{bytes:?}");
        }
    }
}
