//! A panic inside any exported function ends at its fence; and none minds being given nothing.

use std::ptr;

use crate::alert::*;
use crate::backoff::*;
use crate::beginning::*;
use crate::broadcast::*;
use crate::bytes::*;
use crate::call::*;
use crate::certificate::*;
use crate::credentials::sniff::WaxwingFileFormat;
use crate::device_token::*;
use crate::entitlement::*;
use crate::environment::*;
use crate::error::*;
use crate::goaway::*;
use crate::keyring::*;
use crate::lint::*;
use crate::meaning::*;
use crate::next::*;
use crate::notification::*;
use crate::notification_builder::*;
use crate::ocsp::*;
use crate::option::*;
use crate::outcome::*;
use crate::pending::*;
use crate::prepared::*;
use crate::provider_key::*;
use crate::provider_token::*;
use crate::receipt::*;
use crate::reply::*;
use crate::request::*;
use crate::root::*;
use crate::rules::*;
use crate::session::*;
use crate::session_policy::*;
use crate::signed_object::*;
use crate::signed_object_field::*;
use crate::status::*;
use crate::subscription_state::*;
use crate::test_panic::{is_armed, waxwing_test_panic_next};
use crate::unverified::*;
use crate::verdict::*;
use crate::verifier::*;
use crate::verifier_builder::*;
use crate::version::*;
use crate::windows::channel_uri::WaxwingChannelKind;

/// An argument that is nothing.
trait Nothing {
    const NOTHING: Self;
}

/// What a function gives back after a panic.
trait Fallback {
    fn is_fallback(&self) -> bool;
}

impl<T> Nothing for *const T {
    const NOTHING: Self = ptr::null();
}

impl<T> Nothing for *mut T {
    const NOTHING: Self = ptr::null_mut();
}

macro_rules! nothing {
    ($($type:ty: $nothing:expr;)+) => {
        $(impl Nothing for $type {
            const NOTHING: Self = $nothing;
        })+
    };
}
nothing! {
    WaxwingBytes: Self::NONE;
    WaxwingStr: Self::NONE;
    bool: false;
    f64: 0.0;
    i64: 0;
    u32: 0;
    u64: 0;
    usize: 0;
}

impl<T> Fallback for *const T {
    fn is_fallback(&self) -> bool {
        self.is_null()
    }
}

impl<T> Fallback for *mut T {
    fn is_fallback(&self) -> bool {
        self.is_null()
    }
}

macro_rules! fallback {
    ($($type:ty, $fallback:pat,)+) => {
        $(impl Fallback for $type {
            fn is_fallback(&self) -> bool {
                matches!(self, $fallback)
            }
        })+
    };
}
fallback! {
    (), (),
    i32, 0,
    i64, 0,
    u32, 0,
    u64, 0,
    usize, 0,
    WaxwingAction, WaxwingAction::Unknown,
    WaxwingCategory, WaxwingCategory::None,
    WaxwingChannelKind, WaxwingChannelKind::Unknown,
    WaxwingEnvironment, WaxwingEnvironment::Unknown,
    WaxwingFileFormat, WaxwingFileFormat::Unknown,
    WaxwingHeaderStability, WaxwingHeaderStability::Unique,
    WaxwingKind, WaxwingKind::Unknown,
    WaxwingScope, WaxwingScope::Unknown,
    WaxwingStoragePolicy, WaxwingStoragePolicy::Unknown,
}

impl Fallback for bool {
    fn is_fallback(&self) -> bool {
        !self
    }
}

impl Fallback for WaxwingBytes {
    fn is_fallback(&self) -> bool {
        self.data.is_null() && self.len == 0
    }
}

impl Fallback for WaxwingStr {
    fn is_fallback(&self) -> bool {
        self.is_none()
    }
}

impl Fallback for WaxwingStatus {
    /// The status of an error that is not there is the one accessor among those that return one.
    fn is_fallback(&self) -> bool {
        matches!(self, Self::Panic | Self::Ok)
    }
}

