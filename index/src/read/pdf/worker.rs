//! A PDF's text is taken out by another process, within bounds of time and size.
//!
//! The library that opens PDF panics on some files, and others nest so deep that the stack ends: a
//! panic can be caught, the end of the stack cannot. A program sets a [`Worker`] at its start; without
//! one the text is taken out here, in a thread whose panics are caught.

use std::ffi::OsString;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::pdf_text;
use crate::read::limits;

/// A command that reads a PDF from its standard input and writes the text to its standard output;
/// when it cannot, it says why in a line on standard error and ends with another status than 0.
#[derive(Clone, Debug)]
pub struct Worker {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

static WORKER: OnceLock<Worker> = OnceLock::new();

/// How long a document may take: a thousand pages take some seconds.
const LONGEST: Duration = Duration::from_secs(120);

/// Stack of the thread in which a document is opened: its objects may lie within one another.
const STACK: usize = 64 * 1024 * 1024;

/// Has the text of every PDF taken out by this command from now on. The first one stays.
pub fn set_worker(worker: Worker) {
    // A second one is no error: it would do the same.
    let _first_stays = WORKER.set(worker);
}

/// The text of a PDF, or why there is none.
pub(super) fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    match WORKER.get() {
        Some(worker) => by_process(worker, bytes),
        None => by_thread(bytes),
    }
}

fn by_thread(bytes: Vec<u8>) -> Result<String, String> {
    let thread = thread::Builder::new().stack_size(STACK);
    let running = thread.spawn(move || pdf_text(&bytes)).map_err(|error| error.to_string())?;
    running.join().unwrap_or_else(|_| Err("it is damaged".into()))
}

fn by_process(worker: &Worker, bytes: Vec<u8>) -> Result<String, String> {
    let mut command = Command::new(&worker.program);
    command.args(&worker.arguments).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(mut input), Some(output), Some(errors)) = pipes else {
        return Err("it cannot be handed to the process that reads it".into());
    };
    // A child that ends early takes no more: what it says of that is on its standard error.
    thread::spawn(move || _ = input.write_all(&bytes));
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut text = String::new();
        let read = output.take(limits::DOCUMENT_BYTES).read_to_string(&mut text);
        _ = sender.send(read.map(|_| text));
    });
    let complaint = thread::spawn(move || {
        let mut said = String::new();
        _ = errors.take(10_000).read_to_string(&mut said);
        said
    });
    let text = receiver.recv_timeout(LONGEST);
    if text.is_err() {
        _ = child.kill();
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    match text {
        Ok(Ok(text)) if status.success() => Ok(text),
        Err(RecvTimeoutError::Timeout) => Err("it takes too long".into()),
        _ => {
            let said = complaint.join().unwrap_or_default();
            // What a panic or the system says is for nobody who gave a file.
            let reason = said.lines().last().and_then(|line| line.strip_prefix(REASON));
            Err(reason.unwrap_or("it is damaged").trim().to_owned())
        }
    }
}

/// Before the line in which a worker says why it cannot read a document.
pub const REASON: &str = "pdf: ";
