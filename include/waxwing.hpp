/**
 * waxwing for C++17: values, exceptions and no memory to free, over the functions of waxwing.h.
 *
 *
 * Verify a notification that the App Store posted:
 *
 *     const auto verifier = waxwing::Verifier::builder()
 *                               .bundle_id("com.example.app")
 *                               .environment(waxwing::Environment::sandbox)
 *                               .build();
 *     try {
 *         const auto object = verifier.notification(token, now_ms);
 *         if (const auto transaction = object.transaction())
 *             std::cout << transaction->product_id().value_or("") << '\n';
 *     } catch (const waxwing::Error &refused) {
 *         std::cerr << refused.what() << '\n';
 *     }
 *
 * Push, up to the request that an HTTP/2 client sends:
 *
 *     const auto key = waxwing::ProviderKey::from_p8(p8, "ABC123DEFG", "DEF123GHIJ");
 *     const auto note = waxwing::Notification::builder(waxwing::PushType::alert, "com.example.app")
 *                           .alert("Ready", "Your order is here")
 *                           .build();
 *     const auto request = note.prepare(waxwing::Environment::sandbox)
 *                              .request(waxwing::DeviceToken::from_hex(device), key.token_at(now_ms));
 *     send(request.url(), request.headers(), request.body());
 *
 *
 * Ownership: every class owns one handle of C, can be moved and not copied, and frees it. One that
 * was moved from is empty: it tells nothing, and what can fail throws `null_pointer`. Texts and
 * bytes are views: those you give are read during the call only; those you get live as long as the
 * object they come from. Objects do not depend on each other.
 *
 * Errors: what can fail throws waxwing::Error, and has no effect then. What is `noexcept` cannot.
 *
 * Threads: a Builder, a KeyRing or CertificateScope while it is filled, and a Session belong to one
 * thread at a time. Everything else never changes once it is
 * made; any number of threads may use it at once.
 *
 * Times are milliseconds since 1970, named `..._ms`, and always given by you.
 *
 * Nothing is decided here: waxwing.h tells what each function does.
 */
#ifndef WAXWING_HPP
#define WAXWING_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "waxwing.h"

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
    bad_anchor = WAXWING_STATUS_BAD_ANCHOR,
    malformed = WAXWING_STATUS_MALFORMED,
    invalid_base64 = WAXWING_STATUS_INVALID_BASE64,
    invalid_json = WAXWING_STATUS_INVALID_JSON,
    invalid_utf8 = WAXWING_STATUS_INVALID_UTF8,
    duplicate_key = WAXWING_STATUS_DUPLICATE_KEY,
    malformed_cert = WAXWING_STATUS_MALFORMED_CERT,
    duplicate_extension = WAXWING_STATUS_DUPLICATE_EXTENSION,
    claim_type = WAXWING_STATUS_CLAIM_TYPE,
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
    bad_signature = WAXWING_STATUS_BAD_SIGNATURE,
    wrong_kind = WAXWING_STATUS_WRONG_KIND,
    wrong_bundle_id = WAXWING_STATUS_WRONG_BUNDLE_ID,
    wrong_app_id = WAXWING_STATUS_WRONG_APP_ID,
    wrong_environment = WAXWING_STATUS_WRONG_ENVIRONMENT,
    missing_bundle_id = WAXWING_STATUS_MISSING_BUNDLE_ID,
    nested_mismatch = WAXWING_STATUS_NESTED_MISMATCH,
    too_large = WAXWING_STATUS_TOO_LARGE,
    too_deep = WAXWING_STATUS_TOO_DEEP,
    payload_too_large = WAXWING_STATUS_PAYLOAD_TOO_LARGE,
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

/** Apple's environments: for pushing and for the App Store. */
enum class Environment : std::uint32_t {
    unknown = WAXWING_ENVIRONMENT_UNKNOWN,
    production = WAXWING_ENVIRONMENT_PRODUCTION,
    sandbox = WAXWING_ENVIRONMENT_SANDBOX,
    xcode = WAXWING_ENVIRONMENT_XCODE,
    local_testing = WAXWING_ENVIRONMENT_LOCAL_TESTING,
};

/** The kinds of object that the App Store signs. */
enum class Kind : std::uint32_t {
    unknown = WAXWING_KIND_UNKNOWN,
    notification = WAXWING_KIND_NOTIFICATION,
    transaction = WAXWING_KIND_TRANSACTION,
    renewal_info = WAXWING_KIND_RENEWAL_INFO,
    app_transaction = WAXWING_KIND_APP_TRANSACTION,
    realtime_request = WAXWING_KIND_REALTIME_REQUEST,
};

/** At which time certificates must be valid. */
enum class Validity : std::uint32_t {
    signing_time = WAXWING_VALIDITY_SIGNING_TIME,
    check_time = WAXWING_VALIDITY_CHECK_TIME,
};

/** The certificates of a chain. */
enum class Certificate : std::uint32_t {
    leaf = WAXWING_CERTIFICATE_LEAF,
    intermediate = WAXWING_CERTIFICATE_INTERMEDIATE,
    root = WAXWING_CERTIFICATE_ROOT,
};

/** What kind of push a notification is. */
enum class PushType : std::uint32_t {
    alert = WAXWING_PUSH_TYPE_ALERT,
    background = WAXWING_PUSH_TYPE_BACKGROUND,
    complication = WAXWING_PUSH_TYPE_COMPLICATION,
    controls = WAXWING_PUSH_TYPE_CONTROLS,
    file_provider = WAXWING_PUSH_TYPE_FILE_PROVIDER,
    live_activity = WAXWING_PUSH_TYPE_LIVE_ACTIVITY,
    location = WAXWING_PUSH_TYPE_LOCATION,
    mdm = WAXWING_PUSH_TYPE_MDM,
    push_to_talk = WAXWING_PUSH_TYPE_PUSH_TO_TALK,
    voip = WAXWING_PUSH_TYPE_VOIP,
    widgets = WAXWING_PUSH_TYPE_WIDGETS,
};

/** How urgent a notification is. */
enum class Priority : std::uint32_t {
    never_wake = WAXWING_PRIORITY_NEVER_WAKE,
    power_aware = WAXWING_PRIORITY_POWER_AWARE,
    immediate = WAXWING_PRIORITY_IMMEDIATE,
};

/** How strongly a notification may interrupt. */
enum class InterruptionLevel : std::uint32_t {
    passive = WAXWING_INTERRUPTION_LEVEL_PASSIVE,
    active = WAXWING_INTERRUPTION_LEVEL_ACTIVE,
    time_sensitive = WAXWING_INTERRUPTION_LEVEL_TIME_SENSITIVE,
    critical = WAXWING_INTERRUPTION_LEVEL_CRITICAL,
};

/** What to do about a reply. */
enum class Action : std::uint32_t {
    unknown = WAXWING_ACTION_UNKNOWN,
    delivered = WAXWING_ACTION_DELIVERED,
    retry = WAXWING_ACTION_RETRY,
    refresh_token = WAXWING_ACTION_REFRESH_TOKEN,
    check_clock = WAXWING_ACTION_CHECK_CLOCK,
    drop_device = WAXWING_ACTION_DROP_DEVICE,
    keep_device = WAXWING_ACTION_KEEP_DEVICE,
    drop_channel = WAXWING_ACTION_DROP_CHANNEL,
    repair = WAXWING_ACTION_REPAIR,
    repair_pairing = WAXWING_ACTION_REPAIR_PAIRING,
    stop_credential = WAXWING_ACTION_STOP_CREDENTIAL,
    give_up = WAXWING_ACTION_GIVE_UP,
};

/** What a verdict is about. */
enum class Scope : std::uint32_t {
    unknown = WAXWING_SCOPE_UNKNOWN,
    request = WAXWING_SCOPE_REQUEST,
    device = WAXWING_SCOPE_DEVICE,
    topic = WAXWING_SCOPE_TOPIC,
    credential = WAXWING_SCOPE_CREDENTIAL,
    connection = WAXWING_SCOPE_CONNECTION,
    channel = WAXWING_SCOPE_CHANNEL,
};

/** What a session wants next. */
enum class Step : std::uint32_t {
    unknown = WAXWING_STEP_UNKNOWN,
    send = WAXWING_STEP_SEND,
    connect = WAXWING_STEP_CONNECT,
    await_reply = WAXWING_STEP_AWAIT_REPLY,
    wait_until = WAXWING_STEP_WAIT_UNTIL,
    stop = WAXWING_STEP_STOP,
};

/** Why a session wants what it wants. */
enum class Because : std::uint32_t {
    unknown = WAXWING_BECAUSE_UNKNOWN,
    age = WAXWING_BECAUSE_AGE,
    clear = WAXWING_BECAUSE_CLEAR,
    clock = WAXWING_BECAUSE_CLOCK,
    closed = WAXWING_BECAUSE_CLOSED,
    connect_failed = WAXWING_BECAUSE_CONNECT_FAILED,
    credential = WAXWING_BECAUSE_CREDENTIAL,
    first = WAXWING_BECAUSE_FIRST,
    going_away = WAXWING_BECAUSE_GOING_AWAY,
    idle = WAXWING_BECAUSE_IDLE,
    key_replaced = WAXWING_BECAUSE_KEY_REPLACED,
    probation = WAXWING_BECAUSE_PROBATION,
    server_errors = WAXWING_BECAUSE_SERVER_ERRORS,
    stream_ids = WAXWING_BECAUSE_STREAM_IDS,
    stream_limit = WAXWING_BECAUSE_STREAM_LIMIT,
    token_age = WAXWING_BECAUSE_TOKEN_AGE,
    token_refused = WAXWING_BECAUSE_TOKEN_REFUSED,
    token_updates = WAXWING_BECAUSE_TOKEN_UPDATES,
    topics = WAXWING_BECAUSE_TOPICS,
    unrelated_key = WAXWING_BECAUSE_UNRELATED_KEY,
    unresponsive = WAXWING_BECAUSE_UNRESPONSIVE,
};

