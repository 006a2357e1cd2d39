//! Which turns a misquoted claim may have come from.
//!
//! A changed, dropped or added word breaks a phrase, and BM25 over all words of a claim walks the
//! postings of every common one. So only the *anchors* are walked: the claim's rarest words, as many
//! as a budget of postings buys, at least two of every stretch of twelve words, that the second half
//! of a splice is found as well. A turn counts the anchors that stand in it at about the claim's
//! distances. It proposes; alignment decides.

use std::collections::HashMap;

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::columns::Admission;
use super::{Error, Record, Snapshot};
use crate::query::Filters;
use crate::speaker::SaidBy;
use crate::transcript::Scope;

/// How far it is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Postings of all anchors together. The two rarest of a stretch are walked up to as many again.
    pub(crate) postings: u64,
    /// Turns proposed for the claim as a whole.
    pub(crate) turns: usize,
}

impl Look {
    /// Finds nearly every misquotation, in about a millisecond over half a million turns.
    pub(crate) const QUICK: Self = Self { postings: 20_000, turns: 24 };
    /// Among the turns of one speaker, which are few.
    pub(crate) const OF_SPEAKER: Self = Self { postings: 60_000, turns: 12 };
    /// For claims of common words, when nothing else has found anything.
    pub(crate) const LONG: Self = Self { postings: 300_000, turns: 40 };
}

/// A turn of one snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place(DocAddress);

/// Turns that a claim may have come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Likely {
    /// For the claim as a whole, the likeliest first, each with the share of the anchors' weight that
    /// stands there as in the claim.
    pub(crate) whole: Vec<(Place, f32)>,
    /// For single stretches of it, none of which is among those.
    pub(crate) parts: Vec<Place>,
}

/// Words of a stretch that keeps anchors of its own.
const STRETCH: usize = 12;

/// Anchors of a stretch that are walked whatever they cost, up to the budget again.
const LEAST_OF_STRETCH: usize = 2;

/// Anchors of a stretch: more tell no more.
const MOST_OF_STRETCH: usize = 6;

/// Turns whose words' places are looked at for each stretch, and turns proposed for it.
const LOOKED_AT_OF_STRETCH: usize = 12;
const OF_STRETCH: usize = 3;

/// Turns whose words' places are looked at, for each that is proposed.
const LOOKED_AT: usize = 4;

/// How far anchors may be shifted against each other and still stand as in the claim: a word or two
/// dropped or put in every few.
const SHIFT: i64 = 6;

/// What anchors that stand elsewhere in the turn count, as beyond a cut.
const ELSEWHERE: f32 = 0.4;

/// A rare word of the claim.
struct Anchor {
    word: String,
    /// Its places in the claim.
    places: Vec<u32>,
    stretch: usize,
    postings: u64,
    weight: f32,
}

/// A turn with the weight of the anchors in it.
#[derive(Clone, Copy)]
struct Weighed {
    address: DocAddress,
    weight: f32,
}

