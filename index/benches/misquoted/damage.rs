//! Real turns damaged in known ways, each with the verdict that RULES gives it.
//!
//! The lists here are the bench's own: what it calls a negation or a number must not be taken from
//! the program that is measured by it.

#![expect(clippy::ptr_arg, reason = "every damage has one signature, whether it needs it or not")]

use super::sample::Dice;
use super::score::Asked;
use super::span::{Stretch, Turn, core, stretch};

/// Tries for one claim before a kind is left with fewer.
const TRIES: usize = 4_000;

/// Words that bear meaning, so that a change of one is no change of wording.
const BEARING: &str = "not no never none nobody nothing neither nor nowhere without hardly barely \
    scarcely rarely seldom cannot if unless except will would shall should can could may might must \
    ought perhaps maybe possibly probably likely all some most many few every each any much several \
    both either half enough nearly almost only mostly mainly largely partly everyone everybody \
    everything someone somebody something anyone anybody anything always often sometimes usually \
    frequently occasionally majority minority least more less fewer better worse best worst greater \
    greatest bigger biggest larger largest smaller smallest higher highest lower lowest stronger \
    weaker faster slower longer shorter older newer younger earlier later latest sooner closer nearer \
    further first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth one two three four five six seven eight nine ten eleven twelve twenty \
    thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million \
    millions billion billions once twice double dozen quarter percent cent dollar dollars euro pound \
    pounds mile miles hour hours minute minutes day days week weeks month months year years decade \
    decades century today tomorrow yesterday tonight ago monday tuesday wednesday thursday friday \
    saturday sunday january february march april june july august september october november december \
    spring summer autumn winter couple pair single triple approximately roughly practically virtually \
    solely merely everywhere somewhere anywhere numerous whole superior inferior minimum maximum \
    before after over under up down in out for against with last next good bad high low right wrong \
    new old big small great large long short early late strong weak open close start end begin rise \
    fall increase decrease support win lose come go give take import export he she his her him \
    above below inside outside past future left north south east west yard inch foot feet ton tonne \
    um uh er you know mean sort kind of";

fn bears(word: &str) -> bool {
    let word = word.to_lowercase();
    let plural = word.strip_suffix('s').unwrap_or(&word);
    word.contains(|c: char| !c.is_ascii_alphabetic())
        || BEARING.split_whitespace().any(|one| one == word || one == plural)
        || word.ends_with("er")
        || word.ends_with("est")
}

/// A word that can be changed without a change of meaning by rule: in small letters, and not on the
/// list.
fn is_plain(written: &str) -> bool {
    written == core(written)
        && written.len() > 1
        && written.chars().all(|c| c.is_ascii_lowercase())
        && !bears(written)
}

/// Content words to put in the place of others; none an opposite or a form of another.
const OTHERS: &str = "table garden letter window paper river bottle kitchen music farmer engine \
    blanket carpet basket mirror candle pencil button saddle ladder hammer pillow curtain bicycle \
    orchard harvest meadow pebble lantern kettle sparrow cottage violin puzzle magnet tunnel fabric \
    harbor marble velvet copper timber canvas insect planet market bridge";

const NAMES: [&str; 10] = [
    "Iceland", "Paraguay", "Mongolia", "Cambodia", "Ottawa", "Helsinki", "Zimbabwe", "Uruguay",
    "Bolivia", "Senegal",
];

type Make = fn(&[Turn], &mut Dice) -> Option<Asked>;

