//! CSV and TSV: a row a turn, columns by their usual names or as an editor names them.
//!
//! Rows of one event (its title and date) that stand together are one transcript.

use csv::{ReaderBuilder, StringRecord};

use super::{Columns, Confidence, Error, Head, Reader, Sink, Source, dates};
use crate::transcript::{Draft, DraftTurn, Label, Warning};

/// The reader of tables.
pub(super) struct Table;

const SPEAKERS: &[&str] = &[
    "speaker",
    "speaker_name",
    "speakername",
    "speaker_full_name",
    "full_name",
    "fullname",
    "name",
    "who",
    "person",
    "sprecher",
    "redner",
    "orateur",
    "intervenant",
    "orador",
    "oratore",
    "spreker",
    "talare",
];
const TEXTS: &[&str] = &[
    "text",
    "content",
    "utterance",
    "speech",
    "speech_text",
    "words",
    "body",
    "transcript",
    "paragraph",
    "sentence",
    "rede",
    "texte",
    "texto",
    "testo",
    "tekst",
    "anforandetext",
];
const TITLES: &[&str] =
    &["title", "event_title", "event", "debate", "meeting", "agenda", "titel", "titre"];
const DATES: &[&str] =
    &["date", "event_date", "day", "speech_date", "session_date", "datum", "fecha", "data", "dato"];
const URLS: &[&str] = &["url", "source_url", "source", "link"];
const ROLES: &[&str] = &[
    "role",
    "office",
    "position",
    "party_role",
    "affiliation",
    "party",
    "function",
    "funktion",
    "partei",
];
const STARTS: &[&str] = &["start", "start_time", "time", "timestamp", "timecode", "start_s"];

/// Which column holds what.
struct Places {
    speaker: usize,
    text: usize,
    title: Option<usize>,
    date: Option<usize>,
    url: Option<usize>,
    role: Option<usize>,
    start: Option<usize>,
}

impl Places {
    fn of(header: &StringRecord, told: &Columns) -> Option<Self> {
        let written = |name: &str| {
            let name = name.trim().trim_matches('\u{feff}').to_lowercase();
            name.replace([' ', '-'], "_")
        };
        let names: Vec<String> = header.iter().map(written).collect();
        let at = |name: &str| names.iter().position(|column| column == name);
        // A column that an editor names and the table lacks is not replaced by another.
        let find = |told: &Option<String>, usual: &[&str]| match told {
            Some(told) => at(&written(told)),
            None => usual.iter().find_map(|name| at(name)),
        };
        Some(Self {
            speaker: find(&told.speaker, SPEAKERS)?,
            text: find(&told.text, TEXTS)?,
            title: find(&told.title, TITLES),
            date: find(&told.date, DATES),
            url: find(&told.url, URLS),
            role: find(&told.role, ROLES),
            start: find(&told.start, STARTS),
        })
    }
}

impl Reader for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn recognise(&self, head: Head<'_>) -> Confidence {
        let Some(first) = head.text.lines().next() else { return Confidence::No };
        let delimiter = delimiter(first);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(first.as_bytes());
        let header = reader.records().next().and_then(Result::ok);
        match header.as_ref().and_then(|header| Places::of(header, head.columns)) {
            Some(_) => Confidence::Certain,
            None => Confidence::No,
        }
    }

    fn read(&self, source: Source, sink: &mut Sink<'_>) -> Result<(), Error> {
        let path = source.path().to_owned();
        let told = source.head().columns.clone();
        let decoded = source.text()?;
        let first = decoded.text.lines().next().unwrap_or_default();
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter(first))
            .flexible(true)
            .from_reader(decoded.text.as_bytes());
        let columns = reader.headers().ok().and_then(|header| Places::of(header, &told));
        let Some(columns) = columns else { return Err(Error::NoTurns { path }) };
        let mut draft = Draft { warnings: decoded.warnings, ..Draft::default() };
        let mut event: Option<(String, String)> = None;
        let mut any = false;
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error
                        .position()
                        .map_or(0, |at| u32::try_from(at.line()).unwrap_or(u32::MAX));
                    draft
                        .warnings
                        .push(Warning { line, message: format!("skipped, not a row: {error}") });
                    continue;
                }
            };
            let cell = |column: Option<usize>| {
                column.and_then(|column| record.get(column)).unwrap_or_default().trim()
            };
            let this = (cell(columns.title).to_owned(), cell(columns.date).to_owned());
            if event.as_ref().is_some_and(|event| *event != this) && !draft.turns.is_empty() {
                draft.name = draft.event.title.clone();
                sink(std::mem::take(&mut draft))?;
            }
            if event.as_ref() != Some(&this) {
                begin(&mut draft, &this, cell(columns.url));
                event = Some(this);
            }
            any |= add(&mut draft, &record, &columns);
        }
        if !any {
            return Err(Error::NoTurns { path });
        }
        sink(draft)
    }
}

