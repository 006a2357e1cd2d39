//! The library in a process of its own, as it is used: how long its first answer takes, and how much
//! memory it holds. The process of the bench holds the whole corpus, which no answer needs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use onrecord_index::Library;

use super::ask;
use super::classes::Class;
use super::importing::memory;
use super::question::Question;

/// Names, to the process that answers alone, the index and the file of questions.
const INDEX: &str = "ONRECORD_ALONE_INDEX";
const QUESTIONS: &str = "ONRECORD_ALONE_QUESTIONS";

/// Whether this is the process that answers alone. If so, it has answered.
pub(crate) fn has_answered() -> bool {
    let path = |name| std::env::var_os(name).map(PathBuf::from);
    let (Some(index), Some(questions)) = (path(INDEX), path(QUESTIONS)) else { return false };
    let started = Instant::now();
    let library = Library::open(index).expect("the index was made before");
    let first = ask(&library, &Question::all("government"));
    println!("\nfrom opening to the first answer: {:.0?}, {first} results", started.elapsed());
    println!("anonymous resident memory after it: {} MB", memory("RssAnon") / 1_000);
    let questions = std::fs::read_to_string(questions).expect("the bench wrote it");
    let typed = questions.lines().map(|typed| ask(&library, &Question::all(typed)));
    let found: usize = typed.sum();
    let held = memory("RssAnon") / 1_000;
    println!("after {} more with {found} results: {held} MB", questions.lines().count());
    true
}

/// Has all questions answered by a process of its own, which prints what it measured.
pub(crate) fn answer(classes: &[Class], index: &Path, home: &Path) {
    let typed = classes.iter().flat_map(|class| &class.questions);
    let typed: Vec<&str> = typed.map(|question| question.typed.as_str()).collect();
    let questions = home.join("questions.txt");
    std::fs::write(&questions, typed.join("\n")).expect("the disk has room");
    let this = std::env::current_exe().expect("this is a program");
    let process = Command::new(this).env(INDEX, index).env(QUESTIONS, questions).status();
    assert!(process.expect("a program can be run").success(), "the process that answers failed");
}