/** What is known of a request that ended. */
enum class Fate : std::uint32_t {
    unknown = WAXWING_FATE_UNKNOWN,
    answered = WAXWING_FATE_ANSWERED,
    not_processed = WAXWING_FATE_NOT_PROCESSED,
    ambiguous = WAXWING_FATE_AMBIGUOUS,
};

/** What a push does to a Live Activity. */
enum class ActivityEvent : std::uint32_t {
    start = WAXWING_ACTIVITY_EVENT_START,
    update = WAXWING_ACTIVITY_EVENT_UPDATE,
    end = WAXWING_ACTIVITY_EVENT_END,
};

/** What a channel keeps for devices that are offline. */
enum class StoragePolicy : std::uint32_t {
    unknown = WAXWING_STORAGE_POLICY_UNKNOWN,
    no_storage = WAXWING_STORAGE_POLICY_NO_STORAGE,
    most_recent = WAXWING_STORAGE_POLICY_MOST_RECENT,
};

/** How strict a push type is about a header. */
enum class HeaderRuleKind : std::uint32_t {
    unknown = WAXWING_HEADER_RULE_KIND_UNKNOWN,
    any = WAXWING_HEADER_RULE_KIND_ANY,
    always = WAXWING_HEADER_RULE_KIND_ALWAYS,
    usually = WAXWING_HEADER_RULE_KIND_USUALLY,
    leave_out = WAXWING_HEADER_RULE_KIND_LEAVE_OUT,
    at_least = WAXWING_HEADER_RULE_KIND_AT_LEAST,
};

/** The credential that a push type works with. */
enum class PushAuth : std::uint32_t {
    unknown = WAXWING_PUSH_AUTH_UNKNOWN,
    certificate = WAXWING_PUSH_AUTH_CERTIFICATE,
    token = WAXWING_PUSH_AUTH_TOKEN,
    token_or_certificate = WAXWING_PUSH_AUTH_TOKEN_OR_CERTIFICATE,
};

/** How long the value of a header lasts on one connection. */
enum class HeaderStability : std::uint32_t {
    fixed = WAXWING_HEADER_STABILITY_FIXED,
    hourly = WAXWING_HEADER_STABILITY_HOURLY,
    unique = WAXWING_HEADER_STABILITY_UNIQUE,
};

/** A view of bytes: made of anything that has data() and size() in bytes. */
class Bytes {
public:
    using value_type = std::uint8_t;

    constexpr Bytes() noexcept = default;
    Bytes(const void *data, std::size_t size) noexcept
        : data_(static_cast<const std::uint8_t *>(data)), size_(size) {}
    template <typename Container, typename = decltype(std::declval<const Container &>().size()),
              typename = std::enable_if_t<
                  sizeof(*std::declval<const Container &>().data()) == 1 &&
                  !std::is_same_v<std::decay_t<Container>, Bytes>>>
    Bytes(const Container &bytes) noexcept : Bytes(bytes.data(), bytes.size()) {}

    const std::uint8_t *data() const noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    const std::uint8_t *begin() const noexcept { return data_; }
    const std::uint8_t *end() const noexcept { return data_ + size_; }

private:
    const std::uint8_t *data_ = nullptr;
    std::size_t size_ = 0;
};

/** A header of a request or a reply. */
struct Header {
    std::string_view name;
    std::string_view value;
};

/** Not for use: how the classes below call C. */
namespace detail {

template <auto Free> struct Deleter {
    template <typename T> void operator()(T *handle) const noexcept { Free(handle); }
};
template <typename T, auto Free> using Handle = std::unique_ptr<T, Deleter<Free>>;

inline waxwing_str in(std::string_view text) noexcept { return {text.data(), text.size()}; }
inline waxwing_bytes in(Bytes bytes) noexcept { return {bytes.data(), bytes.size()}; }
inline Bytes out(waxwing_bytes bytes) noexcept { return {bytes.data, bytes.len}; }

inline std::string_view out(waxwing_str text) noexcept {
    return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.len);
}
inline std::optional<std::string_view> maybe(waxwing_str text) noexcept {
    if (text.data == nullptr) {
        return std::nullopt;
    }
    return std::string_view(text.data, text.len);
}
inline std::string_view text(waxwing_bytes bytes) noexcept {
    return {reinterpret_cast<const char *>(bytes.data), bytes.len};
}
/** What a function that may have nothing to tell writes by its last argument. */
template <typename T, typename... Asked, typename... Given>
std::optional<T> maybe(bool (*function)(Asked...), Given... given) noexcept {
    T value{};
    if (!function(given..., &value)) {
        return std::nullopt;
    }
    return value;
}
inline std::vector<waxwing_str> all_in(const std::vector<std::string_view> &texts) {
    std::vector<waxwing_str> views;
    views.reserve(texts.size());
    for (const std::string_view &it : texts) {
        views.push_back(in(it));
    }
    return views;
}

} // namespace detail

/** The name of a code, as all languages show it, such as `bad_signature`. */
inline std::string_view name_of(ErrorCode code) noexcept {
    return detail::out(waxwing_status_name(static_cast<std::uint32_t>(code)));
}
/** The name of a value, as all languages show it, such as `drop_device`; empty for one that is none. */
inline std::string_view name_of(Action value) noexcept {
    return detail::out(waxwing_action_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(Scope value) noexcept {
    return detail::out(waxwing_scope_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(Step value) noexcept {
    return detail::out(waxwing_step_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(Because value) noexcept {
    return detail::out(waxwing_because_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(Fate value) noexcept {
    return detail::out(waxwing_fate_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(StoragePolicy value) noexcept {
    return detail::out(waxwing_storage_policy_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(PushAuth value) noexcept {
    return detail::out(waxwing_push_auth_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(HeaderStability value) noexcept {
    return detail::out(waxwing_header_stability_name(static_cast<std::uint32_t>(value)));
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

/** The version of the library that is running; WAXWING_VERSION is that of the header. */
inline std::string_view version() noexcept { return detail::out(waxwing_version()); }

/** Apple Root CA - G3, a DER certificate: what a verifier trusts unless told otherwise. */
inline Bytes root_apple_g3() noexcept { return detail::out(waxwing_root_apple_g3()); }

/** Whether a DER certificate can be pinned as a root: its SHA-256 fingerprint, or an error. */
inline std::array<std::uint8_t, 32> root_fingerprint(Bytes der) {
    std::array<std::uint8_t, 32> sha256{};
    detail::call(waxwing_root_fingerprint, detail::in(der), sha256.data());
    return sha256;
}

/** A certificate that vouches for an object. The views are the object's. */
struct CertificateInfo {
    std::string_view name;
    std::string_view serial;
    std::int64_t not_before_ms;
    std::int64_t not_after_ms;
};

/**
 * A verified object that belongs to somebody else: one nested in a notification, or any
 * SignedObject. It and its views live as long as the SignedObject.
 */
class SignedObjectView {
public:
    explicit SignedObjectView(const waxwing_signed_object *object) noexcept : object_(object) {}

    Kind kind() const noexcept { return static_cast<Kind>(waxwing_signed_object_kind(object_)); }
    /** Such as `renewalInfo`. */
    std::string_view kind_name() const noexcept {
        return detail::out(waxwing_signed_object_kind_name(object_));
    }
    /** The payload's JSON, byte for byte as it was signed. */
    std::string_view json() const noexcept {
        return detail::out(waxwing_signed_object_json(object_));
    }
    /** The payload as JSON with every field, known or not; known dates are whole milliseconds. */
    std::string_view payload() const noexcept {
        return detail::out(waxwing_signed_object_payload(object_));
    }
    std::int64_t signed_at_ms() const noexcept {
        return waxwing_signed_object_signed_at_ms(object_);
    }
    std::int64_t leaf_valid_until_ms() const noexcept {
        return waxwing_signed_object_leaf_valid_until_ms(object_);
    }
    /** The time that was given as now. */
    std::int64_t checked_at_ms() const noexcept {
        return waxwing_signed_object_checked_at_ms(object_);
    }
    /** Which of the expected environments, and bundle ids, it belongs to. */
    Environment environment() const noexcept {
        return static_cast<Environment>(waxwing_signed_object_environment(object_));
    }
    std::optional<std::string_view> bundle_id() const noexcept {
        return detail::maybe(waxwing_signed_object_bundle_id(object_));
    }
    std::optional<std::int64_t> app_apple_id() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_app_apple_id, object_);
    }

    /** The verified objects nested in a notification. */
    std::optional<SignedObjectView> transaction() const noexcept {
        return nested(waxwing_signed_object_transaction(object_));
    }
    std::optional<SignedObjectView> renewal_info() const noexcept {
        return nested(waxwing_signed_object_renewal_info(object_));
    }
    std::optional<SignedObjectView> app_transaction() const noexcept {
        return nested(waxwing_signed_object_app_transaction(object_));
    }

    /** Values at a JSON pointer (RFC 6901) of the payload, such as `/data/bundleVersion`. */
    bool has(std::string_view pointer) const noexcept {
        return waxwing_signed_object_has(object_, detail::in(pointer));
    }
    std::optional<std::string_view> text(std::string_view pointer) const noexcept {
        const auto found =
            detail::maybe<waxwing_str>(waxwing_signed_object_text, object_, detail::in(pointer));
        return found ? detail::maybe(*found) : std::nullopt;
    }
    std::optional<std::int64_t> integer(std::string_view pointer) const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_integer, object_,
                                           detail::in(pointer));
    }
    std::optional<double> number(std::string_view pointer) const noexcept {
        return detail::maybe<double>(waxwing_signed_object_number, object_, detail::in(pointer));
    }
    std::optional<bool> boolean(std::string_view pointer) const noexcept {
        return detail::maybe<bool>(waxwing_signed_object_boolean, object_, detail::in(pointer));
    }
    /** How many elements an array, or keys an object, has. */
    std::optional<std::size_t> count(std::string_view pointer) const noexcept {
        return detail::maybe<std::size_t>(waxwing_signed_object_count, object_,
                                          detail::in(pointer));
    }

    /** Fields of the payload, under Apple's names. */
    std::optional<std::string_view> notification_type() const noexcept {
        return detail::maybe(waxwing_signed_object_notification_type(object_));
    }
    std::optional<std::string_view> subtype() const noexcept {
        return detail::maybe(waxwing_signed_object_subtype(object_));
    }
    std::optional<std::string_view> notification_uuid() const noexcept {
        return detail::maybe(waxwing_signed_object_notification_uuid(object_));
    }
    std::optional<std::string_view> transaction_id() const noexcept {
        return detail::maybe(waxwing_signed_object_transaction_id(object_));
    }
    std::optional<std::string_view> original_transaction_id() const noexcept {
        return detail::maybe(waxwing_signed_object_original_transaction_id(object_));
    }
    std::optional<std::string_view> product_id() const noexcept {
        return detail::maybe(waxwing_signed_object_product_id(object_));
    }
    std::optional<std::string_view> product_type() const noexcept {
        return detail::maybe(waxwing_signed_object_product_type(object_));
    }
    std::optional<std::string_view> app_account_token() const noexcept {
        return detail::maybe(waxwing_signed_object_app_account_token(object_));
    }
    std::optional<std::string_view> auto_renew_product_id() const noexcept {
        return detail::maybe(waxwing_signed_object_auto_renew_product_id(object_));
    }
    std::optional<std::int64_t> purchase_date_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_purchase_date_ms, object_);
    }
    std::optional<std::int64_t> expires_date_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_expires_date_ms, object_);
    }
    std::optional<std::int64_t> revocation_date_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_revocation_date_ms, object_);
    }
    std::optional<std::int64_t> renewal_date_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_renewal_date_ms, object_);
    }
    std::optional<std::int64_t> grace_period_expires_date_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_grace_period_expires_date_ms,
                                           object_);
    }
    std::optional<std::int64_t> auto_renew_status() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_signed_object_auto_renew_status, object_);
    }

    /** A certificate of the chain that vouches for it. */
    CertificateInfo certificate(Certificate which) const noexcept {
        const auto number = static_cast<std::uint32_t>(which);
        return {detail::out(waxwing_signed_object_certificate_name(object_, number)),
                detail::out(waxwing_signed_object_certificate_serial(object_, number)),
                waxwing_signed_object_certificate_not_before_ms(object_, number),
                waxwing_signed_object_certificate_not_after_ms(object_, number)};
    }

    /** The handle of C, borrowed. */
    const waxwing_signed_object *c_handle() const noexcept { return object_; }

