/** Which of several keys and certificates a push is sent with. A part of waxwing.hpp. */
#ifndef WAXWING_KEYRING_HPP
#define WAXWING_KEYRING_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "credential.hpp"
#include "notification.hpp"

namespace waxwing {

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
    using Handle = detail::Handle<waxwing_certificate_scope, waxwing_certificate_scope_free>;
    explicit CertificateScope(Handle handle) noexcept : handle_(std::move(handle)) {}
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
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_KEYRING_HPP */
