//! One corpus read, indexed and asked, beside named alternatives in the same run.
//!
//! `ONRECORD_CORPUS=turns.jsonl.zst cargo bench -p onrecord-index --bench corpus` takes JSON Lines of
//! turns, plain or compressed; without the variable the bundled transcript is the corpus, which shows
//! that the program runs and says nothing else. Further settings:
//!
//! - `ONRECORD_TIMES=10`: the corpus is indexed so many times over, under as many names.
//! - `ONRECORD_HOME=DIR`: indexes are kept there and used again.
//! - `ONRECORD_POSTGRES=postgresql://…`: a database in which a table is made, for `psql`.
//! - `ONRECORD_ONLY=common`: only classes whose name contains this.

#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

mod alternatives;
mod classes;
mod importing;
mod sample;

use std::path::PathBuf;
use std::time::Instant;

use hdrhistogram::Histogram;
use onrecord_index::Library;
use onrecord_index::query;
use onrecord_index::quote::Budget;
use onrecord_index::store::{Order, Page};
use onrecord_index::transcript::Scope;

use alternatives::Alternative;
use classes::{Class, Question};

/// What a card shows.
const BUDGET: Budget = Budget { words: 60, longest_sentence: 150 };

fn main() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../config/sample/nato-2021-03-23.txt");
    let corpus = std::env::var_os("ONRECORD_CORPUS").map_or_else(|| sample.into(), PathBuf::from);
    let times = number("ONRECORD_TIMES").unwrap_or(1);
    let kept = std::env::var_os("ONRECORD_HOME").map(PathBuf::from);
    let temporary = tempfile::tempdir().expect("a temporary folder can be made");
    let home = kept.unwrap_or_else(|| temporary.path().to_owned());

    let dir = importing::index(&corpus, &home, times);
    let started = Instant::now();
    let library = Library::open(&dir).expect("the index was just made");
    let first = ask(&library, &Question::plain("government"));
    println!("\ncold start to the first answer ({first} results): {:.0?}", started.elapsed());

    let corpus = sample::Corpus::read(&corpus);
    let classes = classes::all(&corpus);
    let mut alternatives = alternatives::all(&corpus, &home, times);
    let only = std::env::var("ONRECORD_ONLY").unwrap_or_default();
    print!("\n| class | queries | onrecord, whole answer |");
    alternatives.iter().for_each(|one| print!(" {} |", one.name()));
    println!("\n|---|---|---|{}", "---|".repeat(alternatives.len()));
    for class in classes.iter().filter(|class| class.name.contains(&only)) {
        let ours = measure(&class.questions, |question| ask(&library, question));
        print!("| {} | {} | {} |", class.name, class.questions.len(), cell(&ours));
        for alternative in &mut alternatives {
            print!(" {} |", alternative_cell(&mut **alternative, class));
        }
        println!();
    }
    println!("\nanonymous resident memory: {} MB", importing::memory("RssAnon") / 1_000);
}

fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok().map(|value| value.parse().expect("a number"))
}

/// The whole answer for five results; their number.
fn ask(library: &Library, question: &Question) -> usize {
    let page = Page::first(5);
    match question.order {
        None => library.suggest_speakers(&question.typed, 25).len(),
        Some(order) => {
            let query = query::parse(&question.typed);
            let answer = library.quote(&Scope::public(), &query, order, page, BUDGET);
            answer.expect("the index can be read").quotes.len()
        }
    }
}

/// Times in microseconds, each question once after one unmeasured pass over all of them.
fn measure(questions: &[Question], mut ask: impl FnMut(&Question) -> usize) -> Histogram<u64> {
    let mut times = Histogram::new(3).expect("three digits are few enough");
    for question in questions {
        std::hint::black_box(ask(question));
    }
    for question in questions {
        let started = Instant::now();
        std::hint::black_box(ask(question));
        let took = started.elapsed().as_micros().try_into().unwrap_or(u64::MAX);
        times.record(took).expect("a histogram grows");
    }
    times
}

fn cell(times: &Histogram<u64>) -> String {
    let ms = |quantile| times.value_at_quantile(quantile) as f64 / 1_000.0;
    format!("{:.2} / {:.2}", ms(0.5), ms(0.99))
}

fn alternative_cell(alternative: &mut dyn Alternative, class: &Class) -> String {
    if class.questions.iter().all(|question| !alternative.can(question)) {
        return "–".to_owned();
    }
    cell(&alternative.measure(&class.questions))
}

/// In relevance order.
const BEST: Option<Order> = Some(Order::Relevance);
