//! The rules of a verdict, each by its number in RULES, on the minutes of a town that does not exist.
//!
//! The table of `tests/misquotations` shows each rule on real transcripts; here each stands alone.

use std::path::Path;

use onrecord_index::Library;
use onrecord_index::import;
use onrecord_index::read::Source;
use onrecord_index::speaker::People;
use onrecord_index::transcript::Scope;
use onrecord_index::verdict::{Claim, Flag, Rung, Verdict};

const HARBOUR: &str = "\
Harbour Council of Northport

3 May 2021

JANE ROE: We do not want to close the old harbour, but we must repair the northern pier before the \
winter storms arrive. If the council agrees, the repairs will cost two million crowns.

Q: Why was the lighthouse keeper never asked about the new cable?

JOHN POE: The keeper was asked in March, and he told us that the cable would hold. As the old \
captain said, the sea forgives nobody.

JANE ROE: Boats from the southern islands may land their catch in Northport on Mondays, and nearly \
all of the fishermen have signed the agreement.

JOHN POE: Hear, hear. Not the ferry but the pier has been our great trouble this winter.

JANE ROE: Our children should inherit a harbour that is safe, busy and clean.
";

const FERRY: &str = "\
Ferry Meeting of Northport

7 June 2022

JOHN POE: I said it last year: we must repair the northern pier before the winter storms arrive. The \
ferry carries forty lorries (and I mean lorries) every morning to the great fish market.

MARY COE: Nobody counted the passengers of the ferry. (Laughter.) The café’s “golden hour” begins \
half-way through the crossing — at noon.

JOHN POE: Thank you very much for coming.

MARY COE: Thank you very much for coming.
";

/// The verdict on a claim, somebody named or not.
fn verdict(claim: &str, speaker: Option<&str>) -> Verdict {
    let people = People::none();
    let read = |(name, text): (&str, &str)| {
        let source = Source::from_bytes(Path::new(name), text.as_bytes().to_vec()).unwrap();
        import::collect(source, None, &people).unwrap()
    };
    let transcripts: Vec<_> =
        [("harbour.txt", HARBOUR), ("ferry.txt", FERRY)].into_iter().flat_map(read).collect();
    let library = Library::in_memory(&transcripts).unwrap();
    library.who_said(&Scope::public(), &Claim::new(claim), speaker).unwrap()
}

fn rung(claim: &str) -> Rung {
    verdict(claim, None).rung
}

fn first_speaker(verdict: &Verdict) -> Option<&str> {
    verdict.matches[0].quote.excerpt.record().turn.speaker.as_deref()
}

fn has(verdict: &Verdict, flag: &str) -> bool {
    verdict.flags.iter().any(|found| found.name() == flag)
}

const NONSENSE: &str =
    "purple elephants juggle seventeen quantum spreadsheets behind a refrigerator";
const PIER: &str = "we must repair the northern pier before the winter storms arrive";

#[test]
fn rules_verdict_1_the_worst_that_any_part_deserves() {
    assert_eq!(verdict(NONSENSE, Some("Jane Roe")).rung, Rung::NotFound);
    assert_eq!(verdict(PIER, Some("Mary Coe")).rung, Rung::SomeoneElse);
    // Stitched and by another than named: someone else, for no part of it is theirs.
    let parts = "inherit a harbour that is safe … the repairs will cost two million crowns";
    assert_eq!(verdict(parts, None).rung, Rung::Stitched);
    assert_eq!(verdict(parts, Some("Mary Coe")).rung, Rung::SomeoneElse);
    // A cut and a word altered: altered. A cut and an insertion: an insertion.
    let cut = "We do not want to close the old harbour … we should repair the northern pier";
    assert_eq!(rung(cut), Rung::AlteredMeaning);
    let inserted = "We do not want to close the [ancient] harbour … repair the northern pier";
    assert_eq!(rung(inserted), Rung::Insertions);
    assert_eq!(
        rung("We do not want to close the old harbour … repair the northern pier"),
        Rung::Cuts
    );
}

