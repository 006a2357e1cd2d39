//! Why the bot cannot serve. Nothing here holds the token.

/// Why the bot cannot serve, or has to end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody has given a token.
    #[error("no token is set (discord.token, or DISCORD_TOKEN in the environment)")]
    NoToken,
    /// The API would be this very machine.
    #[error("discord.api_base is this machine ({base}), and discord.allow_loopback is false")]
    Loopback {
        /// As it is set.
        base: String,
    },
    /// Discord knows no such token.
    #[error("Discord refuses the token (discord.token, or DISCORD_TOKEN in the environment)")]
    TokenRefused,
    /// Whoever answers is not known to be Discord.
    #[error("the certificate of {host} is not trusted: {reason}")]
    Certificate {
        /// Who was asked.
        host: String,
        /// What the TLS library says.
        reason: String,
    },
    /// Nobody answers.
    #[error("{host} cannot be reached: {reason}")]
    Unreachable {
        /// Who was asked.
        host: String,
        /// What the network says.
        reason: String,
    },
    /// Discord answers, but not what was asked for.
    #[error("Discord answers {what} with status {status}{reason}")]
    Refused {
        /// What was asked.
        what: &'static str,
        /// HTTP status.
        status: u16,
        /// Discord's own words, after a colon; or empty.
        reason: String,
    },
    /// Discord answers something else than its documentation says.
    #[error("Discord's answer to {what} cannot be read: {reason}")]
    Unreadable {
        /// What was asked.
        what: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A stand-in on this machine names a gateway elsewhere; the token would go there.
    #[error("discord.api_base is this machine, but it names a gateway elsewhere ({url})")]
    ForeignGateway {
        /// As it was named.
        url: String,
    },
    /// The day's sessions are used up.
    #[error("Discord takes no new session of this bot for {minutes} minutes")]
    NoSessions {
        /// Until Discord does.
        minutes: u64,
    },
    /// The gateway has closed the connection for good.
    #[error("Discord's gateway closes the connection for good: {reason}")]
    Closed {
        /// In serenity's words.
        reason: String,
    },
    /// The gateway closes every connection before it is used.
    #[error(
        "Discord's gateway closes every connection; {sessions} sessions were used up for nothing"
    )]
    NeverReady {
        /// Since the last that could be used.
        sessions: u64,
    },
}

impl Error {
    /// What the operator can do.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::NoToken => Some(
                "discord.com/developers/applications: your application, \"Bot\", \"Reset Token\"; \
                 then DISCORD_TOKEN=… onrecord serve",
            ),
            Self::TokenRefused => Some(
                "copy it anew: discord.com/developers/applications, your application, \"Bot\", \
                 \"Reset Token\"; a token stops working when another one is made",
            ),
            Self::Loopback { .. } | Self::ForeignGateway { .. } => Some(
                "leave discord.api_base empty for Discord; for a proxy or a stand-in on this \
                 machine set discord.allow_loopback = true: the token is sent there",
            ),
            Self::Certificate { .. } => Some(
                "install the system's certificates (package ca-certificates), or name the \
                 authority that you trust in SSL_CERT_FILE",
            ),
            Self::NeverReady { .. } => Some(
                "look at the bot's page at discord.com/developers/applications before you \
                      start it again: Discord withdraws a token after 1000 sessions a day",
            ),
            _ => None,
        }
    }
}
