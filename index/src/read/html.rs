//! Saved web pages: the words of a page as text, with what is bold and what is a heading.
//!
//! The whole page is read first and its labels found; then the smallest part of the page that holds
//! them all is read again, so that menus and footers stay outside and no labelled turn can be lost.
//! Pages that keep the speaker in an attribute of each block are read from there.

use dom_query::{Document, NodeRef};

use super::page::{self, Page};
use super::prose::Prose;
use super::{Confidence, Error, Fault, Head, Reader, Sink, Source, dates};
use crate::transcript::{Draft, DraftTurn, Label};

/// The reader of HTML.
pub(super) struct Html;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        let start = head.text.trim_start().get(..4096.min(head.text.trim_start().len()));
        let start = start.unwrap_or(head.text).to_lowercase();
        let says = start.starts_with("<!doctype html") || start.contains("<html");
        let tags =
            ["<p>", "<p ", "<br", "<div", "<h1", "<h2", "<strong", "</b>", "<body", "<title"];
        let fragment = tags.iter().filter(|tag| start.contains(**tag)).count();
        match () {
            () if says => Confidence::Certain,
            () if start.starts_with("<?xml") => Confidence::No,
            () if fragment >= 2 || (fragment >= 1 && start.starts_with('<')) => Confidence::Likely,
            () if fragment >= 1 && matches!(head.extension, "html" | "htm") => Confidence::Likely,
            () => Confidence::No,
        }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        super::whole(source, sink, |text, draft| {
            check_depth(text)?;
            let document = Document::from(text);
            read_head(&document, draft);
            let structured = marked_turns(&document);
            if structured.len() >= 2 {
                draft.turns = structured;
            } else {
                read_body(&document, draft);
            }
            if draft.event.date.is_none() {
                draft.event.date = published(&document);
            }
            Ok(())
        })
    }
}

/// Elements inside each other that a page may have; building a tree takes the square of it.
const DEPTH: usize = 1_000;

/// Counts open elements roughly. Those that a browser closes by itself are not counted.
fn check_depth(text: &str) -> Result<(), Fault> {
    const COUNTED: &[&str] = &[
        "div",
        "span",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "font",
        "a",
        "section",
        "article",
        "table",
        "ul",
        "ol",
        "blockquote",
        "center",
        "small",
        "big",
        "form",
        "main",
        "h1",
        "h2",
        "h3",
        "dl",
        "button",
        "svg",
        "g",
        "math",
        "select",
        "template",
    ];
    let (mut depth, mut line) = (0_usize, 1);
    for (before, tag) in text.split('<').zip(text.split('<').skip(1)) {
        line += u32::try_from(before.matches('\n').count()).unwrap_or(0);
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if COUNTED.iter().any(|counted| counted.eq_ignore_ascii_case(name)) {
            depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        }
        if depth > DEPTH {
            return Err(Fault {
                line,
                message: format!("elements stand more than {DEPTH} deep inside each other"),
            });
        }
    }
    Ok(())
}

/// Reads the turns of a fragment of HTML that stands inside another format.
pub(super) fn read_fragment(html: &str, draft: &mut Draft) {
    read_body(&Document::from(html), draft);
}

fn read_body(document: &Document, draft: &mut Draft) {
    let whole = page::text(&document.root());
    let labels = Prose::page(&whole).labels();
    let Some(part) = page::around(&whole, &labels) else {
        Prose::page(&whole).read_into(draft);
        return;
    };
    let main = page::text(&part);
    // The preamble of the whole page knows the title even where the part begins with a label.
    let first = labels.first().map_or(0, |label| label.start);
    let mut front = Draft {
        introduction: std::mem::take(&mut draft.introduction),
        event: draft.event.clone(),
        ..Draft::default()
    };
    Prose::page(&whole).read_front(first, &mut front);
    draft.introduction = front.introduction;
    draft.event = front.event;
    draft.provenance.grade = draft.provenance.grade.or(front.provenance.grade);
    draft.provenance.updated = draft.provenance.updated.or(front.provenance.updated);
    draft.warnings.append(&mut front.warnings);
    Prose::page(&main).read_into(draft);
}

