//! One corpus read, indexed and asked, beside named alternatives in the same run.
//!
//! `ONRECORD_CORPUS=turns.jsonl.zst cargo bench -p onrecord-index --bench corpus` takes JSON Lines of
//! turns, plain or compressed; without the variable the bundled transcript is the corpus, which shows
//! that the program runs and says nothing else. Further settings:
//!
//! - `ONRECORD_TIMES=10`: the corpus is indexed so many times over, under as many names; it has to be
//!   plain JSON Lines then.
//! - `ONRECORD_HOME=DIR`: indexes are kept there and used again.
//! - `ONRECORD_POSTGRES=postgresql://…`: a database of PostgreSQL, in which a schema is made and kept;
//!   without it there is no such column.
//! - `ONRECORD_ONLY=common`: only classes whose name contains this.
//! - `ONRECORD_ENGINES=SQLite`: only alternatives whose name contains this.

#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

mod alone;
mod alternatives;
mod classes;
mod hostile;
mod importing;
mod measure;
mod question;
mod sample;

use std::path::PathBuf;

use onrecord_index::Library;
use onrecord_index::query;
use onrecord_index::quote::Budget;
use onrecord_index::store::Page;
use onrecord_index::transcript::Scope;

use alternatives::Alternative;
use classes::Class;
use measure::measure;
use question::{Ask, Question};

/// What a card shows.
const BUDGET: Budget = Budget { words: 60, longest_sentence: 150 };

fn main() {
    if alone::has_answered() {
        return;
    }
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../config/sample/nato-2021-03-23.txt");
    let corpus = std::env::var_os("ONRECORD_CORPUS").map_or_else(|| sample.into(), PathBuf::from);
    let times = std::env::var("ONRECORD_TIMES").map_or(1, |n| n.parse().expect("a number"));
    let kept = std::env::var_os("ONRECORD_HOME").map(PathBuf::from);
    let temporary = tempfile::tempdir().expect("a temporary folder can be made");
    let home = kept.unwrap_or_else(|| temporary.path().to_owned());
    let setting = |name| std::env::var(name).unwrap_or_default();
    let (only, engines) = (setting("ONRECORD_ONLY"), setting("ONRECORD_ENGINES"));

    let dir = importing::index(&corpus, &home, times);
    let corpus = sample::Corpus::read(&corpus);
    let mut classes = classes::all(&corpus);
    classes.retain(|class| class.name.contains(&only));
    alone::answer(&classes, &dir, &home);
    let library = Library::open(&dir).expect("the index was just made");
    let mut alternatives = alternatives::all(&corpus, &home, times, &engines);
    print(&library, &classes, &mut alternatives);
    print_hostile(&library, &corpus, &only);
}

/// A line for each question that is asked in bad faith.
fn print_hostile(library: &Library, corpus: &sample::Corpus, only: &str) {
    println!("\n| asked in bad faith | onrecord, whole answer |\n|---|---|");
    for hostile in
        hostile::all(corpus).iter().filter(|one| one.name.contains(only) || only == "hostile")
    {
        let ours = measure(&hostile.questions, |question| ask(library, question));
        println!("| {} | {} |", hostile.name, ours.times());
    }
}

/// A line for each class, a column for each engine.
fn print(library: &Library, classes: &[Class], alternatives: &mut [Box<dyn Alternative>]) {
    let scope = Scope::public();
    let coverage = library.coverage(&scope);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("\n{} transcripts, {} turns, {cores} cores", coverage.transcripts, coverage.turns);
    print!("\n| class | queries | onrecord, whole answer |");
    alternatives.iter().for_each(|one| print!(" {} |", one.name()));
    println!("\n|---|---|---|{}", "---|".repeat(alternatives.len()));
    for class in classes {
        let ours = measure(&class.questions, |question| ask(library, question));
        print!("| {} | {} | {} |", class.name, class.questions.len(), ours.cell());
        for alternative in &mut *alternatives {
            print!(" {} |", alternative_cell(&mut **alternative, class));
        }
        println!();
    }
}

/// The whole answer for five results, or for as many as a surface shows; their number.
fn ask(library: &Library, question: &Question) -> usize {
    let scope = Scope::public();
    let asked = || query::parse(&question.typed);
    match question.ask {
        Ask::Names => library.suggest_speakers(&question.typed, 25).len(),
        Ask::Turns(order) => {
            let answer = library.quote(&scope, &asked(), order, Page::first(5), BUDGET);
            answer.expect("the index can be read").quotes.len()
        }
        Ask::Speakers => {
            let answer = library.mentions(&scope, &asked(), 10);
            answer.expect("the index can be read").speakers.len()
        }
        Ask::Years => {
            let answer = library.over_time(&scope, &asked(), None);
            answer.expect("the index can be read").periods.len()
        }
    }
}

fn alternative_cell(alternative: &mut dyn Alternative, class: &Class) -> String {
    if class.questions.iter().all(|question| !alternative.can(question)) {
        return "–".to_owned();
    }
    alternative.measure(&class.questions).cell()
}
