//! What a writer promises, and what a folder is refused for.

use std::path::Path;

use super::*;

#[test]
fn a_second_writer_is_told_so_and_readers_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path(), EFFORT).unwrap();
    let again = Writer::open(dir.path(), EFFORT).err().unwrap();
    assert!(matches!(again, Error::Busy { .. }), "{again}");
    let (first, second) = (Store::open(dir.path()).unwrap(), Store::open(dir.path()).unwrap());
    put(&mut writer, &Collection::public(), &[transcript("a", None, &[("Jane Roe", "Rain.")])]);
    assert!(found(&first, "rain", Order::Relevance).is_empty());
    writer.commit().unwrap();
    for store in [first, second] {
        store.refresh().unwrap();
        assert_eq!(found(&store, "rain", Order::Relevance), ["Rain."]);
    }
}

#[test]
fn what_was_not_committed_was_never_there() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path(), EFFORT).unwrap();
    put(&mut writer, &Collection::public(), &[transcript("a", None, &[("Jane Roe", "Rain.")])]);
    writer.commit().unwrap();
    put(&mut writer, &Collection::public(), &[transcript("b", None, &[("Jane Roe", "Snow.")])]);
    drop(writer);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(found(&store, "rain", Order::Relevance), ["Rain."]);
    assert!(found(&store, "snow", Order::Relevance).is_empty());
    assert_eq!(store.snapshot().catalog().sources.len(), 1);
}

#[test]
fn an_index_of_another_schema_is_refused_with_the_way_out() {
    let dir = tempfile::tempdir().unwrap();
    Writer::open(dir.path(), EFFORT).unwrap().close().unwrap();
    let meta = dir.path().join("meta.json");
    let written = std::fs::read_to_string(&meta).unwrap();
    let other =
        written.replace(&format!("\\\"schema\\\":{}", schema::VERSION), "\\\"schema\\\":999");
    assert_ne!(written, other);
    // As another version may have stored them, in a form that the engine is not built to read.
    let other = other.replace("\"lz4\"", "\"zstd\"");
    std::fs::write(&meta, other).unwrap();
    let error = Store::open(dir.path()).err().unwrap();
    assert!(error.to_string().contains("schema 999"), "{error}");
    assert!(error.remedy().unwrap().contains("--rebuild"));
    assert!(matches!(Writer::open(dir.path(), EFFORT), Err(Error::Schema { .. })));
}

#[test]
fn a_missing_a_foreign_and_a_damaged_folder_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(dir.path()), Err(Error::Missing { .. })));
    assert!(matches!(Store::open(Path::new("/nonexistent/index")), Err(Error::Missing { .. })));
    std::fs::write(dir.path().join("holiday.jpg"), "x").unwrap();
    let error = Writer::open(dir.path(), EFFORT).err().unwrap();
    assert!(error.to_string().contains("holiday.jpg"), "{error}");
    std::fs::write(dir.path().join("meta.json"), "{").unwrap();
    assert!(Store::open(dir.path()).is_err());
}

#[test]
fn a_rebuild_takes_the_place_of_the_old_index_while_it_is_read() {
    let above = tempfile::tempdir().unwrap();
    let dir = above.path().join("index");
    let mut writer = Writer::open(&dir, EFFORT).unwrap();
    put(&mut writer, &Collection::public(), &[transcript("a", None, &[("Jane Roe", "Rain.")])]);
    writer.commit().unwrap();
    writer.close().unwrap();
    let store = Store::open(&dir).unwrap();
    let anew = Rebuild::of(&dir).unwrap();
    let mut writer = Writer::open(anew.dir(), EFFORT).unwrap();
    put(
        &mut writer,
        &Collection::public(),
        &[
            transcript("b", None, &[("Jane Roe", "Snow.")]),
            transcript("c", None, &[("Jane Roe", "More snow.")]),
        ],
    );
    writer.commit().unwrap();
    writer.close().unwrap();
    anew.put_in_place().unwrap();
    store.refresh().unwrap();
    assert_eq!(found(&store, "snow", Order::Relevance).len(), 2);
    assert!(found(&store, "rain", Order::Relevance).is_empty());
}

#[test]
fn a_writer_that_is_closed_leaves_few_segments_and_every_turn() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(dir.path(), EFFORT).unwrap();
    for number in 0..6 {
        let said = format!("Rain on day {number}.");
        put(
            &mut writer,
            &Collection::public(),
            &[transcript(&format!("day-{number}"), None, &[("Jane Roe", &said)])],
        );
        writer.commit().unwrap();
    }
    writer.remove("day-3");
    writer.commit().unwrap();
    let store = Store::open(dir.path()).unwrap();
    writer.close().unwrap();
    let settled = Store::open(dir.path()).unwrap();
    assert!(settled.snapshot().searcher.segment_readers().len() < 3);
    // Whoever reads the index since before then goes on.
    for store in [store, settled] {
        assert_eq!(found(&store, "rain", Order::Relevance).len(), 5);
    }
}
