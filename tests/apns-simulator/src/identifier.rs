//! The ids in headers: reading the client's, making the service's.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::seed::Seed;

/// Lengths of the five groups of hexadecimal digits of a canonical UUID.
const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];

/// Whether the value is a canonical UUID: 8-4-4-4-12 hexadecimal digits of either case.
///
/// Apple asks for lower case, but sends upper case itself, and clients that repeat such an id must not be refused for it.
pub(crate) fn is_uuid(value: &str) -> bool {
    let mut groups = value.split('-');
    let fits = |length: usize, group: Option<&str>| {
        group.is_some_and(|group| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    };
    GROUPS.into_iter().all(|length| fits(length, groups.next())) && groups.next().is_none()
}

/// The maker of ids: from one seed always the same ones.
#[derive(Debug)]
pub(crate) struct Ids {
    seed: Seed,
    made: AtomicU64,
}

impl Ids {
    pub(crate) fn new(seed: Seed) -> Self {
        Self { seed, made: AtomicU64::new(0) }
    }

    /// Makes an id the way APNs does: upper case, and no RFC 9562 version digit to rely on.
    pub(crate) fn upper_case(&self) -> String {
        let digits = format!("{:016X}{:016X}", self.number(), self.number());
        let mut rest = digits.as_str();
        let groups: Vec<&str> = GROUPS
            .into_iter()
            .filter_map(|length| {
                let (group, after) = rest.split_at_checked(length)?;
                rest = after;
                Some(group)
            })
            .collect();
        groups.join("-")
    }

    /// Makes an `apns-unique-id`: a lower-case UUID for the delivery log.
    pub(crate) fn lower_case(&self) -> String {
        self.upper_case().to_ascii_lowercase()
    }

    /// New bytes, for an id of another form.
    pub(crate) fn bytes(&self) -> [u8; 16] {
        let number = (u128::from(self.number()) << 64) | u128::from(self.number());
        number.to_be_bytes()
    }

    /// A new number of 64 bits.
    fn number(&self) -> u64 {
        self.seed.draw("id", "", self.made.fetch_add(1, Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_id_is_a_uuid_in_upper_case_and_never_the_same() {
        let ids = Ids::new(Seed(1));
        let id = ids.upper_case();
        assert!(is_uuid(&id), "{id}");
        assert_eq!(id, id.to_ascii_uppercase());
        assert_ne!(id, ids.upper_case());
        assert_eq!(id, Ids::new(Seed(1)).upper_case(), "the seed decides");
    }

    #[test]
    fn other_shapes_are_not_uuids() {
        assert!(is_uuid("eabeae54-14a8-11e5-b60b-1697f925ec7b"));
        assert!(is_uuid("EABEAE54-14A8-11E5-B60B-1697F925EC7B"));
        for text in [
            "",
            "eabeae5414a811e5b60b1697f925ec7b",
            "eabeae54-14a8-11e5-b60b-1697f925ec7",
            "eabeae54-14a8-11e5-b60b-1697f925ec7b-",
            "eabeae54-14a8-11e5-b60b-1697f925ec7g",
            "{eabeae54-14a8-11e5-b60b-1697f925ec7b}",
            "eabeae5-414a8-11e5-b60b-1697f925ec7b",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
