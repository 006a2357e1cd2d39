//! What an import promises of files that come, change, break and go.

mod archives;

use std::collections::BTreeSet;
use std::fs;

use super::*;
use crate::query;
use crate::store::{Effort, Order, Page, Store};
use crate::transcript::Scope;

const EFFORT: Effort = Effort { threads: 1, bytes_per_thread: 16_000_000 };

struct Library {
    home: tempfile::TempDir,
}

impl Library {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("files")).unwrap();
        Self { home }
    }

    fn files(&self) -> PathBuf {
        self.home.path().join("files")
    }

    fn put(&self, name: &str, lines: &[(&str, &str)]) {
        let line = |(event, text): &(&str, &str)| {
            let turn =
                serde_json::json!({ "event_title": event, "speaker": "Jane Roe", "text": text });
            format!("{turn}\n")
        };
        fs::write(self.files().join(name), lines.iter().map(line).collect::<String>()).unwrap();
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.files().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn import(&self) -> Report {
        self.import_paths(&[self.files()])
    }

    fn import_paths(&self, paths: &[PathBuf]) -> Report {
        let mut writer = Writer::open(&self.home.path().join("index"), EFFORT).unwrap();
        let collection = Collection::public();
        let people = People::none();
        let options = Options { collection: &collection, people: &people };
        let report = import(&mut writer, paths, options).unwrap();
        writer.close().unwrap();
        report
    }

    fn generation(&self) -> u64 {
        Store::open(&self.home.path().join("index")).unwrap().snapshot().catalog().generation
    }

    fn found(&self, asked: &str) -> usize {
        let store = Store::open(&self.home.path().join("index")).unwrap();
        let query = query::parse(asked);
        let page = Page::first(1);
        let found = store.snapshot().search(&Scope::public(), &query, None, Order::Relevance, page);
        found.unwrap().total.turns
    }
}

#[test]
fn unchanged_files_change_nothing() {
    let library = Library::new();
    library.put("a.jsonl", &[("Rain", "It rains."), ("Snow", "It snows.")]);
    let first = library.import();
    assert_eq!((first.transcripts, first.turns, first.added), (2, 2, 2));
    let generation = library.generation();
    let again = library.import();
    assert_eq!((again.added, again.changed, again.removed), (0, 0, 0));
    assert_eq!(library.generation(), generation);
}

#[test]
fn a_changed_file_replaces_just_its_own_turns() {
    let library = Library::new();
    library.put("a.jsonl", &[("Rain", "It rains.")]);
    library.put("b.jsonl", &[("Snow", "It snows.")]);
    library.import();
    library.put("a.jsonl", &[("Rain", "It pours."), ("Rain", "Really.")]);
    let report = library.import();
    assert_eq!((report.added, report.changed, report.turns), (0, 1, 3));
    assert_eq!(
        (library.found("\"rains\""), library.found("pours"), library.found("snows")),
        (0, 1, 1)
    );
}

#[test]
fn a_file_that_is_gone_takes_its_turns_along() {
    let library = Library::new();
    library.put("a.jsonl", &[("Rain", "It rains.")]);
    library.put("b.jsonl", &[("Snow", "It snows.")]);
    library.import();
    fs::remove_file(library.files().join("a.jsonl")).unwrap();
    let report = library.import();
    assert_eq!((report.removed, report.transcripts), (1, 1));
    assert_eq!(library.found("rains"), 0);
}

#[test]
fn a_file_that_broke_is_reported_and_what_was_indexed_of_it_stays() {
    let library = Library::new();
    library.put("a.jsonl", &[("Rain", "It rains.")]);
    library.import();
    for broken in [&b""[..], b"\0\x01\x02", b"{\"speaker\":\"Jane\"}\n"] {
        fs::write(library.files().join("a.jsonl"), broken).unwrap();
        let report = library.import();
        assert_eq!(report.skipped.len(), 1, "{report:?}");
        assert!(report.skipped[0].reason.contains("a.jsonl"), "{report:?}");
        assert_eq!(library.found("rains"), 1);
    }
}

#[test]
fn a_sidecar_fills_in_and_its_change_is_a_change() {
    let library = Library::new();
    library.put("a.jsonl", &[("Rain", "It rains.")]);
    library.import();
    assert_eq!(library.found("rains after:2020"), 0);
    fs::write(library.files().join("a.toml"), "date = \"2021-02-03\"\n").unwrap();
    assert_eq!(library.import().changed, 1);
    assert_eq!(library.found("rains after:2020"), 1);
    fs::write(library.files().join("a.toml"), "title = \"Rain\"\ndate = \"soon\"\n").unwrap();
    let report = library.import();
    assert!(report.skipped[0].reason.contains("a.toml:2:"), "{report:?}");
    assert_eq!(library.found("rains after:2020"), 1);
}

