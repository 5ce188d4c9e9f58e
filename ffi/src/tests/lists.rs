//! What is listed here and in the core must agree.

use waxwing_core::apns::binary::Frame;
use waxwing_core::apns::{
    Action, ActivityEvent, Because, Fate, HeaderStability, InterruptionLevel, Next, Priority,
    PushAuth, PushType, Scope, StoragePolicy,
};
use waxwing_core::app_store::{
    Applied, EntitlementReason, EntitlementState, Environment, Kind, NotificationPayload, Payload,
    RenewalInfo, Transaction,
};
use waxwing_core::credentials::{Format, P12Profile};
use waxwing_core::crypto::{Curve, Hash};
use waxwing_core::error::{Category, ErrorCode};
use waxwing_core::time::Timestamp;
use waxwing_core::windows::ChannelKind;
use waxwing_core::x509::ocsp::{Policy, ResponseStatus, Status};

use crate::beginning::{EVENTS, WaxwingActivityEvent};
use crate::binary::{FRAMES, WaxwingBinaryFrame};
use crate::broadcast::{STORAGE_POLICIES, WaxwingStoragePolicy};
use crate::bytes::WaxwingStr;
use crate::credentials::p12::{P12_PROFILES, WaxwingP12Profile};
use crate::credentials::sniff::{
    FORMATS, WaxwingFileFormat, waxwing_file_format_description, waxwing_file_format_name,
};
use crate::entitlement::{
    STATES, WaxwingEntitlementReason, WaxwingEntitlementState, waxwing_entitlement_reason_name,
    waxwing_entitlement_state_name,
};
use crate::environment::{self, WaxwingEnvironment};
use crate::next::{BECAUSES, WaxwingBecause, WaxwingStep};
use crate::ocsp::{self, WaxwingOcspStatus, WaxwingRevocationPolicy, waxwing_ocsp_status_name};
use crate::outcome::{FATES, WaxwingFate};
use crate::pending::{self, WaxwingCurve, WaxwingHash};
use crate::push_type::{self, PUSH_TYPES, WaxwingInterruptionLevel, WaxwingPriority};
use crate::rules::{AUTHS, STABILITIES, WaxwingHeaderStability, WaxwingPushAuth};
use crate::signed_object::WaxwingKind;
use crate::status::{WaxwingCategory, WaxwingStatus, waxwing_status_category, waxwing_status_name};
use crate::subscription_state::{WaxwingApplied, waxwing_applied_name};
use crate::verdict::{ACTIONS, SCOPES, WaxwingAction, WaxwingScope, nth};
use crate::windows::channel_uri::{CHANNEL_KINDS, WaxwingChannelKind};

/// A name of an enum in Rust, as it stands in C behind its prefix.
fn screaming(name: impl std::fmt::Debug) -> String {
    let mut text = String::new();
    for c in format!("{name:?}").chars() {
        if c.is_ascii_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.push(c.to_ascii_uppercase());
    }
    text
}

/// The number of an enum of C.
macro_rules! number {
    ($value:expr) => {{
        #[expect(clippy::as_conversions, reason = "the number of an enum that has numbers")]
        let number = $value as u32;
        number
    }};
}

#[test]
fn every_error_code_is_a_status_of_the_same_number_and_name() {
    let header = include_str!("../../../include/waxwing.h");
    for code in ErrorCode::ALL {
        let status = WaxwingStatus::from(*code);
        assert_eq!(number!(status), u32::from(code.number()), "{code}");
        let line = format!("WAXWING_STATUS_{} = {},", code.name().to_uppercase(), code.number());
        assert!(header.contains(&line), "{line}");
        // SAFETY: a static text.
        let name = unsafe { waxwing_status_name(number!(status)).text("name") };
        assert_eq!(name.unwrap(), code.name());
        assert_eq!(
            waxwing_status_category(number!(status)),
            WaxwingCategory::from(code.category()),
            "{code}"
        );
    }
    let statuses = header.matches("  WAXWING_STATUS_").count();
    assert_eq!(statuses, ErrorCode::ALL.len() + 1, "all of them, and OK");
}

