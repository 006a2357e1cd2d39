//! Akoma Ntoso (OASIS LegalDocML): `speech`, `question`, `answer` with `by`, a printed `from`, and
//! paragraphs.
//!
//! `by` points at a `TLCPerson` of the references, but exporters leave placeholders there: the
//! reference names the speaker only where the printed `from` agrees with it or is missing.

use std::collections::{HashMap, HashSet};

use roxmltree::{Document, Node};

use super::{attribute, find, has_element, label_words, line, words};
use crate::read::prose::printed_label;
use crate::read::{Confidence, Error, Head, Reader, Sink, Source, dates, whole};
use crate::text::fold;
use crate::transcript::{Draft, DraftTurn, Grade, Kind, Label};

/// The reader of Akoma Ntoso debates.
pub(in crate::read) struct AkomaNtoso;

/// Elements that hold somebody's words.
const SPEECHES: &[&str] = &["speech", "question", "answer"];

/// The longest printed label; more is text that was put into the wrong element.
const LABEL_CHARS: usize = 120;

impl Reader for AkomaNtoso {
    fn name(&self) -> &'static str {
        "akoma ntoso"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        has_element(head, &["akomaNtoso"])
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        whole(source, sink, |text, draft| {
            let document = super::parse(text)?;
            about(&document, draft);
            let people = references(&document, "TLCPerson");
            let roles = references(&document, "TLCRole");
            for node in
                document.descendants().filter(|node| SPEECHES.contains(&node.tag_name().name()))
            {
                add(&document, node, &people, &roles, draft);
            }
            Ok(())
        })
    }
}

fn about(document: &Document<'_>, draft: &mut Draft) {
    let root = document.root_element();
    draft.provenance.grade = Some(Grade::Edited);
    let named = |name: &str| {
        find(root, name).map(|node| words(node, &[])).filter(|words| !words.is_empty())
    };
    let work = find(root, "FRBRWork");
    let alias =
        work.and_then(|work| find(work, "FRBRalias")).and_then(|node| attribute(node, "value"));
    draft.event.title =
        named("docTitle").or_else(|| alias.map(str::to_owned)).or_else(|| named("docType"));
    draft.provenance.lang = find(root, "FRBRlanguage").and_then(|node| {
        let code = attribute(node, "language")?;
        Some(
            match code {
                "spa" => "es",
                "eng" => "en",
                "fra" => "fr",
                "ita" => "it",
                "deu" => "de",
                "por" => "pt",
                code => code.get(..2)?,
            }
            .to_owned(),
        )
    });
    // The day of the sitting is printed on the cover or in the preface; the work's own date can be
    // that of the markup.
    let of = |node: Node<'_, '_>| {
        let date = attribute(node, "date").map(str::to_owned).unwrap_or_else(|| words(node, &[]));
        dates::dates(&date).first()?.date
    };
    let front = ["coverPage", "preface"].iter().filter_map(|part| find(root, part));
    let printed = find(root, "docDate").and_then(of).or_else(|| {
        front
            .flat_map(|part| part.descendants())
            .filter(|node| node.tag_name().name() == "date")
            .find_map(of)
    });
    let of_work = work.and_then(|work| find(work, "FRBRdate")).and_then(of);
    draft.event.date = printed.or(of_work);
}

fn references(document: &Document<'_>, element: &str) -> HashMap<String, String> {
    let nodes = document.descendants().filter(|node| node.tag_name().name() == element);
    nodes
        .filter_map(|node| {
            let id = attribute(node, "eId").or_else(|| attribute(node, "id"))?;
            Some((id.to_owned(), attribute(node, "showAs")?.to_owned()))
        })
        .collect()
}

