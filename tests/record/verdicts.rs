//! Verdicts: the table of cases of `tests/misquotations`, over committed transcripts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use onrecord_index::Library;
use onrecord_index::import;
use onrecord_index::read::Source;
use onrecord_index::speaker::People;
use onrecord_index::transcript::Scope;
use onrecord_index::verdict::{Claim, Op, Rung, Verdict};
use serde::Deserialize;

/// The transcripts that the cases are about.
const TRANSCRIPTS: [&str; 7] = [
    "config/sample/nato-2021-03-23.txt",
    "tests/transcripts/au-pm-17070-joint-press-conference.xml",
    "tests/transcripts/crec-2005-07-20-house.htm",
    "tests/transcripts/crec-2005-07-20-stockdale.htm",
    "tests/transcripts/debate-2000-10-11.csv",
    "tests/transcripts/wh-call-2011-finland-russia-moldova.txt",
    "tests/transcripts/wh-gaggle-2012-07-05.html",
];

/// A claim with what is right about it; `tests/misquotations/README.md` says what each means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    class: String,
    claim: String,
    speaker: Option<String>,
    verdict: String,
    by: Option<String>,
    deciding: Vec<String>,
    flags: Vec<String>,
}

pub(super) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [here.to_owned(), here.join("..")];
    folders.into_iter().find(|folder| folder.join("tests/misquotations").is_dir()).unwrap()
}

fn library() -> Library {
    let people = People::bundled();
    let read = |name: &&str| {
        let source = Source::open(&root().join(name)).unwrap();
        import::collect(source, None, &people).unwrap()
    };
    let transcripts: Vec<_> = TRANSCRIPTS.iter().flat_map(read).collect();
    Library::in_memory(&transcripts).unwrap()
}

fn cases() -> Vec<Case> {
    let table = std::fs::read_to_string(root().join("tests/misquotations/cases.jsonl")).unwrap();
    table.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What is wrong about a verdict; empty when nothing is.
fn faults(case: &Case, verdict: &Verdict) -> Vec<String> {
    let mut faults = Vec::new();
    let rung = verdict.rung.name();
    if rung != case.verdict {
        faults.push(format!("{rung} instead of {}", case.verdict));
    }
    let first = verdict.matches.first().map(|first| &first.quote.excerpt.record().turn);
    let by = first.and_then(|turn| turn.speaker.as_deref());
    if by != case.by.as_deref()
        && case.verdict != "not-found"
        && !case.flags.contains(&"short".into())
    {
        faults.push(format!("by {by:?} instead of {:?}", case.by));
    }
    let changed = verdict.diff.iter().filter(|stretch| stretch.op != Op::Same);
    let mut shown: String = changed.map(|stretch| format!("{} ", stretch.text)).collect();
    if let Some(deciding) = &verdict.deciding {
        shown.push_str(&format!("{} {}", deciding.claimed, deciding.record));
    }
    let shown = shown.to_lowercase();
    for word in case.deciding.iter().filter(|word| !shown.contains(&word.to_lowercase())) {
        faults.push(format!("{word} is not shown among {shown:?}"));
    }
    for flag in &case.flags {
        if !verdict.flags.iter().any(|found| found.name() == flag) {
            faults.push(format!("no flag {flag} among {:?}", verdict.flags));
        }
    }
    faults
}

#[test]
fn every_case_of_the_table_gets_its_verdict() {
    let library = library();
    let cases = cases();
    assert!(cases.len() >= 150, "only {} cases", cases.len());
    let mut by_class: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases {
        *by_class.entry(&case.class).or_default() += 1;
        let claim = Claim::new(&case.claim);
        let verdict = library.who_said(&Scope::public(), &claim, case.speaker.as_deref()).unwrap();
        let faults = faults(case, &verdict);
        if !faults.is_empty() {
            let claim: String = case.claim.chars().take(120).collect();
            wrong.push(format!("{}: {claim}\n    {}", case.class, faults.join("\n    ")));
        }
    }
    println!("{} cases: {by_class:?}", cases.len());
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Excerpts of every match, and the words a verdict says are on record, are pieces of the record.
#[test]
fn words_that_a_verdict_shows_stand_in_the_turn() {
    let library = library();
    for case in cases() {
        let claim = Claim::new(&case.claim);
        let verdict = library.who_said(&Scope::public(), &claim, case.speaker.as_deref()).unwrap();
        for found in verdict.matches.iter().chain(&verdict.nearest) {
            let excerpt = &found.quote.excerpt;
            assert!(excerpt.record().turn.text.contains(excerpt.words()), "{}", case.claim);
        }
        let Some(first) = verdict.matches.first().filter(|_| verdict.rung != Rung::Stitched) else {
            continue;
        };
        let text = &first.quote.excerpt.record().turn.text;
        for stretch in verdict.diff.iter().filter(|stretch| stretch.op != Op::Claimed) {
            assert!(verdict.record.is_none() || text.contains(&stretch.text), "{}", case.claim);
        }
    }
}
