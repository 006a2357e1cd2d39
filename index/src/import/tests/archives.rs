//! Zip archives: a folder in one file, and what other people's archives may hold.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const RAIN: &str = "JANE ROE: It rains in the north.\n\nJOHN POE: It does, and long.\n";
const SNOW: &str = "JANE ROE: It snows in the south.\n\nJOHN POE: It does, and long.\n";

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

impl Library {
    fn pack(&self, entries: &[(&str, &str)]) {
        let entries: Vec<_> = entries.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        self.put_archive(&packed(&entries));
    }

    fn put_archive(&self, bytes: &[u8]) {
        fs::write(self.files().join("talks.zip"), bytes).unwrap();
    }

    /// Why things were skipped, without the folder they lie in.
    fn skipped(&self) -> Vec<String> {
        let folder = format!("{}/", self.files().display());
        let skipped = self.import().skipped.into_iter();
        skipped.map(|skipped| skipped.reason.replace(&folder, "")).collect()
    }
}

/// The archive with each record that begins with `signature` changed.
fn patched(mut bytes: Vec<u8>, signature: &[u8], patch: impl Fn(&mut [u8])) -> Vec<u8> {
    let found: Vec<usize> =
        (0..bytes.len()).filter(|at| bytes[*at..].starts_with(signature)).collect();
    found.into_iter().for_each(|at| patch(&mut bytes[at..]));
    bytes
}

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

#[test]
fn every_entry_is_a_source_of_its_own_that_changes_and_goes_alone() {
    let library = Library::new();
    library.pack(&[("b/snow.txt", SNOW), ("a/rain.txt", RAIN), (".git/x.txt", SNOW)]);
    assert_eq!(library.import().added, 2);
    let store = Store::open(&library.home.path().join("index")).unwrap();
    let keys: Vec<_> = store.snapshot().catalog().sources.keys().cloned().collect();
    assert!(keys[0].ends_with("/files/talks.zip!a/rain.txt"), "{keys:?}");
    assert!(keys[1].ends_with("/files/talks.zip!b/snow.txt"), "{keys:?}");
    let ids = store.snapshot().catalog().transcripts(&Scope::public()).count();
    assert_eq!((ids, library.found("north"), library.found("south")), (2, 1, 1));

    let generation = library.generation();
    assert_eq!(library.import().changed, 0);
    assert_eq!(library.generation(), generation);

    library.pack(&[("b/snow.txt", SNOW), ("a/rain.txt", &RAIN.replace("north", "west"))]);
    let report = library.import();
    assert_eq!((report.added, report.changed, report.removed), (0, 1, 0));
    assert_eq!((library.found("north"), library.found("west")), (0, 1));

    library.pack(&[("b/snow.txt", SNOW)]);
    assert_eq!(library.import().removed, 1);
    fs::remove_file(library.files().join("talks.zip")).unwrap();
    assert_eq!((library.import().removed, library.found("south")), (1, 0));
}

#[test]
fn what_is_told_of_an_entry_stands_in_the_archive_or_beside_it() {
    let library = Library::new();
    library.write("sources.toml", "[\"*.zip/a/*\"]\npublisher = \"Outside\"\n");
    library.pack(&[
        ("a/rain.txt", RAIN),
        ("b/snow.txt", SNOW),
        ("b/snow.toml", "date = 2021-02-03"),
    ]);
    library.import();
    assert_eq!((library.found("source:outside"), library.found("south on:2021")), (2, 1));
    library.pack(&[
        ("a/rain.txt", RAIN),
        ("b/snow.txt", SNOW),
        ("sources.toml", "[\"*\"]\npublisher = \"Inside\"\n"),
        ("b/snow.toml", "date = 2021-02-33\n"),
    ]);
    let skipped = library.skipped();
    assert_eq!(skipped.len(), 1, "{skipped:?}");
    assert!(skipped[0].starts_with("talks.zip/b/snow.toml:1: "), "{skipped:?}");
    assert_eq!((library.found("source:outside"), library.found("source:inside")), (0, 2));
}

#[test]
fn an_entry_that_cannot_be_read_is_named_and_the_others_are_read() {
    let nested = packed(&[("rain.txt", RAIN.as_bytes())]);
    let zip = packed(&[
        ("../out.txt", SNOW.as_bytes()),
        ("inner.zip", &nested),
        ("rain.txt", RAIN.as_bytes()),
        ("\u{1b}[2J.txt", SNOW.as_bytes()),
    ]);
    let library = Library::new();
    library.put_archive(&zip);
    let report = library.import();
    let reasons: Vec<_> = report.skipped.iter().map(|skipped| &skipped.reason).collect();
    assert_eq!((report.added, reasons.len()), (1, 3), "{reasons:?}");
    assert!(reasons[0].contains("talks.zip!../out.txt: has a name that leads out"), "{reasons:?}");
    assert!(reasons[1].contains("talks.zip!\\u{1b}[2J.txt: has a name"), "{reasons:?}");
    assert!(reasons[2].contains("talks.zip!inner.zip: is an archive in an archive"), "{reasons:?}");
    assert!(report.skipped.iter().all(|skipped| skipped.remedy.is_some()));
}

