//! Hansard of the Parliament of Canada: `Intervention` with `PersonSpeaking` and `ParaText`.
//!
//! A paragraph that begins with a bold `Name:` is another speaker's, inside the intervention of the
//! first; what follows it is theirs.

use roxmltree::{Document, Node};

use super::{attribute, find, has_element, label_words, line, words};
use crate::read::{Confidence, Error, Head, Reader, Sink, Source, dates, whole};
use crate::transcript::{Draft, DraftTurn, Grade, Label};

/// The reader of Canadian Hansard.
pub(in crate::read) struct Hansard;

/// Elements that hold a paragraph of speech.
const PARAGRAPHS: &[&str] = &["ParaText", "QuotePara", "Line"];

impl Reader for Hansard {
    fn name(&self) -> &'static str {
        "hansard"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        has_element(head, &["Hansard", "HansardDocument"])
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        whole(source, sink, |text, draft| {
            let document = super::parse(text)?;
            about(&document, draft);
            for node in
                document.descendants().filter(|node| node.tag_name().name() == "Intervention")
            {
                add(&document, node, draft);
            }
            Ok(())
        })
    }
}

fn about(document: &Document<'_>, draft: &mut Draft) {
    let item = |names: &[&str]| {
        names.iter().find_map(|name| {
            let found = document.descendants().find(|node| {
                node.tag_name().name() == "ExtractedItem" && attribute(*node, "Name") == Some(name)
            })?;
            Some(words(found, &[])).filter(|words| !words.is_empty())
        })
    };
    draft.event.title = item(&["InstitutionDebate", "Institution", "MetaTitle"]);
    let day = (item(&["MetaDateNumYear"]), item(&["MetaDateNumMonth"]), item(&["MetaDateNumDay"]));
    draft.event.date = match day {
        (Some(year), Some(month), Some(day)) => {
            dates::dates(&format!("{year}-{month}-{day}")).first().and_then(|found| found.date)
        }
        _ => None,
    }
    .or_else(|| dates::dates(&item(&["Date", "HeaderDate"])?).first()?.date);
    draft.provenance.grade = Some(Grade::Edited);
    draft.provenance.publisher = item(&["MetaInstitution"]);
    draft.provenance.lang = attribute(document.root_element(), "lang")
        .map(|lang| lang.to_lowercase())
        .filter(|lang| lang.len() == 2);
}

fn add(document: &Document<'_>, intervention: Node<'_, '_>, draft: &mut Draft) {
    let speaking = find(intervention, "PersonSpeaking");
    let label = speaking.map(|node| label_words(&words(node, &[]))).unwrap_or_default();
    let mut turn = DraftTurn {
        label: Label::printed(label),
        line: line(document, intervention),
        ..DraftTurn::default()
    };
    let paragraphs = intervention.descendants().filter(|node| {
        PARAGRAPHS.contains(&node.tag_name().name())
            && !node.ancestors().skip(1).any(|above| PARAGRAPHS.contains(&above.tag_name().name()))
    });
    for paragraph in paragraphs {
        if let Some((next, rest)) = changed_speaker(paragraph) {
            draft.turns.extend(finished(turn));
            turn = DraftTurn {
                label: Label::printed(next),
                line: line(document, paragraph),
                ..DraftTurn::default()
            };
            turn.paragraphs.extend(Some(rest).filter(|rest| !rest.is_empty()));
            continue;
        }
        turn.paragraphs.extend(Some(words(paragraph, &[])).filter(|words| !words.is_empty()));
    }
    draft.turns.extend(finished(turn));
}

fn finished(turn: DraftTurn) -> Option<DraftTurn> {
    (!turn.paragraphs.is_empty() && !turn.label.printed.is_empty()).then_some(turn)
}

/// `<B>The Clerk:</B> I declare …`: the label and the words behind it.
fn changed_speaker(paragraph: Node<'_, '_>) -> Option<(String, String)> {
    let bold = paragraph.children().find(|child| {
        child.is_element() || child.text().is_some_and(|text| !text.trim().is_empty())
    })?;
    if bold.tag_name().name() != "B" {
        return None;
    }
    let label = words(bold, &[]);
    let whole = words(paragraph, &[]);
    let rest = whole.strip_prefix(&label)?.trim_start();
    let inside = label.ends_with(':');
    let rest = if inside { rest } else { rest.strip_prefix(':')?.trim_start() };
    Some((label_words(&label), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::drafts;
    use super::*;

    #[test]
    fn a_bold_name_inside_an_intervention_changes_the_speaker() {
        let text = r#"<Hansard xml:lang="EN"><ExtractedItem Name="InstitutionDebate">A Committee</ExtractedItem>
<ExtractedItem Name="Date">Thursday, October 24, 2013</ExtractedItem>
<Intervention><PersonSpeaking><Affiliation>Mr. John Poe (A, B)</Affiliation>: </PersonSpeaking><Content>
<ParaText>One <I>two</I>.</ParaText><ParaText><B>The Clerk:</B> Three.</ParaText><ParaText>Four.</ParaText></Content></Intervention></Hansard>"#;
        let draft = drafts(&Hansard, "t.xml", text).unwrap().remove(0);
        let found: Vec<_> =
            draft.turns.iter().map(|turn| (&*turn.label.printed, turn.text())).collect();
        assert_eq!(
            found,
            [
                ("Mr. John Poe (A, B)", "One two.".to_owned()),
                ("The Clerk", "Three.\n\nFour.".to_owned())
            ]
        );
        assert_eq!(draft.event.date, Some(jiff::civil::date(2013, 10, 24)));
        assert_eq!(draft.event.title.as_deref(), Some("A Committee"));
    }
}
