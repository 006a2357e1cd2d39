//! Word processors: Office Open XML (`.docx`) and OpenDocument (`.odt`).
//!
//! Both are zip files with the words in one XML part. Takes its paragraphs, line breaks, bold
//! stretches, headings and table cells as running text; what is struck out by tracked changes, notes
//! under the text, headers and footers of pages, and comments are nobody's speech. Labels are found
//! by [`super::prose`], as on a web page.
//!
//! Rules: ECMA-376 part 1, 17 (WordprocessingML); OASIS OpenDocument 1.3 part 3.

use std::collections::HashSet;
use std::io::{Cursor, Read};
use std::path::Path;

use roxmltree::{Document, Node};
use zip::ZipArchive;

use super::flow::Flow;
use super::prose::Prose;
use super::{Confidence, Error, Fault, Head, Reader, Sink, Source, limits, xml};
use crate::transcript::Draft;

/// The reader of documents of word processors.
pub(super) struct Office;

/// Entries of such a document; a book with a thousand pictures stays below.
const MOST_ENTRIES: usize = 20_000;

/// How many times its packed size a part may unpack to: text reaches 20, deflate 1032.
const MOST_RATIO: u64 = 200;

/// Below this a part may be as regular as it likes.
const ANY_RATIO_BYTES: u64 = 1024 * 1024;

impl Reader for Office {
    fn name(&self) -> &'static str {
        "office document"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        if is_office(head.text.as_bytes()) { Confidence::Certain } else { Confidence::No }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        let path = source.path().to_owned();
        let bytes = source.bytes()?;
        let mut zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&path, &error))?;
        if zip.len() > MOST_ENTRIES {
            return Err(damaged(&path, &format!("it has more than {MOST_ENTRIES} parts")));
        }
        let mut draft = Draft::default();
        let malformed = |Fault { message, .. }: Fault| damaged(&path, &message);
        if let Some(words) = part(&mut zip, &path, "word/document.xml")? {
            let core = part(&mut zip, &path, "docProps/core.xml")?.unwrap_or_default();
            read_properties(&core, &mut draft).map_err(malformed)?;
            read_words(&words, &HashSet::new(), &mut draft).map_err(malformed)?;
        } else if let Some(words) = part(&mut zip, &path, "content.xml")? {
            let meta = part(&mut zip, &path, "meta.xml")?.unwrap_or_default();
            read_properties(&meta, &mut draft).map_err(malformed)?;
            let bold = bold_styles(&words).map_err(malformed)?;
            read_words(&words, &bold, &mut draft).map_err(malformed)?;
        } else {
            return Err(damaged(&path, &"it is of no word processor: it has no text in it"));
        }
        super::give(&path, draft, sink)
    }
}

/// Whether a file begins as such a document does: with one of the parts that each of them has.
pub(super) fn is_office(head: &[u8]) -> bool {
    const PARTS: &[&[u8]] = &[
        b"[Content_Types].xml",
        b"_rels/.rels",
        b"word/document.xml",
        b"docProps/",
        b"mimetypeapplication/vnd.oasis.opendocument.text",
    ];
    head.starts_with(b"PK\x03\x04")
        && PARTS.iter().any(|part| head.windows(part.len()).any(|window| window == *part))
}

fn damaged(path: &Path, why: &dyn std::fmt::Display) -> Error {
    Error::Packed {
        path: path.to_owned(),
        message: format!("is no document that can be read: {why}"),
        remedy: "save it again as .docx, .odt or plain text",
    }
}

/// One part as text, within bounds; none when the document has no such part.
fn part(
    zip: &mut ZipArchive<Cursor<Vec<u8>>>,
    path: &Path,
    name: &str,
) -> Result<Option<String>, Error> {
    let Some(at) = zip.index_for_name(name) else { return Ok(None) };
    let entry = zip.by_index(at).map_err(|error| damaged(path, &error))?;
    let most = entry.compressed_size().saturating_mul(MOST_RATIO).max(ANY_RATIO_BYTES);
    let most = most.min(limits::DOCUMENT_BYTES);
    let mut words = String::new();
    let read = entry.take(most + 1).read_to_string(&mut words);
    if read.map_err(|error| damaged(path, &error))? as u64 > most {
        return Err(damaged(path, &format!("{name} unpacks to more than {most} bytes")));
    }
    Ok(Some(words))
}

