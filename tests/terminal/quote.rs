//! `onrecord quote`: from the bundled sample, with no step before it.

use super::process::{Home, sample};

#[test]
fn quote_china_answers_from_the_sample_without_any_step_before() {
    let ran = Home::new().runs(&["quote", "China"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out, @r"
    Jens Stoltenberg · NATO Secretary General
    > So the main thing is that as long as we stand together, we can deal with both the rise of *China*,
    > and assertive and aggressive Russia, that's exactly the reason why we have NATO.
    1 sentence of a 60-word turn
    Strengthening the Transatlantic Bond · 23 Mar 2021 · as published (page updated 23 Mar 2021)
    Read it there (exact words): https://www.nato.int/cps/en/natohq/opinions_182586.htm#:~:text=So%20the%20main%20thing,why%20we%20have%20NATO

    Rosa Balfour
    > Let's move to the questions from our audience I have one question from Robert Lupitu, who is the
    > Editor in Chief of Calea Europeana from Romania, how will NATO and the US continue to address the
    > challenges posed by Russia and a rising *China* so I'll perhaps start with you, Secretary General,
    > if you can be brief because we are running out of time.
    The whole turn
    Strengthening the Transatlantic Bond · 23 Mar 2021 · as published (page updated 23 Mar 2021)
    Read it there (exact words): https://www.nato.int/cps/en/natohq/opinions_182586.htm#:~:text=Let%27s%20move%20to%20the,running%20out%20of%20time

    Jens Stoltenberg · NATO Secretary General
    > If you are concerned about the rest of *China*, then of course, soon to have the biggest economy
    > in the world, together, NATO allies, we are 50% of the world's GDP, we're 50% of the world's
    > military might and together we can really mobilise a lot of innovation technology, dealing with
    > the consequences of the challenges posed by the rise of *China*.
    1 sentence of a 336-word turn
    Strengthening the Transatlantic Bond · 23 Mar 2021 · as published (page updated 23 Mar 2021)
    Read it there (exact words): https://www.nato.int/cps/en/natohq/opinions_182586.htm#:~:text=If%20you%20are%20concerned,the%20rise%20of%20China

    3 of 6 turns with china · by relevance · 1 transcript, 2021, the bundled sample (index your own
    transcripts to replace it)
    ");
}

#[test]
fn json_has_every_key_and_every_excerpt_is_a_piece_of_the_source() {
    let ran = Home::new().runs(&["quote", "China", "--limit", "50", "--format", "json"]);
    let answer = ran.json();
    assert_eq!(answer["query"], "China");
    assert_eq!(answer["read_as"], "china");
    assert_eq!(answer["total_is_exact"], true);
    let results = answer["results"].as_array().unwrap();
    assert_eq!(results.len() as u64, answer["total"].as_u64().unwrap());
    for result in results {
        let excerpt = result["excerpt"].as_str().unwrap();
        assert!(sample().contains(excerpt), "{excerpt}");
        for range in result["highlights"].as_array().unwrap() {
            let (start, end) = (range[0].as_u64().unwrap(), range[1].as_u64().unwrap());
            let marked = &excerpt[start as usize..end as usize];
            assert!(marked.to_lowercase().starts_with("china"), "{marked}");
        }
        let link = result["link"].as_str().unwrap();
        let url = result["url"].as_str().unwrap();
        assert!(link.starts_with(&format!("{url}#:~:text=")), "{link}");
        for key in [
            "cut_words_before",
            "cut_words_after",
            "speaker",
            "speaker_id",
            "label",
            "role",
            "kind",
            "event",
            "date",
            "grade",
            "media_link",
            "transcript_id",
            "turn_id",
            "score",
            "in_reply_to",
            "more_of_event",
        ] {
            assert!(result.get(key).is_some(), "{key}");
        }
    }
}

#[test]
fn rules_search_3_a_speaker_is_found_by_surname_and_never_dropped() {
    let home = Home::new();
    let by =
        |speaker: &str| home.runs(&["quote", "China", "--speaker", speaker, "--format", "json"]);
    let answer = by("Secretary BLINKEN").json();
    let results = answer["results"].as_array().unwrap();
    assert!(!results.is_empty());
    assert!(results.iter().all(|result| result["speaker"] == "Antony Blinken"));
    let nobody = by("Stoltenburg");
    assert_eq!(nobody.status, 1);
    let answer = nobody.json();
    assert_eq!(answer["total"], 0);
    let suggestion = answer["suggestions"][0]["query"].as_str().unwrap();
    assert!(suggestion.contains("Jens Stoltenberg"), "{answer}");
}

#[test]
fn rules_search_4_the_same_dates_are_read_in_flags_and_in_the_query() {
    let home = Home::new();
    let total = |arguments: &[&str]| {
        let all = [&["quote", "--format", "json"], arguments].concat();
        home.runs(&all).json()["total"].as_u64().unwrap()
    };
    let all = total(&["China"]);
    assert_eq!(total(&["China", "--to", "Mar 2021"]), all);
    assert_eq!(total(&["China before:Mar 2021"]), all);
    assert_eq!(total(&["China", "--to", "Feb 2021"]), 0);
    assert_eq!(total(&["China", "--from", "2021-03-23", "--to", "23rd March 2021"]), all);
}

#[test]
fn rules_search_6_a_misspelt_word_is_searched_as_its_nearest_and_said() {
    let answer = Home::new().runs(&["quote", "Afghanistann", "--format", "json"]).json();
    assert_eq!(answer["read_as"], "afghanistan");
    assert_eq!(answer["suggestions"][0]["query"], "\"Afghanistann\"");
    assert!(answer["suggestions"][0]["why"].as_str().unwrap().contains("afghanistan"));
}

#[test]
fn an_empty_answer_says_which_word_leaves_nothing() {
    let ran = Home::new().runs(&["quote", "China xylophone"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("Without xylophone there are"), "{}", ran.out);
}

#[test]
fn a_batch_answers_line_by_line_and_goes_on_past_a_bad_line() {
    let home = Home::new();
    home.file(
        "asked.jsonl",
        concat!(
            "{\"query\":\"China\",\"limit\":1}\n",
            "not json\n",
            "{\"query\":\"…\"}\n",
            "{\"query\":\"china\",\"speaker\":\"balfour\",\"sort\":\"newest\"}\n",
        ),
    );
    let ran = home.runs(&["quote", "--batch", "asked.jsonl", "--format", "json"]);
    assert_eq!(ran.status, 0);
    let answers = ran.lines();
    assert_eq!(answers.len(), 4);
    assert_eq!(answers[0]["results"].as_array().unwrap().len(), 1);
    assert!(answers[1]["error"].is_string() && answers[2]["error"].is_string());
    assert_eq!(answers[3]["results"][0]["speaker"], "Rosa Balfour");
}
