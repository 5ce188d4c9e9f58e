//! Which provider token a connection uses, and when it may change.

use alloc::sync::Arc;

use super::connection::{Connection, TOO_OLD_MS, Used};
use crate::apns::key::ProviderKey;
use crate::apns::token::{ProviderToken, TokenPolicy};
use crate::time::Timestamp;

/// Apple: Establishing a token-based connection to APNs, at most one new token in 20 minutes.
const MIN_UPDATE_MS: i64 = 20 * 60 * 1000;

/// What a connection is to do for its token.
#[derive(Clone, Debug)]
pub(super) enum Choice {
    /// Send with this.
    Use(ProviderToken),
    /// The token has to change, which is too early on this connection.
    NewConnection,
    /// The next token comes with the next window, and the one of this window was refused.
    WaitUntil(Timestamp),
    /// The time is none that a token can carry.
    Clock,
}

/// A key, and the newest token made of it.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    key: Arc<ProviderKey>,
    policy: TokenPolicy,
    held: Option<Held>,
    /// The issue time of the token that APNs called expired, rightly.
    refused: Option<Timestamp>,
}

#[derive(Clone, Debug)]
struct Held {
    token: ProviderToken,
    /// How old it was when the session took it up.
    age_ms: i64,
    /// When that was, on the session's own clock.
    since_ms: i64,
}

impl Held {
    /// Its age by the session's own clock, which cannot be set back.
    const fn age_at(&self, elapsed: i64) -> i64 {
        self.age_ms.saturating_add(elapsed.saturating_sub(self.since_ms))
    }
}

impl Tokens {
    pub(super) const fn new(key: Arc<ProviderKey>, policy: TokenPolicy) -> Self {
        Self { key, policy, held: None, refused: None }
    }

    /// Never use a token of this issue time again.
    pub(super) fn refuse(&mut self, issued_at: Timestamp) {
        self.refused = Some(issued_at);
    }

    /// Takes the token by the clock anew: the one held was refused, and the clock may have been
    /// set since it was made.
    pub(super) fn reconsider(&mut self) {
        self.held = None;
    }

    /// The token for the connection, which remembers it.
    pub(super) fn choose(
        &mut self,
        connection: &mut Connection,
        now: Timestamp,
        elapsed: i64,
    ) -> Choice {
        if self.renew(now, elapsed).is_none() {
            return Choice::Clock;
        }
        let Some(held) = &self.held else { return Choice::Clock };
        if self.refused == Some(held.token.issued_at()) {
            return Choice::WaitUntil(held.token.window_ends_at());
        }
        let newest = Used {
            token: held.token.clone(),
            since_ms: elapsed,
            age_ms: held.age_at(elapsed),
            sent: false,
        };
        let Some(used) = &connection.token else {
            return connection.introduce(newest);
        };
        let (old, new) = (&used.token, &newest.token);
        if old.issued_at() == new.issued_at() {
            return Choice::Use(newest.token);
        }
        let passed = elapsed.saturating_sub(used.since_ms);
        if passed >= MIN_UPDATE_MS {
            return connection.introduce(newest);
        }
        // A second token now would be one too many for this connection.
        let by_wall = now.as_millis().saturating_sub(old.issued_at().as_millis());
        let age = by_wall.max(used.age_at(elapsed));
        if age >= TOO_OLD_MS { Choice::NewConnection } else { Choice::Use(old.clone()) }
    }

    /// Takes up the token of the present window if it is newer than the one held. An older one,
    /// after the clock was set back, only when the one held has grown too old by the time that
    /// really passed. `None` when there is no token at all.
    fn renew(&mut self, now: Timestamp, elapsed: i64) -> Option<()> {
        let starts_at = self.policy.window_starts_at(now).ok();
        let wanted = match (starts_at, &self.held) {
            (None, None) => return None,
            (None, Some(_)) => false,
            (Some(_), None) => true,
            (Some(starts_at), Some(held)) => {
                let issued_at = held.token.issued_at();
                starts_at > issued_at
                    || (starts_at < issued_at && held.age_at(elapsed) >= TOO_OLD_MS)
            }
        };
        if wanted {
            let token = self.key.token_with(now, &self.policy).ok()?;
            let age_ms = now.as_millis().saturating_sub(token.issued_at().as_millis());
            self.held = Some(Held { token, age_ms, since_ms: elapsed });
        }
        Some(())
    }
}

impl Connection {
    fn introduce(&mut self, used: Used) -> Choice {
        let token = used.token.clone();
        self.token = Some(used);
        Choice::Use(token)
    }
}
