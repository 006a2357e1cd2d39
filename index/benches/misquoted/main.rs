//! Misquotations made from a corpus, and how well they are judged.
//!
//! `ONRECORD_CORPUS=turns.jsonl cargo bench -p onrecord-index --bench misquoted` damages real turns
//! in known ways, asks for a verdict on each, and prints for every kind of damage how often the right
//! turn came first and how often the verdict was right, with the time it took, beside the best turn of
//! plain BM25 and an exact phrase on the same index. Further settings:
//!
//! - `ONRECORD_HOME=DIR`: the index is kept there and used again.
//! - `ONRECORD_COUNT=6000`: so many claims.
//! - `ONRECORD_CLAIMS=FILE`: the claims are written there, a JSON object a line.
//! - `ONRECORD_ANSWERS=FILE`: answers of any engine to such claims are scored instead.
//! - `ONRECORD_ENGINES=onrecord`: only engines whose name contains this.
//! - `ONRECORD_ONLY=negation`: only kinds whose name contains this, and what went wrong in them.
//!
//! The form of claims and answers: `tests/misquotations/README.md`.

#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

mod baselines;
mod damage;
#[path = "../corpus/importing.rs"]
mod importing;
#[path = "../corpus/sample.rs"]
#[expect(dead_code, reason = "the other bench counts words as well")]
mod sample;
mod score;
mod span;

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::time::Instant;

use onrecord_index::Library;
use onrecord_index::transcript::Scope;
use onrecord_index::verdict::Claim;
use score::{Answer, Asked, Score};

fn main() {
    let only = std::env::var("ONRECORD_ONLY").unwrap_or_default();
    if let (Some(claims), Some(answers)) = (path("ONRECORD_CLAIMS"), path("ONRECORD_ANSWERS")) {
        let answers = lines::<Answer>(&answers);
        let mut score = Score::new("answers");
        for (asked, answer) in lines::<Asked>(&claims).iter().zip(&answers) {
            score.add(asked, answer, 0);
        }
        return score::print(&[score]);
    }
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../config/sample/nato-2021-03-23.txt");
    let corpus = path("ONRECORD_CORPUS").unwrap_or_else(|| sample.into());
    let temporary = tempfile::tempdir().expect("a temporary folder can be made");
    let home = path("ONRECORD_HOME").unwrap_or_else(|| temporary.path().to_owned());
    let count = std::env::var("ONRECORD_COUNT").ok().and_then(|n| n.parse().ok()).unwrap_or(6_000);
    let dir = importing::index(&corpus, &home, 1);
    let turns = span::turns(&corpus);
    let mut asked = damage::claims(&turns, count);
    drop(turns);
    asked.retain(|one| one.class.contains(&only));
    if let Some(path) = path("ONRECORD_CLAIMS") {
        write(&path, &asked);
    }
    let library = Library::open(&dir).expect("the index was just made");
    let baselines = baselines::Baselines::open(&dir);
    let engines = std::env::var("ONRECORD_ENGINES").unwrap_or_default();
    let mut scores = ["onrecord", "BM25, best turn", "exact phrase"].map(Score::new);
    for one in &asked {
        for (score, answer) in scores.iter_mut().zip([
            &|| ask(&library, one) as Answer,
            &|| baselines.best(one),
            &|| baselines.phrase(one),
        ] as [&dyn Fn() -> Answer; 3])
        {
            if !engines.is_empty() && !score.name.contains(&engines) {
                continue;
            }
            let started = Instant::now();
            let answer = answer();
            let took = started.elapsed().as_micros().try_into().unwrap_or(u64::MAX);
            let wrong = score.add(one, &answer, took);
            if wrong && !only.is_empty() && score.name == "onrecord" {
                println!("{}\n{}\n", json(one), json(&answer));
            }
        }
    }
    score::print(&scores);
}

/// What the library says, in the form of the benchmark.
fn ask(library: &Library, asked: &Asked) -> Answer {
    let claim = Claim::new(&asked.claim);
    let verdict = library.who_said(&Scope::public(), &claim, asked.speaker.as_deref());
    let verdict = verdict.expect("the index can be read");
    let first = verdict.matches.first().map(|first| first.quote.excerpt.record());
    Answer {
        verdict: verdict.rung.name().into(),
        turn: first.map(|record| record.turn.id.to_string()),
        text: first.map(|record| record.turn.text.clone()),
        deciding: verdict.deciding.map(|found| format!("{} / {}", found.claimed, found.record)),
    }
}

fn path(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from)
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain values can be written")
}

fn write(path: &PathBuf, asked: &[Asked]) {
    let mut file = std::fs::File::create(path).expect("the file of claims can be made");
    for one in asked {
        writeln!(file, "{}", json(one)).expect("the file of claims can be written");
    }
}

fn lines<T: serde::de::DeserializeOwned>(path: &PathBuf) -> Vec<T> {
    let file = BufReader::new(std::fs::File::open(path).expect("the file can be opened"));
    let parse = |line: std::io::Result<String>| {
        serde_json::from_str(&line.expect("the file is text")).expect("one JSON object a line")
    };
    file.lines().map(parse).collect()
}