impl Snapshot {
    /// Turns in which the rarest of these folded words stand at about their distances.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn likely(
        &self,
        scope: &Scope,
        folded: &[String],
        speakers: Option<&SaidBy>,
        look: Look,
    ) -> Result<Likely, Error> {
        let mut admission = Admission::of(scope, self.lies_within(scope), &Filters::default());
        if let Some(said_by) = speakers
            && said_by.labels.is_empty()
        {
            let ids = said_by.people.iter().map(|id| id.as_str().to_owned());
            admission.speakers = Some(ids.collect());
        }
        let stretches = folded.len().div_ceil(STRETCH).max(1);
        let anchors = self.anchors(folded, stretches, look.postings)?;
        if anchors.is_empty() {
            return Ok(Likely::default());
        }
        let mut proposed = Proposed::default();
        for (number, segment) in (0..).zip(self.searcher.segment_readers()) {
            let columns = &self.columns[number as usize];
            let gate = admission.within(segment, columns)?;
            let counts = |turn: DocId| gate.admits(turn);
            let weighing = Weighing { segment, text: self.fields.text, anchors: &anchors };
            proposed.add(number, weighing, (stretches, look), counts)?;
        }
        self.placed(proposed, &anchors, look)
    }

    /// The turn at a place.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn at(&self, place: Place) -> Result<Record, Error> {
        self.record(place.0)
    }

    /// The rarest words of each stretch that a budget of postings buys.
    fn anchors(
        &self,
        folded: &[String],
        stretches: usize,
        budget: u64,
    ) -> Result<Vec<Anchor>, Error> {
        let mut places: HashMap<&str, Vec<u32>> = HashMap::new();
        for (place, word) in (0..).zip(folded) {
            places.entry(word).or_default().push(place);
        }
        let turns = self.searcher.num_docs().max(1) as f32;
        let mut of_stretch: Vec<Vec<Anchor>> = (0..stretches).map(|_| Vec::new()).collect();
        for (word, places) in places {
            let term = Term::from_field_text(self.fields.text, word);
            let postings = self.searcher.doc_freq(&term)?;
            if postings > 0 {
                let stretch = places[0] as usize / STRETCH;
                let weight = (1.0 + turns / postings as f32).ln();
                let word = word.to_owned();
                of_stretch[stretch].push(Anchor { word, places, stretch, postings, weight });
            }
        }
        for anchors in &mut of_stretch {
            anchors.sort_by(|a, b| (a.postings, &a.word).cmp(&(b.postings, &b.word)));
            anchors.reverse();
        }
        let (mut bought, mut spent) = (Vec::new(), 0);
        for round in 0..MOST_OF_STRETCH {
            let most = if round < LEAST_OF_STRETCH { 2 * budget } else { budget };
            for anchors in &mut of_stretch {
                match anchors.pop() {
                    Some(anchor) if spent + anchor.postings <= most => {
                        spent += anchor.postings;
                        bought.push(anchor);
                    }
                    // What comes after it is commoner still.
                    Some(_) => anchors.clear(),
                    None => {}
                }
            }
        }
        Ok(bought)
    }

    /// The proposed turns by how the anchors stand in them.
    fn placed(&self, proposed: Proposed, anchors: &[Anchor], look: Look) -> Result<Likely, Error> {
        let all: f32 = anchors.iter().map(|anchor| anchor.weight).sum();
        let mut whole = best(proposed.whole, look.turns * LOOKED_AT);
        self.weigh_by_place(&mut whole, anchors, |_| true)?;
        let whole: Vec<(Place, f32)> = best(whole, look.turns)
            .into_iter()
            .map(|turn| (Place(turn.address), turn.weight / all))
            .collect();
        let mut parts = Vec::new();
        for (number, mut turns) in proposed.stretches.into_iter().enumerate() {
            turns.retain(|turn| whole.iter().all(|(place, _)| place.0 != turn.address));
            let is_of = |anchor: &Anchor| anchor.stretch == number;
            self.weigh_by_place(&mut turns, anchors, is_of)?;
            // A single word stands anywhere.
            let rarest = anchors.iter().filter(|anchor| is_of(anchor)).map(|anchor| anchor.weight);
            let bar = rarest.fold(0.0, f32::max) * (1.0 + ELSEWHERE);
            turns.retain(|turn| turn.weight > bar);
            parts.extend(best(turns, OF_STRETCH).into_iter().map(|turn| Place(turn.address)));
        }
        parts.sort_unstable();
        parts.dedup();
        Ok(Likely { whole, parts })
    }

    /// Weighs turns by the places of some of the anchors in them.
    fn weigh_by_place(
        &self,
        turns: &mut [Weighed],
        anchors: &[Anchor],
        counts: impl Fn(&Anchor) -> bool,
    ) -> Result<(), Error> {
        turns.sort_unstable_by_key(|turn| turn.address);
        let same_segment =
            |a: &Weighed, b: &Weighed| a.address.segment_ord == b.address.segment_ord;
        for turns in turns.chunk_by_mut(same_segment) {
            let segment = self.searcher.segment_reader(turns[0].address.segment_ord);
            let weighing = Weighing { segment, text: self.fields.text, anchors };
            let mut postings = weighing.opened(&counts)?;
            for turn in turns {
                turn.weight = as_in_claim(&mut postings, anchors, turn.address.doc_id);
            }
        }
        Ok(())
    }
}

/// Turns by weight, for the claim and for each of its stretches, before their words' places are
/// looked at.
#[derive(Default)]
struct Proposed {
    whole: Vec<Weighed>,
    stretches: Vec<Vec<Weighed>>,
}

type Opened = Option<Box<dyn Postings>>;

