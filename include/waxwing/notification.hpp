/** A notification, and the builder of one. A part of waxwing.hpp. */
#ifndef WAXWING_NOTIFICATION_HPP
#define WAXWING_NOTIFICATION_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "broadcast.hpp"
#include "lint.hpp"
#include "request.hpp"
#include "rules.hpp"

namespace waxwing {

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

} // namespace waxwing

#endif /* WAXWING_NOTIFICATION_HPP */
