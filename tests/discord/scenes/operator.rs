//! What whoever runs the bot gets to see: a clear end, and a log without what people ask.

use crate::stand_in::{Bot, Fault, GUILD_ID, Route, StandIn, TOKEN};

#[test]
fn a_close_that_will_not_change_ends_the_bot() {
    // 4013 and 4014: invalid and disallowed intents.
    for code in [4013, 4014] {
        let discord = StandIn::start();
        let bot = Bot::serve(&discord);
        discord.closes_with(code);
        let ended = bot.ends();
        assert_eq!(ended.status.code(), Some(2), "{}", ended.said);
        assert!(ended.said.contains("closes the connection for good"), "{}", ended.said);
        assert_eq!(discord.identifies(), 1, "asked more than once");
    }
}

#[test]
fn a_server_that_the_bot_may_not_register_in_ends_it_with_the_reason() {
    let discord = StandIn::start();
    discord.goes_wrong(Route::RegisterInGuild, Fault::Status(403));
    let ended = Bot::of(&discord).with("ONRECORD__DISCORD__GUILD_ID", GUILD_ID).fail();
    assert_eq!(ended.status.code(), Some(2), "{}", ended.said);
    assert!(ended.said.contains("registration of the commands with status 403"), "{}", ended.said);
}

#[test]
fn a_reset_connection_costs_nobody_an_answer() {
    let discord = StandIn::start();
    let _bot = Bot::serve(&discord);
    discord.goes_wrong(Route::Callback, Fault::Reset);
    let reply = discord.member("ada").runs("/quote query:China");
    assert_eq!(reply.card().author, "Jens Stoltenberg · NATO Secretary General");
}

#[test]
fn the_log_holds_neither_what_is_asked_nor_who_asks_nor_a_token() {
    for format in ["text", "json"] {
        let discord = StandIn::start();
        let bot = Bot::of(&discord).with("ONRECORD__LOG__FORMAT", format).serve();
        let ada = discord.member("ada");
        assert!(!ada.runs("/quote query:China xylophone").finally().text().is_empty());
        assert!(!ada.runs("/who-said phrase:xylophone half full").finally().text().is_empty());
        ada.types("/quote query:China speaker:xylophone");
        let card = ada.runs("/quote query:China OR xylophone limit:1");
        ada.clicks(&card, "Next");
        let foreign = ada.starts_click(&card, "Cite", |click| {
            click["data"]["custom_id"] = "xylophone".into();
        });
        assert!(!foreign.reply().text().is_empty());
        discord.goes_wrong(Route::Callback, Fault::Status(404));
        let _lost = ada.starts("/quote query:xylophone");
        discord.waits_for_requests(Route::Callback, 7);
        let ended = bot.terminate();
        assert_eq!(ended.status.code(), Some(0), "{}", ended.said);
        assert!(ended.said.contains("Discord did not take the answer"), "{}", ended.said);
        for secret in ["xylophone", "ada", "interaction-token", TOKEN] {
            assert!(!ended.said.contains(secret), "{secret} is in the log: {}", ended.said);
        }
        let is_json = |line: &str| serde_json::from_str::<serde_json::Value>(line).is_ok();
        assert_eq!(ended.said.lines().all(is_json), format == "json", "{}", ended.said);
    }
}

#[test]
fn the_bundled_sample_is_announced() {
    let discord = StandIn::start();
    let ended = Bot::serve(&discord).terminate();
    assert!(ended.said.contains("bundled sample"), "{}", ended.said);
}