/// What the head of a page says of it.
fn read_head(document: &Document, draft: &mut Draft) {
    let meta = |names: &[&str]| names.iter().find_map(|name| meta(document, name));
    let heading =
        document.select("h1").iter().map(|node| tidy(&node.text())).find(|title| !title.is_empty());
    let title = document
        .select("title")
        .iter()
        .map(|node| tidy(&node.text()))
        .find(|title| !title.is_empty());
    let named =
        heading.or_else(|| meta(&["og:title", "dc.title", "dcterms.title"])).or(title.clone());
    draft.event.title = named.map(|title| without_day(&title).to_owned());
    draft.introduction.extend(title);
    draft.provenance.publisher = meta(&["og:site_name", "dc.publisher", "dcterms.publisher"]);
    // HTML, "Link type license"; a page's own pictures may have others, so that only its head counts.
    let licence = document.select("head link[rel=license]");
    draft.provenance.licence = meta(&["dcterms.license", "dc.rights", "dcterms.rights"])
        .or_else(|| licence.iter().find_map(|link| link.attr("href")).map(|href| href.to_string()));
    let canonical =
        document.select("link[rel=canonical]").iter().find_map(|link| link.attr("href"));
    draft.provenance.url = canonical
        .map(|url| url.to_string())
        .or_else(|| meta(&["og:url"]))
        .filter(|url| url.starts_with("http"));
    let lang = document.select("html").iter().find_map(|html| html.attr("lang"));
    draft.provenance.lang = lang
        .and_then(|lang| lang.split(['-', '_']).next().map(str::to_lowercase))
        .filter(|lang| lang.len() == 2);
    for name in ["article:modified_time", "og:updated_time", "dcterms.modified", "last-modified"] {
        let found = meta(&[name]).and_then(|date| dates::dates(&date).first()?.at());
        draft.provenance.updated = draft.provenance.updated.or(found);
    }
}

/// `A committee, 2013-10-24` without the day that a generator of pages put behind the title.
fn without_day(title: &str) -> &str {
    let Some(at) = title.len().checked_sub(10).filter(|at| title.is_char_boundary(*at)) else {
        return title;
    };
    let before = title[..at].trim_end_matches([',', '-', '–', '|', ' ']);
    if title[at..].parse::<jiff::civil::Date>().is_ok() && !before.is_empty() {
        before
    } else {
        title
    }
}

/// When the page says it was published: the day of the event only where nothing else is.
fn published(document: &Document) -> Option<jiff::civil::Date> {
    let names =
        ["article:published_time", "dcterms.date", "dc.date", "dcterms.created", "date", "pubdate"];
    let metas = names.iter().find_map(|name| meta(document, name));
    let time = || {
        document
            .select("time[datetime]")
            .iter()
            .find_map(|time| time.attr("datetime"))
            .map(|date| date.to_string())
    };
    let attribute = || {
        document
            .select("[data-name=date]")
            .iter()
            .find_map(|node| node.attr("data-value"))
            .map(|date| date.to_string())
    };
    let title = || document.select("title").iter().map(|node| node.text().to_string()).next();
    [metas, attribute(), time(), title()]
        .into_iter()
        .flatten()
        .find_map(|text| dates::dates(&text).first()?.date)
}

