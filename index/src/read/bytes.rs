//! From bytes on disk to text: decompression, encodings, line breaks, digests.
//!
//! The *normalised source*, of which every turn is a substring, is made here and nowhere else: the
//! decoded text without a byte order mark, with `\r\n` and `\r` as `\n`. Nothing else is changed.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};
use sha2::{Digest, Sha256};

use super::{Columns, Error, Head, limits, office, pdf, stem};
use crate::transcript::{Warning, hex};

/// One file, opened: its beginning is known, the rest is read once.
pub struct Source {
    path: PathBuf,
    sha256: String,
    extension: String,
    head: String,
    body: Box<dyn BufRead + Send>,
    columns: Columns,
}

/// A whole document as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The normalised source.
    pub text: String,
    /// Set when the text was not UTF-8 and was converted.
    pub warnings: Vec<Warning>,
}

impl Source {
    /// Opens a file, looks through gzip and zstd, and takes its digest.
    ///
    /// # Errors
    /// When it cannot be read, is empty, or its beginning is binary.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let io = |source| Error::Io { path: path.to_owned(), source };
        let sha256 = digest(File::open(path).map_err(io)?).map_err(io)?;
        Self::new(path, sha256, Box::new(BufReader::new(File::open(path).map_err(io)?)))
    }

    /// A source from bytes at hand, under the name `path`.
    ///
    /// # Errors
    /// As [`Source::open`].
    pub fn from_bytes(path: &Path, bytes: Vec<u8>) -> Result<Self, Error> {
        let sha256 = hex(&Sha256::digest(&bytes));
        Self::new(path, sha256, Box::new(Cursor::new(bytes)))
    }

    fn new(path: &Path, sha256: String, raw: Box<dyn BufRead + Send>) -> Result<Self, Error> {
        let io = |source| Error::Io { path: path.to_owned(), source };
        let mut body = unpacked(raw).map_err(io)?;
        let mut head = vec![0; limits::HEAD_BYTES];
        let read = fill(&mut body, &mut head).map_err(io)?;
        head.truncate(read);
        if head.is_empty() {
            return Err(Error::Empty { path: path.to_owned() });
        }
        if is_binary(&head) && !office::is_office(&head) && !pdf::is_pdf(&head) {
            return Err(Error::Binary { path: path.to_owned() });
        }
        let beginning = Encoding::for_bom(&head).map_or(UTF_8, |(encoding, _)| encoding);
        let text = beginning.decode(&head).0.into_owned();
        let name = PathBuf::from(path.to_string_lossy().to_lowercase());
        let inner = match name.extension().and_then(|extension| extension.to_str()) {
            Some("gz" | "zst") => PathBuf::from(name.file_stem().unwrap_or_default()),
            _ => name,
        };
        Ok(Self {
            path: path.to_owned(),
            sha256,
            extension: inner.extension().unwrap_or_default().to_string_lossy().into_owned(),
            head: text,
            body: Box::new(Cursor::new(head).chain(body)),
            columns: Columns::default(),
        })
    }

    /// Where it was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file's name without compression and extension.
    pub fn stem(&self) -> String {
        stem(&self.path)
    }

    /// Digest of the file as it lies on disk.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The beginning, to choose a reader by.
    pub fn head(&self) -> Head<'_> {
        Head { text: &self.head, extension: &self.extension, columns: &self.columns }
    }

    /// The same source, with names of its columns by an editor's word.
    pub fn with_columns(mut self, columns: Columns) -> Self {
        self.columns = columns;
        self
    }

    /// The whole document as normalised text.
    ///
    /// # Errors
    /// When it is larger than [`limits::DOCUMENT_BYTES`], or in no certain encoding.
    pub fn text(self) -> Result<Decoded, Error> {
        let path = self.path.clone();
        decode(&path, &self.bytes()?)
    }

    /// The whole document as bytes.
    ///
    /// # Errors
    /// When it is larger than [`limits::DOCUMENT_BYTES`], or cannot be read to its end.
    pub fn bytes(self) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let limit = limits::DOCUMENT_BYTES;
        self.body
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|source| Error::Io { path: self.path.clone(), source })?;
        if bytes.len() as u64 > limit {
            let line = line_of(&bytes, bytes.len());
            return Err(Error::TooLarge { path: self.path, line, what: "the document", limit });
        }
        Ok(bytes)
    }

    /// The lines of a UTF-8 source, one at a time, with their numbers from 1. For formats whose
    /// files are larger than memory.
    pub fn lines(self) -> Lines {
        Lines { path: self.path, body: self.body, line: 0, buffer: Vec::new() }
    }
}

