//! `onrecord who-said`: the verdict on a quotation.

use super::process::Home;

#[test]
fn words_on_record_are_verbatim_and_attributed() {
    let ran = Home::new().runs(&["who-said", "glass half full"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out, @r"
    VERBATIM: these words are on record

    Antony Blinken · US Secretary of State
    > But, to me at least, I see this, I see what we've experienced as a *glass half full*, not a glass
    > half empty, because when you think of this challenge in the United States, and it's a challenge
    > that's come up before in our history, each and every time we have emerged stronger, more
    > resilient, more united.
    1 sentence of a 598-word turn
    Strengthening the Transatlantic Bond · 23 Mar 2021 · as published (page updated 23 Mar 2021)
    Read it there (exact words): https://www.nato.int/cps/en/natohq/opinions_182586.htm#:~:text=But%2C%20to%20me%20at,more%20resilient%2C%20more%20united

    Only 3 content words in it: nothing is claimed unique.

    Searched 1 transcript, 2021, the bundled sample (index your own transcripts to replace it). About
    the record, not about truth.
    ");
}

#[test]
fn words_not_on_record_are_not_found_and_say_what_was_searched() {
    let ran = Home::new().runs(&["who-said", "the moon is made of green cheese"]);
    assert_eq!(ran.status, 1);
    insta::assert_snapshot!(ran.out, @r"
    NOT FOUND HERE: these words are not on record in this library
    Claimed  the moon is made of green cheese

    Searched 1 transcript, 2021, the bundled sample (index your own transcripts to replace it). About
    the record, not about truth.
    ");
}

#[test]
fn a_changed_number_stands_in_the_headline_and_in_both_lines() {
    let ran =
        Home::new().runs(&["who-said", "together NATO allies, we are 60% of the world's GDP"]);
    assert_eq!(ran.status, 0);
    insta::assert_snapshot!(ran.out.lines().take(8).collect::<Vec<_>>().join("\n"), @r"
    ALTERED MEANING: the record says “50%”, the quote says “60%”
    Claimed  together, NATO allies, we are *60%* of the world's GDP
    Record  together, NATO allies, we are *50%* of the world's GDP

    Jens Stoltenberg · NATO Secretary General
    > If you are concerned about the rest of China, then of course, soon to have the biggest economy in
    > the world, *together, NATO allies, we are* 50% *of the world's GDP*, we're 50% of the world's
    > military might and together we can really mobilise a lot of innovation technology, dealing with
    ");
}

#[test]
fn json_has_every_key() {
    let ran = Home::new().runs(&["who-said", "GLASS, half—full", "--format", "json"]);
    let answer = ran.json();
    assert_eq!(answer["verdict"], "verbatim");
    assert_eq!(answer["matches"][0]["speaker"], "Antony Blinken");
    assert_eq!(answer["record"], "glass half full");
    let folded = answer["folded"].as_array().unwrap();
    assert!(folded.contains(&"case".into()) && folded.contains(&"dashes".into()), "{folded:?}");
    for key in ["claim", "deciding", "diff", "flags", "coverage", "took_ms"] {
        assert!(answer.get(key).is_some(), "{key}");
    }
    assert_eq!(answer["coverage"]["turns"], 17);
    assert_eq!(answer["matches"][0]["similarity"], 1.0);
}

#[test]
fn rules_verdict_2_the_named_speaker_decides() {
    let home = Home::new();
    let by = |speaker: &str| {
        home.runs(&["who-said", "glass half full", "--speaker", speaker, "--format", "json"])
    };
    assert_eq!(by("Blinken").json()["verdict"], "verbatim");
    assert_eq!(by("Stoltenberg").json()["verdict"], "someone-else");
    let unknown = by("Angela Nobody");
    assert_eq!((unknown.status, unknown.json()["verdict"].as_str()), (0, Some("someone-else")));
    let flags = unknown.json()["flags"].to_string();
    assert!(flags.contains("speaker-unknown"), "{flags}");
}

#[test]
fn rules_verdict_13_no_answer_speaks_of_truth_in_these_words() {
    let home = Home::new();
    for claim in ["glass half full", "nothing of the kind was said here", "the"] {
        let ran = home.runs(&["who-said", claim]);
        let said = ran.out.replace(claim, "").to_lowercase();
        for word in ["true", "false", "fake", "lie"] {
            let said = said.split(|c: char| !c.is_alphanumeric()).any(|said| said == word);
            assert!(!said, "{claim}: {}", ran.out);
        }
    }
}

#[test]
fn every_quotation_of_a_text_is_checked() {
    let home = Home::new();
    let article = "“we are 50% of the world's GDP”, and \"the moon is made of cheese\"";
    home.file("article.txt", article);
    let ran = home.runs(&["check", "article.txt", "--format", "json"]);
    assert_eq!(ran.status, 0);
    let answer = ran.json();
    let verdicts = answer["verdicts"].as_array().unwrap();
    let rungs: Vec<_> = verdicts.iter().map(|one| one["verdict"].as_str().unwrap()).collect();
    assert_eq!(rungs, ["verbatim", "not-found"]);
    assert_eq!(answer["left_out"], 0);
    let ran = home.runs(&["check", "article.txt"]);
    assert!(ran.out.contains("1. VERBATIM · Jens Stoltenberg"), "{}", ran.out);
    assert_eq!(home.runs(&["check", "nowhere.txt"]).status, 2);
}

#[test]
fn rules_verdict_8_the_words_a_cut_loses_are_shown() {
    let claim = "NATO is really … defined by what we're against";
    let ran = Home::new().runs(&["who-said", claim]);
    insta::assert_snapshot!(ran.out.lines().take(3).collect::<Vec<_>>().join("\n"), @r"
    WITH CUTS THAT LOSE SENSE: these words are on record, but the 1 word left out matters
    Claimed  NATO is really *…* defined by what we're against
    Record  NATO is really *not* defined by what we're against
    ");
    assert!(ran.out.contains("loses words that a reader would have to know: “not”"), "{}", ran.out);
}

#[test]
fn a_batch_takes_claims() {
    let home = Home::new();
    home.file(
        "claims.jsonl",
        "{\"claim\":\"glass half full\",\"speaker\":\"Blinken\"}\n{\"claim\":5}\n",
    );
    let answers = home.runs(&["who-said", "--batch", "claims.jsonl", "--format", "json"]).lines();
    assert_eq!(answers[0]["verdict"], "verbatim");
    assert!(answers[1]["error"].is_string());
}
