//! What APNs remembers about one connection.

use crate::key::KnownKey;
use crate::token::Token;

/// A connection accepts a new provider token at most once in this time (20 minutes).
const TOKEN_UPDATE_MS: i64 = 20 * 60 * 1000;

/// The state of one connection. Everything that lives longer than a request and shorter than the simulator is here.
#[derive(Debug)]
pub(crate) struct Connection {
    /// 1 for the first connection since the start, then 2, and so on.
    pub(crate) number: u64,
    token: Option<TokenInUse>,
    pinned: Option<KnownKey>,
}

/// The provider token that the connection works with.
#[derive(Debug)]
struct TokenInUse {
    text: String,
    since_ms: i64,
}

impl Connection {
    pub(crate) fn new(number: u64) -> Self {
        Self { number, token: None, pinned: None }
    }

    /// The key of the first accepted push, which the later ones must fit.
    pub(crate) fn pinned(&self) -> Option<&KnownKey> {
        self.pinned.as_ref()
    }

    /// Notes an accepted push: the first one pins the connection to its key.
    pub(crate) fn accepted(&mut self, key: &KnownKey) {
        self.pinned.get_or_insert_with(|| key.clone());
    }

    /// Takes the token into use, or tells how many milliseconds too early it comes.
    ///
    /// The first token is always taken. Each later change counts from the change before, by the simulator's clock;
    /// going back to an earlier token is a change as well. A refused token changes nothing.
    pub(crate) fn use_token(&mut self, token: Token<'_>, now_ms: i64) -> Result<(), i64> {
        if let Some(in_use) = &self.token {
            if in_use.text == token.text {
                return Ok(());
            }
            let early = TOKEN_UPDATE_MS.saturating_sub(now_ms.saturating_sub(in_use.since_ms));
            if early > 0 {
                return Err(early);
            }
        }
        self.token = Some(TokenInUse { text: token.text.to_owned(), since_ms: now_ms });
        Ok(())
    }
}