/// Lines of a source; see [`Source::lines`].
pub struct Lines {
    path: PathBuf,
    body: Box<dyn BufRead + Send>,
    line: u32,
    buffer: Vec<u8>,
}

impl Lines {
    /// The next line without its break, or none at the end.
    ///
    /// # Errors
    /// When it is longer than [`limits::LINE_BYTES`], is not UTF-8, or cannot be read.
    pub fn next_line(&mut self) -> Result<Option<(u32, &str)>, Error> {
        self.buffer.clear();
        let limit = limits::LINE_BYTES as u64;
        let read = self
            .body
            .by_ref()
            .take(limit + 1)
            .read_until(b'\n', &mut self.buffer)
            .map_err(|source| Error::Io { path: self.path.clone(), source })?;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        let line = self.line;
        if self.buffer.len() as u64 > limit {
            return Err(Error::TooLarge { path: self.path.clone(), line, what: "a line", limit });
        }
        let text = std::str::from_utf8(&self.buffer).map_err(|_| Error::Encoding {
            path: self.path.clone(),
            line,
            guess: guess(&self.buffer).name(),
        })?;
        Ok(Some((line, text.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']))))
    }

    /// The source the lines come from.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Looks through a compressed stream, by its first bytes. What comes out is bounded.
fn unpacked(mut raw: Box<dyn BufRead + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    let packed: Box<dyn Read + Send> = match raw.fill_buf()? {
        [0x1f, 0x8b, ..] => Box::new(flate2::bufread::MultiGzDecoder::new(raw)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            let mut decoder = zstd::Decoder::with_buffer(raw)?;
            decoder.window_log_max(limits::ZSTD_WINDOW_LOG)?;
            Box::new(decoder)
        }
        _ => return Ok(raw),
    };
    Ok(Box::new(BufReader::new(packed.take(limits::UNPACKED_BYTES))))
}

fn fill(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// Digest and size of a file as it lies on disk.
///
/// # Errors
/// When it cannot be read.
pub fn digest_of(path: &Path) -> Result<(String, u64), Error> {
    let io = |source| Error::Io { path: path.to_owned(), source };
    let file = File::open(path).map_err(io)?;
    let bytes = file.metadata().map_err(io)?.len();
    Ok((digest(file).map_err(io)?, bytes))
}

fn digest(mut file: File) -> io::Result<String> {
    let mut digest = Sha256::new();
    let mut buffer = vec![0; limits::HEAD_BYTES];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&digest.finalize())),
            read => digest.update(&buffer[..read]),
        }
    }
}

/// Text has no zero bytes, unless a byte order mark says that it is UTF-16.
fn is_binary(head: &[u8]) -> bool {
    match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding != UTF_8 => false,
        _ => {
            let odd = |byte: &&u8| matches!(byte, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f);
            // A stray control character comes from bad OCR; many of them are no text.
            head.contains(&0) || head.iter().filter(odd).count() * 50 > head.len()
        }
    }
}

