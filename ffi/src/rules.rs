//! What push types ask for, and how often headers change.

use waxwing_core::apns::{HeaderRule, HeaderStability, PushAuth, PushType, header_stability};

use crate::bytes::WaxwingStr;
use crate::fence;
use crate::push_type;
use crate::status::same_names;
use crate::verdict::nth;

/// What a header may say in pushes of one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingHeaderRuleKind {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// Whatever suits.
    Any = 1,
    /// This number; another is refused.
    Always = 2,
    /// This number; another is a lint.
    Usually = 3,
    /// Nothing; a value is a lint.
    LeaveOut = 4,
    /// This number or a greater one; others are refused.
    AtLeast = 5,
}

/// What a header may say in pushes of one type.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingHeaderRule {
    /// How strict it is.
    pub kind: WaxwingHeaderRuleKind,
    /// The number, for `ALWAYS`, `AT_LEAST` and `USUALLY`; 0 otherwise.
    pub number: i64,
}

impl From<HeaderRule> for WaxwingHeaderRule {
    fn from(rule: HeaderRule) -> Self {
        let (kind, number) = match rule {
            HeaderRule::Any => (WaxwingHeaderRuleKind::Any, 0),
            HeaderRule::Always(number) => (WaxwingHeaderRuleKind::Always, number),
            HeaderRule::AtLeast(number) => (WaxwingHeaderRuleKind::AtLeast, number),
            HeaderRule::Usually(number) => (WaxwingHeaderRuleKind::Usually, number),
            HeaderRule::LeaveOut => (WaxwingHeaderRuleKind::LeaveOut, 0),
            _ => (WaxwingHeaderRuleKind::Unknown, 0),
        };
        Self { kind, number }
    }
}

/// The credential that a push type works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingPushAuth {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// A client certificate.
    Certificate = 1,
    /// A provider token. Ordinary certificates do not have the topic.
    Token = 2,
    /// Either; a certificate must have the topic.
    TokenOrCertificate = 3,
}

/// In the order of the numbers.
pub(crate) const AUTHS: [PushAuth; 3] =
    [PushAuth::Certificate, PushAuth::Token, PushAuth::TokenOrCertificate];

impl From<PushAuth> for WaxwingPushAuth {
    fn from(auth: PushAuth) -> Self {
        same_names! { auth, PushAuth => Self, else Unknown: Certificate Token TokenOrCertificate }
    }
}

/// What a push type asks of headers, size and credential.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingRules {
    /// The header `apns-push-type`.
    pub name: WaxwingStr,
    /// What follows the bundle id in the topic; empty for nothing.
    pub topic_suffix: WaxwingStr,
    /// The header `apns-priority`.
    pub priority: WaxwingHeaderRule,
    /// The header `apns-expiration`, in seconds since 1970.
    pub expiration: WaxwingHeaderRule,
    /// The largest payload, in bytes.
    pub max_payload_bytes: usize,
    /// The credential.
    pub auth: WaxwingPushAuth,
}

/// How long the value of a header lasts on one connection: what HPACK should remember.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingHeaderStability {
    /// The same, or one of a few values, in all requests of a kind: index it.
    Fixed = 1,
    /// The provider token, which is replaced every 20 to 60 minutes.
    Hourly = 2,
    /// Another one in almost every request: a literal without indexing, so that it does not push
    /// the others out of a small table (RFC 7541 section 6.2).
    Unique = 3,
}

/// In the order of the numbers.
pub(crate) const STABILITIES: [HeaderStability; 3] =
    [HeaderStability::Fixed, HeaderStability::Hourly, HeaderStability::Unique];

impl From<HeaderStability> for WaxwingHeaderStability {
    fn from(stability: HeaderStability) -> Self {
        same_names! { stability, HeaderStability => Self, else Unique: Fixed Hourly Unique }
    }
}

/// What a push type, a `waxwing_push_type`, asks for. False, and nothing written, for a number that
/// is none. Its views live as long as the library.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_type_rules(
    push_type: u32,
    out_rules: *mut WaxwingRules,
) -> bool {
    let find = |number: &u32| {
        let push_type: PushType = push_type::push_type(*number).ok()?;
        let rules = push_type.rules();
        Some(WaxwingRules {
            name: WaxwingStr::of(push_type.name()),
            topic_suffix: WaxwingStr::of(rules.topic_suffix),
            priority: rules.priority.into(),
            expiration: rules.expiration.into(),
            max_payload_bytes: rules.max_payload_bytes,
            auth: rules.auth.into(),
        })
    };
    // SAFETY: the number is no handle but lives as long; the rest by contract.
    unsafe { fence::find(&raw const push_type, out_rules, find) }
}

/// The name of a `waxwing_push_auth`, as all languages show it, such as `token_or_certificate`;
/// `{NULL, 0}` for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_push_auth_name(auth: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || WaxwingStr::of_option(nth(&AUTHS, auth).map(PushAuth::name)))
}

/// How often the value of a header changes, by its name in lower case, `:path` included. Unknown
/// ones count as `WAXWING_HEADER_STABILITY_UNIQUE`: not indexing them harms nothing.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_header_stability_of(name: WaxwingStr) -> WaxwingHeaderStability {
    fence::guard(WaxwingHeaderStability::Unique, || {
        // SAFETY: by contract.
        unsafe { name.text("header name") }
            .map_or(WaxwingHeaderStability::Unique, |name| header_stability(name).into())
    })
}

/// The name of a `waxwing_header_stability`, as all languages show it, such as `fixed`; `{NULL, 0}`
/// for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_header_stability_name(stability: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        WaxwingStr::of_option(nth(&STABILITIES, stability).map(HeaderStability::name))
    })
}
