//! The version in the header's macros.

/// A version in three parts, without what may follow them (`-rc.1`).
pub(crate) struct Version<'a> {
    whole: &'a str,
    parts: [&'a str; 3],
}

impl<'a> Version<'a> {
    pub(crate) fn parse(whole: &'a str) -> Result<Self, String> {
        let numbers = whole.split(['-', '+']).next().unwrap_or(whole);
        let parts: Vec<&str> = numbers.split('.').collect();
        let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        match parts[..] {
            [major, minor, patch] if [major, minor, patch].into_iter().all(number) => {
                Ok(Self { whole, parts: [major, minor, patch] })
            }
            _ => Err(format!("the version {whole:?} has not three numbers")),
        }
    }

    /// Puts the version in for `@VERSION@`, `@MAJOR@`, `@MINOR@` and `@PATCH@`.
    pub(crate) fn fill_in(&self, text: &str) -> String {
        let [major, minor, patch] = self.parts;
        text.replace("@VERSION@", self.whole)
            .replace("@MAJOR@", major)
            .replace("@MINOR@", minor)
            .replace("@PATCH@", patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_in_every_part() {
        let version = Version::parse("1.20.3-rc.1").unwrap();
        assert_eq!(version.fill_in("@MAJOR@ @MINOR@ @PATCH@ @VERSION@"), "1 20 3 1.20.3-rc.1");
    }

    #[test]
    fn refuses_what_is_no_version() {
        for text in ["", "1", "1.2", "1.2.x", "1..2", "1.2.3.4"] {
            assert!(Version::parse(text).is_err(), "{text}");
        }
    }
}
