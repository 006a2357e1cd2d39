//! Transcripts of an Australian prime minister's department: `transcript` with `title`,
//! `release-date` (`dd/mm/yyyy`), `prime-minister`, and HTML in `content`.

use jiff::civil::Date;

use super::{find, has_element, words};
use crate::read::{Confidence, Error, Head, Reader, Sink, Source, html, whole};
use crate::transcript::Draft;

/// The reader of release records.
pub(in crate::read) struct Releases;

impl Reader for Releases {
    fn name(&self) -> &'static str {
        "releases"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        match has_element(head, &["transcripts", "transcript"]) {
            Confidence::Certain if head.text.contains("<release-date>") => Confidence::Certain,
            _ => Confidence::No,
        }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        whole(source, sink, |text, draft| {
            let document = super::parse(text)?;
            let record =
                find(document.root_element(), "transcript").unwrap_or(document.root_element());
            let field = |name: &str| {
                find(record, name).map(|node| words(node, &[])).filter(|words| !words.is_empty())
            };
            draft.event.title = field("title");
            draft.event.date = field("release-date").and_then(|date| day_first(&date));
            draft.provenance.publisher =
                Some("Department of the Prime Minister and Cabinet, Australia".into());
            draft.provenance.url = field("document").filter(|url| url.starts_with("http"));
            draft.introduction.extend(field("title"));
            draft.introduction.extend(field("prime-minister").map(turned));
            let content = find(record, "content").and_then(|node| node.text()).unwrap_or_default();
            read_content(content, draft);
            Ok(())
        })
    }
}

fn read_content(content: &str, draft: &mut Draft) {
    let (title, date) = (draft.event.title.take(), draft.event.date);
    html::read_fragment(content, draft);
    // The record's own fields are surer than the first lines of the text.
    draft.event.title = title.or(draft.event.title.take());
    draft.event.date = date.or(draft.event.date);
}

/// `Rudd, Kevin` as it is spoken.
fn turned(name: String) -> String {
    match name.split_once(", ") {
        Some((family, given)) => format!("{given} {family}"),
        None => name,
    }
}

/// The field's own order, which is the same in every record.
fn day_first(date: &str) -> Option<Date> {
    let mut parts = date.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::drafts;
    use super::*;

    #[test]
    fn the_record_gives_title_and_day_and_its_html_the_turns() {
        let text = "<transcripts><transcript><title>A talk </title><prime-minister>Roe, Jane</prime-minister>\
            <release-date>02/05/2009</release-date><content><![CDATA[<p>PM: Good morning to you all.</p><p>JOURNALIST: Why?</p>\
            <p>PM: Because it is &amp; was.</p>]]></content></transcript></transcripts>";
        let draft = drafts(&Releases, "t.xml", text).unwrap().remove(0);
        let found: Vec<_> =
            draft.turns.iter().map(|turn| (&*turn.label.printed, turn.text())).collect();
        let expected = [
            ("PM", "Good morning to you all."),
            ("JOURNALIST", "Why?"),
            ("PM", "Because it is & was."),
        ];
        assert_eq!(found, expected.map(|(label, text)| (label, text.to_owned())));
        assert_eq!(draft.event.date, Some(jiff::civil::date(2009, 5, 2)));
        assert_eq!(draft.introduction[1], "Jane Roe");
    }
}
