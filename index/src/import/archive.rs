//! Zip archives: a folder in one file. Each entry is a source of its own, in the order of names.
//!
//! An archive is somebody else's: what it says of itself is checked before anything is unpacked, and
//! unpacking stops where an entry says it ends. So the time and the memory of an archive are bounded
//! by its size on disk. Archives in an archive are not opened.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use super::sidecar::is_sidecar;
use crate::read::{Error, limits};

/// Entries of an archive. A parliament's term has some hundred days, a podcast some hundred episodes.
const MOST_ENTRIES: usize = 10_000;

/// Bytes that all entries of an archive may unpack to.
const MOST_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// How many times its packed size an entry may unpack to: transcripts reach 10, deflate 1032.
const MOST_RATIO: u64 = 200;

/// Below this an entry may be as regular as it likes.
const ANY_RATIO_BYTES: u64 = 1024 * 1024;

/// Bytes of an entry, which is unpacked into memory.
const ENTRY_BYTES: u64 = limits::DOCUMENT_BYTES;

/// APPNOTE 4.3.16: a directory ends with this record, behind which stands a comment at most.
const END_RECORD: [u8; 4] = *b"PK\x05\x06";
const END_RECORD_BYTES: usize = 22;
const MOST_COMMENT_BYTES: u64 = 65_535;

/// What a person does whose archive is not read.
const UNPACK: &str = "unpack it, if you trust it, and give the folder";

/// An opened archive.
pub(super) struct Archive {
    path: PathBuf,
    zip: ZipArchive<BufReader<File>>,
    /// Names of transcripts, and where each stands or why it cannot be read.
    entries: BTreeMap<String, Result<usize, Error>>,
    /// Sidecars and `sources.toml`.
    tables: HashMap<PathBuf, usize>,
}

impl Archive {
    /// Opens a file if it is an archive. A document of an office suite is a zip file too, and none.
    ///
    /// # Errors
    /// When it is damaged, or says of itself that it goes over a bound.
    pub(super) fn open(path: &Path) -> Result<Option<Self>, Error> {
        let io = |source| Error::Io { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(io)?;
        let mut magic = [0; 4];
        if file.read(&mut magic).map_err(io)? < magic.len() || !is_zip(&magic) {
            return Ok(None);
        }
        let size = file.metadata().map_err(io)?.len();
        let refuse = |message| refused(path, message, UNPACK);
        match declared_entries(&mut file, size).map_err(io)? {
            None => return Err(damaged(path, &"its directory is missing")),
            Some(entries) if entries > MOST_ENTRIES => {
                return Err(refuse(format!("has more than {MOST_ENTRIES} entries")));
            }
            Some(_) => {}
        }
        let zip = ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(path, &error))?;
        if is_office_document(&zip) {
            return Ok(None);
        }
        let mut archive =
            Self { path: path.to_owned(), zip, entries: BTreeMap::new(), tables: HashMap::new() };
        let (packed, unpacked) = archive.list();
        if packed > u128::from(size) {
            return Err(refuse("has entries that overlap".to_owned()));
        }
        if unpacked > u128::from(MOST_BYTES) {
            return Err(refuse(format!("unpacks to more than {MOST_BYTES} bytes")));
        }
        Ok(Some(archive))
    }

    /// Lists what may be a transcript and gives the bytes of all, packed and unpacked.
    fn list(&mut self) -> (u128, u128) {
        let (mut packed, mut unpacked) = (0, 0);
        for at in 0..self.zip.len() {
            let Ok(entry) = self.zip.by_index_data(at) else { continue };
            packed += u128::from(entry.compressed_size());
            unpacked += u128::from(entry.size());
            if !entry.is_file() || entry.is_symlink() {
                continue;
            }
            let written =
                entry.name().unwrap_or_else(|_| entry.name_raw().escape_ascii().to_string().into());
            let odd = entry.name().is_err() || written.chars().any(char::is_control);
            let Some(name) = entry.enclosed_name().filter(|_| !odd) else {
                let shown = written.escape_debug().to_string();
                let why = refused(&inside(&self.path, &shown), NO_NAME.to_owned(), RENAME);
                self.entries.insert(shown, Err(why));
                continue;
            };
            if is_hidden(&name) {
                continue;
            }
            if is_sidecar(&name) {
                self.tables.insert(self.path.join(name), at);
                continue;
            }
            let shown = name.to_string_lossy().into_owned();
            let place = if self.entries.contains_key(&shown) {
                Err(refused(&inside(&self.path, &shown), TWICE.to_owned(), RENAME))
            } else {
                Ok(at)
            };
            self.entries.insert(shown, place);
        }
        (packed, unpacked)
    }