/// Every kind of damage, with its share of the claims in the hundred.
const KINDS: [(&str, Make); 30] = [
    ("verbatim", |turns, dice| {
        plain(turns, dice, 4, 60).map(|s| asked(&s, s.words.join(" "), "verbatim"))
    }),
    ("typography", typography),
    ("one word dropped", |t, d| damaged(t, d, 8, &[drop])),
    ("one word replaced", |t, d| damaged(t, d, 8, &[replace])),
    ("one word added", |t, d| damaged(t, d, 8, &[add])),
    ("neighbours swapped", |t, d| damaged(t, d, 8, &[swap])),
    ("two words dropped", |t, d| damaged(t, d, 12, &[drop, drop])),
    ("two words replaced", |t, d| damaged(t, d, 12, &[replace, replace])),
    ("three words replaced", |t, d| damaged(t, d, 12, &[replace, replace, replace])),
    ("three words changed", |t, d| damaged(t, d, 12, &[drop, replace, add])),
    ("misheard", misheard),
    ("contraction written out", |t, d| rewritten(t, d, &CONTRACTED)),
    ("spelt otherwise", |t, d| rewritten(t, d, &SPELT)),
    ("number written otherwise", |t, d| rewritten(t, d, &NUMBERED)),
    ("negation dropped", |t, d| altered(t, d, without_not)),
    ("negation added", |t, d| altered(t, d, with_not)),
    ("number", |t, d| altered(t, d, other_number)),
    ("unit", |t, d| altered(t, d, |w, d| other(w, d, &UNITS))),
    ("modal", |t, d| altered(t, d, |w, d| other(w, d, &MODALS))),
    ("quantifier", |t, d| altered(t, d, |w, d| other(w, d, &QUANTIFIERS))),
    ("comparative", |t, d| altered(t, d, |w, d| other(w, d, &COMPARATIVES))),
    ("opposite", |t, d| altered(t, d, opposite)),
    ("name", |t, d| altered(t, d, other_name)),
    ("cut", cut),
    ("insertion", insertion),
    ("spliced", spliced),
    ("reversed", reversed),
    ("another's", anothers),
    ("random words", random_words),
    ("elsewhere", elsewhere),
];

/// So many claims, as many of each kind.
pub(crate) fn claims(turns: &[Turn], count: usize) -> Vec<Asked> {
    let mut claims = Vec::new();
    for (number, (class, make)) in KINDS.iter().enumerate() {
        let mut dice = Dice(0x5eed + number as u64);
        let tries = (0..TRIES * count / KINDS.len()).filter_map(|_| make(turns, &mut dice));
        claims.extend(tries.take(count / KINDS.len()).map(|mut asked| {
            asked.class = (*class).into();
            asked
        }));
    }
    claims
}

fn plain<'t>(turns: &'t [Turn], dice: &mut Dice, least: usize, most: usize) -> Option<Stretch<'t>> {
    let words = least + dice.below(most - least + 1);
    stretch(turns, words, dice)
}

fn asked(stretch: &Stretch<'_>, claim: String, verdict: &str) -> Asked {
    Asked {
        class: String::new(),
        claim,
        speaker: None,
        verdict: verdict.into(),
        turn: Some(stretch.turn.id.clone()),
        record: Some(stretch.words.join(" ")),
        deciding: Vec::new(),
    }
}

/// Capitals, dashes, quotation marks and spaces as other programs write them.
fn typography(turns: &[Turn], dice: &mut Dice) -> Option<Asked> {
    let stretch = plain(turns, dice, 6, 40)?;
    let mut claim = stretch.words.join(" ");
    claim = match dice.below(4) {
        0 => claim.to_uppercase(),
        1 => claim.replace('\'', "’").replace(' ', "\u{a0}"),
        2 => format!("“{}”", claim.replace('-', "–").replace(',', "")),
        _ => format!("> **{}** …", claim.replace(' ', "\n")),
    };
    Some(asked(&stretch, claim, "verbatim"))
}

type Damage = fn(&mut Vec<String>, &mut Dice) -> Option<Vec<String>>;

/// Inner places at which a word is plain, none beside another change.
fn place(words: &[String], dice: &mut Dice) -> Option<usize> {
    let at = 1 + dice.below(words.len().checked_sub(2)?);
    is_plain(&words[at]).then_some(at)
}

fn drop(words: &mut Vec<String>, dice: &mut Dice) -> Option<Vec<String>> {
    let at = place(words, dice)?;
    // Of a word said twice it does not matter which one is gone.
    let twin = words[at] == words[at - 1] || words[at] == words[at + 1];
    (!twin).then(|| vec![words.remove(at)])
}

fn replace(words: &mut Vec<String>, dice: &mut Dice) -> Option<Vec<String>> {
    let at = place(words, dice)?;
    let others: Vec<&str> = OTHERS.split_whitespace().collect();
    let other = (*dice.one_of(&others)).to_owned();
    Some(vec![std::mem::replace(&mut words[at], other.clone()), other])
}

fn add(words: &mut Vec<String>, dice: &mut Dice) -> Option<Vec<String>> {
    let at = place(words, dice)?;
    let others: Vec<&str> = OTHERS.split_whitespace().collect();
    let other = (*dice.one_of(&others)).to_owned();
    words.insert(at, other.clone());
    Some(vec![other])
}

