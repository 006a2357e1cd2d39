//! `onrecord config`, and settings that mean nothing.

use super::process::Home;

#[test]
fn the_settings_in_force_are_printed_with_secrets_masked() {
    let home = Home::new();
    home.file("onrecord.toml", "[quote]\nresults = 4\n");
    let env = [("DISCORD_TOKEN", "very-secret-token"), ("ONRECORD__QUOTE__PASSAGE_WORDS", "80")];
    let ran = home.runs_with(&["config", "--config", "onrecord.toml"], &env);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.out.contains("results = 4") && ran.out.contains("passage_words = 80"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("***") && !ran.out.contains("secret-token"), "{}", ran.out);
}

#[test]
fn an_unknown_key_and_a_bad_value_are_named_with_their_place() {
    let home = Home::new();
    home.file("onrecord.toml", "[quote]\nresluts = 4\n");
    let unknown = home.runs(&["config", "--config", "onrecord.toml"]);
    assert_eq!(unknown.status, 2);
    for said in ["resluts", "onrecord.toml"] {
        assert!(unknown.err.contains(said), "{}", unknown.err);
    }
    let bad = home.runs_with(&["config"], &[("ONRECORD__QUOTE__RESULTS", "many")]);
    assert_eq!(bad.status, 2);
    for said in ["ONRECORD__QUOTE__RESULTS", "many"] {
        assert!(bad.err.contains(said), "{}", bad.err);
    }
    let missing = home.runs(&["config", "--config", "nowhere.toml"]);
    assert_eq!(missing.status, 2);
    assert!(missing.err.contains("nowhere.toml"), "{}", missing.err);
}