protected:
    const waxwing_signed_object *object_;

private:
    static std::optional<SignedObjectView> nested(const waxwing_signed_object *object) noexcept {
        if (object == nullptr) {
            return std::nullopt;
        }
        return SignedObjectView(object);
    }
};

/** A payload that Apple signed for the expected app and environment. It owns all that is nested. */
class SignedObject : public SignedObjectView {
public:
    using Handle = detail::Handle<waxwing_signed_object, waxwing_signed_object_free>;

    explicit SignedObject(Handle handle) noexcept
        : SignedObjectView(handle.get()), handle_(std::move(handle)) {}
    SignedObject(SignedObject &&other) noexcept
        : SignedObjectView(std::exchange(other.object_, nullptr)),
          handle_(std::move(other.handle_)) {}
    SignedObject &operator=(SignedObject &&other) noexcept {
        handle_ = std::move(other.handle_);
        object_ = handle_.get();
        other.object_ = other.handle_.get();
        return *this;
    }
    ~SignedObject() = default;

private:
    Handle handle_;
};

/** Verifies what the App Store signed. A refusal is an Error that names the certificate or field. */
class Verifier {
public:
    class Builder;
    using Handle = detail::Handle<waxwing_verifier, waxwing_verifier_free>;

    /** A builder of a verifier that trusts Apple Root CA - G3 and accepts nothing yet. */
    static Builder builder();
    explicit Verifier(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** Verifies `signedPayload` of the body that Apple posts, and every object nested in it. */
    SignedObject notification(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_notification, token, now_ms);
    }
    SignedObject transaction(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_transaction, token, now_ms);
    }
    SignedObject renewal_info(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_renewal_info, token, now_ms);
    }
    SignedObject app_transaction(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_app_transaction, token, now_ms);
    }
    SignedObject realtime_request(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_realtime_request, token, now_ms);
    }
    /** Verifies an object of any kind; its kind() tells which. */
    SignedObject any(std::string_view token, std::int64_t now_ms) const {
        return verify(waxwing_verifier_any, token, now_ms);
    }

private:
    template <typename Function>
    SignedObject verify(Function function, std::string_view token, std::int64_t now_ms) const {
        return SignedObject(detail::make<SignedObject::Handle>(
            function, static_cast<const waxwing_verifier *>(handle_.get()), detail::in(token),
            now_ms));
    }
    Handle handle_;
};

/** Collects what a verifier accepts. A setter throws when it refuses its argument. */
class Verifier::Builder {
public:
    Builder() : handle_(waxwing_verifier_builder_new()) {}

    Builder &bundle_id(std::string_view bundle_id) {
        return set(waxwing_verifier_builder_bundle_id, detail::in(bundle_id));
    }
    /** Dangerous: accepts objects that Apple signed for anybody's app. */
    Builder &dangerous_any_bundle_id() {
        return set(waxwing_verifier_builder_dangerous_any_bundle_id);
    }
    Builder &app_apple_id(std::int64_t app_apple_id) {
        return set(waxwing_verifier_builder_app_apple_id, app_apple_id);
    }
    Builder &dangerous_any_app_apple_id() {
        return set(waxwing_verifier_builder_dangerous_any_app_apple_id);
    }
    Builder &environment(Environment environment) {
        return set(waxwing_verifier_builder_environment, static_cast<std::uint32_t>(environment));
    }
    /** Trusts this DER certificate, and others given so, instead of Apple Root CA - G3. */
    Builder &root(Bytes der) { return set(waxwing_verifier_builder_root, detail::in(der)); }
    /** Trusts exactly these DER certificates. */
    Builder &roots(const std::vector<Bytes> &ders) {
        std::vector<waxwing_bytes> views;
        views.reserve(ders.size());
        for (const Bytes &der : ders) {
            views.push_back(detail::in(der));
        }
        return set(waxwing_verifier_builder_roots, views.data(), views.size());
    }
    Builder &validity(Validity validity) {
        return set(waxwing_verifier_builder_validity, static_cast<std::uint32_t>(validity));
    }
    /** How far a signing date may lie in the future. */
    Builder &future_skew_ms(std::int64_t future_skew_ms) {
        return set(waxwing_verifier_builder_future_skew_ms, future_skew_ms);
    }
    /** Makes the verifier. The builder stays and can be used further. */
    Verifier build() const {
        return Verifier(
            detail::make<Verifier::Handle>(waxwing_verifier_builder_build, handle_.get()));
    }

private:
    template <typename Function, typename... Given> Builder &set(Function function, Given... given) {
        detail::call(function, handle_.get(), given...);
        return *this;
    }
    detail::Handle<waxwing_verifier_builder, waxwing_verifier_builder_free> handle_;
};

inline Verifier::Builder Verifier::builder() { return Builder(); }

/** What the header `authorization` of each request carries. Keep it secret. */
class ProviderToken {
public:
    using Handle = detail::Handle<waxwing_provider_token, waxwing_provider_token_free>;

    /** Takes a token that was made elsewhere. Its form is checked, its signature is not. */
    static ProviderToken from_jwt(std::string_view jwt) {
        return ProviderToken(
            detail::make<Handle>(waxwing_provider_token_from_jwt, detail::in(jwt)));
    }
    explicit ProviderToken(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** `bearer` and the token. */
    std::string_view authorization() const noexcept {
        return detail::out(waxwing_provider_token_authorization(handle_.get()));
    }
    std::string_view jwt() const noexcept {
        return detail::out(waxwing_provider_token_jwt(handle_.get()));
    }
    /** `authorization: bearer …`, followed by a NUL, so that libcurl can take its data(). */
    std::string_view header_line() const noexcept {
        return detail::out(waxwing_provider_token_header_line(handle_.get()));
    }
    std::string_view key_id() const noexcept {
        return detail::out(waxwing_provider_token_key_id(handle_.get()));
    }
    std::string_view team_id() const noexcept {
        return detail::out(waxwing_provider_token_team_id(handle_.get()));
    }
    std::int64_t issued_at_ms() const noexcept {
        return waxwing_provider_token_issued_at_ms(handle_.get());
    }
    /** When the next token is due. */
    std::int64_t window_ends_at_ms() const noexcept {
        return waxwing_provider_token_window_ends_at_ms(handle_.get());
    }
    /** Until when APNs accepts it. */
    std::int64_t expires_at_ms() const noexcept {
        return waxwing_provider_token_expires_at_ms(handle_.get());
    }
    const waxwing_provider_token *c_handle() const noexcept { return handle_.get(); }

private:
    Handle handle_;
};

/** The windows in which provider tokens change; all that share a key must use the same. */
struct TokenPolicy {
    std::int64_t window_s;
    std::int64_t phase_s;
};

/** An APNs signing key with the ids that Apple gave it. It is wiped from memory when destroyed. */
class ProviderKey {
public:
    using Handle = detail::Handle<waxwing_provider_key, waxwing_provider_key_free>;

    /** Reads the `.p8` file that Apple issued. */
    static ProviderKey from_p8(Bytes p8, std::string_view key_id, std::string_view team_id) {
        return ProviderKey(detail::make<Handle>(waxwing_provider_key_from_p8, detail::in(p8),
                                                detail::in(key_id), detail::in(team_id)));
    }
    explicit ProviderKey(Handle handle) noexcept : handle_(std::move(handle)) {}

