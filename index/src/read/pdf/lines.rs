//! Glyphs → lines, page by page: a PDF says where each sign stands and nothing of words.
//!
//! Signs come in the order of the file, which is that of reading in files that programs write; it is
//! kept, so that columns stay apart. A line goes on while signs stand on its base line and to the
//! right of one another.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// A stretch of a base line. Positions are in points, from the left and from the top of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) page: usize,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    /// Height of its signs.
    pub(super) size: f64,
    pub(super) text: String,
    /// Where its first words begin and end; one more than [`FIRST_WORDS`] has no true end.
    pub(super) words: Vec<(f64, f64)>,
}

/// Words of a line whose places are kept: a number in the margin, and the first word behind it.
pub(super) const FIRST_WORDS: usize = 2;

/// Pages that are read; a book of minutes has a thousand.
const MOST_PAGES: usize = 5_000;

/// Signs that are read, in all.
const MOST_SIGNS: usize = 20_000_000;

/// Width of a sign whose font does not tell, in sizes: between that of a letter in a text and of one
/// from a typewriter, so that neither has a gap behind each.
const UNKNOWN_WIDTH: f64 = 0.5;

/// Takes the glyphs of a document and makes lines of them.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    pub(super) pages: usize,
    height: f64,
    signs: usize,
    /// Where the last sign began, and what it was.
    last: Option<(f64, String)>,
}

/// Where a sign stands.
struct Place {
    x: f64,
    y: f64,
    end: f64,
    size: f64,
}

impl Lines {
    fn sign(&mut self, place: &Place, sign: &str) {
        let page = self.pages;
        let begins = match self.lines.last() {
            Some(line) => line.page != page || !goes_on(line, place),
            None => true,
        };
        if begins {
            self.last = None;
            if sign.trim().is_empty() {
                return;
            }
            self.lines.push(Line {
                page,
                left: place.x,
                right: place.x,
                y: place.y,
                size: place.size,
                text: String::new(),
                words: Vec::new(),
            });
        }
        let line = self.lines.last_mut().expect("a line was begun");
        // Signs that are drawn twice, a hair apart, are how some programs write in bold.
        if self.last.as_ref().is_some_and(|(x, last)| {
            last == sign && !sign.trim().is_empty() && (place.x - x).abs() < 0.15 * place.size
        }) {
            return;
        }
        let gap = place.x - line.right > 0.16 * line.size;
        if (gap || sign.trim().is_empty()) && !line.text.is_empty() && !line.text.ends_with(' ') {
            line.text.push(' ');
        }
        if !sign.trim().is_empty() {
            let begins = line.text.is_empty() || line.text.ends_with(' ');
            if begins && line.words.len() <= FIRST_WORDS {
                line.words.push((place.x, place.end));
            } else if line.words.len() <= FIRST_WORDS {
                line.words.last_mut().expect("a word was begun").1 = place.end;
            }
            line.text.push_str(sign);
            line.right = line.right.max(place.end);
        }
        self.last = Some((place.x, sign.to_owned()));
    }
}

/// Whether a sign belongs to a line: on its base line, or raised or lowered close behind it.
fn goes_on(line: &Line, place: &Place) -> bool {
    let size = line.size.max(place.size);
    let down = (place.y - line.y).abs();
    let gap = place.x - line.right;
    let raised = place.size < 0.85 * line.size && gap.abs() < line.size;
    let most = if raised { 0.7 } else { 0.35 };
    down < most * size && gap > -0.6 * size
}

impl OutputDev for Lines {
    fn begin_page(
        &mut self,
        _number: u32,
        media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.pages += 1;
        self.height = media.ury;
        if self.pages > MOST_PAGES {
            return Err(too_large());
        }
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        sign: &str,
    ) -> Result<(), OutputError> {
        self.signs += 1;
        if self.signs > MOST_SIGNS {
            return Err(too_large());
        }
        // Words across the page or upwards are stamps and water marks.
        let upright = at.m12.abs() < 0.3 * at.m11.abs() && at.m11 > 0.0;
        let size = (at.m11 * at.m22).abs().sqrt() * font_size;
        let is_sign = !sign.chars().all(|c| c.is_control() || c == '\u{fffd}');
        if upright && size.is_finite() && size > 0.0 && is_sign {
            let (x, y) = (at.m31, self.height - at.m32);
            let width = if width > 0.0 { width } else { UNKNOWN_WIDTH };
            let end = x + width * font_size * at.m11;
            self.sign(&Place { x, y, end, size }, sign);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

fn too_large() -> OutputError {
    OutputError::IoError(std::io::Error::other("the document has too many pages"))
}