/// An exported function by name, called with nothing: whether a panic would look so.
type Export = (&'static str, fn() -> bool);

macro_rules! exports {
    ($list:ident: $($name:ident($($argument:tt),*);)+) => {
        pub(super) const $list: &[Export] = &[$((stringify!($name), || {
            #[allow(unused_unsafe, reason = "some take no pointer")]
            // SAFETY: every argument is NULL, empty or a number.
            let result = unsafe { $name($(exports!(@$argument)),*) };
            Fallback::is_fallback(&result)
        })),+];
    };
    (@_) => { Nothing::NOTHING };
}

mod credentials;
mod legacy;
mod windows;

exports! {
    APPLE:
    waxwing_str_of(_);
    waxwing_status_name(_);
    waxwing_status_category(_);
    waxwing_error_free(_);
    waxwing_error_status(_);
    waxwing_error_name(_);
    waxwing_error_category(_);
    waxwing_error_subject(_);
    waxwing_error_expected(_);
    waxwing_error_found(_);
    waxwing_error_message(_);
    waxwing_version();
    waxwing_environment_host(_);
    waxwing_environment_channel_management_host(_);
    waxwing_environment_channel_management_port(_);
    waxwing_root_apple_g3();
    waxwing_root_fingerprint(_, _, _);
    waxwing_verifier_builder_new();
    waxwing_verifier_builder_free(_);
    waxwing_verifier_builder_bundle_id(_, _, _);
    waxwing_verifier_builder_dangerous_any_bundle_id(_, _);
    waxwing_verifier_builder_app_apple_id(_, _, _);
    waxwing_verifier_builder_dangerous_any_app_apple_id(_, _);
    waxwing_verifier_builder_environment(_, _, _);
    waxwing_verifier_builder_root(_, _, _);
    waxwing_verifier_builder_roots(_, _, _, _);
    waxwing_verifier_builder_validity(_, _, _);
    waxwing_verifier_builder_future_skew_ms(_, _, _);
    waxwing_verifier_builder_build(_, _, _);
    waxwing_verifier_free(_);
    waxwing_verifier_notification(_, _, _, _, _);
    waxwing_verifier_transaction(_, _, _, _, _);
    waxwing_verifier_renewal_info(_, _, _, _, _);
    waxwing_verifier_app_transaction(_, _, _, _, _);
    waxwing_verifier_realtime_request(_, _, _, _, _);
    waxwing_verifier_any(_, _, _, _, _);
    waxwing_signed_object_free(_);
    waxwing_signed_object_kind(_);
    waxwing_signed_object_kind_name(_);
    waxwing_signed_object_json(_);
    waxwing_signed_object_payload(_);
    waxwing_signed_object_signed_at_ms(_);
    waxwing_signed_object_leaf_valid_until_ms(_);
    waxwing_signed_object_checked_at_ms(_);
    waxwing_signed_object_environment(_);
    waxwing_signed_object_bundle_id(_);
    waxwing_signed_object_app_apple_id(_, _);
    waxwing_signed_object_transaction(_);
    waxwing_signed_object_renewal_info(_);
    waxwing_signed_object_app_transaction(_);
    waxwing_signed_object_has(_, _);
    waxwing_signed_object_text(_, _, _);
    waxwing_signed_object_integer(_, _, _);
    waxwing_signed_object_number(_, _, _);
    waxwing_signed_object_boolean(_, _, _);
    waxwing_signed_object_count(_, _, _);
    waxwing_signed_object_notification_type(_);
    waxwing_signed_object_subtype(_);
    waxwing_signed_object_notification_uuid(_);
    waxwing_signed_object_transaction_id(_);
    waxwing_signed_object_original_transaction_id(_);
    waxwing_signed_object_product_id(_);
    waxwing_signed_object_product_type(_);
    waxwing_signed_object_app_account_token(_);
    waxwing_signed_object_auto_renew_product_id(_);
    waxwing_signed_object_purchase_date_ms(_, _);
    waxwing_signed_object_expires_date_ms(_, _);
    waxwing_signed_object_revocation_date_ms(_, _);
    waxwing_signed_object_renewal_date_ms(_, _);
    waxwing_signed_object_grace_period_expires_date_ms(_, _);
    waxwing_signed_object_auto_renew_status(_, _);
    waxwing_signed_object_certificate_name(_, _);
    waxwing_signed_object_certificate_serial(_, _);
    waxwing_signed_object_certificate_not_before_ms(_, _);
    waxwing_signed_object_certificate_not_after_ms(_, _);
    waxwing_signed_object_certificate_sha256(_, _);
    waxwing_error_is_retryable(_);
    waxwing_verifier_builder_oldest_signing_time(_, _, _);
    waxwing_verifier_builder_xcode_certificate(_, _, _);
    waxwing_verifier_builder_revocation(_, _, _);
    waxwing_verifier_builder_ocsp_host(_, _, _);
    waxwing_verifier_builder_ocsp_max_age_ms(_, _, _);
    waxwing_verifier_builder_cached_chains(_, _, _);
    waxwing_verifier_builder_without_key_tables(_, _);
    waxwing_verifier_begin(_, _, _, _, _);
    waxwing_pending_free(_);
    waxwing_pending_check_count(_);
    waxwing_pending_check(_, _, _);
    waxwing_pending_ocsp_requests(_, _, _, _, _, _);
    waxwing_pending_finish(_, _, _, _, _, _, _, _);
    waxwing_ocsp_status_name(_);
    waxwing_ocsp_requests_free(_);
    waxwing_ocsp_requests_count(_);
    waxwing_ocsp_requests_item(_, _, _);
    waxwing_verifier_ocsp_requests(_, _, _, _, _);
    waxwing_verifier_verify(_, _, _, _, _, _, _, _);
    waxwing_signed_object_revocation(_, _, _);
    waxwing_signed_object_revocation_cache_until_ms(_, _);
    waxwing_decode_unverified(_, _, _, _);
    waxwing_unverified_free(_);
    waxwing_unverified_kind(_);
    waxwing_unverified_kind_name(_);
    waxwing_unverified_json(_);
    waxwing_unverified_payload(_);
    waxwing_unverified_has(_, _);
    waxwing_unverified_text(_, _, _);
    waxwing_unverified_integer(_, _, _);
    waxwing_unverified_number(_, _, _);
    waxwing_unverified_boolean(_, _, _);
    waxwing_unverified_count(_, _, _);
    waxwing_app_receipt_transaction_id(_, _, _);
    waxwing_transaction_receipt_transaction_id(_, _, _);
    waxwing_transaction_id_text(_);
    waxwing_transaction_id_free(_);
    waxwing_receipt_verifier_builder_new();
    waxwing_receipt_verifier_builder_free(_);
    waxwing_receipt_verifier_builder_bundle_id(_, _, _);
    waxwing_receipt_verifier_builder_dangerous_any_bundle_id(_, _);
    waxwing_receipt_verifier_builder_environment(_, _, _);
    waxwing_receipt_verifier_builder_root(_, _, _);
    waxwing_receipt_verifier_builder_root_sha256(_, _, _);
    waxwing_receipt_verifier_builder_xcode_certificate(_, _, _);
    waxwing_receipt_verifier_builder_sha256_only(_, _);
    waxwing_receipt_verifier_builder_future_skew_ms(_, _, _);
    waxwing_receipt_verifier_builder_build(_, _, _);
    waxwing_receipt_verifier_free(_);
    waxwing_receipt_verifier_verify(_, _, _, _, _);
    waxwing_receipt_free(_);
    waxwing_receipt_payload(_);
    waxwing_receipt_environment(_);
    waxwing_receipt_created_at_ms(_);
    waxwing_receipt_leaf_valid_until_ms(_);
    waxwing_receipt_checked_at_ms(_);
    waxwing_receipt_digest(_);
    waxwing_receipt_text(_, _, _);
    waxwing_receipt_integer(_, _, _);
    waxwing_receipt_boolean(_, _, _);
    waxwing_receipt_count(_, _, _);
    waxwing_receipt_verify_device_hash(_, _, _);
    waxwing_signed_object_deduplication_key(_);
    waxwing_signed_object_order(_, _);
    waxwing_signed_object_meaning(_, _);
    waxwing_meaning_of(_, _, _);
    waxwing_meaning_item(_, _);
    waxwing_applied_name(_);
    waxwing_subscription_state_id_of(_);
    waxwing_subscription_state_new(_, _, _, _, _);
    waxwing_subscription_state_from_json(_, _, _);
    waxwing_subscription_state_free(_);
    waxwing_subscription_state_apply(_, _, _, _);
    waxwing_subscription_state_apply_payloads(_, _, _, _, _, _);
    waxwing_subscription_state_merge(_, _, _, _);
    waxwing_subscription_state_json(_);
    waxwing_subscription_state_bundle_id(_);
    waxwing_subscription_state_environment(_);
    waxwing_subscription_state_original_transaction_id(_);
    waxwing_entitlement_state_name(_);
    waxwing_entitlement_reason_name(_);
    waxwing_subscription_state_entitlement_at(_, _, _);
    waxwing_subscription_state_period_count(_);
    waxwing_subscription_state_period_item(_, _, _);
    waxwing_subscription_state_renewal(_, _);
    waxwing_subscription_state_last_notice(_, _);
    waxwing_provider_key_from_p8(_, _, _, _, _);
    waxwing_provider_key_free(_);
    waxwing_provider_key_id(_);
    waxwing_provider_key_team_id(_);
    waxwing_provider_key_public_key(_);
    waxwing_provider_key_token_at(_, _, _, _);
    waxwing_provider_key_token_in_window(_, _, _, _, _, _);
    waxwing_provider_key_token_issued_at(_, _, _, _);
    waxwing_provider_token_from_jwt(_, _, _);
    waxwing_provider_token_free(_);
    waxwing_provider_token_authorization(_);
    waxwing_provider_token_jwt(_);
    waxwing_provider_token_header_line(_);
    waxwing_provider_token_key_id(_);
    waxwing_provider_token_team_id(_);
    waxwing_provider_token_issued_at_ms(_);
    waxwing_provider_token_window_ends_at_ms(_);
    waxwing_provider_token_expires_at_ms(_);
    waxwing_device_token_from_hex(_, _, _);
    waxwing_device_token_from_bytes(_, _, _);
    waxwing_device_token_free(_);
    waxwing_device_token_hex(_);
    waxwing_push_type_rules(_, _);
    waxwing_push_auth_name(_);
    waxwing_header_stability_of(_);
    waxwing_header_stability_name(_);
    waxwing_notification_builder_new(_, _);
    waxwing_notification_builder_with_payload(_, _, _);
    waxwing_notification_builder_free(_);
    waxwing_notification_builder_priority(_, _, _);
    waxwing_notification_builder_expiration_s(_, _, _);
    waxwing_notification_builder_collapse_id(_, _, _);
    waxwing_notification_builder_apns_id(_, _, _);
    waxwing_notification_builder_badge(_, _, _);
    waxwing_notification_builder_sound(_, _, _);
    waxwing_notification_builder_sound_parts(_, _, _, _, _);
    waxwing_notification_builder_thread_id(_, _, _);
    waxwing_notification_builder_category(_, _, _);
    waxwing_notification_builder_content_available(_, _, _);
    waxwing_notification_builder_mutable_content(_, _, _);
    waxwing_notification_builder_target_content_id(_, _, _);
    waxwing_notification_builder_interruption_level(_, _, _);
    waxwing_notification_builder_relevance_score(_, _, _);
    waxwing_notification_builder_filter_criteria(_, _, _);
    waxwing_notification_builder_custom(_, _, _, _);
    waxwing_notification_builder_build(_, _, _);
    waxwing_notification_builder_alert(_, _, _, _);
    waxwing_notification_builder_alert_text(_, _, _);
    waxwing_notification_builder_alert_begin(_, _);
    waxwing_notification_builder_alert_title(_, _, _);
    waxwing_notification_builder_alert_subtitle(_, _, _);
    waxwing_notification_builder_alert_body(_, _, _);
    waxwing_notification_builder_alert_launch_image(_, _, _);
    waxwing_notification_builder_alert_title_loc_key(_, _, _);
    waxwing_notification_builder_alert_title_loc_args(_, _, _, _);
    waxwing_notification_builder_alert_subtitle_loc_key(_, _, _);
    waxwing_notification_builder_alert_subtitle_loc_args(_, _, _, _);
    waxwing_notification_builder_alert_loc_key(_, _, _);
    waxwing_notification_builder_alert_loc_args(_, _, _, _);
    waxwing_notification_builder_alert_action_loc_key(_, _, _);
    waxwing_notification_builder_alert_action(_, _, _);
    waxwing_notification_builder_alert_summary_arg(_, _, _);
    waxwing_notification_builder_alert_sound(_, _, _);
    waxwing_notification_builder_alert_summary_arg_count(_, _, _);
    waxwing_notification_builder_alert_title_localized(_, _, _, _, _);
    waxwing_notification_builder_alert_body_localized(_, _, _, _, _);
    waxwing_option_item(_, _);
    waxwing_notification_builder_from_options(_);
    waxwing_notification_builder_set_json(_, _, _, _);
    waxwing_notification_builder_set_text(_, _, _, _);
    waxwing_notification_builder_set_integer(_, _, _, _);
    waxwing_notification_builder_set_number(_, _, _, _);
    waxwing_notification_builder_set_flag(_, _, _, _);
    waxwing_notification_alert(_, _, _);
    waxwing_notification_background(_);
    waxwing_notification_voip(_);
    waxwing_notification_complication(_);
    waxwing_notification_push_to_talk(_);
    waxwing_notification_location(_);
    waxwing_notification_widgets(_);
    waxwing_notification_controls(_);
    waxwing_notification_file_provider(_, _, _);
    waxwing_notification_mdm(_, _);
    waxwing_notification_live_activity(_, _, _, _);
    waxwing_notification_wallet(_);
    waxwing_notification_website(_, _, _, _, _);
    waxwing_lint_request(_, _, _, _, _);
    waxwing_lints_free(_);
    waxwing_lints_count(_);
    waxwing_lints_item(_, _, _);
    waxwing_lint_code_item(_, _);
    waxwing_notification_free(_);
    waxwing_notification_topic(_);
    waxwing_notification_payload(_);
    waxwing_notification_push_type(_);
    waxwing_notification_priority(_);
    waxwing_notification_expiration_s(_, _);
    waxwing_notification_lints(_);
    waxwing_notification_cut(_, _);
    waxwing_notification_prepare(_, _, _, _);
    waxwing_notification_prepare_at_port(_, _, _, _, _);
    waxwing_notification_prepare_for_authority(_, _, _, _);
    waxwing_prepared_free(_);
    waxwing_prepared_request(_, _, _, _, _);
    waxwing_prepared_paths(_, _, _, _, _, _, _, _);
    waxwing_prepared_method(_);
    waxwing_prepared_scheme(_);
    waxwing_prepared_authority(_);
    waxwing_prepared_headers(_);
    waxwing_prepared_header_count(_);
    waxwing_prepared_header_line(_, _);
    waxwing_prepared_body(_);
    waxwing_request_free(_);
    waxwing_request_method(_);
    waxwing_request_url(_);
    waxwing_request_scheme(_);
    waxwing_request_authority(_);
    waxwing_request_path(_);
    waxwing_request_headers(_);
    waxwing_request_header_count(_);
    waxwing_request_header_line(_, _);
    waxwing_request_body(_);
    waxwing_reply_parse(_, _, _, _, _, _);
    waxwing_reply_free(_);
    waxwing_reply_status(_);
    waxwing_reply_is_success(_);
    waxwing_reply_apns_id(_);
    waxwing_reply_apns_unique_id(_);
    waxwing_reply_apns_request_id(_);
    waxwing_reply_apns_channel_id(_);
    waxwing_reply_reason(_);
    waxwing_reply_reason_is_known(_);
    waxwing_reply_timestamp_ms(_, _);
    waxwing_reply_retry_after_s(_, _);
    waxwing_reply_body(_);
    waxwing_reply_verdict(_, _, _, _);
    waxwing_reply_verdict_knowing(_, _, _, _, _, _);
    waxwing_verdict_free(_);
    waxwing_verdict_action(_);
    waxwing_verdict_action_name(_);
    waxwing_verdict_scope(_);
    waxwing_verdict_scope_name(_);
    waxwing_verdict_cause_name(_);
    waxwing_verdict_retry_after_s(_, _);
    waxwing_verdict_new_connection(_);
    waxwing_verdict_since_ms(_, _);
    waxwing_verdict_advice(_);
    waxwing_action_name(_);
    waxwing_scope_name(_);
    waxwing_call_free(_);
    waxwing_call_with_request_id(_, _, _, _);
    waxwing_call_request(_, _, _, _);
    waxwing_notification_builder_broadcast(_, _, _, _);
    waxwing_broadcast_free(_);
    waxwing_broadcast_payload(_);
    waxwing_broadcast_priority(_);
    waxwing_broadcast_expiration_s(_);
    waxwing_broadcast_lints(_);
    waxwing_broadcast_cut(_, _);
    waxwing_broadcast_prepare(_, _, _, _);
    waxwing_broadcast_prepare_for_authority(_, _, _, _);
    waxwing_storage_policy_name(_);
    waxwing_channels_new(_, _, _, _);
    waxwing_channels_for_authority(_, _, _, _, _);
    waxwing_channels_free(_);
    waxwing_channels_create(_, _, _, _);
    waxwing_channels_read(_, _, _, _);
    waxwing_channels_delete(_, _, _, _);
    waxwing_channels_list(_, _, _);
    waxwing_reply_channel(_, _, _);
    waxwing_channel_free(_);
    waxwing_channel_storage_policy(_);
    waxwing_channel_storage_policy_number(_);
    waxwing_channel_push_type(_);
    waxwing_channel_push_type_text(_);
    waxwing_reply_channel_ids(_, _, _);
    waxwing_channel_ids_free(_);
    waxwing_channel_ids_count(_);
    waxwing_channel_ids_item(_, _);
    waxwing_keyring_new();
    waxwing_keyring_free(_);
    waxwing_keyring_add(_, _, _, _, _, _);
    waxwing_keyring_choose(_, _, _, _, _);
    waxwing_certificate_scope_new(_);
    waxwing_certificate_scope_free(_);
    waxwing_certificate_scope_topic(_, _, _);
    waxwing_certificate_scope_environment(_, _, _);
    waxwing_certificate_scope_default_topic(_);
    waxwing_certificate_scope_check(_, _, _, _);
    waxwing_goaway_new(_, _, _, _, _);
    waxwing_goaway_free(_);
    waxwing_goaway_error_code(_);
    waxwing_goaway_last_stream_id(_);
    waxwing_goaway_leaves_out(_, _);
    waxwing_goaway_reason(_);
    waxwing_goaway_reason_is_known(_);
    waxwing_goaway_text(_);
    waxwing_goaway_verdict(_, _, _);
    waxwing_backoff_delay_ms(_, _, _, _);
    waxwing_session_policy_new();
    waxwing_session_policy_free(_);
    waxwing_session_policy_tokens(_, _, _, _);
    waxwing_session_policy_max_streams(_, _, _);
    waxwing_session_policy_reply_timeout_ms(_, _, _);
    waxwing_session_policy_ping_after_ms(_, _, _);
    waxwing_session_policy_max_connection_age_ms(_, _, _);
    waxwing_session_policy_max_attempts(_, _, _);
    waxwing_session_policy_ambiguous_resends(_, _, _);
    waxwing_session_policy_first_wait_ms(_, _, _);
    waxwing_session_policy_max_wait_ms(_, _, _);
    waxwing_session_policy_jitter_seed(_, _, _);
    waxwing_step_name(_);
    waxwing_because_name(_);
    waxwing_outcomes_free(_);
    waxwing_outcomes_count(_);
    waxwing_outcomes_item(_, _, _);
    waxwing_fate_name(_);
    waxwing_session_with_key(_, _, _, _);
    waxwing_session_with_certificate(_, _, _);
    waxwing_session_free(_);
    waxwing_session_next(_, _, _, _, _);
    waxwing_session_connected(_, _, _, _);
    waxwing_session_connect_failed(_, _, _);
    waxwing_session_settings(_, _, _, _, _);
    waxwing_session_sent(_, _, _, _, _, _);
    waxwing_session_reply(_, _, _, _, _, _, _);
    waxwing_session_reset(_, _, _, _, _, _);
    waxwing_session_overdue(_, _, _, _);
    waxwing_session_goaway(_, _, _, _, _, _);
    waxwing_session_closed(_, _, _, _, _);
    waxwing_session_forget(_, _, _);
    waxwing_session_replace_key(_, _, _, _);
    waxwing_session_resume(_, _, _);
    waxwing_session_pinged(_, _, _, _);
    waxwing_session_drained(_, _);
    waxwing_session_ping_due_at_ms(_, _);
    waxwing_session_wake_at_ms(_, _);
    waxwing_session_in_flight(_);
    waxwing_session_connection_number(_, _);
}

fn exports() -> impl Iterator<Item = &'static Export> {
    [APPLE, credentials::CREDENTIALS, legacy::LEGACY, windows::WINDOWS].into_iter().flatten()
}