#[test]
fn numbers_that_are_no_status_have_no_name() {
    for number in [1, 99, 499, 65_636, u32::MAX] {
        assert!(waxwing_status_name(number).is_none(), "{number}");
        assert_eq!(waxwing_status_category(number), WaxwingCategory::None);
    }
    assert_eq!(waxwing_status_category(0), WaxwingCategory::None);
}

#[test]
fn every_category_is_known() {
    use Category::{Input, Internal, Limit, Malformed, Untrusted};
    for category in [Input, Malformed, Untrusted, Limit, Internal] {
        assert_ne!(WaxwingCategory::from(category), WaxwingCategory::None, "{category:?}");
    }
}

#[test]
fn every_action_and_scope_is_known() {
    for action in Action::ALL {
        let of_c = WaxwingAction::from(*action);
        assert_ne!(of_c, WaxwingAction::Unknown, "{action}");
        assert_eq!(screaming(of_c).to_lowercase(), action.name());
    }
    for scope in Scope::ALL {
        let of_c = WaxwingScope::from(*scope);
        assert_ne!(of_c, WaxwingScope::Unknown, "{scope}");
        assert_eq!(screaming(of_c).to_lowercase(), scope.name());
    }
}

/// Every value of the core has its number, by which it is found, and its name.
macro_rules! numbered {
    ($($of_core:ident by $list:expr, $of_c:ident;)+) => {
        $(
            assert_eq!($list.len(), $of_core::ALL.len(), stringify!($of_core));
            for (number, value) in (1..).zip($list) {
                assert_eq!(number!($of_c::from(value)), number, "{value:?}");
                assert_eq!(nth(&$list, number), Some(value));
                assert_eq!(screaming($of_c::from(value)).to_lowercase(), value.name());
            }
        )+
    };
}

#[test]
fn every_value_is_found_by_its_number() {
    numbered! {
        Action by ACTIONS, WaxwingAction;
        Because by BECAUSES, WaxwingBecause;
        ChannelKind by CHANNEL_KINDS, WaxwingChannelKind;
        Fate by FATES, WaxwingFate;
        Frame by FRAMES, WaxwingBinaryFrame;
        HeaderStability by STABILITIES, WaxwingHeaderStability;
        PushAuth by AUTHS, WaxwingPushAuth;
        Scope by SCOPES, WaxwingScope;
        StoragePolicy by STORAGE_POLICIES, WaxwingStoragePolicy;
    }
    for (of_c, of_core) in [
        (WaxwingActivityEvent::Start, ActivityEvent::Start),
        (WaxwingActivityEvent::Update, ActivityEvent::Update),
        (WaxwingActivityEvent::End, ActivityEvent::End),
    ] {
        assert_eq!(nth(&EVENTS, number!(of_c)), Some(of_core));
    }
    let steps = [
        WaxwingStep::Send,
        WaxwingStep::Connect,
        WaxwingStep::AwaitReply,
        WaxwingStep::WaitUntil,
        WaxwingStep::Stop,
    ];
    assert_eq!(steps.len(), Next::NAMES.len());
    for (step, name) in steps.into_iter().zip(Next::NAMES) {
        assert_eq!(screaming(step).to_lowercase(), *name);
        assert_eq!(nth(Next::NAMES, number!(step)), Some(*name));
    }
    assert_eq!(nth(&FATES, 0), None);
    assert_eq!(nth(&FATES, u32::MAX), None);
}

