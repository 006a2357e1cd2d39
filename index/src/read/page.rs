//! The text of a part of a page: blocks as paragraphs, line breaks, bold stretches, headings.

use dom_query::NodeRef;

use super::flow::Flow;
use super::prose::LabelPlace;

/// The extracted text of a part of a page.
pub(super) struct Page<'d> {
    pub(super) flow: Flow,
    /// The text nodes with where their words begin, in order.
    nodes: Vec<(usize, NodeRef<'d>)>,
}

/// Elements whose words nobody said, wherever they stand.
const CHROME: &[&str] = &[
    "script", "style", "noscript", "nav", "footer", "aside", "form", "button", "select", "svg",
    "iframe", "template", "head", "object", "video", "audio", "canvas", "input", "textarea",
    "dialog",
];

/// Those of them that a page does not show, so that a search on it goes on over them.
const UNSEEN: &[&str] = &["script", "style", "noscript", "template", "head"];

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
    let mut page = Page { flow: Flow::default(), nodes: Vec::new() };
    let mut stack: Vec<Step<'d>> = vec![Step::Enter(*root, false)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Enter(node, pre) => page.enter(node, pre, &mut stack),
            Step::Leave(name, start) => page.leave(name, start),
        }
    }
    page.flow.finish();
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
    /// A block that its class calls a speaker.
    Speaker,
    /// Of a row of two or three: a name may stand in it, and the words in the next.
    FirstCell,
}

impl<'d> Page<'d> {
    fn enter(&mut self, node: NodeRef<'d>, pre: bool, stack: &mut Vec<Step<'d>>) {
        if node.is_text() {
            self.nodes.push((self.flow.text.len(), node));
            if pre {
                self.flow.push_pre(&node.text())
            } else {
                self.flow.push_words(&node.text())
            }
            return;
        }
        let name = node.node_name().map(|name| name.to_lowercase()).unwrap_or_default();
        if CHROME.contains(&&*name) || is_hidden(&node) {
            if is_shown(&name, &node) {
                self.flow.push_gap();
            }
            return;
        }
        match &*name {
            "br" => self.flow.push_break(),
            _ if BLOCKS.contains(&&*name) => self.flow.end_block(),
            _ => {}
        }
        let ending = match &*name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Ending::Heading),
            "b" | "strong" | "cite" => Some(Ending::Strong),
            "div" | "p" if is_speaker(&node) => Some(Ending::Speaker),
            _ if is_speaker(&node) => Some(Ending::Strong),
            "td" | "th" if is_first_of_few(&node) => Some(Ending::FirstCell),
            "td" | "th" => Some(Ending::Cell),
            _ if BLOCKS.contains(&&*name) => Some(Ending::Block),
            _ => None,
        };
        if let Some(ending) = ending {
            stack.push(Step::Leave(ending, self.flow.text.len()));
        }
        let pre = pre || name == "pre" || keeps_white_space(&node);
        stack.extend(node.children_it(true).map(|child| Step::Enter(child, pre)));
    }

    fn leave(&mut self, ending: Ending, start: usize) {
        match ending {
            Ending::Strong => self.flow.end_strong(start),
            Ending::Heading => self.flow.end_heading(start),
            Ending::Block => self.flow.end_block(),
            Ending::Cell => self.flow.push_gap(),
            Ending::FirstCell => self.flow.push_break(),
            Ending::Speaker => {
                self.flow.end_strong(start);
                self.flow.end_block();
            }
        }
    }
}

/// Whether the class of an element says that it names a speaker.
fn is_speaker(node: &NodeRef<'_>) -> bool {
    const NAMES: &[&str] =
        &["speaker", "speaker-name", "speakername", "speaker_name", "transcript-speaker"];
    let class = node.attr("class");
    class.is_some_and(|class| {
        class.split_whitespace().any(|name| NAMES.contains(&&*name.to_lowercase()))
    })
}

fn is_first_of_few(cell: &NodeRef<'_>) -> bool {
    let is_cell = |node: &NodeRef<'_>| {
        node.node_name().is_some_and(|name| matches!(&*name.to_lowercase(), "td" | "th"))
    };
    let Some(row) = cell.parent() else { return false };
    let mut cells = row.children_it(false).filter(is_cell);
    cells.next().is_some_and(|first| first.id == cell.id) && (1..=2).contains(&cells.count())
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.is_element()
        && (is_undisplayed(node)
            || node.attr("aria-hidden").is_some_and(|value| &*value == "true")
            || node.attr("role").is_some_and(|role| {
                matches!(&*role, "navigation" | "banner" | "contentinfo" | "search")
            }))
}

fn is_undisplayed(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden") || style(node).contains("display:none")
}

/// Whether a page shows, in the midst of words, an element that is not read.
fn is_shown(name: &str, node: &NodeRef<'_>) -> bool {
    !UNSEEN.contains(&name) && !is_undisplayed(node)
}

/// `white-space: pre-wrap` and its like: what a line end parts is no stretch on the page.
fn keeps_white_space(node: &NodeRef<'_>) -> bool {
    let style = style(node);
    style.contains("white-space:pre") || style.contains("white-space:break-spaces")
}

fn style(node: &NodeRef<'_>) -> String {
    node.attr("style").map(|style| style.replace(' ', "").to_lowercase()).unwrap_or_default()
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
