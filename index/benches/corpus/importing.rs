//! Reading and indexing: turns and bytes a second, the engine's share, and the most memory used.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use onrecord_index::import::{Options, import, read_transcripts};
use onrecord_index::speaker::People;
use onrecord_index::store::{Effort, Writer};
use onrecord_index::transcript::Collection;

/// What `onrecord index` uses by default.
const EFFORT: Effort = Effort { threads: 2, bytes_per_thread: 100_000_000 };

/// Indexes the corpus so many times over, unless an index of it is kept, and says how it went.
pub(crate) fn index(corpus: &Path, home: &Path, times: usize) -> PathBuf {
    let dir = home.join(format!("onrecord-{times}"));
    if dir.join("meta.json").is_file() {
        return dir;
    }
    let read = reading(corpus);
    let started = Instant::now();
    let half = emptied(home, &format!("onrecord-{times}.half"));
    let mut writer = Writer::open(&half, EFFORT).expect("an index can be made");
    let people = People::none();
    let collection = Collection::public();
    let options = Options { collection: &collection, people: &people };
    let (mut turns, mut transcripts) = (0, 0);
    for copy in 0..times {
        let source = copy_of(corpus, home, copy);
        let report = import(&mut writer, &[source], options).expect("the corpus can be indexed");
        turns = report.turns;
        transcripts = report.transcripts;
    }
    writer.close().expect("the merges end");
    std::fs::rename(&half, &dir).expect("they are side by side");
    let took = started.elapsed();
    let rate = |of: f64| of / took.as_secs_f64();
    let bytes = read.bytes as f64 * times as f64 / 1e6;
    println!("corpus: {transcripts} transcripts, {turns} turns, {bytes:.0} MB as JSON Lines");
    println!("read: {:.1?} for one copy, on one core", read.took);
    println!(
        "read and indexed: {took:.1?}, {:.0} turns/s, {:.1} MB/s, peak resident {} MB",
        rate(turns as f64),
        rate(bytes),
        memory("VmHWM") / 1_000
    );
    let share = read.took.as_secs_f64() * times as f64 / took.as_secs_f64();
    println!(
        "share of the engine: {:.0} %, of reading {:.0} %",
        100.0 * (1.0 - share),
        100.0 * share
    );
    dir
}

/// A folder for an index that is not whole yet, without what a run that was stopped left in it.
pub(crate) fn emptied(home: &Path, name: &str) -> PathBuf {
    let dir = home.join(name);
    if dir.is_dir() {
        std::fs::remove_dir_all(&dir).expect("it is ours");
    }
    std::fs::create_dir_all(&dir).expect("a folder can be made");
    dir
}

struct Read {
    bytes: u64,
    took: Duration,
}

fn reading(corpus: &Path) -> Read {
    let started = Instant::now();
    let mut bytes = 0;
    read_transcripts(corpus, &People::none(), &mut |one| {
        bytes += one.turns.iter().map(|turn| turn.text.len() as u64).sum::<u64>();
        Ok(())
    })
    .expect("the corpus can be read");
    let took = started.elapsed();
    let on_disk = std::fs::metadata(corpus).map_or(0, |meta| meta.len());
    let is_plain = corpus.extension().is_some_and(|extension| extension == "jsonl");
    Read { bytes: if is_plain { on_disk } else { bytes }, took }
}

/// The corpus itself, or a copy whose events have other names.
fn copy_of(corpus: &Path, home: &Path, copy: usize) -> PathBuf {
    if copy == 0 {
        return corpus.to_owned();
    }
    let text =
        std::fs::read_to_string(corpus).expect("a corpus that is copied is plain JSON Lines");
    let renamed = text.replace("\"event_title\": \"", &format!("\"event_title\": \"{copy} "));
    let path = home.join(format!("copy-{copy}.jsonl"));
    std::fs::write(&path, renamed).expect("a temporary file can be written");
    path
}

/// A figure of this process in kB, from `/proc/self/status`; 0 where there is none.
pub(crate) fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}
