//! Which candidates are labels: evidence is weighed, no single pattern decides.
//!
//! For a label speak: that it stands often at the start of a paragraph, that it is a known voice,
//! form of address or office, that the document introduces the person, that what follows reads like
//! speech, and that other labels of the document are set in the same style. Against it: that it is a
//! key such as `Date`, that its words stand in small letters elsewhere, that a list follows.

use std::collections::{HashMap, HashSet};

use super::candidate::{Candidate, Form};
use super::lines::Line;
use super::shape::{self, Case};
use crate::read::vocabulary::{self, VOCABULARY};
use crate::text::{fold, words};

/// Points from which a label is believed.
const ENOUGH: i32 = 3;

/// What the document as a whole says.
struct Document<'t> {
    text: &'t str,
    lines: &'t [Line],
    /// Words that stand somewhere in small letters, folded.
    small: HashSet<String>,
    /// How often words stand with a capital, folded.
    capitals: HashMap<String, usize>,
    /// Whether nearly every paragraph begins with a label, as Zoom exports each line of speech.
    everywhere: bool,
}

/// How labels of one document are set: its form, bold, capitals.
type Style = (Form, bool, bool);

fn style(candidate: &Candidate) -> Style {
    (candidate.form, candidate.strong, candidate.case == Case::Capitals)
}

/// The candidates that are labels, in order. `introduced` are words by which the document's front
/// matter names people, folded.
pub(super) fn weigh(
    text: &str,
    lines: &[Line],
    candidates: Vec<Candidate>,
    introduced: &HashSet<String>,
) -> Vec<Candidate> {
    let everywhere = labelled_everywhere(lines, &candidates);
    let mut capitals = HashMap::new();
    for word in capitalised(text) {
        *capitals.entry(word).or_insert(0) += 1;
    }
    let small = small_words(text);
    let document = Document { text, lines, small, capitals, everywhere };
    let mut groups: HashMap<&str, Vec<&Candidate>> = HashMap::new();
    for candidate in &candidates {
        groups.entry(&candidate.key).or_default().push(candidate);
    }
    let scores: HashMap<&str, i32> =
        groups.iter().map(|(key, group)| (*key, alone(&document, key, group))).collect();
    let believed = |key: &str, score: i32| score >= ENOUGH && groups.contains_key(key);
    let mut head_words = introduced.clone();
    if let Some(first) = candidates.iter().find(|c| believed(&c.key, scores[c.key.as_str()])) {
        head_words.extend(capitalised(&text[..first.start]));
    }
    let first_round: HashSet<&str> = groups
        .iter()
        .filter(|(key, group)| scores[*key] + introduction(key, group, &head_words) >= ENOUGH)
        // `A.` answers only where `Q.` asks: letters count the items of lists as well.
        .filter(|(key, _)| **key != "a" || groups.contains_key("q"))
        .map(|(key, _)| *key)
        .collect();
    let family = Family::of(&groups, &first_round);
    let labels: HashSet<String> = groups
        .iter()
        .filter(|(key, group)| {
            let whole = scores[*key]
                + introduction(key, group, &head_words)
                + family.points(&document, key, group);
            whole >= ENOUGH && (**key != "a" || groups.contains_key("q"))
        })
        .map(|(key, _)| (*key).to_owned())
        .collect();
    let kept = candidates.into_iter().filter(|candidate| labels.contains(&candidate.key));
    without_cast_list(&document, without_heads(&document, kept.collect()))
}

/// `Moderator: Jane Roe, Example Institute` above the first turn says who leads, and nobody speaks
/// there: the label stands nowhere else, and what follows is a name.
fn without_heads(document: &Document<'_>, mut labels: Vec<Candidate>) -> Vec<Candidate> {
    let heads = labels
        .iter()
        .take_while(|label| {
            let after = words_after(document.text, document.lines, label);
            let name = after.split([',', ';', '(']).next().unwrap_or_default().trim();
            let same = labels.iter().filter(|other| other.key == label.key).count();
            let several = (2..=4).contains(&words(name).count());
            same == 1
                && known(&label.key) == 3
                && several
                && !ends_a_sentence(after)
                && shape::case(name).is_some_and(|case| case != Case::Handle)
        })
        .count();
    labels.drain(..heads);
    labels
}

