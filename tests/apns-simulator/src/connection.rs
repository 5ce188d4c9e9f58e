//! What APNs remembers about one connection.

use crate::client_certificate::Presented;
use crate::key::KnownKey;
use crate::token::Token;

/// A connection accepts a new provider token at most once in this time (20 minutes).
const TOKEN_UPDATE_MS: i64 = 20 * 60 * 1000;

/// The state of one connection. Everything that lives longer than a request and shorter than the simulator is here.
#[derive(Debug)]
pub(crate) struct Connection {
    /// 1 for the first connection since the start, then 2, and so on.
    pub(crate) number: u64,
    /// What the client has shown in the TLS handshake, if anything.
    pub(crate) certificate: Option<Presented>,
    token: Option<TokenInUse>,
    /// A token came too early; nothing is accepted any more.
    spoiled: bool,
    pinned: Option<Pinned>,
    /// The highest stream that was judged.
    judged: u32,
    /// After GOAWAY: the last stream that is still judged.
    last_stream: Option<u32>,
}

/// The provider token that the connection works with.
#[derive(Debug)]
struct TokenInUse {
    text: String,
    since_ms: i64,
}

/// What the first accepted push fixed.
#[derive(Debug)]
pub(crate) struct Pinned {
    pub(crate) key: KnownKey,
    pub(crate) at_ms: i64,
}

impl Connection {
    pub(crate) fn new(number: u64, certificate: Option<Presented>) -> Self {
        Self {
            number,
            certificate,
            token: None,
            spoiled: false,
            pinned: None,
            judged: 0,
            last_stream: None,
        }
    }

    /// The default topic of the client certificate.
    pub(crate) fn certificate_name(&self) -> Option<String> {
        self.certificate.as_ref()?.as_ref().ok().map(|it| it.default_topic.clone())
    }

    /// The first accepted push, which the later ones must fit.
    pub(crate) fn pinned(&self) -> Option<&Pinned> {
        self.pinned.as_ref()
    }

    /// Notes an accepted push: the first one pins the connection to its key and to what its team had then.
    pub(crate) fn accepted(&mut self, key: &KnownKey, now_ms: i64) {
        self.pinned.get_or_insert_with(|| Pinned { key: key.clone(), at_ms: now_ms });
    }

    /// Takes the token into use, or says why not.
    ///
    /// The first token is always taken. Each later change counts from the change before, by the simulator's clock;
    /// going back to an earlier token is a change as well. A change that comes too early spoils the connection for good.
    pub(crate) fn use_token(&mut self, token: Token<'_>, now_ms: i64) -> Result<(), String> {
        if self.spoiled {
            return Err("a token came too early on this connection before".to_owned());
        }
        if let Some(in_use) = &self.token {
            if in_use.text == token.text {
                return Ok(());
            }
            let early = TOKEN_UPDATE_MS.saturating_sub(now_ms.saturating_sub(in_use.since_ms));
            if early > 0 {
                self.spoiled = true;
                return Err(format!("a new token on this connection came {early} ms too early"));
            }
        }
        self.token = Some(TokenInUse { text: token.text.to_owned(), since_ms: now_ms });
        Ok(())
    }

    /// Notes that a stream is judged: GOAWAY may no longer call it unprocessed.
    pub(crate) fn judge(&mut self, stream: u32) {
        self.judged = self.judged.max(stream);
    }

    /// Whether GOAWAY has said that this stream is not processed.
    pub(crate) fn is_over_for(&self, stream: u32) -> bool {
        self.last_stream.is_some_and(|last| stream > last)
    }

    /// Notes GOAWAY, and gives the last stream that it names: the wanted one, but none below what was judged, and none
    /// above an earlier GOAWAY.
    pub(crate) fn go_away(&mut self, wanted: u32) -> u32 {
        let last = wanted.max(self.judged).min(self.last_stream.unwrap_or(u32::MAX));
        self.last_stream = Some(last);
        last
    }
}