/// In the order in which a browser decides: byte order mark, UTF-8, what the document declares,
/// what its letters look like. A guess counts only when nothing in the text speaks against it.
fn decode(path: &Path, bytes: &[u8]) -> Result<Decoded, Error> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if !damaged {
            return Ok(Decoded { text: unix_lines(&text), warnings: Vec::new() });
        }
    }
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => {
            return Ok(Decoded { text: unix_lines(text), warnings: Vec::new() });
        }
        Err(error) => error.valid_up_to(),
    };
    let line = line_of(bytes, valid);
    let encoding = declared(bytes).unwrap_or_else(|| guess(bytes));
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let certain = !damaged && (declared(bytes).is_some() || reads_like_text(&text));
    if encoding == UTF_8 || !certain {
        return Err(Error::Encoding { path: path.to_owned(), line, guess: encoding.name() });
    }
    let message = format!("not UTF-8: read as {}", encoding.name());
    Ok(Decoded { text: unix_lines(&text), warnings: vec![Warning { line, message }] })
}

/// The encoding an XML declaration or an HTML `meta` names, near the beginning.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let head = String::from_utf8_lossy(head).to_lowercase();
    ["encoding=", "charset="].iter().find_map(|key| {
        let after = &head[head.find(key)? + key.len()..];
        let label = after.trim_start_matches(['"', '\'']);
        let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)))?;
        Encoding::for_label(&label.as_bytes()[..end])
    })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether everything beyond ASCII is a letter or a sign that prose has: a wrong guess shows as
/// control characters, symbols and box drawings.
fn reads_like_text(text: &str) -> bool {
    text.chars().filter(|character| !character.is_ascii()).all(|character| {
        character.is_alphabetic()
            || "‘’‚“”„‹›«»–—…•·†‡€£§°©®™½¼¾¿¡\u{a0}\u{ad}²³ªº、。「」『』！？（），：；"
                .contains(character)
    })
}

fn unix_lines(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

/// The line, from 1, in which the byte at `at` stands.
fn line_of(bytes: &[u8], at: usize) -> u32 {
    let breaks = bytes[..at].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks).unwrap_or(u32::MAX - 1) + 1
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn text(bytes: &[u8]) -> Result<Decoded, Error> {
        Source::from_bytes(Path::new("t.txt"), bytes.to_vec())?.text()
    }

    #[test]
    fn line_breaks_become_one_kind_and_nothing_else_changes() {
        assert_eq!(text(b"A: b \r\n\r\nc\rd\n").unwrap().text, "A: b \n\nc\nd\n");
    }

    #[test]
    fn windows_1252_is_converted_and_said() {
        let decoded = text(b"JANE ROE: It\x92s a caf\xe9 \x97 yes.\n").unwrap();
        assert_eq!(decoded.text, "JANE ROE: It’s a café — yes.\n");
        assert_eq!(decoded.warnings[0].message, "not UTF-8: read as windows-1252");
    }

    #[test]
    fn utf_16_with_a_mark_is_read() {
        let bytes: Vec<u8> = "\u{feff}A: dé".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&bytes).unwrap().text, "A: dé");
    }

    #[test]
    fn an_uncertain_encoding_is_refused_with_its_line() {
        let error = text(b"A: one\nB: \x81\x8d\x8f\xff\xfe\x90\n").err().unwrap();
        assert!(error.to_string().starts_with("t.txt:2: is not UTF-8"), "{error}");
        assert!(error.remedy().is_some());
    }

    #[test]
    fn empty_and_binary_files_are_refused() {
        assert!(matches!(text(b""), Err(Error::Empty { .. })));
        assert!(matches!(text(b"MZ\0\x01\x02"), Err(Error::Binary { .. })));
    }

    #[test]
    fn compressed_sources_are_looked_through() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(b"A: one\n").unwrap();
        assert_eq!(text(&gzip.finish().unwrap()).unwrap().text, "A: one\n");
        let zstd = zstd::encode_all(&b"A: one\n"[..], 1).unwrap();
        assert_eq!(text(&zstd).unwrap().text, "A: one\n");
    }

    #[test]
    fn a_line_that_is_too_long_is_refused_without_being_held() {
        let body = Box::new(BufReader::new(io::repeat(b'a')));
        let mut lines = Lines { path: "t.jsonl".into(), body, line: 0, buffer: Vec::new() };
        assert!(matches!(lines.next_line(), Err(Error::TooLarge { line: 1, .. })));
    }
}