fn meta(document: &Document, name: &str) -> Option<String> {
    ["property", "name"].iter().find_map(|attribute| {
        let nodes = document.select(&format!("meta[{attribute}]"));
        let found = nodes.iter().find(|node| {
            node.attr(attribute).is_some_and(|value| value.eq_ignore_ascii_case(name))
        })?;
        found.attr("content").map(|content| tidy(&content)).filter(|content| !content.is_empty())
    })
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Blocks that carry their speaker in an attribute (`data-speaker`, `data-person-speaking-…`).
fn marked_turns(document: &Document) -> Vec<DraftTurn> {
    let mut turns = Vec::new();
    let root = document.root();
    for node in root.descendants_it() {
        let Some(label) = speaker_attribute(&node) else { continue };
        let text = page::text(&node);
        let mut draft = Draft::default();
        let mut label = Label::printed(label);
        // Another speaker in bold inside the block: what stands before is still the first one's.
        let inner = Prose::page(&text).bold_labels();
        let ends = inner.iter().map(|label| label.start).chain([text.flow.text.len()]);
        let mut start = 0;
        for (index, end) in ends.enumerate() {
            Prose::page(&text).add_stretch(&label, start, end, &mut draft);
            if let Some(next) = inner.get(index) {
                label = Label::printed(next.label.of(&text.flow.text));
                start = next.text;
            }
        }
        turns.append(&mut draft.turns);
    }
    turns
}

fn speaker_attribute(node: &NodeRef<'_>) -> Option<String> {
    if !node.is_element() {
        return None;
    }
    const NAMES: &[&str] = &[
        "data-speaker",
        "data-speaker-name",
        "data-speakername",
        "data-person-speaking-attribution",
    ];
    let value = NAMES.iter().find_map(|name| node.attr(name))?;
    let value = tidy(&value);
    (!value.is_empty() && !node.text().trim().is_empty()).then_some(value)
}

impl<'t> Prose<'t> {
    /// A page's text with its bold stretches and headings.
    fn page(page: &'t Page<'_>) -> Self {
        Self::of(&page.flow)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::drafts;
    use super::*;

    fn read(html: &str) -> Draft {
        drafts(&Html, "t.html", html).unwrap().remove(0)
    }

    fn turns(draft: &Draft) -> Vec<(&str, String)> {
        draft.turns.iter().map(|turn| (&*turn.label.printed, turn.text())).collect()
    }

    const PAGE: &str = "<!doctype html><html lang='en-GB'><head><title>A talk | Example</title>\
        <meta property='og:site_name' content='Example'>\
        <link rel='license' href='https://example.org/licence'></head><body><nav><a>Home</a></nav>\
        <div id=c><h1>A talk</h1><p>23 March 2021</p><div class='comment'><p><b>JANE ROE:</b> Good&nbsp;morning to you all.</p>\
        <p>It is a caf&eacute;.<br>A second line.</p><p><strong>John Poe</strong>: Thank you very much, Jane.</p><p><b>JANE ROE:</b> Bye, and thank you all.</p></div></div>\
        <div class=foot><p>Contact us at the press office of this fine institution.</p></div></body></html>";

    #[test]
    fn menus_and_footers_stay_outside_and_no_turn_is_lost() {
        let draft = read(PAGE);
        let expected = [
            ("JANE ROE", "Good morning to you all.\n\nIt is a café.\nA second line.".to_owned()),
            ("John Poe", "Thank you very much, Jane.".to_owned()),
            ("JANE ROE", "Bye, and thank you all.".to_owned()),
        ];
        assert_eq!(turns(&draft), expected);
        assert_eq!(draft.event.title.as_deref(), Some("A talk"));
        assert_eq!(draft.event.date, Some(jiff::civil::date(2021, 3, 23)));
        assert_eq!(draft.provenance.lang.as_deref(), Some("en"));
        assert_eq!(draft.provenance.publisher.as_deref(), Some("Example"));
        assert_eq!(draft.provenance.licence.as_deref(), Some("https://example.org/licence"));
    }

    #[test]
    fn white_space_is_kept_as_a_browser_shows_it() {
        let html = "<html><body><p><b>JANE ROE:</b>&nbsp; I am.&nbsp; It&nbsp;is \n\t cold. &nbsp; <i> Very</i>  so.&nbsp;<br>\
            &nbsp;&nbsp; And&#8195;wet.</p><p>&nbsp;</p><p><b>JOHN POE:</b> Yes, I see.<pre>  It  rains. </pre> </p>\
            <p><b>JANE ROE:</b> Good.</p></body></html>";
        let expected = [
            ("JANE ROE", "I am.  It is cold.   Very so.\nAnd wet."),
            ("JOHN POE", "Yes, I see.\n\n  It  rains."),
            ("JANE ROE", "Good."),
        ];
        assert_eq!(turns(&read(html)), expected.map(|(label, text)| (label, text.to_owned())));
    }

    #[test]
    fn what_a_page_shows_between_words_and_nobody_said_leaves_a_gap() {
        let html = "<html><body><p><b>JANE ROE:</b> It was<button>0:12</button> cold<script>x</script> there.</p>\
            <p><b>JOHN POE:</b> So <span hidden>x</span>it <span aria-hidden=true>*</span> was.</p>\
            <p style='White-Space: pre-line'><b>JANE ROE:</b> And\nwet.</p></body></html>";
        let expected = [
            ("JANE ROE", "It was  cold there."),
            ("JOHN POE", "So it  was."),
            ("JANE ROE", "And\nwet."),
        ];
        assert_eq!(turns(&read(html)), expected.map(|(label, text)| (label, text.to_owned())));
    }

    #[test]
    fn a_speaker_in_an_attribute_is_the_label_of_its_block() {
        let html = "<html><body><div data-speaker='Jane Roe'><p>One.</p><p><b>The Clerk:</b> Two.</p></div>\
            <div data-speaker='John Poe'>Three.</div></body></html>";
        let draft = read(html);
        let expected = [("Jane Roe", "One."), ("The Clerk", "Two."), ("John Poe", "Three.")];
        assert_eq!(turns(&draft), expected.map(|(label, text)| (label, text.to_owned())));
    }

    #[test]
    fn nesting_without_bound_is_refused_with_its_line() {
        let html =
            format!("<html>\n{}<p>JANE ROE: Good morning to you.</p>", "<div>".repeat(20_000));
        let error = drafts(&Html, "t.html", &html).err().unwrap().to_string();
        assert!(error.starts_with("t.html:2: elements"), "{error}");
    }
}