/// Whether four paragraphs in five begin with a label and a colon.
fn labelled_everywhere(lines: &[Line], candidates: &[Candidate]) -> bool {
    let first = |index: usize| index == 0 || lines[index - 1].blank;
    let paragraphs = (0..lines.len()).filter(|index| !lines[*index].blank && first(*index)).count();
    let labelled = candidates
        .iter()
        .filter(|candidate| {
            matches!(candidate.form, Form::Colon | Form::Timed) && first(candidate.line)
        })
        .count();
    labelled >= 4 && labelled * 5 >= paragraphs * 4
}

/// What speaks for a label by itself.
fn alone(document: &Document<'_>, key: &str, group: &[&Candidate]) -> i32 {
    let bare = vocabulary::without_article(key);
    let listed = |list: &HashSet<String>| list.contains(bare) || list.contains(key);
    let common = listed(&VOCABULARY.discourse) || listed(&VOCABULARY.sentence_words);
    // `RECORDING:` in capitals is a voice, `Recording: …` the place of a file.
    let key_word =
        listed(&VOCABULARY.keys) && !(group[0].case == Case::Capitals && vocabulary::is_voice(key));
    if key_word || (common && group[0].case != Case::Capitals) {
        return -10;
    }
    let mut points = 0;
    points += known(key);
    points += i32::try_from(group.len() - 1).unwrap_or(i32::MAX).min(3);
    points +=
        if group.iter().any(|c| c.form == Form::Timed || c.start_ms.is_some()) { 3 } else { 0 };
    points += i32::from(group[0].strong);
    // A party, a place or a paper in brackets behind a name.
    points += i32::from(group[0].bracketed);
    points += i32::from(group[0].case == Case::Capitals && group[0].form != Form::Letter);
    points += match group[0].form {
        Form::Colon | Form::Timed | Form::Point | Form::Letter => 0,
        // The sign stands before speakers and before nothing else.
        Form::Circle => 3,
        Form::Dash => -1,
        Form::Strong => -2,
    };
    points -= if group[0].case == Case::Handle { 2 } else { 0 };
    let speech = group.iter().filter(|candidate| reads_like_speech(document, candidate)).count();
    points += match () {
        () if document.everywhere && group[0].form == Form::Colon => 3,
        () if speech * 2 >= group.len() => 1,
        () => -3,
    };
    points += i32::from(group.iter().any(|candidate| long(document, candidate)));
    points += full_name(document, key);
    points += unaddressed(document, key, group);
    points
}

/// What a full stop sets apart without a form of address, and one word with a capital that stands
/// once and nowhere else, must bring other evidence.
fn unaddressed(document: &Document<'_>, key: &str, group: &[&Candidate]) -> i32 {
    if known(key) > 0 || group.iter().any(|candidate| candidate.start_ms.is_some()) {
        return 0;
    }
    if group[0].form == Form::Point && !document.text[group[0].label.end..].starts_with(". –") {
        return -1;
    }
    let once = group.len() == 1 && group[0].case == Case::Title && !key.contains(' ');
    if once && document.capitals.get(key).is_none_or(|count| *count < 2) { -2 } else { 0 }
}

/// Voices, forms of address and offices are written as labels; hardly anything else begins so.
fn known(key: &str) -> i32 {
    if vocabulary::is_questioner(key) || vocabulary::is_voice(key) || vocabulary::is_chair(key) {
        return 3;
    }
    let first = key.split(' ').next().unwrap_or_default();
    let listed = |word: &str| VOCABULARY.offices.contains(word);
    if VOCABULARY.honorifics.contains(first) || key.split(' ').any(listed) { 2 } else { 0 }
}

/// A name is written with capitals wherever it stands: a label whose words all stand in small
/// letters elsewhere is likelier a common word, two words that never do are likelier a name.
fn full_name(document: &Document<'_>, key: &str) -> i32 {
    let mut count = 0;
    let mut common = 0;
    for word in key.split(' ').filter(|word| !VOCABULARY.particles.contains(*word)) {
        count += 1;
        common += usize::from(document.small.contains(word));
    }
    match (count, common) {
        (2..=4, 0) => 1,
        (_, common) if common == count && known(key) == 0 => -3,
        _ => 0,
    }
}

fn introduction(key: &str, group: &[&Candidate], introduced: &HashSet<String>) -> i32 {
    let named = |word: &&str| {
        !VOCABULARY.offices.contains(*word)
            && !VOCABULARY.honorifics.contains(*word)
            && word.len() > 1
    };
    let mut names = key.split(' ').filter(named).peekable();
    if names.peek().is_some() && names.all(|word| introduced.contains(word)) {
        return 2;
    }
    // Initials of somebody whom the front matter names.
    let initials = group[0].case == Case::Capitals && (2..=4).contains(&key.len());
    if initials && introduced.contains(&format!("={key}")) { 2 } else { 0 }
}