    std::string_view key_id() const noexcept {
        return detail::out(waxwing_provider_key_id(handle_.get()));
    }
    std::string_view team_id() const noexcept {
        return detail::out(waxwing_provider_key_team_id(handle_.get()));
    }
    /** 65 bytes, an uncompressed point (SEC 1 section 2.3.3). */
    Bytes public_key() const noexcept {
        return detail::out(waxwing_provider_key_public_key(handle_.get()));
    }
    /** The token of this time: the same on every machine with this key in the same window. */
    ProviderToken token_at(std::int64_t now_ms) const {
        return token(waxwing_provider_key_token_at, now_ms);
    }
    ProviderToken token_at(std::int64_t now_ms, const TokenPolicy &policy) const {
        return token(waxwing_provider_key_token_in_window, now_ms, policy.window_s, policy.phase_s);
    }
    /** The token with exactly this `iat`. Prefer token_at(). */
    ProviderToken token_issued_at(std::int64_t issued_at_s) const {
        return token(waxwing_provider_key_token_issued_at, issued_at_s);
    }
    const waxwing_provider_key *c_handle() const noexcept { return handle_.get(); }

private:
    template <typename Function, typename... Given>
    ProviderToken token(Function function, Given... given) const {
        return ProviderToken(
            detail::make<ProviderToken::Handle>(function, handle_.get(), given...));
    }
    Handle handle_;
};

/** The name that APNs gave one app on one device. */
class DeviceToken {
public:
    using Handle = detail::Handle<waxwing_device_token, waxwing_device_token_free>;

    static DeviceToken from_hex(std::string_view hex) {
        return DeviceToken(detail::make<Handle>(waxwing_device_token_from_hex, detail::in(hex)));
    }
    static DeviceToken from_bytes(Bytes bytes) {
        return DeviceToken(
            detail::make<Handle>(waxwing_device_token_from_bytes, detail::in(bytes)));
    }
    explicit DeviceToken(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** In lower case. */
    std::string_view hex() const noexcept {
        return detail::out(waxwing_device_token_hex(handle_.get()));
    }
    const waxwing_device_token *c_handle() const noexcept { return handle_.get(); }

private:
    Handle handle_;
};

/** The headers of a request, in the order they are sent, `authorization` first. */
class Headers {
public:
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Header;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = Header;

        explicit iterator(const waxwing_header *at) noexcept : at_(at) {}
        Header operator*() const noexcept {
            return {detail::out(at_->name), detail::out(at_->value)};
        }
        iterator &operator++() noexcept {
            ++at_;
            return *this;
        }
        iterator operator++(int) noexcept { return iterator(at_++); }
        bool operator==(const iterator &other) const noexcept { return at_ == other.at_; }
        bool operator!=(const iterator &other) const noexcept { return at_ != other.at_; }

    private:
        const waxwing_header *at_;
    };

    Headers(const waxwing_header *first, std::size_t size) noexcept : first_(first), size_(size) {}
    iterator begin() const noexcept { return iterator(first_); }
    iterator end() const noexcept { return iterator(first_ + size_); }
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }

private:
    const waxwing_header *first_;
    std::size_t size_;
};

/** A request for one device, for any HTTP/2 client. It keeps all that it was made of. */
class Request {
public:
    using Handle = detail::Handle<waxwing_request, waxwing_request_free>;

    explicit Request(Handle handle) noexcept : handle_(std::move(handle)) {}

    std::string_view method() const noexcept {
        return detail::out(waxwing_request_method(handle_.get()));
    }
    /** A NUL follows it, so that libcurl can take its data(). */
    std::string_view url() const noexcept { return detail::out(waxwing_request_url(handle_.get())); }
    std::string_view scheme() const noexcept {
        return detail::out(waxwing_request_scheme(handle_.get()));
    }
    std::string_view authority() const noexcept {
        return detail::out(waxwing_request_authority(handle_.get()));
    }
    std::string_view path() const noexcept {
        return detail::out(waxwing_request_path(handle_.get()));
    }
    Headers headers() const noexcept {
        return {waxwing_request_headers(handle_.get()), waxwing_request_header_count(handle_.get())};
    }
    /** A header as `name: value`, followed by a NUL; nothing beyond the last. */
    std::optional<std::string_view> header_line(std::size_t index) const noexcept {
        return detail::maybe(waxwing_request_header_line(handle_.get(), index));
    }
    std::string_view body() const noexcept {
        return detail::text(waxwing_request_body(handle_.get()));
    }

private:
    Handle handle_;
};

/** A notification made ready for one endpoint; each device costs one URL more. */
class Prepared {
public:
    using Handle = detail::Handle<waxwing_prepared, waxwing_prepared_free>;

    explicit Prepared(Handle handle) noexcept : handle_(std::move(handle)) {}

    Request request(const DeviceToken &device, const ProviderToken &token) const {
        /* For C no token means a client certificate: one that was moved from must not. */
        if (token.c_handle() == nullptr) {
            return Request(detail::make<Request::Handle>(
                waxwing_prepared_request, static_cast<const waxwing_prepared *>(nullptr),
                device.c_handle(), token.c_handle()));
        }
        return make(device, token.c_handle());
    }
    /** For a connection with a client certificate. */
    Request request(const DeviceToken &device) const { return make(device, nullptr); }

    /** The paths for many devices, in one piece of memory: all that differs between them. */
    class Paths {
    public:
        std::size_t size() const noexcept { return paths_.size(); }
        /** A NUL follows it. Lives as long as this. */
        std::string_view operator[](std::size_t index) const noexcept {
            return detail::out(paths_[index]);
        }

    private:
        friend class Prepared;
        std::unique_ptr<char[]> text_;
        std::vector<waxwing_str> paths_;
    };
    Paths paths(const std::vector<const DeviceToken *> &devices) const {
        Paths made;
        std::vector<const waxwing_device_token *> handles;
        handles.reserve(devices.size());
        std::size_t room = 0;
        for (const DeviceToken *device : devices) {
            handles.push_back(device->c_handle());
            /* "/3/device/" before and a NUL behind it. */
            room += device->hex().size() + 11;
        }
        made.text_ = std::unique_ptr<char[]>(new char[room + 1]);
        made.paths_.resize(devices.size());
        std::size_t count = 0;
        detail::call(waxwing_prepared_paths, handle_.get(), handles.data(), handles.size(),
                     made.text_.get(), room, made.paths_.data(), &count);
        made.paths_.resize(count);
        return made;
    }
    std::string_view method() const noexcept {
        return detail::out(waxwing_prepared_method(handle_.get()));
    }
    std::string_view scheme() const noexcept {
        return detail::out(waxwing_prepared_scheme(handle_.get()));
    }
    std::string_view authority() const noexcept {
        return detail::out(waxwing_prepared_authority(handle_.get()));
    }
    /** All headers but `authorization`, which comes first where a token is used. */
    Headers headers() const noexcept {
        return {waxwing_prepared_headers(handle_.get()),
                waxwing_prepared_header_count(handle_.get())};
    }
    /** A header as `name: value`, followed by a NUL; nothing beyond the last. */
    std::optional<std::string_view> header_line(std::size_t index) const noexcept {
        return detail::maybe(waxwing_prepared_header_line(handle_.get(), index));
    }
    std::string_view body() const noexcept {
        return detail::text(waxwing_prepared_body(handle_.get()));
    }

private:
    Request make(const DeviceToken &device, const waxwing_provider_token *token) const {
        return Request(detail::make<Request::Handle>(waxwing_prepared_request, handle_.get(),
                                                     device.c_handle(), token));
    }
    Handle handle_;
};

/** Something that APNs accepts and that rarely is what was meant. */
struct Lint {
    /** Such as `voip_expiration`. */
    std::string_view code;
    /** The header, or the key of the payload by its path. */
    std::string subject;
    /** What to do, as a sentence. */
    std::string_view advice;
    /** Who says so. */
    std::string_view source;
};

/** A text that was shortened so that a payload fits; lengths in bytes of UTF-8. */
struct Cut {
    std::string pointer;
    std::size_t original_bytes;
    std::size_t kept_bytes;
    std::size_t removed_bytes;
};

namespace detail {

inline std::vector<Lint> lints(const waxwing_lints *lints) {
    std::vector<Lint> found;
    waxwing_lint lint;
    for (std::size_t i = 0; waxwing_lints_item(lints, i, &lint); i++) {
        found.push_back({out(lint.code), std::string(out(lint.subject)), out(lint.advice),
                         out(lint.source)});
    }
    return found;
}
inline std::optional<Cut> cut(const waxwing_cut *cut) {
    return Cut{std::string(out(cut->pointer)), cut->original_bytes, cut->kept_bytes,
               cut->removed_bytes};
}
inline std::vector<waxwing_header> headers(const std::vector<Header> &headers) {
    std::vector<waxwing_header> views;
    views.reserve(headers.size());
    for (const Header &header : headers) {
        views.push_back({in(header.name), in(header.value)});
    }
    return views;
}

} // namespace detail

/** Judges a push that somebody else built: what APNs refuses is thrown, the rest are lints. */
inline std::vector<Lint> lint_request(const std::vector<Header> &headers, Bytes body) {
    const std::vector<waxwing_header> views = detail::headers(headers);
    const auto lints = detail::make<detail::Handle<waxwing_lints, waxwing_lints_free>>(
        waxwing_lint_request, views.data(), views.size(), detail::in(body));
    return detail::lints(lints.get());
}

/** What a header may say in pushes of one type. */
struct HeaderRule {
    HeaderRuleKind kind;
    /** For `always` and `usually`. */
    std::int64_t number;
};

/** What a push type asks of headers, size and credential. */
struct PushTypeRules {
    /** The header `apns-push-type`. */
    std::string_view name;
    std::string_view topic_suffix;
    HeaderRule priority;
    HeaderRule expiration;
    std::size_t max_payload_bytes;
    PushAuth auth;
};

/** Nothing for a value that is no push type. */
inline std::optional<PushTypeRules> rules_of(PushType push_type) noexcept {
    waxwing_rules rules;
    if (!waxwing_push_type_rules(static_cast<std::uint32_t>(push_type), &rules)) {
        return std::nullopt;
    }
    const auto rule = [](waxwing_header_rule it) {
        return HeaderRule{static_cast<HeaderRuleKind>(it.kind), it.number};
    };
    return PushTypeRules{detail::out(rules.name), detail::out(rules.topic_suffix),
                         rule(rules.priority),    rule(rules.expiration),
                         rules.max_payload_bytes, static_cast<PushAuth>(rules.auth)};
}

