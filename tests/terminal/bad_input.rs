//! What is no transcript, and what is no question: each a clear word and an exit status.

use super::process::Home;

#[test]
fn a_file_that_is_no_transcript_gets_a_precise_error() {
    let home = Home::new();
    let long = "word ".repeat(14_000_000);
    for (name, bytes, said) in [
        ("empty.txt", &b""[..], "empty.txt: is empty"),
        ("binary.txt", b"\x7fELF\x00\x01\x02\x03", "binary.txt: is binary data"),
        (
            "prose.txt",
            b"Once upon a time there was a record.\n\nNobody spoke in it.\n",
            "prose.txt: no speaker labels",
        ),
        (
            "broken.txt",
            b"JANE ROE: Yes.\nJOHN: \x81\x8d\xff\xfe\x90\n",
            "broken.txt:2: is not UTF-8",
        ),
        ("long.txt", long.as_bytes(), "long.txt:1: the document is larger than"),
    ] {
        let path = home.file(name, bytes);
        let ran = home.runs(&["read", path.to_str().unwrap(), "--format", "json"]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{name}");
        assert!(ran.err.contains(said), "{name}: {}", ran.err);
        assert!(ran.err.contains("hint: "), "{name}: {}", ran.err);
    }
}

#[test]
fn a_legacy_encoding_is_converted_when_it_is_certain_and_said() {
    let home = Home::new();
    // Windows-1252: a curly apostrophe, a dash and an accent.
    let turns = b"JANE ROE: It\x92s a caf\xe9 \x97 is it not?\n\nJOHN SNOW: It is.\n\n";
    home.file("legacy.txt", turns.repeat(4));
    let read = home.runs(&["read", "legacy.txt", "--format", "json"]).json();
    assert_eq!(read[0]["turns"].as_array().unwrap().len(), 8);
    assert_eq!(read[0]["turns"][0]["text"], "It’s a café — is it not?");
    let warnings = read[0]["warnings"].to_string();
    assert!(warnings.contains("windows-1252"), "{warnings}");
}

#[test]
fn a_query_without_a_word_gets_a_friendly_word_and_status_2() {
    let home = Home::new();
    for query in ["", "   ", "…!?", "👍👍", "\"\"", "()", "\u{200b}\u{200f}"] {
        for command in ["quote", "who-said", "mentions"] {
            let ran = home.runs(&[command, query]);
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{command} {query:?}");
            assert!(ran.err.starts_with("error: There is no word"), "{}", ran.err);
        }
    }
}

#[test]
fn any_other_query_is_answered_whatever_it_looks_like() {
    let home = Home::new();
    let long = "China ".repeat(1000);
    let deep = format!("{}China", "(".repeat(900));
    for query in [
        long.as_str(),
        &deep,
        "\"rise of China",
        "China AND",
        "China)",
        "@everyone China",
        "**China** `x` ||y||",
        "Chi\u{200b}na",
        "\u{202e}China",
        "speaker: China",
        "a* China",
        "-China",
    ] {
        for command in ["quote", "who-said", "mentions"] {
            let ran = home.runs(&[command, "--", query]);
            assert!(matches!(ran.status, 0 | 1), "{command} {query:.40}: {}", ran.err);
            assert!(!ran.err.contains("panicked"), "{}", ran.err);
        }
    }
}

#[test]
fn a_beginning_of_one_letter_is_read_as_a_word_and_the_answer_says_so() {
    let home = Home::new();
    let ran = home.runs(&["quote", "t* China"]);
    assert!(ran.out.contains("“t” as a word, for a beginning needs two letters"), "{}", ran.out);
    let json = home.runs(&["quote", "t* China", "--format", "json"]).json();
    assert!(json["notes"][0].as_str().unwrap().contains("“t” as a word"), "{json}");
    // In a small library nothing takes too long.
    let ran = home.runs(&["quote", "\"of the\" OR \"in the\" OR \"to the\" OR th*"]);
    assert!(!ran.out.contains("takes too long"), "{}", ran.out);
}

#[test]
fn an_unreadable_date_is_named_with_what_would_be_right() {
    let ran = Home::new().runs(&["quote", "China", "--from", "03/04/2021"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("03/04/2021") && ran.err.contains("2021-03-23"), "{}", ran.err);
}

#[test]
fn control_characters_of_a_transcript_do_not_reach_the_terminal() {
    let home = Home::new();
    home.file(
        "evil.jsonl",
        "{\"speaker\":\"Jane Roe\",\"text\":\"Rain \\u001b[2J and \\u0007 wind.\"}\n",
    );
    home.runs(&["index", "evil.jsonl"]);
    let card = home.runs(&["quote", "rain"]).out;
    assert!(card.contains("Rain") || card.contains("*Rain*"), "{card}");
    assert!(!card.contains('\u{1b}') && !card.contains('\u{7}'), "{card:?}");
}

#[test]
fn a_pdf_is_read_by_a_process_of_its_own_and_a_broken_one_is_refused() {
    let home = Home::new();
    let whole = std::fs::read("tests/transcripts/wh-background-call-pages.pdf").unwrap();
    home.file("talks/call.pdf", &whole);
    home.file("talks/broken.pdf", &whole[..whole.len() / 2]);
    home.file("talks/scan.pdf", scan());
    let report = home.runs(&["index", "talks", "--format", "json"]).json();
    assert_eq!((&report["transcripts"], &report["turns"]), (&1.into(), &39.into()));
    let skipped = report["skipped"].to_string();
    assert!(skipped.contains("is no PDF that can be read"), "{skipped}");
    assert!(skipped.contains("it is pictures of pages"), "{skipped}");
    let words = "we are not going to";
    let found = home.runs(&["quote", words, "--format", "json"]).json();
    assert!(found["total"].as_u64().unwrap() > 0, "{found}");
}

/// A PDF of one page on which nothing is written.
fn scan() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>>>>",
        "<</Length 0>>stream\n\nendstream",
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(pdf.len());
        pdf.push_str(&format!("{number} 0 obj{object}endobj\n"));
    }
    let table = pdf.len();
    pdf.push_str("xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        pdf.push_str(&format!("{place:010} 00000 n \n"));
    }
    pdf.push_str(&format!("trailer<</Size 5/Root 1 0 R>>startxref\n{table}\n%%EOF"));
    pdf.into_bytes()
}