/// The sign that the header has most of.
fn delimiter(header: &str) -> u8 {
    *b",\t;|"
        .iter()
        .max_by_key(|sign| header.bytes().filter(|byte| byte == *sign).count())
        .unwrap_or(&b',')
}

fn begin(draft: &mut Draft, (title, date): &(String, String), url: &str) {
    draft.event.title = (!title.is_empty()).then(|| title.clone());
    draft.event.date = dates::dates(date).first().and_then(|found| found.date);
    draft.provenance.url = url.starts_with("http").then(|| url.to_owned());
}

fn add(draft: &mut Draft, record: &StringRecord, columns: &Places) -> bool {
    let text = record.get(columns.text).unwrap_or_default().trim();
    if text.is_empty() {
        return false;
    }
    let role = columns
        .role
        .and_then(|column| record.get(column))
        .map(str::trim)
        .filter(|role| !role.is_empty());
    let start = columns.start.and_then(|column| record.get(column)).unwrap_or_default().trim();
    let start_ms = super::milliseconds(start);
    draft.turns.push(DraftTurn {
        label: Label {
            printed: record.get(columns.speaker).unwrap_or_default().trim().to_owned(),
            name: None,
            role: role.map(str::to_owned),
        },
        paragraphs: text
            .split("\n\n")
            .filter(|words| !words.trim().is_empty())
            .map(str::to_owned)
            .collect(),
        line: record.position().map_or(0, |at| u32::try_from(at.line()).unwrap_or(u32::MAX)),
        start_ms,
        ..DraftTurn::default()
    });
    true
}

#[cfg(test)]
mod tests {
    use super::super::testing::drafts;
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_events_parted() {
        let text = "date,Title,Speaker,Text\n2020-01-02,A,Jane Roe,\"One, two.\"\n2020-01-02,A,John Poe,Three.\n2020-01-03,B,Jane Roe,Four.\n";
        let drafts = drafts(&Table, "t.csv", text).unwrap();
        let turns: Vec<_> = drafts.iter().map(|draft| draft.turns.len()).collect();
        assert_eq!(turns, [2, 1]);
        assert_eq!(drafts[0].turns[0].text(), "One, two.");
        assert_eq!(drafts[1].event.date, Some(jiff::civil::date(2020, 1, 3)));
    }

    #[test]
    fn a_table_without_text_is_none() {
        let none = Columns::default();
        let head = |text| Head { text, extension: "tsv", columns: &none };
        assert_eq!(Table.recognise(head("Speech-ID\tSpeaker-Name\tSex\n")), Confidence::No);
        assert_eq!(Table.recognise(head("speaker\ttext\n")), Confidence::Certain);
    }

    #[test]
    fn columns_are_those_that_an_editor_names_and_no_others() {
        let text = "Dag;Spreker;Bijdrage\n2020-01-02;Jane Roe;One.\n";
        let mut told = Columns { text: Some("bijdrage".into()), ..Columns::default() };
        let header =
            StringRecord::from(text.lines().next().unwrap().split(';').collect::<Vec<_>>());
        let places = Places::of(&header, &told).unwrap();
        assert_eq!((places.speaker, places.text, places.date), (1, 2, None));
        told.speaker = Some("redenaar".into());
        assert!(Places::of(&header, &told).is_none());
    }
}