impl Proposed {
    /// Weighs the turns of one segment that count.
    fn add(
        &mut self,
        number: u32,
        weighing: Weighing<'_>,
        (stretches, look): (usize, Look),
        counts: impl Fn(DocId) -> bool,
    ) -> tantivy::Result<()> {
        self.stretches.resize_with(stretches, Vec::new);
        let turns = weighing.segment.max_doc() as usize;
        let (mut whole, mut of_stretch) = (vec![0.0_f32; turns], vec![0.0_f32; turns]);
        let mut all_touched: Vec<DocId> = Vec::new();
        for (stretch, best_of_stretch) in self.stretches.iter_mut().enumerate() {
            let mut touched: Vec<DocId> = Vec::new();
            for anchor in weighing.anchors.iter().filter(|anchor| anchor.stretch == stretch) {
                weighing.each_turn(anchor, |turn| {
                    let weight = &mut of_stretch[turn as usize];
                    if *weight == 0.0 {
                        touched.push(turn);
                    }
                    *weight += anchor.weight;
                })?;
            }
            touched.retain(|turn| counts(*turn));
            for turn in &touched {
                let weight = std::mem::take(&mut of_stretch[*turn as usize]);
                if whole[*turn as usize] == 0.0 {
                    all_touched.push(*turn);
                }
                whole[*turn as usize] += weight;
                let address = DocAddress::new(number, *turn);
                best_of_stretch.push(Weighed { address, weight });
            }
            *best_of_stretch = best(std::mem::take(best_of_stretch), LOOKED_AT_OF_STRETCH);
        }
        let weighed = |turn: DocId| Weighed {
            address: DocAddress::new(number, turn),
            weight: whole[turn as usize],
        };
        self.whole.extend(all_touched.into_iter().map(weighed));
        self.whole = best(std::mem::take(&mut self.whole), look.turns * LOOKED_AT);
        Ok(())
    }
}

/// Anchors in one segment.
#[derive(Clone, Copy)]
struct Weighing<'i> {
    segment: &'i SegmentReader,
    text: Field,
    anchors: &'i [Anchor],
}

impl Weighing<'_> {
    fn each_turn(self, anchor: &Anchor, mut see: impl FnMut(DocId)) -> tantivy::Result<()> {
        let inverted = self.segment.inverted_index(self.text)?;
        let term = Term::from_field_text(self.text, &anchor.word);
        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
            return Ok(());
        };
        while postings.doc() != TERMINATED {
            see(postings.doc());
            postings.advance();
        }
        Ok(())
    }

    /// The postings of each anchor that counts, with positions.
    fn opened(self, counts: impl Fn(&Anchor) -> bool) -> tantivy::Result<Vec<Opened>> {
        let inverted = self.segment.inverted_index(self.text)?;
        let open = |anchor: &Anchor| {
            if !counts(anchor) {
                return Ok(None);
            }
            let term = Term::from_field_text(self.text, &anchor.word);
            let option = IndexRecordOption::WithFreqsAndPositions;
            let postings = inverted.read_postings(&term, option)?;
            Ok(postings.map(|postings| Box::new(postings) as Box<dyn Postings>))
        };
        self.anchors.iter().map(open).collect()
    }
}

/// The heaviest, the first of equals.
fn best(mut turns: Vec<Weighed>, most: usize) -> Vec<Weighed> {
    let order =
        |a: &Weighed, b: &Weighed| b.weight.total_cmp(&a.weight).then(a.address.cmp(&b.address));
    if turns.len() > most {
        turns.select_nth_unstable_by(most, order);
        turns.truncate(most);
    }
    turns.sort_unstable_by(order);
    turns
}

/// The weight of the anchors that stand in a turn at the claim's distances, and a part of that of
/// the others in it. Turns are asked for in ascending order.
fn as_in_claim(opened: &mut [Opened], anchors: &[Anchor], turn: DocId) -> f32 {
    let mut shifts: Vec<(i64, usize)> = Vec::new();
    let mut positions = Vec::new();
    let mut present = 0.0;
    for (at, (postings, anchor)) in opened.iter_mut().zip(anchors).enumerate() {
        let Some(postings) = postings else { continue };
        let doc = if postings.doc() < turn { postings.seek(turn) } else { postings.doc() };
        if doc != turn {
            continue;
        }
        present += anchor.weight;
        postings.positions(&mut positions);
        for place in &anchor.places {
            let shift = |position: &u32| (i64::from(*position) - i64::from(*place), at);
            shifts.extend(positions.iter().map(shift));
        }
    }
    shifts.sort_unstable();
    let together = heaviest_window(&shifts, anchors);
    together + ELSEWHERE * (present - together)
}

/// The weight of the different anchors in the heaviest window of shifts.
fn heaviest_window(shifts: &[(i64, usize)], anchors: &[Anchor]) -> f32 {
    let mut held = vec![0_u32; anchors.len()];
    let (mut from, mut weight, mut most) = (0, 0.0_f32, 0.0_f32);
    for (shift, anchor) in shifts {
        while shifts[from].0 < shift - SHIFT {
            let gone = shifts[from].1;
            held[gone] -= 1;
            if held[gone] == 0 {
                weight -= anchors[gone].weight;
            }
            from += 1;
        }
        held[*anchor] += 1;
        if held[*anchor] == 1 {
            weight += anchors[*anchor].weight;
        }
        most = most.max(weight);
    }
    most
}
