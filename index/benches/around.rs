//! Counting around a quote, beside the engine's own aggregations in the same run.
//!
//! `ONRECORD_INDEX=data/index cargo bench -p onrecord-index --bench around` asks an index that
//! `onrecord index` made; without the variable the bundled transcript is indexed first.

#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use onrecord_index::import::{Options, import};
use onrecord_index::quote::Budget;
use onrecord_index::speaker::People;
use onrecord_index::store::{Effort, Page, Writer};
use onrecord_index::text::Stems;
use onrecord_index::transcript::{Collection, Scope};
use onrecord_index::{Library, query};
use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::query::{AllQuery, BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, Searcher, Term};

/// Questions by class: words of any English transcript, from common to rare.
const QUERIES: &[(&str, &str)] = &[
    ("most common word", "the"),
    ("common word", "government"),
    ("rare word", "adaptation"),
    ("and of two", "security change"),
    ("or of three", "security OR climate OR trade"),
    ("dates", "government after:2005 before:2012"),
];

/// The index, and the folder that goes with the end of the run where it was made for it.
fn index() -> (PathBuf, Option<tempfile::TempDir>) {
    if let Some(dir) = std::env::var_os("ONRECORD_INDEX") {
        return (PathBuf::from(dir), None);
    }
    let home = tempfile::tempdir().expect("a temporary folder can be made");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../config/sample/nato-2021-03-23.txt");
    let dir = home.path().join("index");
    let effort = Effort { threads: 1, bytes_per_thread: 16_000_000 };
    let mut writer = Writer::open(&dir, effort).expect("a temporary index can be made");
    let (collection, people) = (Collection::public(), People::bundled());
    let options = Options { collection: &collection, people: &people };
    import(&mut writer, &[PathBuf::from(sample)], options).expect("the sample can be indexed");
    writer.close().expect("the merges end");
    (dir, Some(home))
}

fn main() {
    let (dir, _home) = index();
    let library = Library::open(&dir).expect("the index can be read");
    let engine = Engine::open(&dir);
    let scope = Scope::public();
    let coverage = library.coverage(&scope);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{} transcripts, {} turns, {cores} cores", coverage.transcripts, coverage.turns);
    println!("{:<52}{:>10}{:>10}", "milliseconds", "p50", "p99");
    for (class, asked) in QUERIES {
        let query = query::parse(asked);
        let name = |what: &str| format!("{class}: {what}");
        measure(&name("who says it most"), || library.mentions(&scope, &query, 10));
        measure(&name("over time"), || library.over_time(&scope, &query, None));
        // Filters are ours alone; their words are asked for.
        measure(&name("tantivy's aggregations"), || engine.aggregated(asked));
    }
    let budget = Budget { words: 60, longest_sentence: 150 };
    let all = query::parse("");
    measure("random", || library.random(&scope, &all, 1, budget));
    let drawn = library.random(&scope, &all, 1, budget).expect("the index can be read");
    if let Some(quote) = drawn.quote {
        let turn = &quote.excerpt.record().turn.id;
        measure("context", || library.context(&scope, turn, (2, 2), budget));
    }
    let page = Page::first(20);
    measure("browse speakers", || library.speakers(&scope, "jo", page));
    measure("browse events", || library.events(&scope, "co", page));
}

/// Runs it some hundred times and prints how long it took.
fn measure<T>(name: &str, mut run: impl FnMut() -> T) {
    const RUNS: usize = 200;
    let mut took: Vec<f64> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            black_box(run());
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    took.sort_by(f64::total_cmp);
    println!("{name:<52}{:>10.3}{:>10.3}", took[RUNS / 2], took[RUNS * 99 / 100]);
}

/// The named alternative: the same index asked for the same words by the engine's term queries, and
/// counted by its own aggregations, without names, shares, periods or corrections.
struct Engine {
    searcher: Searcher,
}

impl Engine {
    fn open(dir: &Path) -> Self {
        let index = Index::open_in_dir(dir).expect("the index can be read");
        Self { searcher: index.reader().expect("the index can be read").searcher() }
    }

    fn aggregated(&self, asked: &str) -> usize {
        let field = self.searcher.schema().get_field("text_stem").expect("there is such a field");
        let term = |word: &str| -> Box<dyn Query> {
            let stem = Stems::of(Some("en")).stem(word);
            let term = Term::from_field_text(field, &stem);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        };
        let words = asked.split(' ').filter(|word| !word.contains(':') && *word != "OR");
        let terms: Vec<Box<dyn Query>> = words.map(term).collect();
        let query: Box<dyn Query> = match terms.len() {
            0 => Box::new(AllQuery),
            _ if asked.contains(" OR ") => Box::new(BooleanQuery::union(terms)),
            _ => Box::new(BooleanQuery::intersection(terms)),
        };
        let request: Aggregations = serde_json::from_value(serde_json::json!({
            "speakers": {
                "terms": {"field": "speaker_id", "size": 100_000},
                "aggs": {"first": {"min": {"field": "date"}}, "last": {"max": {"field": "date"}}},
            },
            "days": {"histogram": {"field": "date", "interval": 1.0, "min_doc_count": 1}},
        }))
        .expect("the request is well formed");
        let collector = AggregationCollector::from_aggs(request, Default::default());
        let found = self.searcher.search(&*query, &collector).expect("the index can be read");
        found.0.len()
    }
}