#[test]
fn every_word_about_a_purchase_is_found_by_its_number() {
    for (number, applied) in (1..).zip(Applied::ALL) {
        assert_eq!(number!(WaxwingApplied::from(*applied)), number, "{applied:?}");
        assert_eq!(name(waxwing_applied_name(number)), applied.name());
    }
    for (number, reason) in (1..).zip(EntitlementReason::ALL) {
        assert_eq!(number!(WaxwingEntitlementReason::from(*reason)), number, "{reason:?}");
        assert_eq!(name(waxwing_entitlement_reason_name(number)), reason.name());
    }
    for state in EntitlementState::ALL {
        let number = number!(WaxwingEntitlementState::from(*state));
        assert_eq!(name(waxwing_entitlement_state_name(number)), state.name());
    }
    assert_eq!(STATES.len() + 1, EntitlementState::ALL.len());
    assert!(waxwing_applied_name(0).is_none() && waxwing_applied_name(4).is_none());
    assert!(waxwing_entitlement_reason_name(0).is_none());
    assert!(waxwing_entitlement_state_name(8).is_none());
}

#[test]
fn every_word_about_revocation_is_found_by_its_number() {
    let at = Timestamp::from_millis(0);
    let statuses = [
        Status::Good { cache_until: at },
        Status::Revoked { since: at, reason: None, cache_until: None },
        Status::Unknown { cache_until: at },
        Status::Stale { since: None },
        Status::Refused(ResponseStatus::TryLater),
        Status::Unreachable,
    ];
    for status in &statuses {
        let number = number!(WaxwingOcspStatus::from(status));
        assert_eq!(name(waxwing_ocsp_status_name(number)), status.name());
    }
    assert_eq!(name(waxwing_ocsp_status_name(number!(WaxwingOcspStatus::Invalid))), "invalid");
    assert!(waxwing_ocsp_status_name(0).is_none() && waxwing_ocsp_status_name(8).is_none());
    for (of_c, policy) in [
        (WaxwingRevocationPolicy::Off, Policy::Off),
        (WaxwingRevocationPolicy::Soft, Policy::Soft),
        (WaxwingRevocationPolicy::Required, Policy::Required),
    ] {
        assert_eq!(ocsp::policy(number!(of_c)), Ok(policy));
    }
    assert_eq!(Policy::ALL.len(), 3);
    for (number, kind) in [
        (1, Kind::Notification),
        (2, Kind::Transaction),
        (3, Kind::RenewalInfo),
        (4, Kind::AppTransaction),
        (5, Kind::RealtimeRequest),
    ] {
        assert_eq!(pending::kind(number), Ok(Some(kind)));
        assert_eq!(number!(WaxwingKind::from(kind)), number);
    }
    assert_eq!(pending::kind(0), Ok(None));
    assert!(pending::kind(6).is_err());
    for curve in [Curve::P256, Curve::P384] {
        assert_ne!(WaxwingCurve::from(curve), WaxwingCurve::Unknown);
    }
    for hash in [Hash::Sha256, Hash::Sha384] {
        assert_ne!(WaxwingHash::from(hash), WaxwingHash::Unknown);
    }
}

fn name(view: WaxwingStr) -> &'static str {
    // SAFETY: names live as long as the library.
    unsafe { view.text("name") }.unwrap()
}

#[test]
fn every_format_is_found_by_its_number() {
    assert_eq!(FORMATS.len() + 1, Format::ALL.len(), "all of them, and unknown");
    for (number, format) in (0..).zip([Format::Unknown].iter().chain(&FORMATS)) {
        assert_eq!(number!(WaxwingFileFormat::from(*format)), number, "{format:?}");
        assert_eq!(name(waxwing_file_format_name(number)), format.name());
        assert_eq!(name(waxwing_file_format_description(number)), format.description());
    }
    assert!(waxwing_file_format_name(21).is_none() && waxwing_file_format_name(u32::MAX).is_none());
    assert_eq!(P12_PROFILES, *P12Profile::ALL);
    for (of_c, of_core) in
        [WaxwingP12Profile::Modern, WaxwingP12Profile::Keychain].into_iter().zip(P12_PROFILES)
    {
        assert_eq!(nth(&P12_PROFILES, number!(of_c)), Some(of_core));
        assert_eq!(screaming(of_c).to_lowercase(), of_core.name());
    }
    for environment in [1, 2] {
        let of_core = environment::of_push(environment).unwrap();
        assert_eq!(number!(WaxwingEnvironment::from(of_core)), environment);
    }
}

