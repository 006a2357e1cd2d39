//! Citations on the command line: what is pasted, and whether the programs it is pasted into take it.

use std::process::Command;

use serde_json::{Value, json};

use super::process::{Home, sample};

/// The id of the first turn that answers a query about the bundled sample.
fn turn(home: &Home, query: &str) -> String {
    let answer = home.runs(&["quote", query, "--format", "json"]).json();
    answer["results"][0]["turn_id"].as_str().unwrap().to_owned()
}

/// A citation of Stoltenberg's words about China, looked up on the first day of 2026.
fn cited(style: &str) -> String {
    let home = Home::new();
    let turn = turn(&home, "China speaker:stoltenberg");
    let words = "we can deal with both the rise of China";
    let ran =
        home.runs(&["cite", &turn, "--words", words, "--style", style, "--accessed", "2026-01-01"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{style}");
    ran.out
}

#[test]
fn words_that_were_found_are_cited_in_prose_to_be_pasted() {
    insta::assert_snapshot!(cited("plain"), @"“we can deal with both the rise of China” — Jens Stoltenberg, NATO Secretary General, Strengthening the Transatlantic Bond, 23 March 2021 (transcript, NATO), https://www.nato.int/cps/en/natohq/opinions_182586.htm#:~:text=we%20can%20deal%20with%20both%20the%20rise%20of%20China (accessed 1 January 2026)");
    insta::assert_snapshot!(cited("chicago"), @"Jens Stoltenberg, “Strengthening the Transatlantic Bond” (remarks, March 23, 2021), transcript, NATO, https://www.nato.int/cps/en/natohq/opinions_182586.htm.");
    insta::assert_snapshot!(cited("apa"), @"Stoltenberg, J. (2021, March 23). Strengthening the Transatlantic Bond [Transcript]. NATO. https://www.nato.int/cps/en/natohq/opinions_182586.htm");
    insta::assert_snapshot!(cited("mla"), @"Stoltenberg, Jens. “Strengthening the Transatlantic Bond.” NATO, 23 Mar. 2021, https://www.nato.int/cps/en/natohq/opinions_182586.htm. Transcript. Accessed 1 Jan. 2026.");
}

#[test]
fn words_that_were_found_are_cited_for_programs() {
    insta::assert_snapshot!(cited("bibtex"), @r#"
    @misc{nato-2021-03-23.6a9de8e376,
      author = {Stoltenberg, Jens},
      title = {{Strengthening the Transatlantic Bond}},
      howpublished = {Transcript, NATO},
      year = {2021},
      month = mar,
      day = {23},
      note = {NATO Secretary General},
      url = {https://www.nato.int/cps/en/natohq/opinions_182586.htm},
      urldate = {2026-01-01}
    }
    "#);
    insta::assert_snapshot!(cited("json-ld"), @r#"
    {
      "@context": "https://schema.org",
      "@type": "Quotation",
      "text": "we can deal with both the rise of China",
      "creator": {
        "@type": "Person",
        "name": "Jens Stoltenberg",
        "jobTitle": "NATO Secretary General"
      },
      "dateCreated": "2021-03-23",
      "inLanguage": "en",
      "url": "https://www.nato.int/cps/en/natohq/opinions_182586.htm#:~:text=we%20can%20deal%20with%20both%20the%20rise%20of%20China",
      "isBasedOn": {
        "@type": "CreativeWork",
        "identifier": "nato-2021-03-23",
        "name": "Strengthening the Transatlantic Bond",
        "genre": "Transcript",
        "publisher": {
          "@type": "Organization",
          "name": "NATO"
        },
        "url": "https://www.nato.int/cps/en/natohq/opinions_182586.htm",
        "recordedAt": {
          "@type": "Event",
          "name": "Strengthening the Transatlantic Bond",
          "startDate": "2021-03-23"
        }
      }
    }
    "#);
    insta::assert_snapshot!(cited("selector"), @r#"
    {
      "@context": "http://www.w3.org/ns/anno.jsonld",
      "type": "SpecificResource",
      "source": "https://www.nato.int/cps/en/natohq/opinions_182586.htm",
      "selector": {
        "type": "TextQuoteSelector",
        "exact": "we can deal with both the rise of China",
        "prefix": "t as long as we stand together, ",
        "suffix": ", and assertive and aggressive R"
      }
    }
    "#);
}

#[test]
fn csl_json_is_what_its_schema_allows() {
    let items: Value = serde_json::from_str(&cited("csl-json")).unwrap();
    // The part of csl-data.json that a speech uses; whatever else stood in an item would be an error.
    let text = json!({"type": "string", "minLength": 1});
    let day = json!({
        "type": "object", "additionalProperties": false, "required": ["date-parts"],
        "properties": {"date-parts": {
            "type": "array", "minItems": 1, "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "number"}},
        }},
    });
    let name = json!({
        "type": "object", "additionalProperties": false, "minProperties": 1,
        "properties": {
            "family": text, "given": text, "non-dropping-particle": text, "suffix": text,
            "literal": text,
        },
    });
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object", "required": ["type", "id"], "additionalProperties": false,
            "properties": {
                "type": {"const": "speech"}, "id": text, "title": text,
                "author": {"type": "array", "items": name},
                "issued": day, "accessed": day, "event-date": day,
                "genre": text, "event-place": text, "publisher": text, "archive_location": text,
                "URL": text, "language": text, "note": text,
            },
        },
    });
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&items).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(items[0]["author"], json!([{"family": "Stoltenberg", "given": "Jens"}]));
}

#[test]
fn the_words_of_a_citation_are_a_piece_of_the_record() {
    let quotation: Value = serde_json::from_str(&cited("json-ld")).unwrap();
    assert!(sample().contains(quotation["text"].as_str().unwrap()));
    let selector: Value = serde_json::from_str(&cited("selector")).unwrap();
    let part = |name: &str| selector["selector"][name].as_str().unwrap().to_owned();
    let all = part("prefix") + &part("exact") + &part("suffix");
    assert!(sample().contains(&all), "{all}");
}

#[test]
fn words_are_cited_as_the_record_has_them_however_they_are_typed() {
    let home = Home::new();
    let turn = turn(&home, "China speaker:stoltenberg");
    let words = "WE CAN DEAL, with both: the rise of china";
    let ran = home.runs(&["cite", &turn, "--words", words]);
    assert!(ran.out.starts_with("“we can deal with both the rise of China”"), "{}", ran.out);
}

#[test]
fn what_is_not_there_cannot_be_cited() {
    let home = Home::new();
    let ran = home.runs(&["cite", "nowhere.0123456789"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("no turn “nowhere.0123456789”"), "{}", ran.err);
    let turn = turn(&home, "China");
    let ran = home.runs(&["cite", &turn, "--words", "the fall of China"]);
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("does not have these words"), "{}", ran.err);
    assert_eq!(home.runs(&["cite", &turn, "--style", "harvard"]).status, 2);
    assert_eq!(home.runs(&["cite", &turn, "--accessed", "yesterday"]).status, 2);
}

#[test]
fn json_has_the_citation_beside_what_it_cites() {
    let home = Home::new();
    let turn = turn(&home, "China");
    let answer = home.runs(&["cite", &turn, "--style", "apa", "--format", "json"]).json();
    assert_eq!(answer["turn_id"], turn.as_str());
    assert_eq!(answer["style"], "apa");
    assert!(answer["citation"].as_str().unwrap().contains("[Transcript]"));
    for key in ["accessed", "excerpt", "highlights", "speaker", "label", "link", "took_ms"] {
        assert!(answer.get(key).is_some(), "{key}");
    }
}

#[test]
fn the_quotes_of_an_answer_can_be_cited_at_once() {
    let home = Home::new();
    let ran = home.runs(&["quote", "China", "--limit", "2", "--cite", "bibtex"]);
    assert_eq!(ran.status, 0);
    assert_eq!(ran.out.matches("@misc{").count(), 2, "{}", ran.out);
    let ran = home.runs(&["quote", "China", "--cite", "csl-json"]);
    assert_eq!(ran.json().as_array().unwrap().len(), 3);
    assert_eq!(home.runs(&["quote", "xylophone", "--cite", "mla"]).status, 1);
    assert_eq!(home.runs(&["quote", "China", "--cite", "mla", "--format", "json"]).status, 2);
}

/// What `pandoc` makes of a document, or nothing where it is not installed.
fn pandoc(home: &Home, arguments: &[&str]) -> Option<String> {
    let ran = Command::new("pandoc").args(arguments).current_dir(home.path()).output().ok()?;
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "", "pandoc warns of nothing");
    Some(String::from_utf8(ran.stdout).unwrap())
}

#[test]
fn a_citation_processor_takes_what_is_made_for_it() {
    for (style, file) in [("csl-json", "refs.json"), ("bibtex", "refs.bib")] {
        let home = Home::new();
        let turn = turn(&home, "China speaker:stoltenberg");
        home.file(file, home.runs(&["cite", &turn, "--style", style]).out);
        home.file("paper.md", format!("He said so [@{turn}].\n"));
        let arguments =
            ["--citeproc", "--bibliography", file, "-t", "plain", "--wrap=none", "paper.md"];
        let Some(paper) = pandoc(&home, &arguments) else { return };
        assert!(paper.contains("(Stoltenberg 2021)"), "{paper}");
        let parts = [
            "Stoltenberg, Jens. 2021.",
            "“Strengthening the Transatlantic Bond.”",
            "Transcript",
            "https://www.nato.int/cps/en/natohq/opinions_182586.htm",
        ];
        for part in parts {
            assert!(paper.contains(part), "{style}: {part}\n{paper}");
        }
    }
}

#[test]
fn what_means_something_to_tex_comes_out_of_a_bibliography_as_it_went_in() {
    let home = Home::new();
    home.file(
        "odd.jsonl",
        "{\"speaker\":\"Ursula von der Roe\",\"text\":\"It rains in the north, and it rains a lot.\",\
         \"event_title\":\"Rain {50} % & \\\\more_or #1 $2 ~ ^\",\"date\":\"2021-03-23\",\
         \"url\":\"https://harbour.example/a_b?c=1&d=%20#e~f\"}\n",
    );
    assert_eq!(home.runs(&["index", "odd.jsonl"]).status, 0);
    for (style, file, format) in
        [("csl-json", "refs.json", "csljson"), ("bibtex", "refs.bib", "bibtex")]
    {
        let ran = home.runs(&["quote", "rain", "--cite", style]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        home.file(file, ran.out);
        let Some(read) = pandoc(&home, &["-f", format, "-t", "csljson", file]) else { return };
        let read: Value = serde_json::from_str(&read).unwrap();
        let title = "Rain {50} % & \\more_or #1 $2 ~ ^";
        assert_eq!(read[0]["title"], title, "{style}");
        assert_eq!(read[0]["URL"], "https://harbour.example/a_b?c=1&d=%20#e~f", "{style}");
        let author = &read[0]["author"][0];
        assert_eq!((&author["family"], &author["given"]), (&json!("Roe"), &json!("Ursula")));
        let particle = author.get("non-dropping-particle").or(author.get("dropping-particle"));
        assert_eq!(particle, Some(&json!("von der")), "{style}");
        assert_eq!(read[0]["issued"]["date-parts"], json!([[2021, 3, 23]]), "{style}");
    }
}
