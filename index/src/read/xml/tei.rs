//! TEI as parliaments use it (Parla-CLARIN, ParlaMint): `u` with `who`, paragraphs in `seg` or `p`.
//!
//! `who` points at a person of the header or of a file beside; where that is not at hand the
//! `note type="speaker"` before the utterance names them, and where it is missing too nobody does:
//! an id is no name.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::{attribute, find, has_element, label_words, line, words};
use crate::read::{Confidence, Error, Head, Reader, Sink, Source, dates, whole};
use crate::transcript::{Draft, DraftTurn, Grade, Kind, Label};

/// The reader of TEI.
pub(in crate::read) struct Tei;

/// Elements inside an utterance that nobody said.
const UNSAID: &[&str] =
    &["note", "vocal", "kinesic", "incident", "gap", "desc", "head", "pb", "linkGrp"];

impl Reader for Tei {
    fn name(&self) -> &'static str {
        "tei"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        has_element(head, &["TEI", "teiCorpus", "TEI.2"])
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        whole(source, sink, |text, draft| {
            let document = super::parse(text)?;
            about(&document, draft);
            let people = people(&document);
            let mut label = String::new();
            for node in document.descendants() {
                match node.tag_name().name() {
                    "note" if attribute(node, "type") == Some("speaker") => {
                        label = label_words(&words(node, &[]))
                    }
                    "u" => {
                        let printed = std::mem::take(&mut label);
                        add(&document, node, printed, &people, draft);
                    }
                    "sp" => add_speech(&document, node, draft),
                    _ => {}
                }
            }
            Ok(())
        })
    }
}

fn about(document: &Document<'_>, draft: &mut Draft) {
    let root = document.root_element();
    let lang = attribute(root, "lang").and_then(|lang| lang.split('-').next()).unwrap_or_default();
    draft.provenance.lang = (lang.len() == 2).then(|| lang.to_owned());
    draft.provenance.grade = Some(Grade::Edited);
    let Some(header) = find(root, "teiHeader") else { return };
    let statement = find(header, "titleStmt").unwrap_or(header);
    let titles: Vec<Node<'_, '_>> =
        statement.children().filter(|node| node.tag_name().name() == "title").collect();
    let own = |node: &&Node<'_, '_>| attribute(**node, "lang").is_none_or(|other| other == lang);
    let of = |kind: &str| {
        titles
            .iter()
            .filter(own)
            .find(|node| attribute(**node, "type") == Some(kind))
            .map(|node| words(*node, &[]))
    };
    let (main, sub) = (of("main"), of("sub"));
    draft.event.title =
        sub.clone().or(main.clone()).or_else(|| titles.first().map(|node| words(*node, &[])));
    draft.event.subtitle =
        main.filter(|main| sub.is_some() && draft.event.title.as_ref() != Some(main));
    // The day of the sitting, not of the encoding: of the setting, else of the source.
    let day = |name: &str| {
        let part = find(header, name)?;
        let date = part.descendants().find(|node| node.tag_name().name() == "date")?;
        let when = attribute(date, "when").or_else(|| attribute(date, "from")).map(str::to_owned);
        dates::dates(&when.unwrap_or_else(|| words(date, &[]))).first()?.date
    };
    draft.event.date = day("setting")
        .or_else(|| day("settingDesc"))
        .or_else(|| day("bibl"))
        .or_else(|| day("sourceDesc"));
    draft.event.venue = find(header, "setting").and_then(|setting| {
        let place = setting
            .children()
            .find(|node| matches!(node.tag_name().name(), "name" | "placeName"))?;
        Some(words(place, &[])).filter(|place| !place.is_empty())
    });
    // TEI P5, 2.2.4: the words, or an address in `target`.
    draft.provenance.licence = find(header, "licence").and_then(|node| {
        let words = Some(words(node, &[])).filter(|words| !words.is_empty());
        words.or_else(|| attribute(node, "target").map(str::to_owned))
    });
    draft.provenance.publisher = find(header, "publisher").map(|node| {
        let own = node.descendants().find(|node| node.tag_name().name() == "orgName");
        words(own.unwrap_or(node), &[])
    });
}

/// The people whom the header describes, by their ids.
fn people(document: &Document<'_>) -> HashMap<String, String> {
    let persons = document.descendants().filter(|node| node.tag_name().name() == "person");
    persons
        .filter_map(|person| {
            let id = attribute(person, "id")?;
            let name = find(person, "persName")?;
            let part = |wanted: &str| {
                let parts = name.children().filter(|node| node.tag_name().name() == wanted);
                parts.map(|node| words(node, &[])).collect::<Vec<_>>().join(" ")
            };
            let (given, family) = (part("forename"), part("surname"));
            let whole =
                if family.is_empty() { words(name, &[]) } else { format!("{given} {family}") };
            Some((id.to_owned(), whole.trim().to_owned()))
        })
        .collect()
}

