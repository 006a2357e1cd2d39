//! How queries are read, written out again, and bounded.

use proptest::prelude::*;

use super::*;

#[test]
fn a_query_is_read_back_in_words() {
    for (typed, read_as) in [
        ("china", "china"),
        ("China NATO", "china and nato"),
        ("china AND (nato", "china and nato"),
        ("china OR russia -turkey", "china or (russia and not turkey)"),
        ("(china | russia) NATO", "(china or russia) and nato"),
        ("\"glass half full\"", "“glass half full”"),
        ("“rise of China", "“rise of china”"),
        ("\"new START\"~3", "“new … start” with at most 3 words between"),
        ("china NEAR/5 rise", "“china … rise” with at most 5 words between"),
        ("(china | russia) NEAR/5 rise", "(china or russia) and rise"),
        ("nucl*", "nucl…"),
        ("long-standing ally", "“long standing” and ally"),
        ("china speaker:stoltenberg", "china, said by stoltenberg"),
        (
            "speaker:\"Jens Stoltenberg\" kind:speech",
            "said by Jens Stoltenberg, of the kind speech",
        ),
        ("after:Mar 2021 china", "china, from 2021-03-01 on"),
        ("china before:2021", "china, up to 2021-12-31"),
        ("on:3rd March 2007", "on 2007-03-03"),
        ("note: this", "note and this"),
        ("NOT china", "not china"),
        ("S-400", "“s 400”"),
        ("", ""),
        ("!?…", ""),
        ("👍", ""),
    ] {
        assert_eq!(parse(typed).read_as(), read_as, "{typed}");
    }
}

#[test]
fn a_query_written_out_is_the_same_query() {
    for typed in [
        "china (nato OR \"rise of\"~2) -turkey speaker:\"Jens Stoltenberg\" before:2021",
        "nucl* long-standing",
        "NOT (a b) OR c",
    ] {
        let query = parse(typed);
        let again = parse(&query.written());
        assert_eq!((&again.root, &again.filters), (&query.root, &query.filters), "{typed}");
    }
}

#[test]
fn a_mistake_in_syntax_is_noted_and_read() {
    for (typed, note) in [
        ("china AND (nato", Note::UnclosedBracket { at: 10 }),
        ("china) nato", Note::StrayBracket { at: 5 }),
        ("say \"rise of", Note::UnclosedQuote { at: 4 }),
        ("OR china", Note::LoneOperator { at: 0 }),
        ("china AND", Note::LoneOperator { at: 6 }),
        ("china NEAR/3", Note::LoneOperator { at: 6 }),
        ("t* china", Note::OneLetter { letter: "t".into() }),
        ("after:soon china", Note::UnreadableDate { value: "soon".into() }),
    ] {
        let query = parse(typed);
        assert_eq!(query.notes(), [note], "{typed}");
        assert!(!query.is_empty(), "{typed}");
    }
}

#[test]
fn a_query_of_any_length_keeps_a_bounded_number_of_clauses() {
    let many = "word ".repeat(2000);
    let query = parse(&many);
    let Some(Clause::All(clauses)) = &query.root else { panic!("{query:?}") };
    assert_eq!(clauses.len(), MOST_CLAUSES);
    assert_eq!(query.notes(), [Note::TooManyClauses]);
}

#[test]
fn a_beginning_of_one_letter_is_read_as_a_word_and_a_character_that_is_a_word_is_none() {
    let read = |typed: &str| (parse(typed).root.unwrap(), parse(typed).notes().len());
    assert_eq!(read("T*"), (Clause::Word("t".into()), 1));
    assert_eq!(read("th*"), (Clause::Prefix("th".into()), 0));
    assert_eq!(read("中*"), (Clause::Prefix("中".into()), 0));
    assert_eq!(read("2*"), (Clause::Prefix("2".into()), 0));
}

#[test]
fn what_is_asked_twice_is_asked_once() {
    for (typed, once) in [
        ("china rise china", "china rise"),
        ("china OR rise OR china", "china OR rise"),
        ("china -war -war (rise OR fall OR rise)", "china -war (rise OR fall)"),
    ] {
        assert_eq!(parse(typed).root.unwrap().once(), parse(once).root.unwrap(), "{typed}");
    }
}

#[test]
fn brackets_of_any_depth_are_read() {
    let deep = format!("{}china{}", "(".repeat(5000), ")".repeat(5000));
    assert_eq!(parse(&deep).read_as(), "china");
    assert_eq!(parse(&"-(".repeat(5000)).read_as(), "");
}

proptest! {
    #[test]
    fn any_text_is_read_without_failing(typed in "\\PC{0,80}") {
        let query = parse(&typed);
        let _ = query.read_as();
    }

    #[test]
    fn any_mix_of_marks_is_read_without_failing(
        typed in "(a|b|OR|AND|NOT|NEAR/2|-|\"|\\(|\\)|\\*|:|speaker:|after:|~3| ){0,40}"
    ) {
        let query = parse(&typed);
        let _ = query.read_as();
    }
}