/** How often the value of a header changes, by its name in lower case: what HPACK should remember. */
inline HeaderStability header_stability(std::string_view name) noexcept {
    return static_cast<HeaderStability>(waxwing_header_stability_of(detail::in(name)));
}

/** An option of a notification: its name, and the kind of its value. */
struct Option {
    std::string_view name;
    std::string_view kind;
};

/** All options that Notification::Builder::set() knows. */
inline std::vector<Option> options() {
    std::vector<Option> found;
    waxwing_option option;
    for (std::size_t i = 0; waxwing_option_item(i, &option); i++) {
        found.push_back({detail::out(option.name), detail::out(option.kind)});
    }
    return found;
}

/** A request without a device: a broadcast, or something about channels. */
class Call {
public:
    using Handle = detail::Handle<waxwing_call, waxwing_call_free>;

    explicit Call(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** The same with this UUID, which APNs repeats in its reply. */
    Call with_request_id(std::string_view uuid) const {
        return Call(detail::make<Handle>(waxwing_call_with_request_id, handle_.get(),
                                         detail::in(uuid)));
    }
    Request request(const ProviderToken &token) const {
        /* For C no token means a client certificate: one that was moved from must not. */
        const waxwing_call *call = token.c_handle() == nullptr ? nullptr : handle_.get();
        return Request(detail::make<Request::Handle>(waxwing_call_request, call, token.c_handle()));
    }
    /** For a connection with a client certificate. */
    Request request() const {
        return Request(detail::make<Request::Handle>(
            waxwing_call_request, handle_.get(), static_cast<const waxwing_provider_token *>(nullptr)));
    }

private:
    Handle handle_;
};

/** An update or the end of a Live Activity for every device that follows a channel. */
class Broadcast {
public:
    using Handle = detail::Handle<waxwing_broadcast, waxwing_broadcast_free>;

    explicit Broadcast(Handle handle) noexcept : handle_(std::move(handle)) {}

    std::string_view payload() const noexcept {
        return detail::out(waxwing_broadcast_payload(handle_.get()));
    }
    Priority priority() const noexcept {
        return static_cast<Priority>(waxwing_broadcast_priority(handle_.get()));
    }
    /** Seconds since 1970; 0 for one attempt. */
    std::int64_t expiration_s() const noexcept {
        return waxwing_broadcast_expiration_s(handle_.get());
    }
    std::vector<Lint> lints() const { return detail::lints(waxwing_broadcast_lints(handle_.get())); }
    std::optional<Cut> cut() const {
        waxwing_cut cut;
        return waxwing_broadcast_cut(handle_.get(), &cut) ? detail::cut(&cut) : std::nullopt;
    }
    Call prepare(Environment environment) const {
        return Call(detail::make<Call::Handle>(waxwing_broadcast_prepare, handle_.get(),
                                               static_cast<std::uint32_t>(environment)));
    }
    /** For another host, such as a simulator: `host` or `host:port`. */
    Call prepare_for_authority(std::string_view authority) const {
        return Call(detail::make<Call::Handle>(waxwing_broadcast_prepare_for_authority,
                                               handle_.get(), detail::in(authority)));
    }

private:
    Handle handle_;
};

/** Manages the broadcast channels of an app, by its bundle id. */
class Channels {
public:
    using Handle = detail::Handle<waxwing_channels, waxwing_channels_free>;

    Channels(std::string_view bundle_id, Environment environment)
        : handle_(detail::make<Handle>(waxwing_channels_new, detail::in(bundle_id),
                                       static_cast<std::uint32_t>(environment))) {}
    /** At another host, such as a simulator's: `host` or `host:port`. */
    Channels(std::string_view bundle_id, Environment environment, std::string_view authority)
        : handle_(detail::make<Handle>(waxwing_channels_for_authority, detail::in(bundle_id),
                                       static_cast<std::uint32_t>(environment),
                                       detail::in(authority))) {}

    /** APNs answers 201 with the id: Reply::apns_channel_id(). */
    Call create(StoragePolicy policy) const {
        return call(waxwing_channels_create, static_cast<std::uint32_t>(policy));
    }
    /** Reply::channel() reads the answer. */
    Call read(std::string_view channel_id) const {
        return call(waxwing_channels_read, detail::in(channel_id));
    }
    /** Deletes it for ever. */
    Call erase(std::string_view channel_id) const {
        return call(waxwing_channels_delete, detail::in(channel_id));
    }
    /** Reply::channel_ids() reads the answer. */
    Call list() const { return call(waxwing_channels_list); }

private:
    template <typename Function, typename... Given> Call call(Function function, Given... given) const {
        return Call(detail::make<Call::Handle>(function, handle_.get(), given...));
    }
    Handle handle_;
};

/** What APNs says of a channel. */
struct Channel {
    /** `unknown` for one that this version does not know. */
    StoragePolicy storage_policy;
    std::int64_t storage_policy_number;
    /** Nothing for one that this version does not know. */
    std::optional<PushType> push_type;
    std::string push_type_text;
};

/** A notification whose headers and payload have passed every rule; the same for every device. */
class Notification {
public:
    class Builder;
    using Handle = detail::Handle<waxwing_notification, waxwing_notification_free>;

    /** A builder with nothing set but push type and topic, the app's bundle id. */
    static Builder builder(PushType push_type, std::string_view topic);
    /** A builder with a payload of your own, JSON that is sent byte for byte. */
    static Builder with_payload(PushType push_type, std::string_view topic, Bytes payload);
    /** A builder of a JSON object of options: `push_type`, `topic`, and those of options(). */
    static Builder from_options(std::string_view json);

    /** Builders that begin with what their push type needs. `topic` is the app's bundle id. */
    static Builder alert(std::string_view topic, std::string_view title, std::string_view body);
    static Builder background(std::string_view topic);
    static Builder voip(std::string_view topic);
    static Builder complication(std::string_view topic);
    static Builder push_to_talk(std::string_view topic);
    static Builder location(std::string_view topic);
    static Builder widgets(std::string_view topic);
    static Builder controls(std::string_view topic);
    static Builder file_provider(std::string_view topic, std::string_view container,
                                 std::string_view domain);
    static Builder mdm(std::string_view topic, std::string_view push_magic);
    /** `timestamp_s` in seconds since 1970; `content_state` is a JSON object. */
    static Builder live_activity(std::string_view topic, ActivityEvent event,
                                 std::int64_t timestamp_s, std::string_view content_state);
    static Builder wallet(std::string_view pass_type_id);
    static Builder website(std::string_view website_push_id, std::string_view title,
                           std::string_view body, const std::vector<std::string_view> &url_args);

    explicit Notification(Handle handle) noexcept : handle_(std::move(handle)) {}

    PushType push_type() const noexcept {
        return static_cast<PushType>(waxwing_notification_push_type(handle_.get()));
    }
    /** Nothing where none was set. */
    std::optional<Priority> priority() const noexcept {
        const std::uint32_t number = waxwing_notification_priority(handle_.get());
        return number == 0 ? std::nullopt : std::optional(static_cast<Priority>(number));
    }
    /** Seconds since 1970; 0 for one attempt; nothing where none was set. */
    std::optional<std::int64_t> expiration_s() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_notification_expiration_s, c_handle());
    }
    /** What APNs would accept and what rarely is meant. */
    std::vector<Lint> lints() const {
        return detail::lints(waxwing_notification_lints(handle_.get()));
    }
    /** What was cut off to make it fit. */
    std::optional<Cut> cut() const {
        waxwing_cut cut;
        return waxwing_notification_cut(handle_.get(), &cut) ? detail::cut(&cut) : std::nullopt;
    }
    const waxwing_notification *c_handle() const noexcept { return handle_.get(); }

    /** With the suffix of its push type. */
    std::string_view topic() const noexcept {
        return detail::out(waxwing_notification_topic(handle_.get()));
    }
    /** Exactly as it is sent. */
    std::string_view payload() const noexcept {
        return detail::out(waxwing_notification_payload(handle_.get()));
    }
    Prepared prepare(Environment environment) const {
        return prepared(waxwing_notification_prepare, static_cast<std::uint32_t>(environment));
    }
    /** With a port: 443 or 2197. */
    Prepared prepare(Environment environment, std::uint32_t port) const {
        return prepared(waxwing_notification_prepare_at_port,
                        static_cast<std::uint32_t>(environment), port);
    }
    /** For another host, such as a simulator: `host` or `host:port`. */
    Prepared prepare_for_authority(std::string_view authority) const {
        return prepared(waxwing_notification_prepare_for_authority, detail::in(authority));
    }

private:
    template <typename Function, typename... Given>
    Prepared prepared(Function function, Given... given) const {
        return Prepared(detail::make<Prepared::Handle>(function, handle_.get(), given...));
    }
    Handle handle_;
};

/** Collects what a notification says. A setter throws when it refuses its argument. */
class Notification::Builder {
public:
    Builder(PushType push_type, std::string_view topic)
        : handle_(waxwing_notification_builder_new(static_cast<std::uint32_t>(push_type),
                                                   detail::in(topic))) {}
    Builder(PushType push_type, std::string_view topic, Bytes payload)
        : handle_(waxwing_notification_builder_with_payload(static_cast<std::uint32_t>(push_type),
                                                            detail::in(topic),
                                                            detail::in(payload))) {}
    explicit Builder(waxwing_notification_builder *handle) noexcept : handle_(handle) {}

    /** Sets an option by its name, in snake_case or camelCase: a text, an integer, a number, a flag,
     * or JSON text of any kind. `null` unsets it. */
    Builder &set_json(std::string_view name, std::string_view json) {
        return set(waxwing_notification_builder_set_json, detail::in(name), detail::in(json));
    }
    Builder &set_text(std::string_view name, std::string_view text) {
        return set(waxwing_notification_builder_set_text, detail::in(name), detail::in(text));
    }
    Builder &set_integer(std::string_view name, std::int64_t integer) {
        return set(waxwing_notification_builder_set_integer, detail::in(name), integer);
    }
    Builder &set_number(std::string_view name, double number) {
        return set(waxwing_notification_builder_set_number, detail::in(name), number);
    }
    Builder &set_flag(std::string_view name, bool flag) {
        return set(waxwing_notification_builder_set_flag, detail::in(name), flag);
    }

