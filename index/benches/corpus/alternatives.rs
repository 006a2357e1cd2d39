//! What else the same questions could be asked of.

use std::path::Path;

use hdrhistogram::Histogram;

use super::classes::Question;
use super::measure;
use super::sample::Corpus;

/// Another engine with the same turns.
pub(crate) trait Alternative {
    /// Its name and what it answers with.
    fn name(&self) -> &'static str;

    /// Whether it has anything like this question.
    fn can(&self, question: &Question) -> bool;

    /// Times in microseconds.
    fn measure(&mut self, questions: &[Question]) -> Histogram<u64>;
}

pub(crate) fn all(corpus: &Corpus, home: &Path, times: usize) -> Vec<Box<dyn Alternative>> {
    vec![Box::new(Tantivy::of(corpus, home, times))]
}

/// The engine's own parser on a default text field: the ids of the ten best, without names, stems,
/// totals, passages or links. Filters are left out.
struct Tantivy {
    searcher: tantivy::Searcher,
    parser: tantivy::query::QueryParser,
}

impl Tantivy {
    fn of(corpus: &Corpus, home: &Path, times: usize) -> Self {
        let mut schema = tantivy::schema::Schema::builder();
        let text = schema.add_text_field("text", tantivy::schema::TEXT);
        let dir = home.join(format!("tantivy-{times}"));
        let is_kept = dir.join("meta.json").is_file();
        std::fs::create_dir_all(&dir).expect("a folder can be made");
        let directory = tantivy::directory::MmapDirectory::open(&dir).expect("it was just made");
        let index = tantivy::Index::open_or_create(directory, schema.build()).expect("it is ours");
        if !is_kept {
            let mut writer =
                index.writer_with_num_threads(2, 200_000_000).expect("memory is there");
            for turn in (0..times).flat_map(|_| &corpus.turns) {
                let text = tantivy::doc!(text => turn.text.as_str());
                writer.add_document(text).expect("threads are alive");
            }
            writer.commit().expect("the disk has room");
            writer.wait_merging_threads().expect("threads are alive");
        }
        let mut parser = tantivy::query::QueryParser::for_index(&index, vec![text]);
        parser.set_conjunction_by_default();
        Self { searcher: index.reader().expect("the index was just made").searcher(), parser }
    }

    fn ten_best(&self, question: &Question) -> usize {
        let words = question.words.join(if question.any { " OR " } else { " " });
        let asked = if question.phrase { format!("\"{words}\"") } else { words };
        let query = self.parser.parse_query_lenient(&asked).0;
        let top = tantivy::collector::TopDocs::with_limit(10).order_by_score();
        self.searcher.search(&query, &top).map_or(0, |found| found.len())
    }
}

impl Alternative for Tantivy {
    fn name(&self) -> &'static str {
        "tantivy, ids alone"
    }

    fn can(&self, question: &Question) -> bool {
        question.order.is_some() && !question.prefix
    }

    fn measure(&mut self, questions: &[Question]) -> Histogram<u64> {
        measure(questions, |question| self.ten_best(question))
    }
}
