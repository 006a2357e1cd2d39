//! Going through all turns that a query finds, block by block, without ranking or loading them.

use tantivy::query::{EnableScoring, Query as Engine};
use tantivy::{DocId, SegmentReader};

use super::columns::Admission;
use super::{Error, Snapshot};

/// What is done with the turns on the way, segment by segment.
pub(super) trait Visitor {
    /// What is looked up and kept of one segment.
    type Segment;

    /// Opens the columns of a segment.
    fn enter(&self, number: u32, segment: &SegmentReader) -> tantivy::Result<Self::Segment>;

    /// Takes turns of the segment, in the order in which it keeps them.
    fn see(&mut self, segment: &mut Self::Segment, turns: &[DocId]);

    /// Puts away what was kept of the segment.
    fn leave(&mut self, segment: Self::Segment) -> tantivy::Result<()>;
}

/// Turns handed on at a time, at most: the engine's own block.
const BLOCK: usize = 64;

impl Snapshot {
    /// Shows a visitor every turn that a query finds and a scope and filters admit, once.
    pub(super) fn walk(
        &self,
        query: &dyn Engine,
        admission: &Admission,
        visitor: &mut impl Visitor,
    ) -> Result<(), Error> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let segments = self.searcher.segment_readers().iter().zip(&*self.columns);
        for (number, (reader, columns)) in (0..).zip(segments) {
            let mut segment = visitor.enter(number, reader)?;
            let gate = admission.within(reader, columns)?;
            let mut counted = Vec::with_capacity(BLOCK);
            weight.for_each_no_score(reader, &mut |found| {
                if gate.is_open() {
                    return visitor.see(&mut segment, found);
                }
                counted.clear();
                counted.extend(found.iter().filter(|turn| gate.admits(**turn)));
                visitor.see(&mut segment, &counted);
            })?;
            visitor.leave(segment)?;
        }
        Ok(())
    }
}