fn swap(words: &mut Vec<String>, dice: &mut Dice) -> Option<Vec<String>> {
    let at = place(words, dice)?;
    let other = at + 1;
    (other + 1 < words.len() && is_plain(&words[other]) && words[at] != words[other]).then(|| {
        words.swap(at, other);
        Vec::new()
    })
}

/// Changes of wording alone.
fn damaged(turns: &[Turn], dice: &mut Dice, least: usize, damages: &[Damage]) -> Option<Asked> {
    let stretch = plain(turns, dice, least, 40)?;
    let mut words: Vec<String> = stretch.words.iter().map(|word| (*word).to_owned()).collect();
    let mut deciding = Vec::new();
    for damage in damages {
        deciding.extend(damage(&mut words, dice)?);
    }
    // Of many words any may be named, and small ones need not be.
    if damages.len() > 1 || deciding.iter().any(|word| word.len() < 4) {
        deciding.clear();
    }
    Some(Asked { deciding, ..asked(&stretch, words.join(" "), "altered-wording") })
}

/// What a machine or a tired ear hears.
const HEARD: [(&str, &str); 12] = [
    ("their", "there"),
    ("there", "their"),
    ("to", "too"),
    ("its", "it's"),
    ("affect", "effect"),
    ("then", "than"),
    ("than", "then"),
    ("whether", "weather"),
    ("principle", "principal"),
    ("council", "counsel"),
    ("site", "sight"),
    ("piece", "peace"),
];

fn misheard(turns: &[Turn], dice: &mut Dice) -> Option<Asked> {
    rewritten(turns, dice, &HEARD)
}

const CONTRACTED: [(&str, &str); 14] = [
    ("don't", "do not"),
    ("can't", "cannot"),
    ("won't", "will not"),
    ("isn't", "is not"),
    ("we're", "we are"),
    ("I'm", "I am"),
    ("they're", "they are"),
    ("we've", "we have"),
    ("didn't", "did not"),
    ("doesn't", "does not"),
    ("it's", "it is"),
    ("cannot", "can't"),
    ("wasn't", "was not"),
    ("wouldn't", "would not"),
];

const SPELT: [(&str, &str); 16] = [
    ("labour", "labor"),
    ("organisation", "organization"),
    ("programme", "program"),
    ("defence", "defense"),
    ("centre", "center"),
    ("recognise", "recognize"),
    ("favour", "favor"),
    ("behaviour", "behavior"),
    ("honour", "honor"),
    ("color", "colour"),
    ("favor", "favour"),
    ("recognize", "recognise"),
    ("organization", "organisation"),
    ("defense", "defence"),
    ("neighbours", "neighbors"),
    ("programmes", "programs"),
];

const NUMBERED: [(&str, &str); 16] = [
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("ten", "10"),
    ("twenty", "20"),
    ("2", "two"),
    ("3", "three"),
    ("5", "five"),
    ("10", "ten"),
    ("20", "twenty"),
    ("50", "fifty"),
    ("percent", "per cent"),
    ("1,000", "one thousand"),
    ("2,000", "two thousand"),
    ("100", "one hundred"),
];

/// The same words written otherwise.
fn rewritten(turns: &[Turn], dice: &mut Dice, pairs: &[(&str, &str)]) -> Option<Asked> {
    let stretch = plain(turns, dice, 8, 40)?;
    let mut words: Vec<String> = stretch.words.iter().map(|word| (*word).to_owned()).collect();
    let at = (1..words.len() - 1).find(|at| pairs.iter().any(|(from, _)| words[*at] == *from))?;
    let (_, to) = pairs.iter().find(|(from, _)| words[at] == *from)?;
    // "its" and "it's" are two words; "it's been" is "it has".
    if words[at] == "it's" && words[at + 1].ends_with(['n', 'd']) {
        return None;
    }
    words[at] = (*to).to_owned();
    Some(asked(&stretch, words.join(" "), "altered-wording"))
}

type Alter = fn(&mut Vec<String>, &mut Dice) -> Option<Vec<String>>;

/// One change of meaning.
fn altered(turns: &[Turn], dice: &mut Dice, alter: Alter) -> Option<Asked> {
    let stretch = plain(turns, dice, 8, 40)?;
    let mut words: Vec<String> = stretch.words.iter().map(|word| (*word).to_owned()).collect();
    let deciding = alter(&mut words, dice)?;
    Some(Asked { deciding, ..asked(&stretch, words.join(" "), "altered-meaning") })
}

