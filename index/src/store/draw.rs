//! A turn by lot: of all that a query finds, one worth quoting.
//!
//! The lot depends on the seed and on what the turn is known by, not on where the index keeps it, so
//! that a seed gives the same turn after a merge and after a rebuild.

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, SegmentReader};

use super::correct::corrected;
use super::schema::{DATE, ORDINAL, SPEAKER, SUBSTANCE, WORDS};
use super::walk::Visitor;
use super::{Error, Record, Snapshot};
use crate::query::Query;
use crate::speaker::SaidBy;
use crate::transcript::{Scope, SpeakerId};

/// Substance from which a turn says something: 18 words, and no question.
const SAYS_SOMETHING: u64 = 600;

/// A turn that was drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The turn; none where no turn was worth it.
    pub record: Option<Record>,
    /// Turns it was drawn from.
    pub of: u64,
    /// The query as it was searched.
    pub searched: Query,
}

impl Snapshot {
    /// One turn of those that a query finds, said by somebody with a name and of some length. The
    /// same seed gives the same turn as long as the record does not change, in whatever order it was
    /// indexed. `unnamed` are the voices without a name.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn draw(
        &self,
        scope: &Scope,
        query: &Query,
        speakers: Option<&SaidBy>,
        unnamed: &[SpeakerId],
        seed: u64,
    ) -> Result<Drawn, Error> {
        let stems = self.stems();
        let compiler = self.compiler(scope, &stems);
        let (searched, _) = corrected(&compiler, query)?;
        let plan = compiler.plan(scope, &searched, speakers);
        let mut draw = Draw { unnamed, seed, turns: 0, best: None };
        self.walk(&*plan.matching, &plan.admission, &mut draw)?;
        let record = draw.best.map(|(_, address)| self.record(address)).transpose()?;
        Ok(Drawn { record, of: draw.turns, searched })
    }
}

/// What a draw looks up in one segment.
struct Lots {
    number: u32,
    speakers: Option<StrColumn>,
    /// Ordinals of voices without a name.
    unnamed: Vec<u64>,
    weights: Option<Column<u64>>,
    days: Option<Column<i64>>,
    places: Option<Column<u64>>,
    words: Option<Column<u64>>,
}

impl Lots {
    fn open(number: u32, segment: &SegmentReader, unnamed: &[SpeakerId]) -> tantivy::Result<Self> {
        let fast = segment.fast_fields();
        let speakers = fast.str(SPEAKER)?;
        let mut ordinals = Vec::new();
        if let Some(speakers) = &speakers {
            for id in unnamed {
                ordinals.extend(speakers.dictionary().term_ord(id.as_str())?);
            }
        }
        Ok(Self {
            number,
            speakers,
            unnamed: ordinals,
            weights: fast.column_opt(SUBSTANCE)?,
            days: fast.column_opt(DATE)?,
            places: fast.column_opt(ORDINAL)?,
            words: fast.column_opt(WORDS)?,
        })
    }

    /// Whether a turn is worth quoting by itself.
    fn admits(&self, turn: DocId) -> bool {
        let weight = self.weights.as_ref().and_then(|weights| weights.first(turn));
        let speaker = self.speakers.as_ref().and_then(|speakers| speakers.ords().first(turn));
        weight.is_some_and(|weight| weight >= SAYS_SOMETHING)
            && speaker.is_some_and(|speaker| !self.unnamed.contains(&speaker))
    }

    /// What the turn is known by, wherever it stands in the index.
    fn marks(&self, turn: DocId) -> [u64; 3] {
        let first = |column: &Option<Column<u64>>| {
            column.as_ref().and_then(|column| column.first(turn)).unwrap_or_default()
        };
        let day = self.days.as_ref().and_then(|days| days.first(turn)).unwrap_or_default();
        [day.cast_unsigned(), first(&self.places), first(&self.words)]
    }
}

/// A draw: each turn has a lot by its marks and the seed, and the lowest wins. Two turns with the
/// same marks have one lot, of which the first comes up; they are rare enough for a pastime.
struct Draw<'u> {
    unnamed: &'u [SpeakerId],
    seed: u64,
    turns: u64,
    best: Option<(u64, DocAddress)>,
}

impl Visitor for Draw<'_> {
    type Segment = Lots;

    fn enter(&self, number: u32, segment: &SegmentReader) -> tantivy::Result<Lots> {
        Lots::open(number, segment, self.unnamed)
    }

    fn see(&mut self, lots: &mut Lots, turns: &[DocId]) {
        for turn in turns.iter().filter(|turn| lots.admits(**turn)) {
            self.turns += 1;
            let marks = lots.marks(*turn).into_iter();
            let lot = marks.fold(mixed(self.seed), |lot, mark| mixed(lot ^ mark));
            if self.best.is_none_or(|(best, _)| lot < best) {
                self.best = Some((lot, DocAddress::new(lots.number, *turn)));
            }
        }
    }

    fn leave(&mut self, _lots: Lots) -> tantivy::Result<()> {
        Ok(())
    }
}

/// Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014): SplitMix64.
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