/// The styles of the labels that are believed by themselves.
struct Family<'g> {
    styles: HashMap<Style, usize>,
    last_words: HashSet<&'g str>,
    /// Initials of the labels that are full names.
    initials: HashSet<String>,
}

impl<'g> Family<'g> {
    fn of(groups: &HashMap<&'g str, Vec<&Candidate>>, believed: &HashSet<&'g str>) -> Self {
        let mut styles = HashMap::new();
        for key in believed {
            for candidate in &groups[key] {
                *styles.entry(style(candidate)).or_insert(0) += 1;
            }
        }
        let last_words =
            believed.iter().flat_map(|key| key.split(' ')).filter(|word| word.len() > 2).collect();
        let initials = believed
            .iter()
            .filter(|key| (2..=4).contains(&key.split(' ').count()))
            .map(|key| key.split(' ').filter_map(|word| word.chars().next()).collect())
            .collect();
        Self { styles, last_words, initials }
    }

    /// For a label that is set as the believed ones are, or names one of them in another way.
    fn points(&self, document: &Document<'_>, key: &str, group: &[&Candidate]) -> i32 {
        let set = self.styles.get(&style(group[0])).copied().unwrap_or(0);
        let starts = group.iter().filter(|candidate| starts_paragraph(document, candidate)).count();
        let mut points = match set {
            _ if starts * 2 < group.len() => 0,
            0 => 0,
            1 => i32::from(full_name(document, key) > 0),
            2 => 1,
            _ => 2,
        };
        if group[0].case == Case::Capitals && self.initials.contains(key) {
            points += 2;
        }
        if key.rsplit(' ').next().is_some_and(|last| self.last_words.contains(last)) {
            points += 1;
        }
        points
    }
}

/// An empty line stands before it, or the line before ends a sentence.
fn starts_paragraph(document: &Document<'_>, candidate: &Candidate) -> bool {
    let Some(before) = candidate.line.checked_sub(1).map(|index| &document.lines[index]) else {
        return true;
    };
    let words = before.span.of(document.text).trim_end();
    before.blank
        || words.ends_with(['.', '?', '!', ':', '”', '"', ')', ']', '…', '-', '—', '。', '*'])
}

/// What stands behind a label; the next line, where the label stands alone.
pub(super) fn words_after<'t>(text: &'t str, lines: &[Line], candidate: &Candidate) -> &'t str {
    let line = &lines[candidate.line];
    let here = text[candidate.text.min(line.span.end)..line.span.end].trim();
    if !here.is_empty() {
        return here;
    }
    lines[candidate.line + 1..]
        .iter()
        .take(3)
        .find(|line| !line.blank)
        .map_or("", |line| line.span.of(text).trim())
}

/// Begins as a sentence does, and goes on for a few words or ends as one.
fn reads_like_speech(document: &Document<'_>, candidate: &Candidate) -> bool {
    let after = words_after(document.text, document.lines, candidate);
    let begins = after.trim_start_matches(|c: char| "*_[(\"“‘'«„–—-… .<".contains(c));
    if after.is_empty()
        || after.starts_with("<http")
        || begins.starts_with("http")
        || begins.starts_with("www.")
    {
        return false;
    }
    let upper = begins.starts_with(|c: char| !c.is_lowercase());
    if !upper && candidate.start_ms.is_none() && begins.len() == after.len() {
        return false;
    }
    ends_a_sentence(after) || words(after).take(5).count() == 5 || goes_on(document, candidate)
}

/// The paragraph has another line, and that is no label: a line break inside a sentence.
fn goes_on(document: &Document<'_>, candidate: &Candidate) -> bool {
    let line = &document.lines[candidate.line];
    let is_beside = candidate.text < line.span.end;
    let next = document.lines.get(candidate.line + 1).filter(|next| !next.blank);
    let next = next.map(|next| next.span.of(document.text).trim());
    is_beside && next.is_some_and(|next| ends_a_sentence(next) && !next.contains(':'))
}

fn ends_a_sentence(words: &str) -> bool {
    words
        .trim_end_matches(|c: char| c.is_whitespace() || "\"”’')]*_»".contains(c))
        .ends_with(['.', '?', '!', '…', '-', '—', '–', '。', '？', '！'])
}

/// Nobody sets a list entry or a key before so many words.
fn long(document: &Document<'_>, candidate: &Candidate) -> bool {
    words_after(document.text, document.lines, candidate).len() > 160
}