#[test]
fn a_folder_tells_what_neither_a_file_nor_its_sidecar_does() {
    let library = Library::new();
    library.write(
        "sources.toml",
        "[\"*\"]\ntitle = \"Weather\"\ndate = 2021-02-03\npublisher = \"Town\"\n",
    );
    library.put("a.jsonl", &[("Rain", "It rains.")]);
    library.put("b.jsonl", &[("Snow", "It snows.")]);
    library.write("b.toml", "date = 2019-02-03\n");
    assert_eq!(library.import().added, 2);
    let found = |asked| library.found(asked);
    assert_eq!((found("rains on:2021"), found("snows on:2019")), (1, 1));
    assert_eq!((found("event:rain"), found("event:weather"), found("source:town")), (1, 0, 2));
    assert_eq!(library.import().changed, 0);
    library.write("sources.toml", "[\"*\"]\ndate = 2022-02-03\n");
    assert_eq!(library.import().changed, 2);
    assert_eq!((found("rains on:2022"), found("snows on:2019"), found("source:town")), (1, 1, 0));
    library.write("sources.toml", "[\"*\"]\ndate = 2022-02-30\n");
    let report = library.import();
    assert_eq!(report.skipped.len(), 2, "{report:?}");
    assert!(report.skipped[0].reason.contains("sources.toml:2: "), "{report:?}");
    assert_eq!((report.transcripts, found("rains on:2022")), (2, 1));
}

#[test]
fn only_the_nearest_table_at_or_above_a_file_is_asked_and_none_above_what_was_given() {
    let library = Library::new();
    library.write("sources.toml", "[\"*\"]\ndate = 2021-02-03\npublisher = \"Town\"\n");
    library.write("old/sources.toml", "[\"*\"]\ndate = 1999-02-03\n");
    library.write("old/deep/a.txt", "JANE ROE: It rains.\n\nJOHN POE: It does, and long.\n");
    library.import();
    let found = |asked| library.found(asked);
    assert_eq!((found("rains on:1999"), found("source:town")), (1, 0));
    assert_eq!(library.import_paths(&[library.files().join("old/deep")]).changed, 1);
    assert_eq!((found("rains"), found("rains on:1999")), (1, 0));
}

#[test]
fn a_file_in_two_paths_is_imported_once_and_told_of_by_the_outermost() {
    let library = Library::new();
    library.write("sources.toml", "[\"*\"]\npublisher = \"Town\"\n");
    library.write("deep/a.txt", "JANE ROE: It rains.\n\nJOHN POE: It does, and long.\n");
    library.write("deep/bad.txt", "");
    let (files, deep) = (library.files(), library.files().join("deep"));
    let file = deep.join("a.txt");
    for paths in [
        vec![files.clone(), files.clone()],
        vec![file.clone(), deep.clone(), files.clone()],
        vec![files.join("deep/../deep/a.txt"), files.clone(), file, deep],
    ] {
        let report = library.import_paths(&paths);
        assert_eq!((report.transcripts, report.skipped.len()), (1, 1), "{paths:?}: {report:?}");
        assert_eq!(report.changed, 0);
        assert_eq!(library.found("source:town"), 2);
    }
}

#[test]
fn an_import_says_how_far_it_is() {
    let library = Library::new();
    library.put("a.jsonl", &[("Rain", "It rains."), ("Snow", "It snows.")]);
    library.put("b.jsonl", &[("Hail", "It hails.")]);
    let mut heard = Vec::new();
    let mut writer = Writer::open(&library.home.path().join("index"), EFFORT).unwrap();
    let options = Options { collection: &Collection::public(), people: &People::none() };
    let hear = &mut |progress: &Progress| heard.push(*progress);
    import_heard(&mut writer, &[library.files()], options, hear).unwrap();
    let counted: Vec<_> = heard.iter().map(|heard| (heard.files, heard.turns)).collect();
    assert_eq!(counted, [(0, 0), (0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]);
    let last = heard.last().unwrap();
    assert_eq!((last.files, last.bytes), (last.files_in_all, last.bytes_in_all));
    assert!(last.bytes > 0);
}

#[test]
fn what_cannot_be_looked_into_is_reported_and_not_gone() {
    let library = Library::new();
    library.put("a.jsonl", &[("Rain", "It rains.")]);
    library.import();
    fs::rename(library.files(), library.home.path().join("elsewhere")).unwrap();
    let report = library.import();
    assert_eq!((report.transcripts, report.removed, report.skipped.len()), (1, 0, 1));
    assert!(report.skipped[0].reason.contains("files: cannot be read: "), "{report:?}");
    assert!(report.skipped[0].remedy.is_some());
}

#[test]
fn two_files_of_one_name_and_date_keep_ids_apart() {
    let library = Library::new();
    for folder in ["x", "y"] {
        fs::create_dir(library.files().join(folder)).unwrap();
        library.put(
            &format!("{folder}/minutes.jsonl"),
            &[("Rain", &format!("It rains in {folder}."))],
        );
    }
    assert_eq!(library.import().added, 2);
    let store = Store::open(&library.home.path().join("index")).unwrap();
    let index = store.snapshot();
    let ids: BTreeSet<_> =
        index.catalog().transcripts(&Scope::public()).map(|one| one.id.clone()).collect();
    assert_eq!(ids.len(), 2);
}

#[test]
fn a_table_with_columns_of_its_own_is_read_as_its_editor_says() {
    let library = Library::new();
    library.write("rain.csv", "Redner;Beitrag\nJane Roe;It rains.\nJohn Poe;It snows.\n");
    library
        .write("sources.toml", "['*.csv']\ncolumns = { text = 'Beitrag', speaker = 'Redner' }\n");
    assert_eq!(library.import().turns, 2);
    assert_eq!(library.found("snows"), 1);
    library.write("rain.toml", "[columns]\ntext = 'Rede'\n");
    assert_eq!(library.import().skipped.len(), 1, "the table has no such column");
    assert_eq!(library.found("snows"), 1, "what was indexed before stays");
}