fn without_not(words: &mut Vec<String>, _: &mut Dice) -> Option<Vec<String>> {
    let inner = 1..words.len() - 1;
    let at = inner
        .into_iter()
        .find(|at| matches!(&*words[*at], "not" | "never") || words[*at].ends_with("n't"))?;
    let word = words[at].clone();
    match word.strip_suffix("n't") {
        Some("ca" | "wo" | "sha") => return None,
        Some(rest) => words[at] = rest.to_owned(),
        None => std::mem::drop(words.remove(at)),
    }
    Some(vec!["not".into(), "never".into(), word])
}

fn with_not(words: &mut Vec<String>, _: &mut Dice) -> Option<Vec<String>> {
    let verbs =
        ["is", "are", "was", "were", "will", "would", "can", "should", "have", "has", "do", "did"];
    let at =
        (1..words.len() - 2).find(|at| verbs.contains(&&*words[*at]) && words[*at + 1] != "not")?;
    words.insert(at + 1, "not".into());
    Some(vec!["not".into()])
}

fn other_number(words: &mut Vec<String>, dice: &mut Dice) -> Option<Vec<String>> {
    let spelt = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let is_number = |word: &str| {
        spelt.contains(&word)
            || (core(word) == word && word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let at = (1..words.len() - 1).find(|at| is_number(&words[*at]))?;
    let word = words[at].clone();
    words[at] = if spelt.contains(&&*word) {
        let others: Vec<&&str> = spelt.iter().filter(|other| **other != word).collect();
        (**dice.one_of(&others)).to_owned()
    } else {
        let number: u64 = word.parse().ok()?;
        (number + 1 + dice.below(8) as u64).to_string()
    };
    Some(vec![words[at].clone(), word])
}

const UNITS: [&str; 12] = [
    "percent", "dollars", "million", "billion", "days", "weeks", "months", "years", "hours",
    "minutes", "miles", "pounds",
];
const MODALS: [&str; 6] = ["will", "would", "may", "must", "should", "could"];
const QUANTIFIERS: [&str; 8] = ["all", "some", "most", "many", "few", "every", "several", "each"];
const COMPARATIVES: [&str; 8] =
    ["more", "less", "better", "worse", "greater", "smaller", "higher", "lower"];
const OPPOSED: [(&str, &str); 12] = [
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("support", "oppose"),
    ("strong", "weak"),
    ("before", "after"),
    ("good", "bad"),
    ("win", "lose"),
    ("legal", "illegal"),
    ("possible", "impossible"),
    ("rise", "fall"),
    ("accept", "reject"),
    ("success", "failure"),
];

/// A word of a list for another of it.
fn other(words: &mut Vec<String>, dice: &mut Dice, list: &[&str]) -> Option<Vec<String>> {
    let at = (1..words.len() - 1).find(|at| list.contains(&&*words[*at]))?;
    let word = words[at].clone();
    let others: Vec<&&str> = list.iter().filter(|other| **other != word).collect();
    words[at] = (**dice.one_of(&others)).to_owned();
    Some(vec![words[at].clone(), word])
}

/// A word for its opposite.
fn opposite(words: &mut Vec<String>, _: &mut Dice) -> Option<Vec<String>> {
    let listed = |at: &usize| OPPOSED.iter().find(|(word, _)| *word == words[*at]);
    let at = (1..words.len() - 1).find(|at| listed(at).is_some())?;
    let (word, opposite) = listed(&at)?;
    words[at] = (*opposite).to_owned();
    Some(vec![(*word).to_owned(), (*opposite).to_owned()])
}

/// A name inside a sentence for another.
fn other_name(words: &mut Vec<String>, dice: &mut Dice) -> Option<Vec<String>> {
    let not_names = ["I", "I'm", "I'll", "I've", "I'd", "Mr", "Mrs", "Ms", "Your", "Honor"];
    let is_name = |at: &usize| {
        let (before, word) = (&words[at - 1], &words[*at]);
        before.ends_with(|c: char| c.is_ascii_lowercase())
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.len() > 3
            && core(word) == word.as_str()
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !not_names.contains(&&**word)
    };
    let at = (1..words.len() - 1).find(is_name)?;
    let name = (*dice.one_of(&NAMES)).to_owned();
    let word = std::mem::replace(&mut words[at], name.clone());
    Some(vec![name, word])
}

fn cut(turns: &[Turn], dice: &mut Dice) -> Option<Asked> {
    let stretch = plain(turns, dice, 14, 60)?;
    let (first, last) = (5 + dice.below(3), 5 + dice.below(3));
    let kept = stretch.words.len() - last;
    (first < kept).then_some(())?;
    let sign = *dice.one_of(&["…", "...", "[…]", "[...]"]);
    let claim =
        format!("{} {sign} {}", stretch.words[..first].join(" "), stretch.words[kept..].join(" "));
    Some(asked(&stretch, claim, "cuts"))
}

fn insertion(turns: &[Turn], dice: &mut Dice) -> Option<Asked> {
    let stretch = plain(turns, dice, 8, 40)?;
    let mut words: Vec<String> = stretch.words.iter().map(|word| (*word).to_owned()).collect();
    let pronouns = ["we", "they", "it", "he", "she", "them", "us"];
    let at = (1..words.len() - 1).find(|at| pronouns.contains(&&*words[*at]))?;
    if dice.below(2) == 0 {
        words[at] = "[the people of the town]".into();
    } else {
        words.insert(at, "[as it were]".into());
    }
    Some(asked(&stretch, words.join(" "), "insertions"))
}

/// Halves of two turns of two transcripts, without a mark between.
fn spliced(turns: &[Turn], dice: &mut Dice) -> Option<Asked> {
    let (one, other) = (plain(turns, dice, 8, 20)?, plain(turns, dice, 8, 20)?);
    let claim = format!("{} {}", one.words.join(" "), other.words.join(" "));
    let apart = one.turn.transcript != other.turn.transcript;
    apart.then(|| Asked { turn: None, record: None, ..asked(&one, claim, "stitched") })
}

/// Two stretches of one turn in the other order.
fn reversed(turns: &[Turn], dice: &mut Dice) -> Option<Asked> {
    let stretch = plain(turns, dice, 24, 60)?;
    let (first, last) = (8 + dice.below(4), 8 + dice.below(4));
    let kept = stretch.words.len() - last;
    let claim =
        format!("{} … {}", stretch.words[kept..].join(" "), stretch.words[..first].join(" "));
    Some(Asked { record: None, ..asked(&stretch, claim, "stitched") })
}

/// Words of one speaker under another's name.
fn anothers(turns: &[Turn], dice: &mut Dice) -> Option<Asked> {
    let stretch = plain(turns, dice, 12, 40)?;
    let other = dice.one_of(turns);
    let speaker =
        other.speaker.clone().filter(|name| Some(name) != stretch.turn.speaker.as_ref())?;
    let surname = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let apart =
        stretch.turn.speaker.as_deref().is_none_or(|name| surname(name) != surname(&speaker));
    let claim = stretch.words.join(" ");
    apart.then(|| Asked { speaker: Some(speaker), ..asked(&stretch, claim, "someone-else") })
}

/// Words of the corpus in an order nobody said.
fn random_words(turns: &[Turn], dice: &mut Dice) -> Option<Asked> {
    let number = 6 + dice.below(20);
    let mut words = Vec::new();
    for _ in 0..number {
        let all: Vec<&str> = dice.one_of(turns).text.split_whitespace().collect();
        let word: &&str = dice.one_of(&all);
        words.push(core(word));
    }
    Some(nobody_said(words.join(" ")))
}

/// Sentences that stand in no library: made up for the bench.
fn elsewhere(_: &[Turn], dice: &mut Dice) -> Option<Asked> {
    let who = ["The baker", "My neighbour", "An old sailor", "The gardener", "Our postman"];
    let did = ["painted", "borrowed", "polished", "measured", "repaired"];
    let what = [
        "seven wooden chairs",
        "a copper kettle",
        "the garden fence",
        "two clay pots",
        "a broken violin",
    ];
    let when = [
        "while the kettle sang",
        "before the frogs woke",
        "under a paper lantern",
        "beside the frozen pond",
    ];
    let claim = format!(
        "{} {} {} {} and whistled to the {}",
        dice.one_of(&who),
        dice.one_of(&did),
        dice.one_of(&what),
        dice.one_of(&when),
        dice.one_of(&["sparrows", "goats", "clouds", "beetles"])
    );
    Some(nobody_said(claim))
}

fn nobody_said(claim: String) -> Asked {
    Asked {
        class: String::new(),
        claim,
        speaker: None,
        verdict: "not-found".into(),
        turn: None,
        record: None,
        deciding: Vec::new(),
    }
}
