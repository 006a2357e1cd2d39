//! One rule a test.

use std::path::PathBuf;

use super::*;

fn with_env(env: &[(&str, &str)]) -> Result<Settings, Error> {
    let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Settings::load(None, env)
}

/// A settings file of these lines, and what comes of it. The folder's own name is left out of
/// messages.
fn with_file(text: &str, env: &[(&str, &str)]) -> Result<Settings, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("onrecord.toml");
    std::fs::write(&file, text).expect("the folder is ours");
    let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let folder = format!("{}/", folder.path().display());
    Settings::load(Some(&file), env).map_err(|error| error.to_string().replace(&folder, ""))
}

#[track_caller]
fn refused(text: &str) -> String {
    with_file(text, &[]).expect_err("the file will not do")
}

#[test]
fn the_manual_is_complete_and_names_every_variable() {
    let settings = with_env(&[]).expect("the defaults will do");
    assert_eq!(settings.index.dir, PathBuf::from("data/index"));
    assert_eq!(settings.quote.results.get(), 3);
    assert_eq!(settings.quote.passage_words.get(), 60);
    assert_eq!(settings.quote.sentence_words.get(), 150);
    assert_eq!(settings.discord.answer_within_ms.get(), 1500);
    assert!(settings.discord.token.is_none() && settings.discord.api_base.is_none());
    assert!(settings.discord.guild_id.is_none() && settings.discord.public_key.is_none());
    assert!(!settings.discord.allow_loopback);
    assert_eq!((settings.log.level.as_str(), settings.log.format), ("info", LogFormat::Text));
    let manual = include_str!("../../config/default.toml");
    for variable in layers::variables() {
        assert!(manual.contains(&variable), "{variable} is not in config/default.toml");
    }
}

#[test]
fn the_file_goes_before_the_defaults_and_the_environment_before_the_file() {
    let file = "[quote]\nresults = 4\npassage_words = 80\n";
    let settings = with_file(file, &[("ONRECORD__QUOTE__RESULTS", "5")]).expect("all will do");
    assert_eq!(settings.quote.results.get(), 5);
    assert_eq!(settings.quote.passage_words.get(), 80);
    assert_eq!(settings.quote.sentence_words.get(), 150);
}

#[test]
fn a_named_file_must_be_there() {
    for (file, env) in [
        (Some(Path::new("no/such.toml")), vec![]),
        (None, vec![("ONRECORD_CONFIG".to_owned(), "no/such.toml".to_owned())]),
    ] {
        let error = Settings::load(file, env.into_iter()).expect_err("there is no such file");
        assert!(error.to_string().starts_with("cannot read the settings in no/such.toml: "));
    }
}

#[test]
fn an_unknown_key_is_named_with_its_place_and_the_nearest() {
    assert_eq!(
        refused("[quote]\n\nresult = 3"),
        "onrecord.toml, line 3: there is no setting quote.result; the nearest is quote.results"
    );
    assert_eq!(
        refused("[quote]\nworkers = 3"),
        "onrecord.toml, line 2: there is no setting quote.workers; the nearest is discord.workers"
    );
    assert_eq!(
        refused("[plotting]\ncolour = 3"),
        "onrecord.toml, line 2: there is no setting plotting.colour"
    );
    assert_eq!(refused("x = 3"), "onrecord.toml, line 1: there is no setting x");
    assert!(refused("[Quote]\nresults = 3").contains("no setting Quote.results"));
}

#[test]
fn an_unknown_variable_is_an_error_with_the_nearest() {
    let error = with_env(&[("ONRECORD__QUOTE__RESULT", "3")]).expect_err("no such setting");
    assert_eq!(
        error.to_string(),
        "ONRECORD__QUOTE__RESULT: there is no setting quote.result; \
         the nearest is ONRECORD__QUOTE__RESULTS"
    );
    assert!(with_env(&[("onrecord__quote__results", "3")]).is_err(), "it would be overlooked");
    assert!(with_env(&[("ONRECORD_SERVICE_HOST", "10.0.0.1")]).is_ok(), "it is not ours");
}

#[test]
fn a_bad_value_is_named_with_key_place_and_what_would_be_right() {
    for (name, value, wanted) in [
        ("ONRECORD__QUOTE__RESULTS", "0", "a whole number from 1 to 5"),
        ("ONRECORD__QUOTE__RESULTS", "six", "a whole number from 1 to 5"),
        ("ONRECORD__QUOTE__RESULTS", "", "a whole number from 1 to 5"),
        ("ONRECORD__QUOTE__RESULTS", "99999999999999999999", "a whole number from 1 to 5"),
        ("ONRECORD__INDEX__DIR", "", "the path of a folder"),
        ("ONRECORD__DISCORD__ALLOW_LOOPBACK", "perhaps", "true or false"),
        ("ONRECORD__DISCORD__GUILD_ID", "mine", "the number that is a server's id, or empty"),
        ("ONRECORD__DISCORD__PUBLIC_KEY", "abc", "64 hexadecimal digits, or empty"),
        ("ONRECORD__LOG__FORMAT", "xml", "text or json"),
        (
            "ONRECORD__LOG__LEVEL",
            "onrecord=loud",
            "error, warn, info, debug or trace, or by part as in warn,onrecord=debug",
        ),
    ] {
        let error = with_env(&[(name, value)]).expect_err(value).to_string();
        let key = name["ONRECORD__".len()..].to_lowercase().replace("__", ".");
        assert_eq!(error, format!("{name}: {key} = {value:?}, but it must be {wanted}"));
    }
    assert_eq!(
        refused("[quote]\nresults = 50"),
        "onrecord.toml, line 2: quote.results = 50, but it must be a whole number from 1 to 5"
    );
}

