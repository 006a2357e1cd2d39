//! The paths of Discord that the stand-in speaks, and what each of them wants.

/// One known path with its method.
#[derive(Debug)]
pub(super) struct Path {
    /// Which of Discord's doors this is.
    pub(super) route: Route,
    /// The method, in capitals.
    pub(super) method: &'static str,
    /// The path below `/api/v10`, as the OpenAPI document spells it.
    pub(super) template: &'static str,
    /// Whether the bot's token must be on the request.
    pub(super) token: bool,
}

/// The doors by name: scenes arm faults on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// `GET /gateway`
    Gateway,
    /// `GET /gateway/bot`
    GatewayBot,
    /// `GET /users/@me`
    Me,
    /// `GET /applications/@me` and its older twin below `/oauth2`
    Application,
    /// `GET /applications/{app}/commands`
    Commands,
    /// `PUT /applications/{app}/commands`
    Register,
    /// `GET /applications/{app}/guilds/{guild}/commands`
    GuildCommands,
    /// `PUT /applications/{app}/guilds/{guild}/commands`
    RegisterInGuild,
    /// `POST /interactions/{id}/{token}/callback`
    Callback,
    /// `GET /webhooks/{app}/{token}/messages/@original`
    Original,
    /// `PATCH /webhooks/{app}/{token}/messages/@original`
    EditOriginal,
    /// `DELETE /webhooks/{app}/{token}/messages/@original`
    DeleteOriginal,
    /// `POST /webhooks/{app}/{token}`
    FollowUp,
}

const COMMANDS: &str = "/applications/{application_id}/commands";
const GUILD_COMMANDS: &str = "/applications/{application_id}/guilds/{guild_id}/commands";
const CALLBACK: &str = "/interactions/{interaction_id}/{interaction_token}/callback";
const ORIGINAL: &str = "/webhooks/{webhook_id}/{webhook_token}/messages/@original";

/// Fixed names stand before patterns that they would fit.
static PATHS: &[Path] = &[
    path(Route::Gateway, "GET", "/gateway", false),
    path(Route::GatewayBot, "GET", "/gateway/bot", true),
    path(Route::Me, "GET", "/users/@me", true),
    path(Route::Application, "GET", "/applications/@me", true),
    path(Route::Application, "GET", "/oauth2/applications/@me", true),
    path(Route::Commands, "GET", COMMANDS, true),
    path(Route::Register, "PUT", COMMANDS, true),
    path(Route::GuildCommands, "GET", GUILD_COMMANDS, true),
    path(Route::RegisterInGuild, "PUT", GUILD_COMMANDS, true),
    // An interaction's own token is in the path of what follows: it is its authorisation.
    path(Route::Callback, "POST", CALLBACK, false),
    path(Route::Original, "GET", ORIGINAL, false),
    path(Route::EditOriginal, "PATCH", ORIGINAL, false),
    path(Route::DeleteOriginal, "DELETE", ORIGINAL, false),
    path(Route::FollowUp, "POST", "/webhooks/{webhook_id}/{webhook_token}", false),
];

const fn path(route: Route, method: &'static str, template: &'static str, token: bool) -> Path {
    Path { route, method, template, token }
}

/// The known path that this request is for, with the values of its `{…}` parts in order.
pub(super) fn find<'p>(method: &str, path: &'p str) -> Option<(&'static Path, Vec<&'p str>)> {
    let path = path.strip_prefix("/api/v10")?;
    PATHS
        .iter()
        .filter(|known| known.method == method)
        .find_map(|known| Some((known, fitted(known.template, path)?)))
}

fn fitted<'p>(template: &str, path: &'p str) -> Option<Vec<&'p str>> {
    let (template, path) = (template.split('/'), path.split('/'));
    if template.clone().count() != path.clone().count() {
        return None;
    }
    let mut values = Vec::new();
    for (wanted, found) in template.zip(path) {
        if wanted.starts_with('{') && !found.is_empty() {
            values.push(found);
        } else if wanted != found {
            return None;
        }
    }
    Some(values)
}
