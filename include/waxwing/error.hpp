/** Why something was refused. A part of waxwing.hpp. */
#ifndef WAXWING_ERROR_HPP
#define WAXWING_ERROR_HPP

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base.hpp"

namespace waxwing {

/** Why something was refused; the names and numbers are those of all languages. */
enum class ErrorCode : std::uint32_t {
    invalid_input = WAXWING_STATUS_INVALID_INPUT,
    null_pointer = WAXWING_STATUS_NULL_POINTER,
    invalid_time = WAXWING_STATUS_INVALID_TIME,
    invalid_token_policy = WAXWING_STATUS_INVALID_TOKEN_POLICY,
    invalid_state = WAXWING_STATUS_INVALID_STATE,
    invalid_key = WAXWING_STATUS_INVALID_KEY,
    invalid_key_encrypted = WAXWING_STATUS_INVALID_KEY_ENCRYPTED,
    invalid_key_kind = WAXWING_STATUS_INVALID_KEY_KIND,
    invalid_key_algorithm = WAXWING_STATUS_INVALID_KEY_ALGORITHM,
    invalid_key_curve = WAXWING_STATUS_INVALID_KEY_CURVE,
    invalid_key_curve_mismatch = WAXWING_STATUS_INVALID_KEY_CURVE_MISMATCH,
    invalid_key_scalar = WAXWING_STATUS_INVALID_KEY_SCALAR,
    invalid_key_public_mismatch = WAXWING_STATUS_INVALID_KEY_PUBLIC_MISMATCH,
    invalid_key_count = WAXWING_STATUS_INVALID_KEY_COUNT,
    no_matching_key = WAXWING_STATUS_NO_MATCHING_KEY,
    invalid_device_token = WAXWING_STATUS_INVALID_DEVICE_TOKEN,
    invalid_header_value = WAXWING_STATUS_INVALID_HEADER_VALUE,
    invalid_notification = WAXWING_STATUS_INVALID_NOTIFICATION,
    invalid_payload = WAXWING_STATUS_INVALID_PAYLOAD,
    invalid_channel_uri = WAXWING_STATUS_INVALID_CHANNEL_URI,
    wrong_channel = WAXWING_STATUS_WRONG_CHANNEL,
    invalid_xml = WAXWING_STATUS_INVALID_XML,
    bad_anchor = WAXWING_STATUS_BAD_ANCHOR,
    wrong_password = WAXWING_STATUS_WRONG_PASSWORD,
    password_required = WAXWING_STATUS_PASSWORD_REQUIRED,
    missing_private_key = WAXWING_STATUS_MISSING_PRIVATE_KEY,
    missing_certificate = WAXWING_STATUS_MISSING_CERTIFICATE,
    several_keys = WAXWING_STATUS_SEVERAL_KEYS,
    key_mismatch = WAXWING_STATUS_KEY_MISMATCH,
    java_keystore = WAXWING_STATUS_JAVA_KEYSTORE,
    provisioning_profile = WAXWING_STATUS_PROVISIONING_PROFILE,
    html_page = WAXWING_STATUS_HTML_PAGE,
    unknown_file = WAXWING_STATUS_UNKNOWN_FILE,
    other_material = WAXWING_STATUS_OTHER_MATERIAL,
    unsupported_encryption = WAXWING_STATUS_UNSUPPORTED_ENCRYPTION,
    unsupported_private_key = WAXWING_STATUS_UNSUPPORTED_PRIVATE_KEY,
    not_a_push_certificate = WAXWING_STATUS_NOT_A_PUSH_CERTIFICATE,
    invalid_binary_notification = WAXWING_STATUS_INVALID_BINARY_NOTIFICATION,
    malformed = WAXWING_STATUS_MALFORMED,
    invalid_base64 = WAXWING_STATUS_INVALID_BASE64,
    invalid_json = WAXWING_STATUS_INVALID_JSON,
    invalid_utf8 = WAXWING_STATUS_INVALID_UTF8,
    duplicate_key = WAXWING_STATUS_DUPLICATE_KEY,
    malformed_cert = WAXWING_STATUS_MALFORMED_CERT,
    duplicate_extension = WAXWING_STATUS_DUPLICATE_EXTENSION,
    claim_type = WAXWING_STATUS_CLAIM_TYPE,
    malformed_p12 = WAXWING_STATUS_MALFORMED_P12,
    malformed_pem = WAXWING_STATUS_MALFORMED_PEM,
    malformed_private_key = WAXWING_STATUS_MALFORMED_PRIVATE_KEY,
    malformed_request = WAXWING_STATUS_MALFORMED_REQUEST,
    truncated_file = WAXWING_STATUS_TRUNCATED_FILE,
    malformed_frame = WAXWING_STATUS_MALFORMED_FRAME,
    unsupported_algorithm = WAXWING_STATUS_UNSUPPORTED_ALGORITHM,
    critical_header = WAXWING_STATUS_CRITICAL_HEADER,
    forbidden_header = WAXWING_STATUS_FORBIDDEN_HEADER,
    missing_chain = WAXWING_STATUS_MISSING_CHAIN,
    chain_length = WAXWING_STATUS_CHAIN_LENGTH,
    unknown_anchor = WAXWING_STATUS_UNKNOWN_ANCHOR,
    issuer_mismatch = WAXWING_STATUS_ISSUER_MISMATCH,
    bad_cert_signature = WAXWING_STATUS_BAD_CERT_SIGNATURE,
    algorithm_mismatch = WAXWING_STATUS_ALGORITHM_MISMATCH,
    unsupported_key = WAXWING_STATUS_UNSUPPORTED_KEY,
    not_a_ca = WAXWING_STATUS_NOT_A_CA,
    path_length = WAXWING_STATUS_PATH_LENGTH,
    key_usage = WAXWING_STATUS_KEY_USAGE,
    leaf_is_ca = WAXWING_STATUS_LEAF_IS_CA,
    unhandled_critical = WAXWING_STATUS_UNHANDLED_CRITICAL,
    not_yet_valid = WAXWING_STATUS_NOT_YET_VALID,
    expired = WAXWING_STATUS_EXPIRED,
    leaf_marker = WAXWING_STATUS_LEAF_MARKER,
    intermediate_marker = WAXWING_STATUS_INTERMEDIATE_MARKER,
    signed_too_early = WAXWING_STATUS_SIGNED_TOO_EARLY,
    bad_signature = WAXWING_STATUS_BAD_SIGNATURE,
    wrong_kind = WAXWING_STATUS_WRONG_KIND,
    wrong_bundle_id = WAXWING_STATUS_WRONG_BUNDLE_ID,
    wrong_app_id = WAXWING_STATUS_WRONG_APP_ID,
    wrong_environment = WAXWING_STATUS_WRONG_ENVIRONMENT,
    missing_bundle_id = WAXWING_STATUS_MISSING_BUNDLE_ID,
    nested_mismatch = WAXWING_STATUS_NESTED_MISMATCH,
    ocsp_revoked = WAXWING_STATUS_OCSP_REVOKED,
    ocsp_unknown = WAXWING_STATUS_OCSP_UNKNOWN,
    ocsp_stale = WAXWING_STATUS_OCSP_STALE,
    ocsp_unreachable = WAXWING_STATUS_OCSP_UNREACHABLE,
    ocsp_status = WAXWING_STATUS_OCSP_STATUS,
    ocsp_malformed = WAXWING_STATUS_OCSP_MALFORMED,
    ocsp_unauthorized = WAXWING_STATUS_OCSP_UNAUTHORIZED,
    ocsp_bad_signature = WAXWING_STATUS_OCSP_BAD_SIGNATURE,
    ocsp_no_match = WAXWING_STATUS_OCSP_NO_MATCH,
    ocsp_not_yet_valid = WAXWING_STATUS_OCSP_NOT_YET_VALID,
    ocsp_nonce = WAXWING_STATUS_OCSP_NONCE,
    ocsp_unhandled_critical = WAXWING_STATUS_OCSP_UNHANDLED_CRITICAL,
    ocsp_url = WAXWING_STATUS_OCSP_URL,
    receipt_malformed = WAXWING_STATUS_RECEIPT_MALFORMED,
    receipt_attribute = WAXWING_STATUS_RECEIPT_ATTRIBUTE,
    receipt_signer = WAXWING_STATUS_RECEIPT_SIGNER,
    receipt_algorithm = WAXWING_STATUS_RECEIPT_ALGORITHM,
    receipt_digest = WAXWING_STATUS_RECEIPT_DIGEST,
    receipt_signature = WAXWING_STATUS_RECEIPT_SIGNATURE,
    receipt_key = WAXWING_STATUS_RECEIPT_KEY,
    receipt_anchor = WAXWING_STATUS_RECEIPT_ANCHOR,
    receipt_device_hash = WAXWING_STATUS_RECEIPT_DEVICE_HASH,
    too_many_iterations = WAXWING_STATUS_TOO_MANY_ITERATIONS,
    nested_too_deep = WAXWING_STATUS_NESTED_TOO_DEEP,
    too_large = WAXWING_STATUS_TOO_LARGE,
    too_deep = WAXWING_STATUS_TOO_DEEP,
    payload_too_large = WAXWING_STATUS_PAYLOAD_TOO_LARGE,
    notification_too_large = WAXWING_STATUS_NOTIFICATION_TOO_LARGE,
    panic = WAXWING_STATUS_PANIC,
};

/** Who has to act on an error. */
enum class Category : std::uint32_t {
    none = WAXWING_CATEGORY_NONE,
    input = WAXWING_CATEGORY_INPUT,
    malformed = WAXWING_CATEGORY_MALFORMED,
    untrusted = WAXWING_CATEGORY_UNTRUSTED,
    limit = WAXWING_CATEGORY_LIMIT,
    internal = WAXWING_CATEGORY_INTERNAL,
};

/** The name of a code, as all languages show it, such as `bad_signature`. */
inline std::string_view name_of(ErrorCode code) noexcept {
    return detail::out(waxwing_status_name(static_cast<std::uint32_t>(code)));
}
/** Who has to act on a code. */
inline Category category_of(ErrorCode code) noexcept {
    return static_cast<Category>(waxwing_status_category(static_cast<std::uint32_t>(code)));
}

/**
 * Why something was refused. what() says it in a sentence for people; no text in it ever holds a
 * key, a token, a payload or a device token. Views live as long as the error or a copy of it.
 */
class Error : public std::runtime_error {
public:
    using Handle = detail::Handle<waxwing_error, waxwing_error_free>;

