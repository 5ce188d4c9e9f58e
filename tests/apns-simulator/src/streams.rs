//! How many streams a connection may have at once, and which of them are too many.

use std::collections::{BTreeSet, HashSet};

/// APNs lets a connection have one stream until its first push with a good provider token is accepted.
pub(crate) const FIRST_LIMIT: u32 = 1;

/// The rules of the limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// After the first accepted push.
    pub(crate) full: u32,
    /// How many of 1000 rejected pushes make the limit drop to 1, until the next accepted one.
    pub(crate) drop_permille: u32,
    /// A client that goes beyond the limit gets GOAWAY instead of a refused stream.
    pub(crate) violation_ends: bool,
}

/// What is too much about a stream.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Excess {
    /// The client knew the limit and went beyond it.
    Violation,
    /// The limit fell while the stream was under way: nobody's mistake.
    Dropped,
}

/// The streams of one connection, as they pass on the wire.
#[derive(Debug)]
pub(crate) struct Streams {
    /// What the client has acknowledged: beyond it, it breaks the rules. Nothing before the first acknowledgement.
    known: Option<u32>,
    /// What it was told, oldest first, and has not acknowledged yet.
    told: Vec<u32>,
    /// The limit that holds now.
    current: u32,
    dropped: bool,
    open: BTreeSet<u32>,
    highest: u32,
    violations: HashSet<u32>,
    refused: HashSet<u32>,
    acknowledgements: u64,
}

impl Streams {
    pub(crate) fn new(limit: u32) -> Self {
        Self {
            known: None,
            told: vec![limit],
            current: limit,
            dropped: false,
            open: BTreeSet::new(),
            highest: 0,
            violations: HashSet::new(),
            refused: HashSet::new(),
            acknowledgements: 0,
        }
    }

    /// Headers came: a new stream, or trailers of an old one.
    pub(crate) fn opened(&mut self, stream: u32) {
        if stream <= self.highest {
            return;
        }
        self.highest = stream;
        let others = u32::try_from(self.open.len()).unwrap_or(u32::MAX);
        if self.known.is_some_and(|limit| others >= limit.max(self.current)) {
            self.violations.insert(stream);
        } else if self.dropped && others >= self.current {
            self.refused.insert(stream);
        }
        self.open.insert(stream);
    }

    /// The stream has its answer, or was reset by either side.
    pub(crate) fn closed(&mut self, stream: u32) {
        self.open.remove(&stream);
    }

    /// The client has acknowledged SETTINGS. Whether it meant the first ones, which are not made by hand.
    pub(crate) fn acknowledged(&mut self) -> bool {
        self.acknowledgements = self.acknowledgements.saturating_add(1);
        if !self.told.is_empty() {
            self.known = Some(self.told.remove(0));
        }
        self.acknowledgements == 1
    }

    /// Raises the limit, if it was lower. Whether the client must be told.
    pub(crate) fn raise(&mut self, limit: u32) -> bool {
        self.dropped = false;
        self.change(limit)
    }

    /// Lowers the limit to 1 and refuses all streams under way but the oldest. Whether the client must be told.
    pub(crate) fn drop_to_one(&mut self) -> bool {
        self.dropped = true;
        self.refused.extend(self.open.iter().skip(1));
        self.change(FIRST_LIMIT)
    }

    /// Sets the limit for good or ill. Whether the client must be told.
    pub(crate) fn change(&mut self, limit: u32) -> bool {
        if self.current == limit {
            return false;
        }
        self.current = limit;
        self.told.push(limit);
        true
    }

    /// Whether the stream is too much, asked when it would be processed.
    pub(crate) fn excess(&self, stream: u32) -> Option<Excess> {
        if self.violations.contains(&stream) {
            return Some(Excess::Violation);
        }
        self.refused.contains(&stream).then_some(Excess::Dropped)
    }

    /// Whether all streams up to this one are closed.
    pub(crate) fn closed_up_to(&self, last: u32) -> bool {
        self.open.first().is_none_or(|&first| first > last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_too_much_before_the_client_knows_the_limit() {
        let mut streams = Streams::new(FIRST_LIMIT);
        for stream in [1, 3, 5] {
            streams.opened(stream);
            assert_eq!(streams.excess(stream), None);
        }
        assert!(streams.acknowledged());
        streams.opened(7);
        assert_eq!(streams.excess(7), Some(Excess::Violation));
    }

    #[test]
    fn a_raised_limit_holds_at_once() {
        let mut streams = Streams::new(FIRST_LIMIT);
        assert!(streams.acknowledged());
        streams.opened(1);
        assert!(streams.raise(3));
        assert!(!streams.raise(3));
        streams.opened(3);
        streams.opened(5);
        streams.opened(7);
        assert_eq!(streams.excess(5), None);
        assert_eq!(streams.excess(7), Some(Excess::Violation));
        assert!(!streams.acknowledged(), "made by hand");
    }

    #[test]
    fn a_dropped_limit_refuses_what_is_under_way() {
        let mut streams = Streams::new(FIRST_LIMIT);
        streams.acknowledged();
        streams.raise(10);
        streams.acknowledged();
        for stream in [1, 3, 5] {
            streams.opened(stream);
        }
        streams.closed(1);
        assert!(streams.drop_to_one());
        assert_eq!(streams.excess(3), None, "the oldest goes on");
        assert_eq!(streams.excess(5), Some(Excess::Dropped));
        streams.opened(7);
        assert_eq!(streams.excess(7), Some(Excess::Dropped), "it could not know yet");
        streams.acknowledged();
        streams.opened(9);
        assert_eq!(streams.excess(9), Some(Excess::Violation));
        assert!(!streams.closed_up_to(3));
        streams.closed(3);
        assert!(streams.closed_up_to(3));
    }
}