fn add(
    document: &Document<'_>,
    utterance: Node<'_, '_>,
    printed: String,
    people: &HashMap<String, String>,
    draft: &mut Draft,
) {
    let id = attribute(utterance, "who").unwrap_or_default().trim_start_matches('#');
    let name = people.get(id).cloned();
    let printed = match (&name, printed) {
        (Some(name), printed) if printed.is_empty() => name.clone(),
        (None, printed) if printed.is_empty() && !id.is_empty() => format!("#{id}"),
        (_, printed) => printed,
    };
    let chair =
        attribute(utterance, "ana").is_some_and(|ana| ana.split(' ').any(|role| role == "#chair"));
    let paragraphs = paragraphs(utterance);
    if paragraphs.is_empty() {
        return;
    }
    draft.turns.push(DraftTurn {
        label: Label { printed, name, role: None },
        kind: chair.then_some(Kind::Chair),
        paragraphs,
        line: line(document, utterance),
        ..DraftTurn::default()
    });
}

/// The segments of an utterance, or its own words where it has none.
fn paragraphs(utterance: Node<'_, '_>) -> Vec<String> {
    let segments = utterance
        .descendants()
        .filter(|node| matches!(node.tag_name().name(), "seg" | "p") && *node != utterance);
    let found: Vec<String> = segments.map(spoken).filter(|words| !words.is_empty()).collect();
    if found.is_empty() {
        Some(spoken(utterance)).filter(|words| !words.is_empty()).into_iter().collect()
    } else {
        found
    }
}

/// Words of running text, or, in annotated text, the tokens with the spaces they say they have.
fn spoken(node: Node<'_, '_>) -> String {
    let tokens: Vec<Node<'_, '_>> =
        node.descendants().filter(|node| matches!(node.tag_name().name(), "w" | "pc")).collect();
    if tokens.is_empty() {
        return words(node, UNSAID);
    }
    let mut text = String::new();
    for token in tokens {
        text.push_str(token.text().unwrap_or_default().trim());
        if attribute(token, "join") != Some("right") {
            text.push(' ');
        }
    }
    text.trim_end().to_owned()
}

/// `sp` with `speaker` and `p`, in editions that encode sittings as drama.
fn add_speech(document: &Document<'_>, speech: Node<'_, '_>, draft: &mut Draft) {
    let speaker = speech.children().find(|node| node.tag_name().name() == "speaker");
    let printed = speaker.map(|node| label_words(&words(node, &[]))).unwrap_or_default();
    let paragraphs: Vec<String> = speech
        .descendants()
        .filter(|node| matches!(node.tag_name().name(), "p" | "ab"))
        .map(|node| words(node, UNSAID))
        .filter(|words| !words.is_empty())
        .collect();
    if !printed.is_empty() && !paragraphs.is_empty() {
        draft.turns.push(DraftTurn {
            label: Label::printed(printed),
            paragraphs,
            line: line(document, speech),
            ..DraftTurn::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::drafts;
    use super::*;

    #[test]
    fn a_note_or_the_header_names_the_speaker_and_an_id_does_not() {
        let text = r##"<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="sl"><teiHeader><fileDesc><titleStmt>
<title type="main" xml:lang="sl">Seja</title><title type="main" xml:lang="en">Session</title></titleStmt>
<publicationStmt><availability><licence target="https://example.org/l"/></availability><date when="2020-04-08"/></publicationStmt></fileDesc><profileDesc>
<settingDesc><setting><date when="1998-11-25">25. 11. 1998</date></setting></settingDesc>
<particDesc><person xml:id="RoeJane"><persName><surname>Roe</surname><forename>Jane</forename></persName></person></particDesc></profileDesc></teiHeader>
<text><body><note type="speaker">PREDSEDNIK JOHN POE:</note><u who="#PoeJohn" ana="#chair"><seg>One <note>x</note>two.</seg><seg>Three.</seg></u>
<u who="#RoeJane"><seg><w join="right">Four</w><pc>.</pc> </seg></u><u who="#LeeAda"><seg>Five.</seg></u></body></text></TEI>"##;
        let draft = drafts(&Tei, "t.xml", text).unwrap().remove(0);
        let found: Vec<_> =
            draft.turns.iter().map(|turn| (&*turn.label.printed, turn.text())).collect();
        let expected = [
            ("PREDSEDNIK JOHN POE", "One two.\n\nThree."),
            ("Jane Roe", "Four."),
            ("#LeeAda", "Five."),
        ];
        assert_eq!(found, expected.map(|(label, text)| (label, text.to_owned())));
        assert_eq!(draft.event.title.as_deref(), Some("Seja"));
        assert_eq!(draft.provenance.licence.as_deref(), Some("https://example.org/l"));
        assert_eq!(draft.event.date, Some(jiff::civil::date(1998, 11, 25)));
        assert_eq!(draft.turns[0].kind, Some(Kind::Chair));
    }
}