#[test]
fn encrypted_and_damaged_entries_are_skipped() {
    let whole = packed(&[("rain.txt", RAIN.as_bytes()), ("snow.txt", SNOW.as_bytes())]);
    let name_at = |bytes: &[u8], name: &[u8]| bytes.windows(name.len()).position(|w| w == name);
    let library = Library::new();

    let locked = |record: &mut [u8], flags: usize, name: usize| {
        if record[name..].starts_with(b"snow") {
            record[flags] |= 1;
        }
    };
    let encrypted = patched(whole.clone(), LOCAL, |record| locked(record, 6, 30));
    let encrypted = patched(encrypted, CENTRAL, |record| locked(record, 8, 46));
    library.put_archive(&encrypted);
    assert_eq!(library.skipped(), ["talks.zip!snow.txt: is encrypted"]);
    assert_eq!((library.found("north"), library.found("south")), (1, 0));

    let mut damaged = whole.clone();
    let at = name_at(&damaged, b"snow.txt").unwrap() + 20;
    damaged[at] ^= 0xff;
    library.put_archive(&damaged);
    let skipped = library.skipped();
    assert!(skipped[0].starts_with("talks.zip!snow.txt: is damaged: "), "{skipped:?}");

    library.put_archive(&whole);
    assert!(library.skipped().is_empty());
    for cut in [4, 30, whole.len() / 2, whole.len() - 1] {
        library.put_archive(&whole[..cut]);
        let skipped = library.skipped();
        assert!(skipped[0].starts_with("talks.zip: is damaged: "), "{cut}: {skipped:?}");
        // What an archive held that cannot be opened now may be in it still.
        assert_eq!((library.found("north"), library.found("south")), (1, 1));
    }
}

#[test]
fn a_bomb_costs_neither_time_nor_memory() {
    let zeros = vec![b'\n'; 60 * 1024 * 1024];
    let bomb = packed(&[("bomb.txt", &zeros), ("rain.txt", RAIN.as_bytes())]);
    let size = |bytes: u32| bytes.to_le_bytes();
    let library = Library::new();
    let started = Instant::now();

    library.put_archive(&bomb);
    assert_eq!(library.skipped(), ["talks.zip!bomb.txt: unpacks to more than 200 times its size"]);
    assert_eq!(library.found("north"), 1);

    // One that says it is small is unpacked to what it says.
    let liar = patched(bomb.clone(), CENTRAL, |record| {
        if record[46..].starts_with(b"bomb") {
            record[24..28].copy_from_slice(&size(1000));
        }
    });
    library.put_archive(&liar);
    let skipped = library.skipped();
    assert!(skipped[0].starts_with("talks.zip!bomb.txt: is damaged: "), "{skipped:?}");

    // Many entries that share the same packed bytes.
    let shared = patched(bomb.clone(), CENTRAL, |record| {
        record[20..24].copy_from_slice(&size(u32::try_from(bomb.len()).unwrap()));
    });
    library.put_archive(&shared);
    assert_eq!(library.skipped(), ["talks.zip: has entries that overlap"]);

    let large = patched(bomb.clone(), CENTRAL, |record| {
        record[24..28].copy_from_slice(&size(u32::MAX - 1));
    });
    library.put_archive(&large);
    assert_eq!(library.skipped(), ["talks.zip: unpacks to more than 4294967296 bytes"]);

    let many = patched(bomb, END, |record| {
        record[8..10].copy_from_slice(&20_000u16.to_le_bytes());
        record[10..12].copy_from_slice(&20_000u16.to_le_bytes());
    });
    library.put_archive(&many);
    assert_eq!(library.skipped(), ["talks.zip: has more than 10000 entries"]);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn a_document_of_an_office_suite_is_no_archive() {
    let library = Library::new();
    library.put_archive(&packed(&[
        ("word/document.xml", b"<document/>"),
        ("[Content_Types].xml", b"<Types/>"),
    ]));
    assert_eq!(library.skipped(), ["talks.zip: no speaker labels were found"]);
}

#[test]
fn an_archive_is_read_entry_by_entry_for_checking() {
    let library = Library::new();
    library.pack(&[("rain.txt", RAIN), ("none.txt", "Nobody speaks here.\n")]);
    let mut read = Vec::new();
    proofs(&library.files().join("talks.zip"), &People::none(), &mut |name, proofs| {
        let name = name.file_name().unwrap().to_string_lossy().into_owned();
        read.push((name, proofs.map_or(0, |proofs| proofs[0].transcript.turns.len())));
    });
    assert_eq!(read, [("talks.zip!none.txt".to_owned(), 0), ("talks.zip!rain.txt".to_owned(), 2)]);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(500))]

    /// Whatever became of an archive on its way: it is read or refused, and named.
    #[test]
    fn no_bytes_make_an_archive_panic(
        flips in proptest::collection::vec((0usize..1000, proptest::num::u8::ANY), 0..20),
        cut in 0usize..1000,
    ) {
        let toml = b"date = 2021-02-03\n";
        let mut bytes =
            packed(&[("a/rain.txt", RAIN.as_bytes()), ("a/rain.toml", toml), ("b.txt", SNOW.as_bytes())]);
        let size = bytes.len();
        flips.iter().for_each(|(at, value)| bytes[at % size] = *value);
        bytes.truncate(size - cut % size / 8);
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("talks.zip");
        fs::write(&path, &bytes).unwrap();
        proofs(&path, &People::none(), &mut |name, proofs| {
            assert!(name.starts_with(home.path()));
            if let Err(error) = proofs {
                assert!(error.to_string().contains("talks.zip"), "{error}");
                assert!(error.remedy().is_some(), "{error}");
            }
        });
    }
}