#[test]
fn rules_verdict_2_the_named_speakers_turn_comes_first() {
    for name in ["Jane Roe", "John Poe"] {
        let verdict = verdict(PIER, Some(name));
        assert_eq!((verdict.rung, first_speaker(&verdict)), (Rung::Verbatim, Some(name)));
        assert_eq!(verdict.total, 2);
    }
    let question = "Why was the lighthouse keeper never asked about the new cable";
    assert_eq!(verdict(question, Some("John Poe")).rung, Rung::SomeoneElse);
    let unknown = verdict(PIER, Some("Walter Nobody"));
    assert!(unknown.rung == Rung::SomeoneElse && has(&unknown, "speaker-unknown"));
    assert_eq!(verdict(NONSENSE, Some("Walter Nobody")).rung, Rung::NotFound);
}

#[test]
fn rules_verdict_3_words_of_an_unnamed_voice_name_nobody() {
    let verdict = verdict("the lighthouse keeper never asked about the new cable", None);
    let turn = &verdict.matches[0].quote.excerpt.record().turn;
    assert_eq!(
        (verdict.rung, turn.speaker.as_deref(), turn.label.as_str()),
        (Rung::Verbatim, None, "Q")
    );
    assert!(has(&verdict, "questioner"));
}

#[test]
fn rules_verdict_4_dress_is_folded_and_named_and_words_are_not() {
    for (claim, fold) in [
        ("WE MUST REPAIR the northern pier before the winter storms", "case"),
        ("the cafe's \"golden hour\" begins half-way through the crossing", "quotation-marks"),
        ("the cafe's \"golden hour\" begins half-way through the crossing", "accents"),
        ("begins half–way through the crossing - at noon", "dashes"),
        ("we must  repair\u{a0}the northern\npier before the winter storms", "spaces"),
        ("**we must repair** the northern pier, before the winter storms", "punctuation"),
        ("counted the passengers of the ferry. The café’s “golden hour”", "notes"),
    ] {
        let verdict = verdict(claim, None);
        assert_eq!(verdict.rung, Rung::Verbatim, "{claim}");
        assert!(
            verdict.folded.iter().any(|one| one.name() == fold),
            "{claim}: {:?}",
            verdict.folded
        );
    }
    assert_eq!(
        rung("… we must repair the northern pier before the winter storms …"),
        Rung::Verbatim
    );
    // Brackets that are no stage note are speech.
    let without = "we must repair the northern pier before the winter storms arrive. The ferry \
                   carries forty lorries every morning to the great fish market";
    let without = verdict(without, None);
    assert_eq!(without.rung, Rung::AlteredWording, "{:?}", without.deciding);
}

#[test]
fn rules_verdict_5_a_word_that_bears_meaning_alters_it() {
    for claim in [
        "We do want to close the old harbour, but we must repair the northern pier",
        "the repairs will cost three million crowns",
        "the repairs will cost two million dollars",
        "may land their catch in Northport on Fridays",
        "may land their catch in Southport on Mondays",
        "Boats from the southern islands must land their catch",
        "and all of the fishermen have signed the agreement",
        "We do not want to open the old harbour, but we must repair",
        "The ferry but not the pier has been our great trouble this winter",
    ] {
        assert_eq!(rung(claim), Rung::AlteredMeaning, "{claim}");
    }
}

#[test]
fn rules_verdict_6_writing_and_slips_of_the_tongue_bear_no_meaning() {
    for claim in [
        "We don't want to close the old harbour",
        "We do not want to close the old harbor",
        "the repairs will cost 2,000,000 crowns",
        "we must we must repair the northern pier before the winter storms arrive",
        "we must, uh, repair the northern pier before the winter storms arrive",
        "a harbour that is safe, clean and busy",
        "We don't want to close",
        "the repairs'll cost 2 million crowns",
    ] {
        assert_eq!(rung(claim), Rung::AlteredWording, "{claim}");
    }
}

#[test]
fn rules_verdict_7_another_content_word_is_told_by_both_words() {
    let verdict =
        verdict("we must repair the northern bridge before the winter storms arrive", None);
    assert_eq!(verdict.rung, Rung::AlteredWording);
    assert!(has(&verdict, "content-words"));
    let deciding = verdict.deciding.unwrap();
    assert_eq!((deciding.claimed.as_str(), deciding.record.as_str()), ("bridge", "pier"));
}

