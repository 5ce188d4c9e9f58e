//! Chance that can be repeated: the same seed decides the same things in the same way.

use std::hash::{BuildHasher, RandomState};

/// What every decision of a run follows from.
///
/// A decision is a function of the seed, its kind, a name and a number; the order in which requests come does not matter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seed(pub(crate) u64);

impl Seed {
    /// A seed nobody chose. It need not be secret: it is the one that the standard library draws for its hash maps.
    pub(crate) fn any() -> Self {
        Self(RandomState::new().hash_one(0_u8))
    }

    /// A number of 64 bits for this decision.
    pub(crate) fn draw(self, kind: &str, name: &str, number: u64) -> u64 {
        let mut state = mix(self.0);
        for byte in kind.bytes().chain([0]).chain(name.bytes()) {
            // FNV-1a, on a state that splitmix64 has spread.
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        mix(mix(state).wrapping_add(number))
    }

    /// A number below 1000 for this decision.
    pub(crate) fn permille(self, kind: &str, name: &str, number: u64) -> u32 {
        self.part(1000, kind, name, number)
    }

    /// A number below `whole` for this decision.
    pub(crate) fn part(self, whole: u32, kind: &str, name: &str, number: u64) -> u32 {
        let part = self.draw(kind, name, number).checked_rem(u64::from(whole));
        part.and_then(|part| u32::try_from(part).ok()).unwrap_or_default()
    }
}

/// One step of splitmix64 (Steele, Lea, Flood, 2014).
const fn mix(state: u64) -> u64 {
    let z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_says_the_same_and_another_says_something_else() {
        assert_eq!(Seed(7).draw("fault", "00ff", 1), Seed(7).draw("fault", "00ff", 1));
        assert_ne!(Seed(7).draw("fault", "00ff", 1), Seed(8).draw("fault", "00ff", 1));
        assert_ne!(Seed(7).draw("fault", "00ff", 1), Seed(7).draw("fault", "00ff", 2));
        assert_ne!(Seed(7).draw("fault", "00ff", 1), Seed(7).draw("device", "00ff", 1));
    }

    #[test]
    fn a_permille_is_about_that_often() {
        let hits = (0..100_000).filter(|&number| Seed(1).permille("x", "y", number) < 20).count();
        assert!((1800..2200).contains(&hits), "{hits}");
    }

    /// The first output for the state 0, as published with the algorithm.
    #[test]
    fn is_splitmix64() {
        assert_eq!(mix(0), 0xe220_a839_7b1d_cdaf);
    }
}