fn add(
    document: &Document<'_>,
    speech: Node<'_, '_>,
    people: &HashMap<String, String>,
    roles: &HashMap<String, String>,
    draft: &mut Draft,
) {
    let reference =
        |name: &str| attribute(speech, name).unwrap_or_default().trim_start_matches('#');
    let from = speech
        .children()
        .find(|node| node.tag_name().name() == "from")
        .map(|node| words(node, &[]))
        .unwrap_or_default();
    let mut paragraphs = paragraphs(speech);
    let mut printed = label_words(&from);
    // The words may stand in the label's element, or the label in the first paragraph.
    if let Some((label, rest)) = printed_label(&from) {
        printed = label_words(label);
        if !rest.is_empty() {
            paragraphs.insert(0, rest.to_owned());
        }
    } else if printed.chars().count() > LABEL_CHARS {
        paragraphs.insert(0, from);
        printed.clear();
    }
    if printed.is_empty() {
        let first = paragraphs.first().cloned().unwrap_or_default();
        if let Some((label, rest)) = printed_label(&first) {
            printed = label_words(label);
            paragraphs[0] = rest.to_owned();
            paragraphs.retain(|paragraph| !paragraph.is_empty());
        }
    }
    if paragraphs.is_empty() {
        return;
    }
    let known =
        people.get(reference("by")).filter(|name| printed.is_empty() || agree(name, &printed));
    let name = known.filter(|name| !name.trim().is_empty()).cloned();
    let role = roles.get(reference("as")).filter(|role| !role.trim().is_empty()).cloned();
    if printed.is_empty() {
        printed = name.clone().unwrap_or_default();
    }
    let kind = match speech.tag_name().name() {
        "question" => Some(Kind::Question),
        // Lists and documents that are read into the record: nobody is said to speak.
        _ if printed.is_empty() => Some(Kind::Note),
        _ => None,
    };
    draft.turns.push(DraftTurn {
        label: Label { printed, name, role },
        kind,
        paragraphs,
        line: line(document, speech),
        ..DraftTurn::default()
    });
}

/// Whether a reference and a printed label share a word of a name, however damaged the rest is.
fn agree(name: &str, printed: &str) -> bool {
    let list = |text: &str| {
        fold::key(text)
            .split(' ')
            .filter(|word| word.len() > 3)
            .map(str::to_owned)
            .collect::<HashSet<_>>()
    };
    !list(name).is_disjoint(&list(printed))
}

/// The blocks of a speech that are not in a speech of their own.
fn paragraphs(speech: Node<'_, '_>) -> Vec<String> {
    const BLOCKS: &[&str] = &["p", "block", "li", "item"];
    let inner = |node: &Node<'_, '_>| {
        node.ancestors().skip(1).take_while(|above| *above != speech).any(|above| {
            BLOCKS.contains(&above.tag_name().name()) || SPEECHES.contains(&above.tag_name().name())
        })
    };
    speech
        .descendants()
        .filter(|node| BLOCKS.contains(&node.tag_name().name()) && !inner(node))
        .map(|node| words(node, &["from", "authorialNote", "remark"]))
        .filter(|words| !words.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::drafts;
    use super::*;

    #[test]
    fn a_reference_names_whom_the_label_agrees_with() {
        let text = r##"<akomaNtoso><debate><meta><identification><FRBRWork><FRBRdate date="2005-01-02" name="x"/></FRBRWork></identification>
<references><TLCPerson id="roe" showAs="Jane Roe"/><TLCPerson id="poe" showAs="John Poe"/><TLCRole id="chair" showAs="Presidenta"/></references></meta>
<debateBody><speech by="#roe" as="#chair"><from>La señora ROE (Presidenta).- </from><p>Uno.</p><p>Dos.</p></speech>
<speech by="#poe"><from>El señor LEE.- </from><p>Tres.</p></speech><speech by="#poe"><p>Cuatro.</p></speech></debateBody></debate></akomaNtoso>"##;
        let draft = drafts(&AkomaNtoso, "t.xml", text).unwrap().remove(0);
        let found: Vec<_> = draft
            .turns
            .iter()
            .map(|turn| (&*turn.label.printed, turn.label.name.as_deref(), turn.text()))
            .collect();
        assert_eq!(found[1], ("El señor LEE", None, "Tres.".to_owned()));
        assert_eq!(found[2], ("John Poe", Some("John Poe"), "Cuatro.".to_owned()));
        assert_eq!(draft.event.date, Some(jiff::civil::date(2005, 1, 2)));
    }
}
