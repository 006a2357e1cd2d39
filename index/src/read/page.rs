//! The text of a part of a page: blocks as paragraphs, line breaks, bold stretches, headings.

use dom_query::NodeRef;

use super::prose::LabelPlace;
use crate::text::Span;

/// The extracted text of a part of a page, of which every paragraph is a stretch.
pub(super) struct Page<'d> {
    pub(super) text: String,
    pub(super) strong: Vec<Span>,
    pub(super) headings: Vec<Span>,
    /// The text nodes with where their words begin, in order.
    nodes: Vec<(usize, NodeRef<'d>)>,
}

/// Elements whose words nobody said, wherever they stand.
const CHROME: &[&str] = &[
    "script", "style", "noscript", "nav", "footer", "aside", "form", "button", "select", "svg",
    "iframe", "template", "head", "object", "video", "audio", "canvas", "input", "textarea",
    "dialog",
];

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "tr",
    "table",
    "tbody",
    "section",
    "article",
    "main",
    "header",
    "blockquote",
    "pre",
    "hr",
    "figure",
    "figcaption",
    "address",
    "center",
    "body",
    "html",
    "details",
    "summary",
    "fieldset",
];

/// The text of a node and all below it. Walks without recursion: pages can be nested without bound.
pub(super) fn text<'d>(root: &NodeRef<'d>) -> Page<'d> {
    let mut page =
        Page { text: String::new(), strong: Vec::new(), headings: Vec::new(), nodes: Vec::new() };
    let mut stack: Vec<Step<'d>> = vec![Step::Enter(*root, false)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Enter(node, pre) => page.enter(node, pre, &mut stack),
            Step::Leave(name, start) => page.leave(name, start),
        }
    }
    let end = page.text.trim_end().len();
    page.text.truncate(end);
    for spans in [&mut page.strong, &mut page.headings] {
        spans.retain(|span| span.start < end);
        spans.iter_mut().for_each(|span| span.end = span.end.min(end));
    }
    page
}

enum Step<'d> {
    /// A node, and whether its white space counts.
    Enter(NodeRef<'d>, bool),
    /// The end of an element, and where its words began.
    Leave(Ending, usize),
}

#[derive(Clone, Copy)]
enum Ending {
    Block,
    Heading,
    Strong,
    Cell,
}

impl<'d> Page<'d> {
    fn enter(&mut self, node: NodeRef<'d>, pre: bool, stack: &mut Vec<Step<'d>>) {
        if node.is_text() {
            self.nodes.push((self.text.len(), node));
            if pre {
                self.push_pre(&node.text())
            } else {
                self.push_words(&node.text())
            }
            return;
        }
        let name = node.node_name().map(|name| name.to_lowercase()).unwrap_or_default();
        if CHROME.contains(&&*name) || is_hidden(&node) {
            return;
        }
        match &*name {
            "br" => self.push_break(),
            _ if BLOCKS.contains(&&*name) => self.end_block(),
            _ => {}
        }
        let ending = match &*name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Ending::Heading),
            "b" | "strong" | "cite" => Some(Ending::Strong),
            "td" | "th" => Some(Ending::Cell),
            _ if BLOCKS.contains(&&*name) => Some(Ending::Block),
            _ => None,
        };
        if let Some(ending) = ending {
            stack.push(Step::Leave(ending, self.text.len()));
        }
        let pre = pre || name == "pre";
        stack.extend(node.children_it(true).map(|child| Step::Enter(child, pre)));
    }

    fn leave(&mut self, ending: Ending, start: usize) {
        let words = &self.text[start..];
        let span = Span::new(start, start + words.len()).trimmed(&self.text);
        match ending {
            Ending::Strong if !span.is_empty() => match self.strong.last_mut() {
                // `<b>JANE</b><b> ROE:</b>` and `<b><strong>…` are one stretch.
                Some(last)
                    if self.text[last.end..span.start.max(last.end)].trim().is_empty()
                        && !self.text[last.end..span.start.max(last.end)].contains('\n') =>
                {
                    last.start = last.start.min(span.start);
                    last.end = last.end.max(span.end);
                }
                _ => self.strong.push(span),
            },
            Ending::Heading => {
                if !span.is_empty() {
                    self.headings.push(span);
                }
                self.end_block();
            }
            Ending::Block => self.end_block(),
            Ending::Cell => self.push_words(" "),
            Ending::Strong => {}
        }
    }

    /// Words with white space as a browser shows it.
    fn push_words(&mut self, words: &str) {
        for character in words.chars() {
            if character.is_whitespace() {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else if character != '\u{ad}' && character != '\u{200b}' {
                self.text.push(character);
            }
        }
    }

    fn push_pre(&mut self, words: &str) {
        self.text.push_str(&words.replace("\r\n", "\n").replace('\r', "\n"));
    }

    fn push_break(&mut self) {
        self.trim_spaces();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn end_block(&mut self) {
        self.trim_spaces();
        while !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn trim_spaces(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.is_element()
        && (node.has_attr("hidden")
            || node.attr("aria-hidden").is_some_and(|value| &*value == "true")
            || node.attr("role").is_some_and(|role| {
                matches!(&*role, "navigation" | "banner" | "contentinfo" | "search")
            })
            || node
                .attr("style")
                .is_some_and(|style| style.replace(' ', "").contains("display:none")))
}

/// The smallest part of the page that holds all the labels and the words behind them; none where
/// there are too few to tell.
pub(super) fn around<'d>(page: &Page<'d>, labels: &[LabelPlace]) -> Option<NodeRef<'d>> {
    let [first, .., _] = labels else { return None };
    let mut common: Vec<NodeRef<'d>> = path(page.node_at(first.label.start)?);
    for label in labels {
        let other = path(page.node_at(label.label.start)?);
        let same =
            common.iter().zip(&other).take_while(|(left, right)| left.id == right.id).count();
        common.truncate(same);
    }
    // An inline element or a paragraph that holds every label holds them before line breaks; the words
    // of the last label may go on behind it.
    while common.last().is_some_and(|node| {
        let name = node.node_name().map(|name| name.to_lowercase()).unwrap_or_default();
        !BLOCKS.contains(&&*name)
            || matches!(
                &*name,
                "p" | "h1" | "h2" | "h3" | "h4" | "li" | "dt" | "tr" | "dl" | "ul" | "ol"
            )
    }) {
        common.pop();
    }
    common.pop()
}

/// From the root down to the node.
fn path<'d>(node: &NodeRef<'d>) -> Vec<NodeRef<'d>> {
    let mut path = node.ancestors(None);
    path.reverse();
    path
}

impl<'d> Page<'d> {
    /// The text node in which a place of the text stands.
    fn node_at(&self, at: usize) -> Option<&NodeRef<'d>> {
        let index = self.nodes.partition_point(|(start, _)| *start <= at);
        self.nodes.get(index.checked_sub(1)?).map(|(_, node)| node)
    }
}