    /// Names of what may be a transcript, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        self.entries.keys().cloned().collect()
    }

    /// The bytes of an entry.
    ///
    /// # Errors
    /// When it is encrypted, damaged, an archive itself, or goes over a bound.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        let path = inside(&self.path, name);
        let at = match self.entries.remove(name) {
            Some(Ok(at)) => at,
            Some(Err(error)) => return Err(error),
            None => return Err(damaged(&path, &"it is not there")),
        };
        let bytes = self.unpack(at, &path, ENTRY_BYTES)?;
        if is_zip(&bytes) {
            let message = "is an archive in an archive, which is not opened".to_owned();
            return Err(refused(&path, message, UNPACK));
        }
        Ok(bytes)
    }

    /// The text of a sidecar or a `sources.toml` of the archive, by its path as if the archive were
    /// a folder.
    pub(super) fn table(&mut self, path: &Path, limit: u64) -> Result<Option<String>, Error> {
        let Some(at) = self.tables.get(path).copied() else { return Ok(None) };
        let name = path.strip_prefix(&self.path).unwrap_or(path).to_string_lossy();
        let shown = inside(&self.path, &name);
        let bytes = self.unpack(at, &shown, limit)?;
        let text = String::from_utf8(bytes).map_err(|_| damaged(&shown, &"it is not UTF-8"))?;
        Ok(Some(text))
    }

    fn unpack(&mut self, at: usize, path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
        let fault = |error| fault(path, error);
        let entry = self.zip.by_index_data(at).map_err(fault)?;
        let (size, packed) = (entry.size(), entry.compressed_size());
        if entry.encrypted() {
            let remedy = "unpack it with its password, and give the folder";
            return Err(refused(path, "is encrypted".to_owned(), remedy));
        }
        if size > limit {
            let message = format!("unpacks to more than {limit} bytes");
            return Err(refused(path, message, UNPACK));
        }
        if size > ANY_RATIO_BYTES && size / MOST_RATIO > packed {
            let message = format!("unpacks to more than {MOST_RATIO} times its size");
            return Err(refused(path, message, UNPACK));
        }
        let mut bytes = Vec::new();
        let entry = self.zip.by_index(at).map_err(fault)?;
        // One byte more than it says of itself shows that it lied.
        entry.take(size + 1).read_to_end(&mut bytes).map_err(|error| damaged(path, &error))?;
        if bytes.len() as u64 != size {
            return Err(damaged(path, &"its size is not what it says"));
        }
        Ok(bytes)
    }
}

/// How an entry is named: `archive.zip!entry`.
pub(super) fn inside(archive: &Path, entry: &str) -> PathBuf {
    let mut path = archive.as_os_str().to_owned();
    path.push("!");
    path.push(entry);
    PathBuf::from(path)
}

const NO_NAME: &str = "has a name that leads out of the archive, or is none";
const TWICE: &str = "stands in the archive twice";
const RENAME: &str = "pack the archive anew with names that are plain and different";

fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(&END_RECORD)
}

/// Office Open XML names its parts in one entry, OpenDocument and EPUB their type in another.
fn is_office_document(zip: &ZipArchive<BufReader<File>>) -> bool {
    ["[Content_Types].xml", "mimetype"].iter().any(|name| zip.index_for_name(name).is_some())
}

/// Hidden files, and what macOS puts beside every file it packs.
fn is_hidden(name: &Path) -> bool {
    let hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
    name.components().any(|part| match part {
        Component::Normal(part) => hidden(&part.to_string_lossy()),
        _ => false,
    })
}

/// The number of entries by the archive's last word, before any of them is held in memory.
/// A number that has no room there is larger than any that is read.
fn declared_entries(file: &mut File, size: u64) -> io::Result<Option<usize>> {
    let from = size.saturating_sub(MOST_COMMENT_BYTES + END_RECORD_BYTES as u64);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.by_ref().take(size - from).read_to_end(&mut tail)?;
    file.rewind()?;
    let ends = tail.windows(END_RECORD_BYTES).rev();
    let end = ends.into_iter().find(|record| record.starts_with(&END_RECORD));
    Ok(end.map(|record| usize::from(u16::from_le_bytes([record[10], record[11]]))))
}

fn fault(path: &Path, error: ZipError) -> Error {
    match error {
        ZipError::CompressionMethodNotSupported(method) => {
            let message = format!("is packed in a way that is not read here (method {method})");
            refused(path, message, "pack it with deflate, as zip programs do by default")
        }
        error => damaged(path, &error),
    }
}

fn damaged(path: &Path, why: &dyn std::fmt::Display) -> Error {
    refused(path, format!("is damaged: {why}"), "fetch or pack the archive again")
}

fn refused(path: &Path, message: String, remedy: &'static str) -> Error {
    Error::Packed { path: path.to_owned(), message, remedy }
}