    Builder &priority(Priority priority) {
        return set(waxwing_notification_builder_priority, static_cast<std::uint32_t>(priority));
    }
    /** Seconds since 1970; 0 for one attempt. */
    Builder &expiration_s(std::int64_t expiration_s) {
        return set(waxwing_notification_builder_expiration_s, expiration_s);
    }
    Builder &collapse_id(std::string_view id) {
        return set(waxwing_notification_builder_collapse_id, detail::in(id));
    }
    Builder &apns_id(std::string_view uuid) {
        return set(waxwing_notification_builder_apns_id, detail::in(uuid));
    }

    /** A title and a body, a body alone, or an alert without any text to add to. */
    Builder &alert(std::string_view title, std::string_view body) {
        return set(waxwing_notification_builder_alert, detail::in(title), detail::in(body));
    }
    Builder &alert(std::string_view body) {
        return set(waxwing_notification_builder_alert_text, detail::in(body));
    }
    Builder &alert_begin() { return set(waxwing_notification_builder_alert_begin); }
    Builder &alert_title(std::string_view text) {
        return set(waxwing_notification_builder_alert_title, detail::in(text));
    }
    Builder &alert_subtitle(std::string_view text) {
        return set(waxwing_notification_builder_alert_subtitle, detail::in(text));
    }
    Builder &alert_body(std::string_view text) {
        return set(waxwing_notification_builder_alert_body, detail::in(text));
    }
    Builder &alert_launch_image(std::string_view file) {
        return set(waxwing_notification_builder_alert_launch_image, detail::in(file));
    }
    Builder &alert_title_loc_key(std::string_view key) {
        return set(waxwing_notification_builder_alert_title_loc_key, detail::in(key));
    }
    Builder &alert_title_loc_args(const std::vector<std::string_view> &args) {
        return set_all(waxwing_notification_builder_alert_title_loc_args, args);
    }
    Builder &alert_subtitle_loc_key(std::string_view key) {
        return set(waxwing_notification_builder_alert_subtitle_loc_key, detail::in(key));
    }
    Builder &alert_subtitle_loc_args(const std::vector<std::string_view> &args) {
        return set_all(waxwing_notification_builder_alert_subtitle_loc_args, args);
    }
    Builder &alert_loc_key(std::string_view key) {
        return set(waxwing_notification_builder_alert_loc_key, detail::in(key));
    }
    Builder &alert_loc_args(const std::vector<std::string_view> &args) {
        return set_all(waxwing_notification_builder_alert_loc_args, args);
    }

    Builder &alert_action_loc_key(std::string_view key) {
        return set(waxwing_notification_builder_alert_action_loc_key, detail::in(key));
    }
    Builder &alert_action(std::string_view text) {
        return set(waxwing_notification_builder_alert_action, detail::in(text));
    }
    Builder &alert_summary_arg(std::string_view text) {
        return set(waxwing_notification_builder_alert_summary_arg, detail::in(text));
    }
    Builder &alert_summary_arg_count(std::int64_t count) {
        return set(waxwing_notification_builder_alert_summary_arg_count, count);
    }
    /** For Live Activities: a sound inside the alert, and texts of the app's own. */
    Builder &alert_sound(std::string_view name) {
        return set(waxwing_notification_builder_alert_sound, detail::in(name));
    }
    Builder &alert_title_localized(std::string_view key, const std::vector<std::string_view> &args) {
        return set_localized(waxwing_notification_builder_alert_title_localized, key, args);
    }
    Builder &alert_body_localized(std::string_view key, const std::vector<std::string_view> &args) {
        return set_localized(waxwing_notification_builder_alert_body_localized, key, args);
    }

    Builder &badge(std::int64_t number) { return set(waxwing_notification_builder_badge, number); }
    Builder &sound(std::string_view name) {
        return set(waxwing_notification_builder_sound, detail::in(name));
    }
    Builder &sound_parts(bool critical, std::optional<std::string_view> name,
                         std::optional<double> volume) {
        return set(waxwing_notification_builder_sound_parts, critical,
                   detail::in(name.value_or(std::string_view())), volume ? &*volume : nullptr);
    }
    Builder &thread_id(std::string_view id) {
        return set(waxwing_notification_builder_thread_id, detail::in(id));
    }
    Builder &category(std::string_view id) {
        return set(waxwing_notification_builder_category, detail::in(id));
    }
    Builder &content_available(bool on) {
        return set(waxwing_notification_builder_content_available, on);
    }
    Builder &mutable_content(bool on) {
        return set(waxwing_notification_builder_mutable_content, on);
    }
    Builder &target_content_id(std::string_view id) {
        return set(waxwing_notification_builder_target_content_id, detail::in(id));
    }
    Builder &interruption_level(InterruptionLevel level) {
        return set(waxwing_notification_builder_interruption_level,
                   static_cast<std::uint32_t>(level));
    }
    Builder &relevance_score(double score) {
        return set(waxwing_notification_builder_relevance_score, score);
    }
    Builder &filter_criteria(std::string_view criteria) {
        return set(waxwing_notification_builder_filter_criteria, detail::in(criteria));
    }
    /** A key of your own beside `aps`. Its value is JSON text. */
    Builder &custom(std::string_view key, std::string_view json) {
        return set(waxwing_notification_builder_custom, detail::in(key), detail::in(json));
    }
    /** Checks everything. The builder stays and can be used further. */
    Notification build() const {
        return Notification(
            detail::make<Notification::Handle>(waxwing_notification_builder_build, handle_.get()));
    }
    /** Checks everything, for every device that follows a channel. The builder stays. */
    Broadcast broadcast(std::string_view channel_id) const {
        return Broadcast(detail::make<Broadcast::Handle>(waxwing_notification_builder_broadcast,
                                                         handle_.get(), detail::in(channel_id)));
    }

private:
    template <typename Function, typename... Given> Builder &set(Function function, Given... given) {
        detail::call(function, handle_.get(), given...);
        return *this;
    }
    template <typename Function>
    Builder &set_all(Function function, const std::vector<std::string_view> &texts) {
        const std::vector<waxwing_str> views = detail::all_in(texts);
        return set(function, views.data(), views.size());
    }
    template <typename Function>
    Builder &set_localized(Function function, std::string_view key,
                           const std::vector<std::string_view> &args) {
        const std::vector<waxwing_str> views = detail::all_in(args);
        return set(function, detail::in(key), views.data(), views.size());
    }
    detail::Handle<waxwing_notification_builder, waxwing_notification_builder_free> handle_;
};

inline Notification::Builder Notification::builder(PushType push_type, std::string_view topic) {
    return Builder(push_type, topic);
}
inline Notification::Builder Notification::with_payload(PushType push_type, std::string_view topic,
                                                        Bytes payload) {
    return Builder(push_type, topic, payload);
}

inline Notification::Builder Notification::from_options(std::string_view json) {
    return Builder(waxwing_notification_builder_from_options(detail::in(json)));
}
inline Notification::Builder Notification::alert(std::string_view topic, std::string_view title,
                                                 std::string_view body) {
    return Builder(
        waxwing_notification_alert(detail::in(topic), detail::in(title), detail::in(body)));
}
inline Notification::Builder Notification::background(std::string_view topic) {
    return Builder(waxwing_notification_background(detail::in(topic)));
}
inline Notification::Builder Notification::voip(std::string_view topic) {
    return Builder(waxwing_notification_voip(detail::in(topic)));
}
inline Notification::Builder Notification::complication(std::string_view topic) {
    return Builder(waxwing_notification_complication(detail::in(topic)));
}
inline Notification::Builder Notification::push_to_talk(std::string_view topic) {
    return Builder(waxwing_notification_push_to_talk(detail::in(topic)));
}
inline Notification::Builder Notification::location(std::string_view topic) {
    return Builder(waxwing_notification_location(detail::in(topic)));
}
inline Notification::Builder Notification::widgets(std::string_view topic) {
    return Builder(waxwing_notification_widgets(detail::in(topic)));
}
inline Notification::Builder Notification::controls(std::string_view topic) {
    return Builder(waxwing_notification_controls(detail::in(topic)));
}
inline Notification::Builder Notification::file_provider(std::string_view topic,
                                                         std::string_view container,
                                                         std::string_view domain) {
    return Builder(waxwing_notification_file_provider(detail::in(topic), detail::in(container),
                                                      detail::in(domain)));
}
inline Notification::Builder Notification::mdm(std::string_view topic, std::string_view push_magic) {
    return Builder(waxwing_notification_mdm(detail::in(topic), detail::in(push_magic)));
}
inline Notification::Builder Notification::live_activity(std::string_view topic, ActivityEvent event,
                                                         std::int64_t timestamp_s,
                                                         std::string_view content_state) {
    return Builder(waxwing_notification_live_activity(detail::in(topic),
                                                      static_cast<std::uint32_t>(event),
                                                      timestamp_s, detail::in(content_state)));
}
inline Notification::Builder Notification::wallet(std::string_view pass_type_id) {
    return Builder(waxwing_notification_wallet(detail::in(pass_type_id)));
}
inline Notification::Builder
Notification::website(std::string_view website_push_id, std::string_view title,
                      std::string_view body, const std::vector<std::string_view> &url_args) {
    const std::vector<waxwing_str> views = detail::all_in(url_args);
    return Builder(waxwing_notification_website(detail::in(website_push_id), detail::in(title),
                                                detail::in(body), views.data(), views.size()));
}

/** What to do about a reply, to what, and when. */
class Verdict {
public:
    using Handle = detail::Handle<waxwing_verdict, waxwing_verdict_free>;

    explicit Verdict(Handle handle) noexcept : handle_(std::move(handle)) {}

