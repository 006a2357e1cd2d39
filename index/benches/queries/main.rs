//! The labelled queries of `tests/queries`, asked of onrecord and of two search engines in one run.
//!
//! `cargo bench -p onrecord-index --bench queries` prints for each class of queries, and over all, how
//! good the answers are. What the figures mean and how the other engines are asked:
//! `tests/queries/README.md`. `ONRECORD_MISSED=tantivy` also prints, for the engine whose name contains
//! this, each query whose first answer is not right, with that answer: a turn that answers as well and
//! has no label yet is found so.

#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

mod engines;
#[path = "../../../tests/record/labelled.rs"]
mod labelled;
mod sqlite;
mod tantivy;

use std::path::Path;

use engines::{Engine, OnRecord};
use labelled::{Merit, Score, Set};
use onrecord_index::transcript::TurnId;

fn main() {
    let set = Set::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    let engines: [Box<dyn Engine>; 3] = [
        Box::new(OnRecord::of(&set)),
        Box::new(tantivy::Parser::of(&set)),
        Box::new(sqlite::Fts5::of(&set)),
    ];
    let missed = std::env::var("ONRECORD_MISSED").ok();
    let mut scores = Vec::new();
    for engine in &engines {
        let mut score = Score::default();
        let is_asked_for = missed.as_ref().is_some_and(|name| engine.name().contains(name));
        for labelled in &set.queries {
            let answer = engine.answer(&labelled.query);
            let merit = labelled.merit(&answer);
            score.add(&labelled.class, merit);
            if is_asked_for && !merit.is_right() {
                let first = answer.first().map_or("nothing", |turn| text(&set, turn));
                println!("{}: {}\n    {first}\n", labelled.class, labelled.query);
            }
        }
        scores.push((engine.name(), score));
    }
    print(&set, &scores);
}

fn text<'s>(set: &'s Set, id: &TurnId) -> &'s str {
    let mut turns = set.transcripts.iter().flat_map(|transcript| &transcript.turns);
    turns.find(|turn| turn.id == *id).map_or("", |turn| &turn.text)
}

/// One table: a line for each class, a column for each engine.
fn print(set: &Set, scores: &[(&str, Score)]) {
    let turns: usize = set.transcripts.iter().map(|transcript| transcript.turns.len()).sum();
    let (queries, transcripts) = (set.queries.len(), set.transcripts.len());
    println!("{queries} queries over {turns} turns of {transcripts} transcripts.");
    println!(
        "nDCG@5 / MRR / success@1; where nothing is to be found, the share that stayed empty.\n"
    );
    let names: Vec<&str> = scores.iter().map(|(name, _)| *name).collect();
    println!("| class | queries | {} |", names.join(" | "));
    println!("|---|---|{}", "---|".repeat(names.len()));
    let columns: Vec<_> = scores.iter().map(|(_, score)| score.lines()).collect();
    for (at, (class, merit)) in columns[0].iter().enumerate() {
        let cells: Vec<String> = columns.iter().map(|lines| cell(&lines[at].1)).collect();
        println!("| {class} | {} | {} |", merit.queries, cells.join(" | "));
    }
}

fn cell(merit: &Merit) -> String {
    let found = [merit.gain(), merit.reciprocal(), merit.first()];
    let figures: Vec<String> =
        found.into_iter().flatten().map(|figure| format!("{figure:.3}")).collect();
    match merit.empty_precision() {
        Some(empty) if figures.is_empty() => format!("{empty:.3}"),
        _ => figures.join(" / "),
    }
}
