//! Reading, indexing and querying one corpus, beside the engine's own query parser in the same run.
//!
//! `ONRECORD_CORPUS=turns.jsonl.zst cargo bench -p onrecord-index --bench corpus` takes JSON Lines of
//! turns, plain or compressed; without the variable the bundled transcript is the corpus. Reading and
//! indexing are measured on its first 20,000 turns, queries on all of it.

#![expect(clippy::print_stderr, reason = "a bench tells what it measured")]

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use onrecord_index::Library;
use onrecord_index::import::{self, Options, import, read_transcripts};
use onrecord_index::query;
use onrecord_index::quote::Budget;
use onrecord_index::read::Source;
use onrecord_index::speaker::People;
use onrecord_index::store::{Effort, Order, Page, Writer};
use onrecord_index::transcript::{Collection, Scope, Transcript};
use onrecord_index::verdict::Claim;

/// Turns that reading and indexing are measured on.
const TURNS_READ: usize = 20_000;

/// What `onrecord index` uses by default.
const EFFORT: Effort = Effort { threads: 2, bytes_per_thread: 100_000_000 };

/// Questions by class: words of any English transcript, from common to rare.
const QUERIES: &[(&str, &str)] = &[
    ("common term", "government"),
    ("rare term", "adaptation"),
    ("and of two", "security change"),
    ("and of three", "work together issues"),
    ("or of three", "security OR climate OR trade"),
    ("phrase", "\"make sure that\""),
    ("phrase of stop words", "\"that it is\""),
    ("prefix", "secur*"),
    ("dates", "government after:2005 before:2012"),
    ("misspelt", "governmnet"),
];

fn corpus() -> PathBuf {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../config/sample/nato-2021-03-23.txt");
    std::env::var_os("ONRECORD_CORPUS").map_or_else(|| PathBuf::from(sample), PathBuf::from)
}

/// The beginning of the corpus as a file of its own, its turns and its bytes.
fn beginning(home: &Path) -> (PathBuf, u64, u64) {
    let path = corpus();
    if path.extension().is_some_and(|extension| extension == "txt") {
        let mut turns = 0;
        read_transcripts(&path, &People::none(), &mut |one| {
            turns += one.turns.len() as u64;
            Ok(())
        })
        .expect("the bundled transcript can be read");
        let bytes = std::fs::metadata(&path).expect("the corpus is there").len();
        return (path, turns, bytes);
    }
    let part = home.join("part.jsonl");
    let mut out = std::fs::File::create(&part).expect("a temporary file can be made");
    let mut lines = Source::open(&path).expect("the corpus can be read").lines();
    let (mut turns, mut bytes) = (0, 0);
    while let Some((_, line)) = lines.next_line().expect("the corpus can be read") {
        writeln!(out, "{line}").expect("a temporary file can be written");
        bytes += line.len() as u64 + 1;
        turns += 1;
        if turns as usize == TURNS_READ {
            break;
        }
    }
    (part, turns, bytes)
}

fn read_all(path: &Path) -> Vec<Transcript> {
    let mut transcripts = Vec::new();
    read_transcripts(path, &People::none(), &mut |one| {
        transcripts.push(one);
        Ok(())
    })
    .expect("the corpus can be read");
    transcripts
}

fn index_all(path: &Path, dir: &Path) -> import::Report {
    let mut writer = Writer::open(dir, EFFORT).expect("a temporary index can be made");
    let (collection, people) = (Collection::public(), People::none());
    let options = Options { collection: &collection, people: &people };
    let report =
        import(&mut writer, &[path.to_owned()], options).expect("the corpus can be indexed");
    writer.close().expect("the merges end");
    report
}

fn reading(c: &mut Criterion) {
    let home = tempfile::tempdir().expect("a temporary folder can be made");
    let (path, turns, bytes) = beginning(home.path());
    let mut group = c.benchmark_group("read");
    group.sample_size(10);
    group.throughput(Throughput::Elements(turns));
    group.bench_function("turns", |b| b.iter(|| black_box(read_all(&path))));
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("bytes", |b| b.iter(|| black_box(read_all(&path))));
    group.finish();
    let mut group = c.benchmark_group("index");
    group.sample_size(10);
    group.throughput(Throughput::Elements(turns));
    group.bench_function("turns", |b| {
        b.iter(|| {
            let dir = tempfile::tempdir().expect("a temporary folder can be made");
            index_all(&path, dir.path())
        });
    });
    group.finish();
}

fn asking(c: &mut Criterion) {
    let home = tempfile::tempdir().expect("a temporary folder can be made");
    let path = corpus();
    let dir = home.path().join("index");
    let report = index_all(&path, &dir);
    eprintln!(
        "corpus: {} transcripts, {} turns, indexed in {:.1} s",
        report.transcripts,
        report.turns,
        report.took.as_secs_f64()
    );
    let library = Library::open(&dir).expect("the index was just made");
    let alternative = Alternative::of(&path);
    let budget = Budget { words: 60, longest_sentence: 150 };
    let mut group = c.benchmark_group("quote");
    group.measurement_time(Duration::from_secs(3)).sample_size(30);
    for (class, asked) in QUERIES {
        group.bench_with_input(
            BenchmarkId::new("onrecord, whole answer", class),
            asked,
            |b, asked| {
                b.iter(|| {
                    let query = query::parse(asked);
                    let page = Page::first(5);
                    library.quote(&Scope::public(), &query, Order::Relevance, page, budget)
                });
            },
        );
        group.bench_with_input(BenchmarkId::new("tantivy, ids alone", class), asked, |b, asked| {
            b.iter(|| alternative.ten_best(asked));
        });
    }
    group.finish();
    let mut group = c.benchmark_group("who-said");
    group.measurement_time(Duration::from_secs(3)).sample_size(30);
    let claims = ["make sure that we", "a glass half full", "words that nobody here has ever said"];
    for words in claims {
        let claim = Claim::new(words);
        group.bench_with_input(BenchmarkId::from_parameter(words), &claim, |b, claim| {
            b.iter(|| library.who_said(&Scope::public(), claim, None));
        });
    }
    group.finish();
}

/// The named alternative: the same turns in the engine's default text field, asked through its own
/// query parser for the ids of the ten best, without names, passages, links or totals.
struct Alternative {
    searcher: tantivy::Searcher,
    parser: tantivy::query::QueryParser,
}

impl Alternative {
    fn of(path: &Path) -> Self {
        let mut schema = tantivy::schema::Schema::builder();
        let text = schema.add_text_field("text", tantivy::schema::TEXT);
        let index = tantivy::Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(2, 200_000_000).expect("memory is there");
        read_transcripts(path, &People::none(), &mut |one| {
            for turn in one.turns {
                writer.add_document(tantivy::doc!(text => turn.text)).expect("threads are alive");
            }
            Ok(())
        })
        .expect("the corpus can be read");
        writer.commit().expect("memory is there");
        let mut parser = tantivy::query::QueryParser::for_index(&index, vec![text]);
        parser.set_conjunction_by_default();
        Self { searcher: index.reader().expect("the index was just made").searcher(), parser }
    }

    fn ten_best(&self, asked: &str) -> usize {
        // Filters and prefixes are ours alone; their words are asked for.
        let words: Vec<&str> = asked.split(' ').filter(|word| !word.contains(':')).collect();
        let asked = words.join(" ").replace('*', "");
        let query = self.parser.parse_query_lenient(&asked).0;
        let top = tantivy::collector::TopDocs::with_limit(10).order_by_score();
        self.searcher.search(&query, &top).map_or(0, |found| found.len())
    }
}

criterion_group!(benches, reading, asking);
criterion_main!(benches);