#[test]
fn a_file_means_what_it_says_to_the_type() {
    for (text, told) in [
        ("[quote]\nresults = 3.9", "quote.results = 3.9, but it must be a whole number"),
        ("[quote]\nresults = \"3\"", "quote.results = \"3\", but it must be a whole number"),
        ("[index]\ndir = 7", "index.dir = 7, but it must be in quotation marks"),
        ("[discord]\nallow_loopback = 1", "allow_loopback = 1, but it must be a boolean"),
        ("quote = 7", "quote = 7, but it must be a section, [quote]"),
        ("[quote.results]\nx = 1", "quote.results = {…}, but it must be a whole number"),
    ] {
        assert!(refused(text).contains(told), "{}", refused(text));
    }
}

#[test]
fn what_is_no_toml_is_named_with_its_line() {
    let error = refused("[quote]\nresults = = 3\n");
    assert!(error.starts_with("onrecord.toml, line 2 is not TOML: "), "{error}");
}

#[test]
fn an_api_base_is_scheme_host_and_port_alone() {
    for (given, taken) in [
        ("https://proxy.example:8443", "https://proxy.example:8443"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
    ] {
        let settings = with_env(&[("ONRECORD__DISCORD__API_BASE", given)]).expect(given);
        assert_eq!(settings.discord.api_base.as_deref(), Some(taken));
    }
    for given in ["proxy", "ftp://a", "https://a/api/v10", "https://u:p@a", "https://a?b", "a:80"] {
        assert!(with_env(&[("ONRECORD__DISCORD__API_BASE", given)]).is_err(), "{given}");
    }
}

#[test]
fn the_token_has_a_variable_of_its_own_which_goes_before_the_others() {
    let ours = ("ONRECORD__DISCORD__TOKEN", "ours");
    for (env, token) in [
        (vec![ours], "ours"),
        (vec![("DISCORD_TOKEN", " theirs\n"), ours], "theirs"),
        (vec![("DISCORD_TOKEN", ""), ours], "ours"),
    ] {
        let settings = with_env(&env).expect("all will do");
        assert_eq!(settings.discord.token.expect("one is given").expose(), token);
    }
    assert!(with_env(&[("DISCORD_TOKEN", "")]).expect("none is given").discord.token.is_none());
}

#[test]
fn a_secret_is_shown_nowhere() {
    let settings = with_env(&[("DISCORD_TOKEN", "hush")]).expect("it will do");
    assert!(!format!("{settings:?}").contains("hush"));
    assert!(format!("{:?}", settings.discord).contains("token: Some(***)"));
    assert!(settings.effective().contains("token = \"***\" # DISCORD_TOKEN"));
    let error = with_env(&[("DISCORD_TOKEN", "hush hush")]).expect_err("it is in two pieces");
    assert!(!error.to_string().contains("hush"), "{error}");
    for text in
        ["[discord]\ntoken = \"hush hush\"", "[discord]\ntoken = [\"hush\"]", "token = hush"]
    {
        assert!(!refused(text).contains("hush"), "{}", refused(text));
    }
}

#[test]
fn the_sample_may_stand_in_only_where_nobody_says_where_the_index_is() {
    assert!(with_env(&[]).expect("defaults").index_dir_is_default());
    let named = with_env(&[("ONRECORD__INDEX__DIR", "data/index")]).expect("the same folder");
    assert!(!named.index_dir_is_default(), "the default that is asked for is asked for");
    let named = with_file("[index]\ndir = \"/srv/index\"", &[]).expect("a folder");
    assert!(!named.index_dir_is_default());
}

#[test]
fn the_effective_settings_are_toml_that_gives_the_same_settings() {
    let env = [
        ("ONRECORD__QUOTE__RESULTS", "04"),
        ("ONRECORD__DISCORD__ALLOW_LOOPBACK", "yes"),
        ("ONRECORD__INDEX__DIR", "a \"b\"\\c"),
    ];
    let effective = with_env(&env).expect("all will do").effective();
    assert!(effective.contains("results = 4 # ONRECORD__QUOTE__RESULTS\n"), "{effective}");
    assert!(effective.contains("passage_words = 60 # default\n"), "{effective}");
    let again = with_file(&effective, &[]).expect("it is a settings file");
    let values = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split(" # ").next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(values(&again.effective()), values(&effective));
}