#[test]
fn the_list_is_that_of_the_exported_symbols() {
    let mut listed: Vec<&str> = exports().map(|(name, _)| *name).collect();
    listed.sort_unstable();
    let exported: Vec<&str> = include_str!("../../symbols.txt").lines().collect();
    assert_eq!(listed, exported);
}

#[test]
fn a_panic_in_any_function_is_caught_and_the_next_call_works() {
    for (name, call) in exports() {
        waxwing_test_panic_next();
        assert!(call(), "{name} did not give what stands for a panic");
        assert!(!is_armed(), "{name} has no fence");
        call();
    }
}

#[test]
fn a_panic_has_a_status_and_an_error_without_its_text() {
    let mut error = ptr::null_mut();
    let mut device = ptr::dangling_mut();
    waxwing_test_panic_next();
    // SAFETY: both outputs can be written.
    let status =
        unsafe { waxwing_device_token_from_hex(WaxwingStr::of("00"), &mut device, &mut error) };
    assert_eq!(status, WaxwingStatus::Panic);
    // SAFETY: the error lives until it is freed below.
    let message = unsafe { waxwing_error_message(error) };
    // SAFETY: so does its view.
    let message = unsafe { message.text("message") }.unwrap();
    assert!(message.starts_with("waxwing: a panic is a defect"), "{message}");
    assert!(!message.contains("asked for by a test"), "{message}");
    // SAFETY: made above.
    unsafe { waxwing_error_free(error) };
}
