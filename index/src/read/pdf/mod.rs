//! PDF: documents of pages, as parliaments, courts and press offices publish them.
//!
//! Takes the signs of each page with their places (`lines`), makes running text of them
//! (`paragraphs`), and finds labels in it as in any plain text. A scan has no text in it and is
//! refused. The library that opens the file is large and trusts what it reads, so that a program
//! may have the text taken out by a process of its own (`worker`).

mod lines;
mod paragraphs;
mod worker;

use std::path::Path;

use super::prose::Prose;
use super::{Confidence, Error, Head, Reader, Sink, Source};
use crate::transcript::Draft;
pub use worker::{REASON, Worker, set_worker};

/// The reader of PDF.
pub(super) struct Pdf;

/// How a PDF begins. ISO 32000-1, 7.5.2; readers allow for bytes before it.
const BEGINNING: &[u8] = b"%PDF-";

/// Bytes that may stand before it. ISO 32000-1, annex H.3.
const BEFORE: usize = 1024;

impl Reader for Pdf {
    fn name(&self) -> &'static str {
        "PDF"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        if is_pdf(head.text.as_bytes()) { Confidence::Certain } else { Confidence::No }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        let path = source.path().to_owned();
        let bytes = source.bytes()?;
        let text = worker::text_of(bytes).map_err(|message| unreadable(&path, &message))?;
        if text.trim().is_empty() {
            return Err(Error::Packed {
                path,
                message: "has no text in it: it is pictures of pages".into(),
                remedy: "have its text recognised, and give that",
            });
        }
        let mut draft = Draft::default();
        Prose::plain(&text).read_into(&mut draft);
        super::give(&path, draft, sink)
    }
}

/// Whether a file begins as a PDF does.
pub(super) fn is_pdf(head: &[u8]) -> bool {
    let head = &head[..head.len().min(BEFORE)];
    head.windows(BEGINNING.len()).any(|window| window == BEGINNING)
}

fn unreadable(path: &Path, why: &str) -> Error {
    Error::Packed {
        path: path.to_owned(),
        message: format!("is no PDF that can be read: {why}"),
        remedy: "save it again as PDF, or as .docx or plain text",
    }
}

/// The text of a PDF, its paragraphs parted by an empty line. It may take as long and as much as it
/// likes, and panic: whoever calls it sees to that.
///
/// # Errors
/// When it is damaged or locked with a password.
pub fn pdf_text(bytes: &[u8]) -> Result<String, String> {
    let mut document = pdf_extract::Document::load_mem(bytes).map_err(|error| error.to_string())?;
    if document.is_encrypted() {
        // Many are locked against changes alone, with an empty password.
        document.decrypt("").map_err(|_| "it is locked with a password".to_owned())?;
    }
    let mut lines = lines::Lines::default();
    pdf_extract::output_doc(&document, &mut lines).map_err(|error| error.to_string())?;
    Ok(paragraphs::text(lines.lines, lines.pages))
}
