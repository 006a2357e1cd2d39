//! Few segments after an import.
//!
//! A search pays for each segment: of every word it reads one block in each whose bounds the engine
//! does not keep. While turns come in they are merged as the engine's policy has it, which leaves a
//! dozen segments of all sizes; what is small among them becomes one when the writer is closed.

use tantivy::directory::error::LockError;
use tantivy::index::SegmentId;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::{Index, IndexWriter, TantivyError};

/// A segment with more than this part of all turns is left as it is: to write it again takes longer
/// than the searches save.
const LARGE: f64 = 0.25;

/// The least memory that the engine gives a writer, in bytes; it only merges here.
const MEMORY: usize = 15_000_000;

/// Makes one segment of the small ones. A writer that has come since does so when it is closed.
pub(super) fn settle(index: &Index) -> tantivy::Result<()> {
    let segments = index.searchable_segment_metas()?;
    let mut segments: Vec<(u32, SegmentId)> =
        segments.iter().map(|segment| (segment.num_docs(), segment.id())).collect();
    segments.sort_unstable();
    let sizes: Vec<u32> = segments.iter().map(|(turns, _)| *turns).collect();
    let small = small(&sizes);
    if small < 2 {
        return Ok(());
    }
    let mut writer: IndexWriter = match index.writer_with_num_threads(1, MEMORY) {
        Err(TantivyError::LockFailure(LockError::LockBusy, _)) => return Ok(()),
        writer => writer?,
    };
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let small: Vec<SegmentId> = segments[..small].iter().map(|(_, id)| *id).collect();
    writer.merge(&small).wait()?;
    writer.wait_merging_threads()
}

/// How many of these sizes, the smallest first, are to become one: up to the last that is no larger
/// than all before it together. So a turn is written again only when its segment at least doubles.
fn small(sizes: &[u32]) -> usize {
    let all: f64 = sizes.iter().map(|size| f64::from(*size)).sum();
    let (mut together, mut small) = (0, 0);
    for (at, size) in sizes.iter().enumerate() {
        if f64::from(*size) > LARGE * all {
            break;
        }
        if u64::from(*size) <= together {
            small = at + 1;
        }
        together += u64::from(*size);
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_small_becomes_one_and_what_is_large_stays() {
        assert_eq!(small(&[]), 0);
        assert_eq!(small(&[10, 900]), 0);
        assert_eq!(small(&[1, 2, 4, 8, 900]), 0);
        assert_eq!(small(&[1, 2, 2, 8, 900]), 3);
        assert_eq!(small(&[5, 5, 9, 18, 900]), 4);
        assert_eq!(small(&[200, 200, 200]), 0);
    }
}
