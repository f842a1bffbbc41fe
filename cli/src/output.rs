//! Standard output. Whoever closes it has read enough.

use std::io::{self, ErrorKind, Write as _};

use crate::failure::Failure;

/// Prints a text as it stands.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(why) if why.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Unwritable(format!("the output cannot be written: {why}.")))
        }
        _ => Ok(()),
    }
}