/// Title and language. When the file was made or changed is no date of the record.
fn read_properties(xml: &str, draft: &mut Draft) -> Result<(), Fault> {
    if xml.is_empty() {
        return Ok(());
    }
    let document = xml::parse(xml)?;
    let property = |name: &str| {
        let node = document.descendants().find(|node| node.tag_name().name() == name)?;
        let value = node.text()?.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(value)
    };
    draft.provenance.lang = property("language")
        .and_then(|lang| lang.split(['-', '_']).next().map(str::to_lowercase))
        .filter(|lang| lang.len() == 2);
    draft.introduction.extend(property("title"));
    Ok(())
}

/// Styles of spans that are bold: OpenDocument names them instead of saying so in place.
fn bold_styles(xml: &str) -> Result<HashSet<String>, Fault> {
    let document = xml::parse(xml)?;
    let is_bold = |style: &Node<'_, '_>| {
        let mut properties = style.children();
        properties.any(|node| xml::attribute(node, "font-weight").is_some_and(|w| w == "bold"))
    };
    let styles = document.descendants().filter(|node| node.tag_name().name() == "style");
    let named = styles.filter(is_bold).filter_map(|style| xml::attribute(style, "name"));
    Ok(named.map(str::to_owned).collect())
}

fn read_words(xml: &str, bold: &HashSet<String>, draft: &mut Draft) -> Result<(), Fault> {
    let document = xml::parse(xml)?;
    let flow = flow(&document, bold);
    Prose::of(&flow).read_into(draft);
    Ok(())
}

/// Elements whose words are nobody's: what was deleted or moved away, notes, comments, field codes,
/// and the second telling of what newer programs know better.
const NOT_SPOKEN: &[&str] = &[
    "del",
    "moveFrom",
    "pPr",
    "rPr",
    "tblPr",
    "sectPr",
    "instrText",
    "delText",
    "Fallback",
    "footnoteReference",
    "endnoteReference",
    "commentReference",
    "note",
    "annotation",
    "tracked-changes",
    "table-of-content",
    "illustration-index",
    "bibliography",
    "styles",
    "automatic-styles",
    "font-face-decls",
    "scripts",
    "sequence-decls",
    "forms",
];

/// What ends when an element does.
#[derive(Clone, Copy)]
enum Ending {
    Block,
    Heading,
    Strong,
    Cell,
}

/// Walks without a stack of its own calls: what is nested is bounded by the parser.
fn flow(document: &Document<'_>, bold: &HashSet<String>) -> Flow {
    enum Step<'d, 'i> {
        Enter(Node<'d, 'i>),
        Leave(Ending, usize),
    }
    let mut flow = Flow::default();
    let mut stack = vec![Step::Enter(document.root_element())];
    while let Some(step) = stack.pop() {
        let node = match step {
            Step::Leave(ending, start) => {
                match ending {
                    Ending::Block => flow.end_block(),
                    Ending::Heading => flow.end_heading(start),
                    Ending::Strong => flow.end_strong(start),
                    Ending::Cell => flow.push_break(),
                }
                continue;
            }
            Step::Enter(node) => node,
        };
        if node.is_text() {
            if is_spoken_text(node) {
                flow.push_words(node.text().unwrap_or_default());
            }
            continue;
        }
        let name = node.tag_name().name();
        if NOT_SPOKEN.contains(&name) {
            continue;
        }
        match name {
            "tab" | "s" => flow.push_words(" "),
            "br" | "cr" | "line-break" => flow.push_break(),
            "noBreakHyphen" => flow.push_words("-"),
            _ => {}
        }
        if let Some(ending) = ending(node, bold) {
            stack.push(Step::Leave(ending, flow.text.len()));
        }
        let first = stack.len();
        stack.extend(node.children().map(Step::Enter));
        stack[first..].reverse();
    }
    flow.finish();
    flow
}