#[test]
fn every_push_type_is_found_again() {
    for (of_c, of_core) in PUSH_TYPES {
        assert_eq!(push_type::number_of(of_core), number!(of_c));
    }
}

#[test]
fn the_longest_path_has_room() {
    use waxwing_core::apns::{DeviceToken, Environment, Notification};
    let device = DeviceToken::from_hex(&"0".repeat(512)).unwrap();
    assert!(DeviceToken::from_hex(&"0".repeat(514)).is_err());
    let push = Notification::voip("a.b").build().unwrap().prepare(Environment::Sandbox);
    assert_eq!(push.path(&device).len() + 1, crate::prepared::WAXWING_PATH_MAX);
}

#[test]
fn every_kind_is_known() {
    for name in ["notification", "transaction", "renewalInfo", "appTransaction", "realtimeRequest"]
    {
        let kind = Kind::from_name(name).unwrap();
        assert_ne!(WaxwingKind::from(kind), WaxwingKind::Unknown, "{name}");
    }
}

#[test]
fn every_environment_leads_there_and_back() {
    for (of_c, of_core) in [
        (WaxwingEnvironment::Production, Environment::Production),
        (WaxwingEnvironment::Sandbox, Environment::Sandbox),
        (WaxwingEnvironment::Xcode, Environment::Xcode),
        (WaxwingEnvironment::LocalTesting, Environment::LocalTesting),
    ] {
        assert_eq!(WaxwingEnvironment::from(&of_core), of_c);
        assert_eq!(format!("{of_c:?}"), of_core.as_str());
    }
    assert_eq!(Environment::TYPE.values.len(), 4);
    for (number, environment) in (1..).zip(["Production", "Sandbox", "Xcode", "LocalTesting"]) {
        assert_eq!(environment::of_app_store(number).unwrap().as_str(), environment);
    }
    assert!(environment::of_app_store(0).is_err());
    assert!(environment::of_app_store(5).is_err());
    assert_eq!(environment::of_push(1).unwrap().name(), "production");
    assert_eq!(environment::of_push(2).unwrap().name(), "sandbox");
    assert!(environment::of_push(3).is_err());
}

#[test]
fn every_push_type_priority_and_level_has_its_number() {
    assert_eq!(PUSH_TYPES.len(), PushType::ALL.len());
    for (of_c, of_core) in PUSH_TYPES {
        assert_eq!(format!("{of_c:?}"), format!("{of_core:?}"));
        assert_eq!(push_type::push_type(number!(of_c)), Ok(of_core));
    }
    for of_c in
        [WaxwingPriority::NeverWake, WaxwingPriority::PowerAware, WaxwingPriority::Immediate]
    {
        let of_core = push_type::priority(number!(of_c)).unwrap();
        assert_eq!(format!("{of_c:?}"), format!("{of_core:?}"));
    }
    assert_eq!(Priority::ALL.len(), 3);
    let levels = [
        WaxwingInterruptionLevel::Passive,
        WaxwingInterruptionLevel::Active,
        WaxwingInterruptionLevel::TimeSensitive,
        WaxwingInterruptionLevel::Critical,
    ];
    assert_eq!(levels.len(), InterruptionLevel::ALL.len());
    for of_c in levels {
        let of_core = push_type::interruption_level(number!(of_c)).unwrap();
        assert_eq!(format!("{of_c:?}"), format!("{of_core:?}"));
    }
}

#[test]
fn numbers_outside_an_enum_are_refused_as_other_values_are() {
    for number in [0, 12, u32::MAX] {
        let error = push_type::push_type(number).unwrap_err();
        assert_eq!(
            (error.code(), error.subject()),
            (ErrorCode::InvalidHeaderValue, "apns-push-type")
        );
        assert_eq!(error.found(), number.to_string());
    }
    for number in [0, 2, 11, u32::MAX] {
        let error = push_type::priority(number).unwrap_err();
        assert_eq!(
            (error.code(), error.subject()),
            (ErrorCode::InvalidHeaderValue, "apns-priority")
        );
    }
    for number in [0, 5, u32::MAX] {
        let error = push_type::interruption_level(number).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidPayload);
    }
}

