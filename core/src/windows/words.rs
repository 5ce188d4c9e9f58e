//! Words of the services, of which there may be more than are known.

/// An open enumeration: each value has its words, of which the first one is its name.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $name:literal $(| $other:literal)*,)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $type {
            $($(#[$variant_doc])* $variant,)+
            /// A word that this version does not know, as received.
            Other(alloc::string::String),
        }

        impl $type {
            /// From the service's word: case and spaces make no difference.
            #[must_use]
            pub fn from_text(text: &str) -> Self {
                let plain: alloc::string::String = text
                    .chars()
                    .filter(|c| !c.is_ascii_whitespace())
                    .map(|c| c.to_ascii_lowercase())
                    .collect();
                match plain.as_str() {
                    $($name $(| $other)* => Self::$variant,)+
                    _ => Self::Other(text.into()),
                }
            }

            /// Its name, the word in lower case without spaces; one that is not known, as received.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)+
                    Self::Other(text) => text,
                }
            }

            /// Whether this version knows it.
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(super) use words;