    Action action() const noexcept {
        return static_cast<Action>(waxwing_verdict_action(handle_.get()));
    }
    /** Such as `drop_device`. */
    std::string_view action_name() const noexcept {
        return detail::out(waxwing_verdict_action_name(handle_.get()));
    }
    Scope scope() const noexcept { return static_cast<Scope>(waxwing_verdict_scope(handle_.get())); }
    /** Such as `credential`. */
    std::string_view scope_name() const noexcept {
        return detail::out(waxwing_verdict_scope_name(handle_.get()));
    }
    /** How long to wait before sending again; nothing when it is not to be sent again as it is. */
    std::optional<std::uint64_t> retry_after_s() const noexcept {
        return detail::maybe<std::uint64_t>(waxwing_verdict_retry_after_s, ptr());
    }
    /** Whether to send the next request on a new connection. */
    bool new_connection() const noexcept { return waxwing_verdict_new_connection(handle_.get()); }
    /** Since when the device token is known to be invalid. */
    std::optional<std::int64_t> since_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_verdict_since_ms, ptr());
    }
    /** What to do, in a sentence for people. */
    std::string_view advice() const noexcept {
        return detail::out(waxwing_verdict_advice(handle_.get()));
    }

private:
    const waxwing_verdict *ptr() const noexcept { return handle_.get(); }
    Handle handle_;
};

/** What makes a verdict more exact, as far as it is known. */
struct VerdictContext {
    /** When the app last registered this device token with your server. */
    std::optional<std::int64_t> registered_at_ms = std::nullopt;
    /** When the request was sent. */
    std::optional<std::int64_t> sent_at_ms = std::nullopt;
    /** When its provider token was issued. */
    std::optional<std::int64_t> token_issued_at_ms = std::nullopt;
};

/** A reply of APNs, or of whatever stood in its place: a refusal is data, not an error. */
class Reply {
public:
    using Handle = detail::Handle<waxwing_reply, waxwing_reply_free>;

    /** Fails for a status above 65535 only; every body is accepted. */
    static Reply parse(std::uint32_t status, const std::vector<Header> &headers, Bytes body) {
        const std::vector<waxwing_header> views = detail::headers(headers);
        return Reply(detail::make<Handle>(waxwing_reply_parse, status, views.data(), views.size(),
                                          detail::in(body)));
    }
    explicit Reply(Handle handle) noexcept : handle_(std::move(handle)) {}

    std::uint32_t status() const noexcept { return waxwing_reply_status(handle_.get()); }
    bool is_success() const noexcept { return waxwing_reply_is_success(handle_.get()); }
    std::optional<std::string_view> apns_id() const noexcept {
        return detail::maybe(waxwing_reply_apns_id(handle_.get()));
    }
    std::optional<std::string_view> apns_unique_id() const noexcept {
        return detail::maybe(waxwing_reply_apns_unique_id(handle_.get()));
    }
    std::optional<std::string_view> apns_request_id() const noexcept {
        return detail::maybe(waxwing_reply_apns_request_id(handle_.get()));
    }
    /** Of a channel that was created. */
    std::optional<std::string_view> apns_channel_id() const noexcept {
        return detail::maybe(waxwing_reply_apns_channel_id(handle_.get()));
    }
    /** The answer to Channels::read(). */
    Channel channel() const {
        const auto it = detail::make<detail::Handle<waxwing_channel, waxwing_channel_free>>(
            waxwing_reply_channel, ptr());
        const std::uint32_t push_type = waxwing_channel_push_type(it.get());
        return {static_cast<StoragePolicy>(waxwing_channel_storage_policy(it.get())),
                waxwing_channel_storage_policy_number(it.get()),
                push_type == 0 ? std::nullopt : std::optional(static_cast<PushType>(push_type)),
                std::string(detail::out(waxwing_channel_push_type_text(it.get())))};
    }
    /** The answer to Channels::list(). */
    std::vector<std::string> channel_ids() const {
        const auto it = detail::make<detail::Handle<waxwing_channel_ids, waxwing_channel_ids_free>>(
            waxwing_reply_channel_ids, ptr());
        std::vector<std::string> ids;
        for (std::size_t i = 0; i < waxwing_channel_ids_count(it.get()); i++) {
            ids.emplace_back(detail::out(waxwing_channel_ids_item(it.get(), i)));
        }
        return ids;
    }
    /** As received, such as `BadDeviceToken`. */
    std::optional<std::string_view> reason() const noexcept {
        return detail::maybe(waxwing_reply_reason(handle_.get()));
    }
    bool reason_is_known() const noexcept { return waxwing_reply_reason_is_known(handle_.get()); }
    std::optional<std::int64_t> timestamp_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_reply_timestamp_ms, ptr());
    }
    std::optional<std::uint32_t> retry_after_s() const noexcept {
        return detail::maybe<std::uint32_t>(waxwing_reply_retry_after_s, ptr());
    }
    /** As received: of a refusal at most its first 64 KiB, of a success its first mebibyte. */
    std::string_view body() const noexcept {
        return detail::text(waxwing_reply_body(handle_.get()));
    }
    Verdict verdict(const VerdictContext &context = VerdictContext()) const {
        return Verdict(detail::make<Verdict::Handle>(
            waxwing_reply_verdict_knowing, ptr(), known(context.registered_at_ms),
            known(context.sent_at_ms), known(context.token_issued_at_ms)));
    }
    const waxwing_reply *c_handle() const noexcept { return handle_.get(); }

private:
    static std::int64_t known(std::optional<std::int64_t> time_ms) noexcept {
        return time_ms.value_or(WAXWING_TIME_UNKNOWN);
    }
    const waxwing_reply *ptr() const noexcept { return handle_.get(); }
    Handle handle_;
};

/** Several keys, each with what it is for, of which one is chosen for each push. */
class KeyRing {
public:
    KeyRing() : handle_(waxwing_keyring_new()) {}

    /** For all topics of the team, in this environment or in both. */
    KeyRing &add(const ProviderKey &key, std::optional<Environment> environment = std::nullopt) {
        detail::call(waxwing_keyring_add, handle_.get(), key.c_handle(),
                     static_cast<const waxwing_str *>(nullptr), std::size_t{0}, number(environment));
        return *this;
    }
    /** For these topics, by their bundle ids. */
    KeyRing &add(const ProviderKey &key, const std::vector<std::string_view> &topics,
                 std::optional<Environment> environment = std::nullopt) {
        std::vector<waxwing_str> views = detail::all_in(topics);
        /* An empty list is none, and must not be NULL, which stands for all. */
        views.reserve(1);
        detail::call(waxwing_keyring_add, handle_.get(), key.c_handle(), views.data(), topics.size(),
                     number(environment));
        return *this;
    }
    /** The key whose scope fits most closely. */
    ProviderKey choose(std::string_view topic, Environment environment) const {
        return ProviderKey(detail::make<ProviderKey::Handle>(
            waxwing_keyring_choose, handle_.get(), detail::in(topic),
            static_cast<std::uint32_t>(environment)));
    }

private:
    static std::uint32_t number(std::optional<Environment> environment) noexcept {
        return environment ? static_cast<std::uint32_t>(*environment) : 0;
    }
    detail::Handle<waxwing_keyring, waxwing_keyring_free> handle_;
};

/** What a client certificate is for: topics and environments. */
class CertificateScope {
public:
    /** The UID in the certificate's subject. */
    explicit CertificateScope(std::string_view default_topic)
        : handle_(waxwing_certificate_scope_new(detail::in(default_topic))) {}

    CertificateScope &topic(std::string_view topic) {
        detail::call(waxwing_certificate_scope_topic, handle_.get(), detail::in(topic));
        return *this;
    }
    CertificateScope &environment(Environment environment) {
        detail::call(waxwing_certificate_scope_environment, handle_.get(),
                     static_cast<std::uint32_t>(environment));
        return *this;
    }
    std::string_view default_topic() const noexcept {
        return detail::out(waxwing_certificate_scope_default_topic(handle_.get()));
    }
    /** Throws `no_matching_key` unless the certificate may send this notification there. */
    void check(const Notification &notification, Environment environment) const {
        detail::call(waxwing_certificate_scope_check, handle_.get(), notification.c_handle(),
                     static_cast<std::uint32_t>(environment));
    }

private:
    detail::Handle<waxwing_certificate_scope, waxwing_certificate_scope_free> handle_;
};

/** A GOAWAY frame (RFC 9113 section 6.8), with the reason that APNs puts into its debug data. */
class GoAway {
public:
    using Handle = detail::Handle<waxwing_goaway, waxwing_goaway_free>;

    GoAway(std::uint32_t error_code, std::uint32_t last_stream_id, Bytes debug_data)
        : handle_(detail::make<Handle>(waxwing_goaway_new, error_code, last_stream_id,
                                       detail::in(debug_data))) {}

    std::uint32_t error_code() const noexcept { return waxwing_goaway_error_code(handle_.get()); }
    std::uint32_t last_stream_id() const noexcept {
        return waxwing_goaway_last_stream_id(handle_.get());
    }
    /** Whether the server has not looked at the request on this stream. */
    bool leaves_out(std::uint32_t stream_id) const noexcept {
        return waxwing_goaway_leaves_out(handle_.get(), stream_id);
    }
    /** Such as `Shutdown`. */
    std::optional<std::string_view> reason() const noexcept {
        return detail::maybe(waxwing_goaway_reason(handle_.get()));
    }
    bool reason_is_known() const noexcept { return waxwing_goaway_reason_is_known(handle_.get()); }
    std::optional<std::string_view> text() const noexcept {
        return detail::maybe(waxwing_goaway_text(handle_.get()));
    }
    Verdict verdict() const {
        return Verdict(detail::make<Verdict::Handle>(waxwing_goaway_verdict, c_handle()));
    }
    const waxwing_goaway *c_handle() const noexcept { return handle_.get(); }

private:
    Handle handle_;
};

/** How long to wait between attempts: twice as long each time, up to a limit. */
struct Backoff {
    std::uint64_t first_ms = 1000;
    std::uint64_t max_ms = 900000;

    /** The wait after so many attempts; the jitter, from 0 to 1000, only shortens it. */
    std::uint64_t delay_ms(std::uint32_t attempt, std::uint32_t jitter_permille) const noexcept {
        return waxwing_backoff_delay_ms(first_ms, max_ms, attempt, jitter_permille);
    }
};