/// The getters by name ask for keys that the core's types have.
#[test]
fn every_key_asked_for_is_a_field() {
    let fields = [NotificationPayload::TYPE, Transaction::TYPE, RenewalInfo::TYPE];
    let source = include_str!("../signed_object_field.rs");
    let mut asked = 0;
    for call in ["text(object, \"", "integer(object, \""] {
        for rest in source.split(call).skip(1) {
            let key = rest.split('"').next().unwrap();
            let known = fields.iter().any(|it| it.fields.iter().any(|field| field.key == key));
            assert!(known, "{key}");
            asked += 1;
        }
    }
    assert_eq!(asked, 15);
}

#[test]
fn handles_may_be_shared_by_threads() {
    const fn shared<T: Send + Sync>() {}
    const {
        shared::<crate::device_token::WaxwingDeviceToken>();
        shared::<crate::error::WaxwingError>();
        shared::<crate::notification::WaxwingNotification>();
        shared::<crate::prepared::WaxwingPrepared>();
        shared::<crate::provider_key::WaxwingProviderKey>();
        shared::<crate::provider_token::WaxwingProviderToken>();
        shared::<crate::reply::WaxwingReply>();
        shared::<crate::request::WaxwingRequest>();
        shared::<crate::signed_object::WaxwingSignedObject>();
        shared::<crate::broadcast::WaxwingBroadcast>();
        shared::<crate::broadcast::WaxwingChannel>();
        shared::<crate::broadcast::WaxwingChannelIds>();
        shared::<crate::broadcast::WaxwingChannels>();
        shared::<crate::call::WaxwingCall>();
        shared::<crate::goaway::WaxwingGoaway>();
        shared::<crate::keyring::WaxwingCertificateScope>();
        shared::<crate::keyring::WaxwingKeyring>();
        shared::<crate::lint::WaxwingLints>();
        shared::<crate::outcome::WaxwingOutcomes>();
        shared::<crate::session::WaxwingSession>();
        shared::<crate::verdict::WaxwingVerdict>();
        shared::<crate::verifier::WaxwingVerifier>();
        shared::<crate::binary::WaxwingBinaryBytes>();
        shared::<crate::binary::WaxwingBinaryReceived>();
        shared::<crate::binary::WaxwingFeedbackEntries>();
        shared::<crate::windows::channel_uri::WaxwingChannelUri>();
        shared::<crate::windows::mpns::WaxwingMpnsNotification>();
        shared::<crate::windows::mpns::WaxwingMpnsReply>();
        shared::<crate::windows::mpns::WaxwingMpnsServiceName>();
        shared::<crate::windows::wns::WaxwingWnsNotification>();
        shared::<crate::windows::wns_reply::WaxwingWnsReply>();
        shared::<crate::windows::wns_token::WaxwingWnsToken>();
        shared::<crate::windows::wns_token::WaxwingWnsTokenReply>();
        shared::<crate::credentials::contents::WaxwingContents>();
        shared::<crate::credentials::identity::WaxwingIdentities>();
        shared::<crate::credentials::identity::WaxwingIdentity>();
        shared::<crate::credentials::lint::WaxwingCredentialLints>();
        shared::<crate::credentials::p12::WaxwingP12>();
        shared::<crate::credentials::private_key::WaxwingPrivateKey>();
        shared::<crate::credentials::push_certificate::WaxwingPushCertificate>();
        shared::<crate::credentials::request::WaxwingCertificateRequest>();
        shared::<crate::credentials::request::WaxwingUnsignedRequest>();
        shared::<crate::credentials::sniff::WaxwingSniffed>();
        shared::<crate::credentials::x509_certificate::WaxwingX509Certificate>();
    }
}