/// Word keeps text in `t` alone; between its elements there is only layout. OpenDocument keeps it in
/// paragraphs and spans.
fn is_spoken_text(node: Node<'_, '_>) -> bool {
    let parent = node.parent_element();
    parent.is_some_and(|parent| matches!(parent.tag_name().name(), "t" | "p" | "h" | "span" | "a"))
}

fn ending(node: Node<'_, '_>, bold: &HashSet<String>) -> Option<Ending> {
    match node.tag_name().name() {
        // A paragraph inside a table's cell is a line of its row: a speaker's name, then the words.
        "p" if in_cell(node) => Some(Ending::Cell),
        "p" if is_heading(node) => Some(Ending::Heading),
        "h" => Some(Ending::Heading),
        "p" | "tr" | "table-row" | "tbl" | "table" => Some(Ending::Block),
        "r" if is_bold(node) => Some(Ending::Strong),
        "span" => {
            let style = xml::attribute(node, "style-name")?;
            bold.contains(style).then_some(Ending::Strong)
        }
        _ => None,
    }
}

fn in_cell(node: Node<'_, '_>) -> bool {
    node.ancestors().any(|node| matches!(node.tag_name().name(), "tc" | "table-cell"))
}

/// A style of the built-in headings or the title; in other languages their ids keep the level.
fn is_heading(paragraph: Node<'_, '_>) -> bool {
    let Some(properties) = child(paragraph, "pPr") else { return false };
    let style = child(properties, "pStyle").and_then(|style| xml::attribute(style, "val"));
    let named = style.is_some_and(|style| {
        let style = style.to_lowercase();
        style.starts_with("heading") || matches!(&*style, "title" | "subtitle")
    });
    named || child(properties, "outlineLvl").is_some()
}

