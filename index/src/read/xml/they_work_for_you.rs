//! TheyWorkForYou and Public Whip: `publicwhip/speech` with `speakername`, paragraphs in `p`.
//!
//! `nospeaker="true"` is procedural text. The day stands in every id, the house in its path.

use super::{attribute, has_element, line, words};
use crate::read::{Confidence, Error, Head, Reader, Sink, Source, dates, whole};
use crate::transcript::{Draft, DraftTurn, Grade, Label};

/// The reader of TheyWorkForYou's XML.
pub(in crate::read) struct TheyWorkForYou;

/// The path of an id, and the house that it names. Source: the data's own directory names.
const HOUSES: &[(&str, &str)] = &[
    ("/debate/", "House of Commons"),
    ("/westminhall/", "Westminster Hall"),
    ("/lords/", "House of Lords"),
    ("/ni/", "Northern Ireland Assembly"),
    ("/sp/", "Scottish Parliament"),
    ("/spor/", "Scottish Parliament"),
    ("/senedd/", "Senedd"),
    ("/standing/", "Public Bill Committee"),
    ("/london-mayors-questions/", "London Assembly"),
];

impl Reader for TheyWorkForYou {
    fn name(&self) -> &'static str {
        "theyworkforyou"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        has_element(head, &["publicwhip"])
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        whole(source, sink, |text, draft| {
            let document = super::parse(text)?;
            draft.provenance.publisher = Some("TheyWorkForYou".into());
            draft.provenance.grade = Some(Grade::Edited);
            for node in document.descendants().filter(|node| node.tag_name().name() == "speech") {
                about(node, draft);
                let Some(turn) = turn(node) else { continue };
                draft.turns.push(DraftTurn { line: line(&document, node), ..turn });
            }
            Ok(())
        })
    }
}

fn about(speech: roxmltree::Node<'_, '_>, draft: &mut Draft) {
    let id = attribute(speech, "id").unwrap_or_default();
    if draft.event.date.is_none() {
        draft.event.date = id
            .rsplit('/')
            .next()
            .and_then(|last| dates::dates(&last[..last.len().min(10)]).first()?.date);
    }
    if draft.event.title.is_none() {
        draft.event.title =
            HOUSES.iter().find(|(path, _)| id.contains(path)).map(|(_, house)| (*house).to_owned());
    }
    if draft.provenance.url.is_none() {
        draft.provenance.url =
            attribute(speech, "url").filter(|url| url.starts_with("http")).map(str::to_owned);
    }
}

fn turn(speech: roxmltree::Node<'_, '_>) -> Option<DraftTurn> {
    let name = attribute(speech, "speakername").or_else(|| attribute(speech, "speakername_en"))?;
    if name.is_empty() || attribute(speech, "nospeaker") == Some("true") {
        return None;
    }
    let paragraphs: Vec<String> = speech
        .children()
        .filter(|child| child.is_element())
        .map(|paragraph| words(paragraph, &[]))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    let role =
        attribute(speech, "speakeroffice").filter(|role| !role.is_empty()).map(str::to_owned);
    let label = Label { printed: name.to_owned(), name: Some(name.to_owned()), role };
    (!paragraphs.is_empty()).then_some(DraftTurn { label, paragraphs, ..DraftTurn::default() })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::drafts;
    use super::*;

    #[test]
    fn speeches_have_names_roles_and_a_day() {
        let text = r#"<?xml version="1.0"?><!DOCTYPE publicwhip [<!ENTITY pound "&#163;">]><publicwhip>
<speech id="uk.org.publicwhip/ni/2009-10-13.0.1" nospeaker="true"><p>The Assembly met.</p></speech>
<speech id="uk.org.publicwhip/ni/2009-10-13.1.2" speakername="Jane Roe" speakeroffice="The Minister"><p>It costs &pound;5.</p><p>So.</p></speech>
</publicwhip>"#;
        let draft = drafts(&TheyWorkForYou, "t.xml", text).unwrap().remove(0);
        assert_eq!(draft.turns.len(), 1);
        assert_eq!(draft.turns[0].text(), "It costs £5.\n\nSo.");
        assert_eq!(draft.turns[0].label.role.as_deref(), Some("The Minister"));
        assert_eq!(draft.turns[0].line, 3);
        assert_eq!(draft.event.date, Some(jiff::civil::date(2009, 10, 13)));
        assert_eq!(draft.event.title.as_deref(), Some("Northern Ireland Assembly"));
    }
}
