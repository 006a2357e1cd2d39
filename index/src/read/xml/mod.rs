//! XML of parliaments and archives: one document a file, one small module a schema.
//!
//! All are parsed into a bounded tree; entities of the document's own DTD are resolved, external
//! ones refused. The extracted text is that of each paragraph with white space as one space.

mod akoma_ntoso;
mod hansard;
mod releases;
mod tei;
mod they_work_for_you;

use roxmltree::{Document, Node, ParsingOptions};

pub(super) use akoma_ntoso::AkomaNtoso;
pub(super) use hansard::Hansard;
pub(super) use releases::Releases;
pub(super) use tei::Tei;
pub(super) use they_work_for_you::TheyWorkForYou;

use super::{Confidence, Fault, Head};

/// Nodes of a document: a day of a parliament with word annotation has two million.
const NODES: u32 = 8_000_000;

/// Elements inside each other: no schema of speech comes near, and walking deeper costs a stack.
const DEPTH: usize = 256;

/// Parses a document within bounds.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Fault> {
    check_depth(text)?;
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| Fault {
        line: error.pos().row,
        message: format!("is no XML that can be read: {error}"),
    })
}

/// Counts open elements roughly, before anything walks them.
fn check_depth(text: &str) -> Result<(), Fault> {
    let (mut depth, mut line) = (0_usize, 1);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' => line += 1,
            b'<' => match bytes.get(at + 1) {
                Some(b'/') => depth = depth.saturating_sub(1),
                Some(next) if next.is_ascii_alphabetic() => depth += 1,
                _ => {}
            },
            b'/' if bytes.get(at + 1) == Some(&b'>') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            let message = format!("elements stand more than {DEPTH} deep inside each other");
            return Err(Fault { line, message });
        }
    }
    Ok(())
}

/// Certain when the beginning has this element, as the root or soon after it.
fn has_element(head: Head<'_>, names: &[&str]) -> Confidence {
    let start = head.text.trim_start();
    if !start.starts_with('<') {
        return Confidence::No;
    }
    let found = names.iter().any(|name| {
        start.match_indices(name).any(|(at, _)| {
            let after = start[at + name.len()..].chars().next();
            start[..at].ends_with(['<', ':']) && after.is_none_or(|c| c.is_whitespace() || c == '>')
        })
    });
    if found { Confidence::Certain } else { Confidence::No }
}

/// The words of a node, white space as one space, without what `skipped` names.
fn words(node: Node<'_, '_>, skipped: &[&str]) -> String {
    let mut text = String::new();
    push_words(node, skipped, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push_words(node: Node<'_, '_>, skipped: &[&str], text: &mut String) {
    for child in node.children() {
        if child.is_text() {
            text.push_str(child.text().unwrap_or_default());
        } else if child.is_element() && !skipped.contains(&child.tag_name().name()) {
            if matches!(child.tag_name().name(), "br" | "lb" | "eol" | "pb") {
                text.push(' ');
            }
            push_words(child, skipped, text);
        }
    }
}

/// The line on which a node begins.
fn line(document: &Document<'_>, node: Node<'_, '_>) -> u32 {
    document.text_pos_at(node.range().start).row
}

/// The first element below with this name.
fn find<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.descendants().find(|node| node.tag_name().name() == name)
}

/// An attribute by its local name, whatever its namespace, without white space around it.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value().trim())
}

/// A label as printed, without the sign that ends it.
fn label_words(text: &str) -> String {
    text.trim()
        .trim_end_matches(['-', '—', '–', ' ', '\u{a0}'])
        .trim_end_matches([':', '.', ' ', '\u{a0}'])
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bombs_are_refused_with_a_line() {
        let mut dtd = String::from("<!DOCTYPE a [<!ENTITY e0 \"xxxxxxxxxx\">\n");
        for level in 1..12 {
            let body = format!("&e{};", level - 1).repeat(10);
            dtd.push_str(&format!("<!ENTITY e{level} \"{body}\">\n"));
        }
        let bomb = format!("{dtd}]><a>&e11;</a>");
        assert!(parse(&bomb).is_err());
        let deep = format!("<a>\n{}", "<b>".repeat(100_000));
        assert_eq!(parse(&deep).err().unwrap().line, 2);
        let external = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
        assert!(parse(external).is_err());
    }

    #[test]
    fn a_label_ends_before_its_sign() {
        for text in ["Jane Roe:", "El señor ROE (Presidente).- ", "Jane Roe.", "Mr Roe :"] {
            assert!(
                label_words(text).ends_with(char::is_alphanumeric)
                    || label_words(text).ends_with(')'),
                "{text}"
            );
        }
    }
}
