/** Kinds of pushes, and what APNs asks of each. A part of waxwing.hpp. */
#ifndef WAXWING_RULES_HPP
#define WAXWING_RULES_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base.hpp"

namespace waxwing {

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

/** What a push does to a Live Activity. */
enum class ActivityEvent : std::uint32_t {
    start = WAXWING_ACTIVITY_EVENT_START,
    update = WAXWING_ACTIVITY_EVENT_UPDATE,
    end = WAXWING_ACTIVITY_EVENT_END,
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

/** The name of a value, as all languages show it, such as `drop_device`; empty for one that is none. */
inline std::string_view name_of(PushAuth value) noexcept {
    return detail::out(waxwing_push_auth_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(HeaderStability value) noexcept {
    return detail::out(waxwing_header_stability_name(static_cast<std::uint32_t>(value)));
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

} // namespace waxwing

#endif /* WAXWING_RULES_HPP */
