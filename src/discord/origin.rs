//! Where the token may be sent: to Discord, to what the operator names, and to this machine only
//! when the operator says so.

use std::net::IpAddr;

use reqwest::Url;

use super::error::Error;

/// Refuses this machine as the API, unless it is allowed.
///
/// # Errors
/// When the API is this machine.
pub(super) fn check(api_base: Option<&str>, allow_loopback: bool) -> Result<(), Error> {
    let Some(base) = api_base else { return Ok(()) };
    if is_loopback(base) && !allow_loopback {
        return Err(Error::Loopback { base: base.to_owned() });
    }
    tracing::warn!(api_base = base, "the token and all answers go to discord.api_base");
    Ok(())
}

/// Refuses a gateway elsewhere where the API is this machine: a stand-in never means to send the
/// token away.
///
/// # Errors
/// When the gateway is elsewhere.
pub(super) fn check_gateway(api_base: Option<&str>, gateway: &str) -> Result<(), Error> {
    match api_base {
        Some(base) if is_loopback(base) && !is_loopback(gateway) => {
            Err(Error::ForeignGateway { url: gateway.to_owned() })
        }
        _ => Ok(()),
    }
}

/// Whether an address is this very machine.
fn is_loopback(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let Some(host) = url.host_str() else { return false };
    let host = host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.');
    match host.parse::<IpAddr>() {
        // The unspecified address leads to this machine as well.
        Ok(address) => {
            let address = address.to_canonical();
            address.is_loopback() || address.is_unspecified()
        }
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_has_many_names() {
        for url in [
            "http://127.0.0.1:80",
            "http://127.1:80",
            "http://2130706433",
            "http://[::1]:8080",
            "http://[::ffff:127.0.0.1]",
            "http://0.0.0.0",
            "http://LOCALHOST:1",
            "http://localhost.",
            "ws://a.localhost/gw",
        ] {
            assert!(is_loopback(url), "{url}");
            assert!(check(Some(url), false).is_err(), "{url}");
            assert!(check(Some(url), true).is_ok(), "{url}");
        }
        for url in ["https://discord.com", "http://10.0.0.1", "http://localhost.example"] {
            assert!(!is_loopback(url), "{url}");
        }
        assert!(check(None, false).is_ok());
    }

    #[test]
    fn a_stand_in_on_this_machine_does_not_send_the_token_away() {
        let here = Some("http://127.0.0.1:1");
        assert!(check_gateway(here, "ws://127.0.0.1:1/gw").is_ok());
        assert!(check_gateway(here, "wss://gateway.discord.gg").is_err());
        assert!(check_gateway(None, "wss://gateway.discord.gg").is_ok());
    }
}