fn is_bold(run: Node<'_, '_>) -> bool {
    let bold = child(run, "rPr").and_then(|properties| child(properties, "b"));
    bold.is_some_and(|bold| {
        !xml::attribute(bold, "val").is_some_and(|value| matches!(value, "0" | "false" | "off"))
    })
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|node| node.tag_name().name() == name)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            // The type of an OpenDocument is stored as it is, so that it can be seen from outside.
            let method = if *name == "mimetype" {
                zip::CompressionMethod::Stored
            } else {
                zip::CompressionMethod::Deflated
            };
            let options = SimpleFileOptions::default().compression_method(method);
            zip.start_file(*name, options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn read(parts: &[(&str, &str)]) -> Result<Draft, Error> {
        let source = Source::from_bytes(Path::new("t.docx"), packed(parts))?;
        assert_eq!(Office.recognise(source.head()), Confidence::Certain);
        let mut drafts = Vec::new();
        Office.read(source, &mut |draft| {
            drafts.push(draft);
            Ok(())
        })?;
        Ok(drafts.remove(0))
    }

    fn turns(draft: &Draft) -> Vec<(&str, String)> {
        draft.turns.iter().map(|turn| (&*turn.label.printed, turn.text())).collect()
    }

    fn docx(body: &str) -> Result<Draft, Error> {
        let words = format!(
            "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
             xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>\
             <w:body>{body}</w:body></w:document>"
        );
        read(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &words)])
    }

    fn paragraph(runs: &str) -> String {
        format!("<w:p>{runs}</w:p>")
    }

    fn run(text: &str) -> String {
        format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
    }

    fn bold(text: &str) -> String {
        format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
    }

    #[test]
    fn words_are_read_as_they_stand_after_all_changes_were_accepted() {
        let first = bold("JANE ROE: ")
            + &run("Good morning")
            + "<w:del><w:r><w:delText> to nobody</w:delText></w:r></w:del><w:ins>"
            + &run(" to you all.")
            + "</w:ins><w:r><w:footnoteReference w:id='2'/></w:r>";
        let second = bold("JOHN POE: ") + &run("Thank you very much,<w:br/>Jane.");
        let second = second.replace("<w:br/>", "</w:t><w:br/><w:t>");
        let body = [
            paragraph(&first),
            paragraph(&run("It is raining.")),
            paragraph(&second),
            paragraph(&(bold("JANE ROE: ") + &run("Goodbye to you all."))),
        ]
        .concat();
        let draft = docx(&body).unwrap();
        let expected = [
            ("JANE ROE", "Good morning to you all.\n\nIt is raining."),
            ("JOHN POE", "Thank you very much,\nJane."),
            ("JANE ROE", "Goodbye to you all."),
        ];
        assert_eq!(turns(&draft), expected.map(|(label, text)| (label, text.to_owned())));
    }

    #[test]
    fn a_text_box_is_read_once_and_headings_are_no_speech() {
        let heading = "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>".to_owned()
            + &run("A talk about the weather")
            + "</w:p>";
        let twice = "<mc:AlternateContent><mc:Choice>".to_owned()
            + &paragraph(&(bold("JANE ROE: ") + &run("Good morning to you all.")))
            + "</mc:Choice><mc:Fallback>"
            + &paragraph(&(bold("JANE ROE: ") + &run("Good morning to you all.")))
            + "</mc:Fallback></mc:AlternateContent>";
        let last = paragraph(&(bold("JOHN POE: ") + &run("Thank you very much, Jane.")));
        let draft = docx(&(heading + &twice + &last)).unwrap();
        assert_eq!(draft.event.title.as_deref(), Some("A talk about the weather"));
        assert_eq!(draft.turns.len(), 2);
    }

    #[test]
    fn a_speaker_in_one_cell_and_the_words_in_the_next_are_a_turn() {
        let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
        let row = |name: &str, words: &str| {
            format!("<w:tr>{}{}</w:tr>", cell(&bold(name)), cell(&run(words)))
        };
        let body = format!(
            "<w:tbl>{}{}{}{}</w:tbl>",
            row("Jane Roe", "Good morning to you all, and welcome to the show."),
            row("John Poe", "Thank you very much for having me here today."),
            row("Jane Roe", "Let us begin with the weather in the north."),
            row("Kim Dee", "It will be fine by the end of the week."),
        );
        let draft = docx(&body).unwrap();
        let labels: Vec<_> = turns(&draft).into_iter().map(|(label, _)| label).collect();
        assert_eq!(labels, ["Jane Roe", "John Poe", "Jane Roe", "Kim Dee"]);
    }

    #[test]
    fn an_open_document_names_its_bold_styles() {
        let words = "<o:document-content xmlns:o='o' xmlns:t='t' xmlns:s='s' xmlns:fo='fo'>\
            <o:automatic-styles><s:style s:name='T1'><s:text-properties fo:font-weight='bold'/></s:style>\
            </o:automatic-styles><o:body><o:text>\
            <t:p><t:span t:style-name='T1'>Jane Roe:</t:span> Good<t:s/>morning to you all.</t:p>\
            <t:p><t:span t:style-name='T1'>John Poe:</t:span> Thank you very much, Jane.</t:p>\
            </o:text></o:body></o:document-content>";
        let mimetype = "application/vnd.oasis.opendocument.text";
        let draft = read(&[("mimetype", mimetype), ("content.xml", words)]).unwrap();
        assert_eq!(turns(&draft)[0], ("Jane Roe", "Good morning to you all.".to_owned()));
        assert_eq!(draft.turns.len(), 2);
    }

    #[test]
    fn a_bomb_a_spreadsheet_and_a_truncated_file_are_refused_with_the_way_out() {
        let bomb = format!("<a>{}</a>", " ".repeat(4_000_000));
        let parts = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", &*bomb)];
        let error = read(&parts).err().unwrap();
        assert!(error.to_string().contains("unpacks to more than"), "{error}");
        let sheet = [("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<a/>")];
        let error = read(&sheet).err().unwrap();
        assert!(error.to_string().contains("no word processor"), "{error}");
        assert!(error.remedy().unwrap().contains(".docx"));
        let mut half = packed(&sheet);
        half.truncate(half.len() / 2);
        let source = Source::from_bytes(Path::new("t.docx"), half).unwrap();
        assert!(Office.read(source, &mut |_| Ok(())).is_err());
    }
}
