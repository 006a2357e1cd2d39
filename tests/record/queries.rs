//! Queries: the labelled set of `tests/queries`, over committed transcripts.

use std::collections::BTreeMap;

use onrecord_index::Library;
use onrecord_index::import;
use onrecord_index::query;
use onrecord_index::quote::Budget;
use onrecord_index::read::Source;
use onrecord_index::speaker::People;
use onrecord_index::store::{Order, Page};
use onrecord_index::transcript::{Scope, Transcript, TurnId};
use serde::Deserialize;

use super::verdicts::root;

/// The transcripts that the queries are about.
const TRANSCRIPTS: [&str; 13] = [
    "config/sample/nato-2021-03-23.txt",
    "tests/transcripts/au-pm-17070-joint-press-conference.xml",
    "tests/transcripts/au-pm-19115-triple-m.xml",
    "tests/transcripts/bt-chaincode-bech32m.md",
    "tests/transcripts/bt-sydney-socratic-frost.md",
    "tests/transcripts/crec-2005-07-20-stockdale.htm",
    "tests/transcripts/debate-2000-10-11.csv",
    "tests/transcripts/fomc-1983-05-24-pdf-text.txt",
    "tests/transcripts/python-bytes-481-voice-tags.txt",
    "tests/transcripts/qmsum-education-1.json",
    "tests/transcripts/tei-siparl-1998-11-25.xml",
    "tests/transcripts/wh-call-2011-finland-russia-moldova.txt",
    "tests/transcripts/wh-gaggle-2012-07-05.html",
];

/// The mean reciprocal rank of the first answer of grade 2 or 3: over all, and of each class.
const ALL: f64 = 0.95;
const CLASS: f64 = 0.88;

/// A query with the turns that answer it; `tests/queries/README.md` says what each means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labelled {
    class: String,
    query: String,
    answers: Vec<Label>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    has: String,
    grade: u32,
}

fn transcripts() -> Vec<Transcript> {
    let people = People::bundled();
    let read = |name: &&str| {
        let source = Source::open(&root().join(name)).unwrap();
        import::collect(source, None, &people).unwrap()
    };
    TRANSCRIPTS.iter().flat_map(read).collect()
}

/// The grade of each turn that answers a query. A label stands in one turn, or it labels nothing.
fn graded(labelled: &Labelled, transcripts: &[Transcript]) -> BTreeMap<TurnId, u32> {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let turns = || transcripts.iter().flat_map(|transcript| &transcript.turns);
    let grade = |label: &Label| {
        let has = one_line(&label.has);
        let found: Vec<_> = turns().filter(|turn| one_line(&turn.text).contains(&has)).collect();
        assert!(!found.is_empty(), "{}: no turn has {has:?}", labelled.query);
        found.into_iter().map(|turn| (turn.id.clone(), label.grade)).collect::<Vec<_>>()
    };
    labelled.answers.iter().flat_map(grade).collect()
}

#[test]
fn the_queries_of_the_set_find_their_passages_first() {
    let transcripts = transcripts();
    let library = Library::in_memory(&transcripts).unwrap();
    let set = std::fs::read_to_string(root().join("tests/queries/queries.jsonl")).unwrap();
    let mut classes: BTreeMap<String, (usize, f64)> = BTreeMap::new();
    let mut missed = Vec::new();
    for line in set.lines() {
        let labelled: Labelled = serde_json::from_str(line).unwrap();
        let graded = graded(&labelled, &transcripts);
        let query = query::parse(&labelled.query);
        let budget = Budget { words: 60, longest_sentence: 150 };
        let answer = library
            .quote(&Scope::public(), &query, Order::Relevance, Page::first(10), budget)
            .unwrap();
        let ids: Vec<_> =
            answer.quotes.iter().map(|quote| &quote.excerpt.record().turn.id).collect();
        let reciprocal = if graded.is_empty() {
            f64::from(u8::from(ids.is_empty()))
        } else {
            let first = ids.iter().position(|id| graded.get(*id).is_some_and(|grade| *grade >= 2));
            first.map_or(0.0, |place| 1.0 / (place + 1) as f64)
        };
        let class = classes.entry(labelled.class.clone()).or_default();
        *class = (class.0 + 1, class.1 + reciprocal);
        if reciprocal < 1.0 {
            let first = answer.quotes.first().map(|quote| quote.excerpt.words().to_owned());
            missed
                .push(format!("{reciprocal:.2} {}: {}: {first:?}", labelled.class, labelled.query));
        }
    }
    let (count, sum) =
        classes.values().fold((0, 0.0), |(count, sum), class| (count + class.0, sum + class.1));
    for (class, (count, sum)) in &classes {
        let mean = sum / *count as f64;
        println!("{class:18} {count:4} {mean:.3}");
        let bar = if class == "expected empty" { 1.0 } else { CLASS };
        assert!(mean >= bar, "{class}: {mean:.3}\n{}", missed.join("\n"));
    }
    let mean = sum / f64::from(count as u32);
    println!("{:18} {count:4} {mean:.3}", "all");
    assert!(mean >= ALL, "{mean:.3}\n{}", missed.join("\n"));
}