#[test]
fn rules_verdict_8_only_a_marked_omission_is_a_cut() {
    let unmarked = "we must repair the pier before the winter storms arrive";
    assert_eq!(rung(unmarked), Rung::AlteredWording);
    assert_eq!(rung("we must repair the … pier before the winter storms arrive"), Rung::Cuts);
    let lost = verdict("We do … want to close the old harbour", None);
    let words = lost.flags.iter().find_map(|flag| match flag {
        Flag::CutLoses { words } => Some(words.as_str()),
        _ => None,
    });
    assert_eq!((lost.rung, words), (Rung::Cuts, Some("not")));
}

#[test]
fn rules_verdict_9_brackets_are_set_aside_unless_they_change_the_sense() {
    for claim in [
        "[the town] must repair the northern pier before the winter storms arrive",
        "[W]e must repair the northern pier before the winter storms arrive",
    ] {
        assert_eq!(rung(claim), Rung::Insertions, "{claim}");
    }
    let negated = "Boats from the southern islands may [not] land their catch in Northport";
    assert_eq!(rung(negated), Rung::AlteredMeaning);
}

#[test]
fn rules_verdict_10_parts_of_several_turns_or_in_another_order_are_stitched() {
    let reversed = "If the council agrees, we do not want to close the old harbour";
    let reversed = verdict(reversed, None);
    assert_eq!((reversed.rung, reversed.matches.len()), (Rung::Stitched, 2));
    let across = "the fishermen have signed the agreement. Our children should inherit a harbour";
    let across = verdict(across, None);
    assert_eq!((across.rung, across.matches.len()), (Rung::Stitched, 2));
    assert!(has(&across, "across-interruption"));
    let events = "the repairs will cost two million crowns. The ferry carries forty lorries";
    assert_eq!(rung(events), Rung::Stitched);
}

#[test]
fn rules_verdict_11_the_floor_goes_down_with_the_length() {
    for (claim, is_found) in [
        // Five words: one may differ. Eight: two. Twelve: four.
        ("inherit a zorp that is", true),
        ("inherit zorp quax that is", false),
        ("children should zorp a quax that is safe", true),
        ("children zorp quax a blim that is safe", false),
        ("Our children zorp inherit a quax that is blim, busy drub clean", true),
        ("Our children zorp quax a vlim that is blim, busy drub clean", false),
    ] {
        let verdict = verdict(claim, None);
        assert_eq!(verdict.rung != Rung::NotFound, is_found, "{claim}: {:?}", verdict.rung);
        assert!(is_found || verdict.matches.is_empty(), "{claim}");
    }
}

#[test]
fn rules_verdict_12_few_content_words_are_never_called_unique() {
    let verdict = verdict("Thank you very much for coming", None);
    assert_eq!((verdict.rung, verdict.total, verdict.matches.len()), (Rung::Verbatim, 2, 2));
    assert!(has(&verdict, "short"));
    let repeated = Flag::Repeated {
        times: 2,
        speakers: 2,
        first: Some(jiff::civil::date(2022, 6, 7)),
        last: Some(jiff::civil::date(2022, 6, 7)),
    };
    assert!(verdict.flags.contains(&repeated), "{:?}", verdict.flags);
}

#[test]
fn rules_verdict_flags_a_turn_of_phrase_and_the_kind_of_record_are_told() {
    let captions = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Jane Roe>And so it was that it was not so \
                    for them\n\n00:05.000 --> 00:09.000\n<v John Poe>Boats lay in the harbour\n";
    let source = Source::from_bytes(Path::new("talk.vtt"), captions.as_bytes().to_vec()).unwrap();
    let library =
        Library::in_memory(&import::collect(source, None, &People::none()).unwrap()).unwrap();
    let verdict = |claim| library.who_said(&Scope::public(), &Claim::new(claim), None).unwrap();
    let formula = verdict("it was that it was not so for them");
    assert!(formula.rung == Rung::Verbatim && has(&formula, "formula"), "{:?}", formula.flags);
    let content = verdict("boats lay in the harbour");
    assert!(!has(&content, "formula") && has(&content, "grade"), "{:?}", content.flags);
}

#[test]
fn rules_verdict_flags_somebody_elses_words_are_known() {
    assert!(has(&verdict("the sea forgives nobody", None), "quoting-other"));
    assert!(!has(&verdict("the cable would hold", None), "quoting-other"));
}
