//! `onrecord index` that is killed at any moment: what was committed is there, and the next run
//! completes the work. The index is looked at through the library, as the bot beside it would.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use onrecord_index::query;
use onrecord_index::store::{Order, Page, Store};
use onrecord_index::transcript::{Scope, sha256};

use super::process::Home;

/// Starts an import and kills it, unless it was faster.
fn killed_after(home: &Home, moment: Duration) {
    let mut run = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["index", "talks"])
        .current_dir(home.path())
        .env_clear()
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Not a wait for anything: the moment of death is what is varied.
    std::thread::sleep(moment);
    run.kill().unwrap();
    run.wait().unwrap();
}

#[test]
fn killed_within_a_large_file_the_index_holds_all_of_it_or_nothing() {
    let home = Home::new();
    let turn = |event: usize, turn: usize| {
        serde_json::json!({
            "event_title": format!("Event {event}"), "date": "2020-01-02", "speaker": "Jane Roe",
            "text": format!("Turn {turn} of event {event} is about the weather in the north."),
        })
    };
    let lines = |events: std::ops::Range<usize>| {
        let turns = events.flat_map(|event| (0..40).map(move |n| turn(event, n)));
        turns.map(|turn| format!("{turn}\n")).collect::<String>()
    };
    home.file("talks/a.jsonl", lines(0..5));
    home.runs(&["index", "talks"]);
    home.file("talks/b.jsonl", lines(5..400));
    for after_ms in [5, 20, 60, 120, 250, 500] {
        killed_after(&home, Duration::from_millis(after_ms));
        let total = home.runs(&["quote", "weather", "--format", "json"]).json()["total"].clone();
        assert!(total == 200 || total == 16_000, "after {after_ms} ms: {total}");
    }
    home.runs(&["index", "talks"]);
    let total = home.runs(&["quote", "weather", "--format", "json"]).json()["total"].clone();
    assert_eq!(total, 16_000);
}

/// Files of a folder that an editor works on, each as often changed as its number says.
struct Folder {
    home: Home,
    editions: BTreeMap<String, usize>,
}

impl Folder {
    const TURNS: usize = 4;

    fn words(name: &str, edition: usize) -> String {
        let turn = |n| {
            format!("JANE ROE: Turn {n} of {name} in edition {edition} is about the weather.\n\n")
        };
        (0..Self::TURNS).map(turn).collect()
    }

    fn write(&mut self, name: &str) {
        let edition = self.editions.entry(name.to_owned()).or_insert(0);
        *edition += 1;
        self.home.file(&format!("talks/{name}.txt"), Self::words(name, *edition));
    }

    fn remove(&mut self, name: &str) {
        self.editions.remove(name);
        fs::remove_file(self.home.path().join(format!("talks/{name}.txt"))).unwrap();
    }

    /// Digests of the files as they are now, by key.
    fn digests(&self) -> BTreeMap<String, String> {
        let folder = self.home.path().canonicalize().unwrap().join("talks");
        let digest = |(name, edition): (&String, &usize)| {
            let key = folder.join(format!("{name}.txt")).to_string_lossy().into_owned();
            (key, sha256(Self::words(name, *edition).as_bytes()))
        };
        self.editions.iter().map(digest).collect()
    }

    fn index(&self) -> PathBuf {
        self.home.path().join("data/index")
    }

    /// Digests of what the index holds, by key; every turn of it can be found, and no other.
    fn indexed(&self) -> BTreeMap<String, String> {
        let index = Store::open(&self.index()).unwrap().snapshot();
        let (query, page) = (query::parse("weather"), Page::first(1));
        let found = index.search(&Scope::public(), &query, None, Order::Relevance, page).unwrap();
        let sources = &index.catalog().sources;
        assert_eq!(found.total.turns, sources.len() * Self::TURNS);
        sources.iter().map(|(key, source)| (key.clone(), source.sha256.clone())).collect()
    }
}

/// Numbers that look random and are the same on every run (Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

#[test]
fn killed_at_any_moment_it_holds_what_was_committed_and_the_next_run_completes() {
    let mut folder = Folder { home: Home::new(), editions: BTreeMap::new() };
    let mut numbers = Numbers(20_210_323);
    (0..150).for_each(|file| folder.write(&format!("talk-{file}")));
    let started = Instant::now();
    folder.home.runs(&["index", "talks"]);
    let whole_run = started.elapsed();
    let mut committed = folder.indexed();
    assert_eq!(committed, folder.digests());
    let mut interrupted = 0;
    for round in 0..20 {
        let names: Vec<String> = folder.editions.keys().cloned().collect();
        for name in names.iter().filter(|_| numbers.below(2) == 0) {
            folder.write(name);
        }
        folder.remove(&names[numbers.below(names.len())]);
        folder.write(&format!("new-{round}"));
        killed_after(&folder.home, whole_run * numbers.below(100) as u32 / 100);
        let (indexed, now) = (folder.indexed(), folder.digests());
        for (key, before) in &committed {
            // As it was committed, or as it is now; gone only when the file is gone.
            let found = indexed.get(key);
            assert!(found == Some(before) || found == now.get(key), "round {round}: {key}");
        }
        for (key, digest) in &indexed {
            let whole = committed.get(key) == Some(digest) || now.get(key) == Some(digest);
            assert!(whole, "round {round}: {key} was never like this");
        }
        interrupted += usize::from(indexed != now);
        committed = indexed;
    }
    assert!(interrupted > 0, "every run was faster than its killer");
    let last = folder.home.runs(&["index", "talks"]);
    assert_eq!(last.status, 0, "{}", last.err);
    assert_eq!(folder.indexed(), folder.digests());
}