/// A list of who is present, `JANE ROE: Minister of …`, stands before the first turn in the same
/// style as the turns: its entries end no sentence and stand close together.
fn without_cast_list(document: &Document<'_>, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let starts: HashSet<usize> = candidates.iter().map(|candidate| candidate.line).collect();
    let mut speech_begins = 0;
    for candidate in &candidates {
        let after = words_after(document.text, document.lines, candidate);
        let entry = !after.is_empty()
            && !ends_a_sentence(after)
            && words(after).take(16).count() < 16
            && (speech_begins > 0
                || next_line(document, candidate).is_some_and(|line| starts.contains(&line)));
        if !entry {
            break;
        }
        speech_begins += 1;
    }
    let repeated = |candidate: &Candidate| {
        candidates[speech_begins..].iter().any(|later| later.key == candidate.key)
    };
    let cast: HashSet<usize> = candidates[..speech_begins]
        .iter()
        .filter(|candidate| repeated(candidate))
        .map(|candidate| candidate.start)
        .collect();
    candidates.into_iter().filter(|candidate| !cast.contains(&candidate.start)).collect()
}

/// The next line on which something stands.
fn next_line(document: &Document<'_>, candidate: &Candidate) -> Option<usize> {
    (candidate.line + 1..document.lines.len()).find(|line| !document.lines[*line].blank)
}

/// Words that stand in small letters, folded.
pub(super) fn small_words(text: &str) -> HashSet<String> {
    words(text)
        .map(|span| span.of(text))
        .filter(|word| word.starts_with(char::is_lowercase))
        .map(|word| fold::word(word).into_owned())
        .collect()
}

/// Words that stand with a capital, folded.
pub(super) fn capitalised(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text)
        .map(|span| span.of(text))
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()))
        .map(|word| fold::word(word).into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::Prose;
    use crate::transcript::Draft;

    fn labels(text: &str) -> Vec<String> {
        let mut draft = Draft::default();
        Prose::plain(text).read_into(&mut draft);
        draft.turns.into_iter().map(|turn| turn.label.printed).collect()
    }

    #[test]
    fn a_word_that_sets_a_sentence_going_is_no_label() {
        let text = "Jane Roe: Let me make three points here today.\n\nFirst: we need more money for schools.\n\n\
            Note: this is not a joke at all.\n\nSchools: they need it.\n\nJohn Poe: Thank you, Jane. That was clear.\n\n\
            Jane Roe: You are welcome, John.\n";
        assert_eq!(labels(text), ["Jane Roe", "John Poe", "Jane Roe"]);
    }

    #[test]
    fn a_full_stop_ends_labels_in_capitals_and_those_of_french_reports() {
        let text = "CHAIR ROE. Good afternoon. Let me comment on the decision.\n\nADA LEE. Thank you. What did you see?\n\n\
            CHAIR ROE. So we saw that the system is sound.\n\nJAN POE. Jan Poe, of a paper. Why not pause?\n\nCHAIR ROE. We did consider that.\n";
        assert_eq!(labels(text), ["CHAIR ROE", "ADA LEE", "CHAIR ROE", "JAN POE", "CHAIR ROE"]);
        let text = "M. le président. La parole est à M. le ministre.\n\nM. Jean Roe, ministre de l'économie. Monsieur le président, je vous remercie.\n\n\
            Mme Poe. Monsieur le ministre, vous n'avez pas répondu.\n\nM. le président. La parole est à Mme Poe.\n";
        let expected = [
            "M. le président",
            "M. Jean Roe, ministre de l'économie",
            "Mme Poe",
            "M. le président",
        ];
        assert_eq!(labels(text), expected);
    }

    #[test]
    fn a_recording_in_capitals_is_a_voice() {
        let text = "JANE ROE: Let us hear it now, if we may.\n\nRECORDING: We are winning in the west.\n\n\
            JANE ROE: So that was it.\n\nJOHN POE: Yes, Jane, that was it.\n";
        assert_eq!(labels(text), ["JANE ROE", "RECORDING", "JANE ROE", "JOHN POE"]);
    }

    #[test]
    fn a_list_of_who_is_present_is_no_speech() {
        let text = "JANE ROE: Minister of Defence\nJOHN POE: Editor\n\nJANE ROE: Good morning to all of you.\n\nJOHN POE: Good morning, Minister.\n";
        assert_eq!(labels(text), ["JANE ROE", "JOHN POE"]);
    }
}
