//! Who sends: the checks of the client certificate and of the provider token, which all services share.

use crate::client_certificate::ClientCertificate;
use crate::connection::Connection;
use crate::device_push::Rules;
use crate::key::{Environment, KnownKey};
use crate::push_type::PushType;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::token::{self, KeyRing, Token};

/// A provider token lives this long (Apple, "Establishing a token-based connection to APNs").
const TOKEN_LIFE_SECONDS: i64 = 3600;
/// How far a client's clock may run ahead. Apple publishes no number; this one is the simulator's.
const FUTURE_TOLERANCE_SECONDS: i64 = 60;

/// All the checks, in the order of the list of device pushes.
pub(crate) fn authenticate<'a>(
    request: &'a Request,
    rules: &'a Rules,
    connection: &mut Connection,
    now_ms: i64,
) -> Result<Sender<'a>, Refusal> {
    if let Some(Ok(certificate)) = &connection.certificate {
        return Ok(Sender::Certificate(certificate.clone()));
    }
    let token = verified(token_text(request)?, &rules.keys)?;
    key_environment(token.key, rules.environment)?;
    pinned(token.key, connection)?;
    token_age(token, now_ms)?;
    token_updates(token, connection, now_ms)?;
    Ok(Sender::Key(token.key))
}

/// Whom a broadcast or a request for channels comes from.
#[derive(Clone, Debug)]
pub(crate) enum Sender<'a> {
    Key(&'a KnownKey),
    Certificate(ClientCertificate),
}

impl Sender<'_> {
    /// Says why this app is not the sender's.
    pub(crate) fn check_app(&self, bundle_id: &str) -> Result<(), Refusal> {
        let (is_its, who) = match self {
            Self::Key(key) => (key.allows_topic(bundle_id), format!("key {}", key.key_id)),
            Self::Certificate(certificate) => (
                certificate.allows_topic(bundle_id),
                format!("the client certificate of {}", certificate.default_topic),
            ),
        };
        if is_its {
            return Ok(());
        }
        Err(Refusal::new(Reason::TopicMismatch, format!("{who} is not for {bundle_id}")))
    }

    /// Notes what the sender has sent successfully. A certificate is the connection's from its beginning.
    pub(crate) fn accepted(&self, connection: &mut Connection, now_ms: i64) {
        if let Self::Key(key) = self {
            connection.accepted(key, now_ms);
        }
    }
}

/// Whether the client certificate, if there is one, is one for pushes and still valid.
pub(crate) fn certificate_stands(connection: &Connection, now_ms: i64) -> Result<(), Refusal> {
    match &connection.certificate {
        None => Ok(()),
        Some(Ok(certificate)) => certificate.dates(now_ms),
        Some(Err(wrong)) => Err(wrong.clone()),
    }
    .map_err(|wrong| Refusal::new(Reason::BadCertificate, wrong))
}

/// Whether the client certificate, if there is one, is for this environment.
pub(crate) fn certificate_environment(
    connection: &Connection,
    here: Environment,
) -> Result<(), Refusal> {
    match &connection.certificate {
        Some(Ok(certificate)) if !certificate.is_for(here) => Err(Refusal::new(
            Reason::BadCertificateEnvironment,
            format!("the certificate is for the other environment, this is {}", here.text()),
        )),
        _ => Ok(()),
    }
}

/// Whether the client certificate may push this to the topic.
pub(crate) fn certificate_topic(
    connection: &Connection,
    topic: &str,
    push_type: Option<PushType>,
) -> Result<(), Refusal> {
    let wrong = match &connection.certificate {
        Some(Ok(certificate)) if !certificate.allows_topic(topic) => {
            format!("the certificate of {} does not name {topic}", certificate.default_topic)
        }
        // Apple, "Sending notification requests to APNs": location pushes need a token.
        Some(Ok(_)) if push_type == Some(PushType::Location) => {
            "push type location needs a provider token".to_owned()
        }
        _ => return Ok(()),
    };
    Err(Refusal::new(Reason::TopicDisallowed, wrong))
}

pub(crate) fn token_text(request: &Request) -> Result<&str, Refusal> {
    let value = request.header("authorization");
    value.and_then(token::from_header).ok_or_else(|| {
        let detail = match value {
            None => "authorization is absent",
            Some(_) => "authorization is not `bearer`, one space and a token",
        };
        Refusal::new(Reason::MissingProviderToken, detail)
    })
}

pub(crate) fn verified<'a>(text: &'a str, keys: &'a KeyRing) -> Result<Token<'a>, Refusal> {
    Token::verify(text, keys).map_err(|detail| Refusal::new(Reason::InvalidProviderToken, detail))
}

pub(crate) fn key_environment(key: &KnownKey, here: Environment) -> Result<(), Refusal> {
    match key.environment {
        Some(environment) if environment != here => Err(Refusal::new(
            Reason::BadEnvironmentKeyIdInToken,
            format!("key {} is for {}, this is {}", key.key_id, environment.text(), here.text()),
        )),
        _ => Ok(()),
    }
}

pub(crate) fn pinned(key: &KnownKey, connection: &Connection) -> Result<(), Refusal> {
    let Some(first) = connection.pinned().map(|pinned| &pinned.key) else {
        return Ok(());
    };
    if first.team_id != key.team_id {
        return Err(Refusal::new(
            Reason::InvalidProviderToken,
            format!("this connection is of team {}, not {}", first.team_id, key.team_id),
        ));
    }
    if !first.may_share_connection_with(key) {
        return Err(Refusal::new(
            Reason::UnrelatedKeyIdInToken,
            format!("this connection began with key {}, not {}", first.key_id, key.key_id),
        ));
    }
    Ok(())
}

pub(crate) fn token_age(token: Token<'_>, now_ms: i64) -> Result<(), Refusal> {
    let age = now_ms.div_euclid(1000).saturating_sub(token.issued_at);
    if (-FUTURE_TOLERANCE_SECONDS..=TOKEN_LIFE_SECONDS).contains(&age) {
        return Ok(());
    }
    let detail = if age > 0 {
        format!("the token is {age} s old, {TOKEN_LIFE_SECONDS} are allowed")
    } else {
        format!(
            "the token is from {} s in the future, {FUTURE_TOLERANCE_SECONDS} are allowed",
            age.saturating_neg()
        )
    };
    Err(Refusal::new(Reason::ExpiredProviderToken, detail))
}

pub(crate) fn token_updates(
    token: Token<'_>,
    connection: &mut Connection,
    now_ms: i64,
) -> Result<(), Refusal> {
    connection
        .use_token(token, now_ms)
        .map_err(|detail| Refusal::new(Reason::TooManyProviderTokenUpdates, detail))
}