/** The figures of a session; what is left out is as usual. */
struct SessionPolicy {
    std::optional<TokenPolicy> tokens = std::nullopt;
    std::optional<std::uint32_t> max_streams = std::nullopt;
    std::optional<std::int64_t> reply_timeout_ms = std::nullopt;
    std::optional<std::int64_t> ping_after_ms = std::nullopt;
    std::optional<std::int64_t> max_connection_age_ms = std::nullopt;
    std::optional<std::uint32_t> max_attempts = std::nullopt;
    std::optional<std::uint32_t> ambiguous_resends = std::nullopt;
    std::optional<std::int64_t> first_wait_ms = std::nullopt;
    std::optional<std::int64_t> max_wait_ms = std::nullopt;
    std::optional<std::uint64_t> jitter_seed = std::nullopt;
};

/** What to do now, and why. */
struct Next {
    Step step;
    Because because;
    /** How many more requests may be under way. */
    std::uint32_t room;
    /** What they carry until the next call; nothing with a client certificate. */
    std::optional<ProviderToken> token;
    /** Until when to wait. */
    std::optional<std::int64_t> at_ms;
};

/**
 * How a request ended, and what to do about it. When `resend` is set, send it again under the same
 * number after `retry_after_ms`; otherwise it is done, in the way that `action` says.
 */
struct Outcome {
    std::uint64_t request;
    Action action;
    Scope scope;
    Fate fate;
    /** How often it has been sent. */
    std::uint32_t attempt;
    std::optional<std::int64_t> retry_after_ms;
    std::optional<std::int64_t> since_ms;
    bool resend;
    bool may_duplicate;
    bool new_connection;
    /** Such as `BadDeviceToken`; empty if nobody said. */
    std::string reason;
    /** What to do, in a sentence for people. */
    std::string_view advice;
};

/**
 * What a sender knows and decides about its connection to APNs and those that follow it. Tell it
 * what happens, and ask it what to do; waxwing.h says more. It belongs to one thread at a time.
 */
class Session {
public:
    using Handle = detail::Handle<waxwing_session, waxwing_session_free>;

    explicit Session(const ProviderKey &key, const SessionPolicy &policy = SessionPolicy())
        : handle_(detail::make<Handle>(waxwing_session_with_key, key.c_handle(),
                                       figures(policy).get())) {}
    static Session with_certificate(const SessionPolicy &policy = SessionPolicy()) {
        return Session(detail::make<Handle>(waxwing_session_with_certificate, figures(policy).get()));
    }

    Next next(std::int64_t now_ms) {
        waxwing_next next;
        waxwing_provider_token *token = nullptr;
        detail::call(waxwing_session_next, handle_.get(), now_ms, &next, &token);
        std::optional<ProviderToken> owned;
        if (token != nullptr) {
            owned.emplace(ProviderToken::Handle(token));
        }
        return {static_cast<Step>(next.step), static_cast<Because>(next.because), next.room,
                std::move(owned), known(next.at_ms)};
    }
    /** The number of the connection, for the calls about it. */
    std::uint32_t connected(std::int64_t now_ms) {
        std::uint32_t connection = 0;
        detail::call(waxwing_session_connected, handle_.get(), now_ms, &connection);
        return connection;
    }
    void connect_failed(std::int64_t now_ms) { tell(waxwing_session_connect_failed, now_ms); }
    /** Nothing when the server's SETTINGS name no limit. */
    void settings(std::uint32_t connection, std::optional<std::uint32_t> max_concurrent_streams,
                  std::int64_t now_ms) {
        tell(waxwing_session_settings, connection,
             max_concurrent_streams.value_or(WAXWING_STREAMS_UNLIMITED), now_ms);
    }
    /** A request is about to be sent: throws `invalid_state` when next() did not allow it. */
    void sent(std::uint64_t request, std::optional<std::uint32_t> stream,
              std::optional<std::int64_t> expires_at_ms, std::int64_t now_ms) {
        tell(waxwing_session_sent, request, stream.value_or(WAXWING_STREAM_UNKNOWN),
             expires_at_ms.value_or(WAXWING_TIME_UNKNOWN), now_ms);
    }
    /** Nothing when no request with this number is under way. */
    std::optional<Outcome> reply(std::uint64_t request, const Reply &reply,
                                 std::optional<std::int64_t> registered_at_ms,
                                 std::int64_t now_ms) {
        waxwing_outcome outcome;
        detail::call(waxwing_session_reply, handle_.get(), request, reply.c_handle(),
                     registered_at_ms.value_or(WAXWING_TIME_UNKNOWN), now_ms, &outcome);
        return ended(outcome);
    }
    /** Nothing as error code when the request failed in a way that has none. */
    std::optional<Outcome> reset(std::uint64_t request, std::optional<std::uint32_t> error_code,
                                 std::int64_t now_ms) {
        waxwing_outcome outcome;
        detail::call(waxwing_session_reset, handle_.get(), request,
                     error_code.value_or(WAXWING_ERROR_CODE_UNKNOWN), now_ms, &outcome);
        return ended(outcome);
    }
    /** The requests that have waited too long: reset their streams. */
    std::vector<Outcome> overdue(std::int64_t now_ms) {
        return all_ended(waxwing_session_overdue, now_ms);
    }
    std::vector<Outcome> goaway(std::uint32_t connection, const GoAway &goaway,
                                std::int64_t now_ms) {
        return all_ended(waxwing_session_goaway, connection, goaway.c_handle(), now_ms);
    }
    std::vector<Outcome> closed(std::uint32_t connection, std::int64_t now_ms) {
        return all_ended(waxwing_session_closed, connection, now_ms);
    }
    void forget(std::uint64_t request) { tell(waxwing_session_forget, request); }
    void replace_key(const ProviderKey &key, std::int64_t now_ms) {
        tell(waxwing_session_replace_key, key.c_handle(), now_ms);
    }
    void resume(std::int64_t now_ms) { tell(waxwing_session_resume, now_ms); }
    void pinged(std::uint32_t connection, std::int64_t now_ms) {
        tell(waxwing_session_pinged, connection, now_ms);
    }
    /** A connection that can be closed; ask again until there is none. */
    std::optional<std::uint32_t> drained() noexcept {
        return detail::maybe<std::uint32_t>(waxwing_session_drained, handle_.get());
    }
    std::optional<std::int64_t> ping_due_at_ms() const noexcept {
        return detail::maybe<std::int64_t>(waxwing_session_ping_due_at_ms, ptr());
    }
    /** When to ask next() and overdue() again although nothing has happened. */
    std::optional<std::int64_t> wake_at_ms() noexcept {
        return detail::maybe<std::int64_t>(waxwing_session_wake_at_ms, handle_.get());
    }
    std::size_t in_flight() const noexcept { return waxwing_session_in_flight(handle_.get()); }
    std::optional<std::uint32_t> connection_number() const noexcept {
        return detail::maybe<std::uint32_t>(waxwing_session_connection_number, ptr());
    }

private:
    using Figures = detail::Handle<waxwing_session_policy, waxwing_session_policy_free>;

    explicit Session(Handle handle) noexcept : handle_(std::move(handle)) {}

    static Figures figures(const SessionPolicy &policy) {
        Figures made(waxwing_session_policy_new());
        if (policy.tokens) {
            detail::call(waxwing_session_policy_tokens, made.get(), policy.tokens->window_s,
                         policy.tokens->phase_s);
        }
        set(made, waxwing_session_policy_max_streams, policy.max_streams);
        set(made, waxwing_session_policy_reply_timeout_ms, policy.reply_timeout_ms);
        set(made, waxwing_session_policy_ping_after_ms, policy.ping_after_ms);
        set(made, waxwing_session_policy_max_connection_age_ms, policy.max_connection_age_ms);
        set(made, waxwing_session_policy_max_attempts, policy.max_attempts);
        set(made, waxwing_session_policy_ambiguous_resends, policy.ambiguous_resends);
        set(made, waxwing_session_policy_first_wait_ms, policy.first_wait_ms);
        set(made, waxwing_session_policy_max_wait_ms, policy.max_wait_ms);
        set(made, waxwing_session_policy_jitter_seed, policy.jitter_seed);
        return made;
    }
    template <typename Function, typename Value>
    static void set(const Figures &figures, Function function, const std::optional<Value> &value) {
        if (value) {
            detail::call(function, figures.get(), *value);
        }
    }
    static std::optional<std::int64_t> known(std::int64_t time_ms) noexcept {
        return time_ms == WAXWING_TIME_UNKNOWN ? std::nullopt : std::optional(time_ms);
    }
    static std::optional<Outcome> ended(const waxwing_outcome &it) {
        if (it.fate == WAXWING_FATE_UNKNOWN) {
            return std::nullopt;
        }
        return Outcome{it.request,
                       static_cast<Action>(it.action),
                       static_cast<Scope>(it.scope),
                       static_cast<Fate>(it.fate),
                       it.attempt,
                       it.resend ? std::optional(it.retry_after_ms) : std::nullopt,
                       known(it.since_ms),
                       it.resend,
                       it.may_duplicate,
                       it.new_connection,
                       std::string(detail::out(it.reason)),
                       detail::out(it.advice)};
    }
    template <typename Function, typename... Given>
    std::vector<Outcome> all_ended(Function function, Given... given) {
        const auto list = detail::make<detail::Handle<waxwing_outcomes, waxwing_outcomes_free>>(
            function, handle_.get(), given...);
        std::vector<Outcome> found;
        waxwing_outcome outcome;
        for (std::size_t i = 0; waxwing_outcomes_item(list.get(), i, &outcome); i++) {
            if (auto it = ended(outcome)) {
                found.push_back(std::move(*it));
            }
        }
        return found;
    }
    template <typename Function, typename... Given> void tell(Function function, Given... given) {
        detail::call(function, handle_.get(), given...);
    }
    const waxwing_session *ptr() const noexcept { return handle_.get(); }
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_HPP */
