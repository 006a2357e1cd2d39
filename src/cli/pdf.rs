//! `onrecord pdf-text`, hidden: the process that takes the text out of one PDF for `read`, `index` and
//! `serve`. It bounds itself: whatever a file does, it does it here and for so long.

use std::io::{Read as _, Write as _};

use onrecord_index::read::{REASON, Worker, limits, pdf_text, set_worker};

use super::{BAD_INPUT, FOUND};

/// The name of the subcommand.
pub(super) const NAME: &str = "pdf-text";

/// Seconds of processor time.
#[cfg(unix)]
const SECONDS: u64 = 100;

/// Bytes of memory: the file, what it unpacks to, and what stands for it while it is read.
#[cfg(unix)]
const MEMORY: u64 = 4 * 1024 * 1024 * 1024;

/// Has every PDF read by a process of its own.
pub(super) fn read_in_processes() {
    if let Ok(program) = std::env::current_exe() {
        set_worker(Worker { program, arguments: vec![NAME.into()] });
    }
}

/// Takes the text out of the PDF on standard input.
pub(super) fn run() -> anyhow::Result<u8> {
    bound();
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(limits::DOCUMENT_BYTES).read_to_end(&mut bytes)?;
    match pdf_text(&bytes) {
        Ok(text) => {
            std::io::stdout().lock().write_all(text.as_bytes())?;
            Ok(FOUND)
        }
        Err(reason) => {
            anstream::eprintln!("{REASON}{reason}");
            Ok(BAD_INPUT)
        }
    }
}

#[cfg(unix)]
fn bound() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    for (resource, most) in [(Resource::Cpu, SECONDS), (Resource::As, MEMORY)] {
        let limit = Rlimit { current: Some(most), maximum: Some(most) };
        // Where the system knows no such bound, the time that the caller waits is left.
        let _unknown = setrlimit(resource, limit);
    }
}

#[cfg(not(unix))]
fn bound() {}