    Error(waxwing_status status, Handle error)
        : std::runtime_error(std::string(detail::out(waxwing_error_message(error.get())))),
          status_(status), error_(std::move(error)) {}

    ErrorCode code() const noexcept { return static_cast<ErrorCode>(status_); }
    /** The number of the code, as C shows it. */
    std::uint32_t number() const noexcept { return static_cast<std::uint32_t>(status_); }
    /** The name of the code, as all languages show it. */
    std::string_view name() const noexcept { return name_of(code()); }
    /** Who has to act. */
    Category category() const noexcept { return category_of(code()); }
    /** Whether the same call may succeed later with an OCSP answer that is asked for anew. */
    bool is_retryable() const noexcept { return waxwing_error_is_retryable(error_.get()); }
    /** What it is about: an argument, a header, a certificate, a field by its path. */
    std::string_view subject() const noexcept {
        return detail::out(waxwing_error_subject(error_.get()));
    }
    /** What the rule asks for. */
    std::string_view expected() const noexcept {
        return detail::out(waxwing_error_expected(error_.get()));
    }
    /** What was there instead. */
    std::string_view found() const noexcept {
        return detail::out(waxwing_error_found(error_.get()));
    }

private:
    waxwing_status status_;
    std::shared_ptr<const waxwing_error> error_;
};

namespace detail {

/** Calls a function of C with one more argument, for the error, and throws that. */
template <typename... Asked, typename... Given>
void call(waxwing_status (*function)(Asked...), Given... given) {
    waxwing_error *error = nullptr;
    const waxwing_status status = function(given..., &error);
    if (status != WAXWING_STATUS_OK) {
        throw Error(status, Error::Handle(error));
    }
}
/** The same with one more before it, for a handle, which is given back. */
template <typename Handle, typename... Asked, typename... Given>
Handle make(waxwing_status (*function)(Asked...), Given... given) {
    typename Handle::pointer made = nullptr;
    call(function, given..., &made);
    return Handle(made);
}

} // namespace detail

} // namespace waxwing

#endif /* WAXWING_ERROR_HPP */
