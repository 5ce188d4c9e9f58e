/** MPNS, the push service of Windows Phone that ended in 2018. A part of waxwing.hpp. */
#ifndef WAXWING_MPNS_HPP
#define WAXWING_MPNS_HPP

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "windows.hpp"
#include "x509.hpp"

namespace waxwing {

/** MPNS: the archive of a closed service. */
namespace mpns {

/** A notification whose headers and body have passed every rule; the same for every device. */
class Notification {
public:
    using Handle = detail::Handle<waxwing_mpns_notification, waxwing_mpns_notification_free>;

    /** Of options as JSON text: `{"type":"toast","toast":{"text1":"Ready"}}`. */
    static Notification from_options(std::string_view options_json) {
        return Notification(detail::make<Handle>(waxwing_mpns_notification_from_options,
                                                 detail::in(options_json)));
    }
    explicit Notification(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** `toast`, `tile`, `raw`. */
    std::string_view kind() const noexcept {
        return detail::out(waxwing_mpns_notification_kind(handle_.get()));
    }
    Bytes body() const noexcept {
        return detail::out(waxwing_mpns_notification_body(handle_.get()));
    }
    Request request(const ChannelUri &uri) const {
        const waxwing_mpns_notification *handle = handle_.get();
        return Request(detail::make<Request::Handle>(waxwing_mpns_notification_request, handle,
                                                     uri.c_handle()));
    }

private:
    Handle handle_;
};

/** What an app names to get a channel of an authenticated service. */
class ServiceName {
public:
    using Handle = detail::Handle<waxwing_mpns_service_name, waxwing_mpns_service_name_free>;

    explicit ServiceName(std::string_view common_name)
        : handle_(
              detail::make<Handle>(waxwing_mpns_service_name_of, detail::in(common_name))) {}
    explicit ServiceName(const X509CertificateView &certificate)
        : handle_(detail::make<Handle>(waxwing_mpns_service_name_of_certificate,
                                       certificate.c_handle())) {}

    std::string_view text() const noexcept {
        return detail::out(waxwing_mpns_service_name_text(handle_.get()));
    }
    /** Whether channels opened for this service name take what the certificate sends. */
    bool is(std::string_view service_name) const noexcept {
        return waxwing_mpns_service_name_is(handle_.get(), detail::in(service_name));
    }
    /** Whether channels stay good when the certificate with that name takes over. */
    bool is_renewed_by(const ServiceName &next) const noexcept {
        return waxwing_mpns_service_name_is_renewed_by(handle_.get(), next.handle_.get());
    }

private:
    Handle handle_;
};

/** A reply of MPNS: a refusal is data, not an error. */
class Reply {
public:
    using Handle = detail::Handle<waxwing_mpns_reply, waxwing_mpns_reply_free>;

    static Reply parse(std::uint32_t status, const std::vector<Header> &headers, Bytes body) {
        const std::vector<waxwing_header> views = detail::headers(headers);
        return Reply(detail::make<Handle>(waxwing_mpns_reply_parse, status, views.data(),
                                          views.size(), detail::in(body)));
    }
    explicit Reply(Handle handle) noexcept : handle_(std::move(handle)) {}

    std::uint32_t status() const noexcept { return waxwing_mpns_reply_status(handle_.get()); }
    /** A status of 200 alone does not say so. */
    bool is_success() const noexcept { return waxwing_mpns_reply_is_success(handle_.get()); }
    /** `received`, `dropped`, `queuefull`, `suppressed`, `n/a`. */
    std::optional<std::string_view> notification_status() const noexcept {
        return detail::maybe(waxwing_mpns_reply_notification_status(handle_.get()));
    }
    /** `connected`, `disconnected`, `inactive`, `tempdisconnected`, `n/a`. */
    std::optional<std::string_view> device_status() const noexcept {
        return detail::maybe(waxwing_mpns_reply_device_status(handle_.get()));
    }
    /** `active`, `expired`, `n/a`. */
    std::optional<std::string_view> subscription_status() const noexcept {
        return detail::maybe(waxwing_mpns_reply_subscription_status(handle_.get()));
    }
    std::optional<std::string_view> message_id() const noexcept {
        return detail::maybe(waxwing_mpns_reply_message_id(handle_.get()));
    }
    std::optional<std::uint32_t> retry_after_s() const noexcept {
        const waxwing_mpns_reply *handle = handle_.get();
        return detail::maybe<std::uint32_t>(waxwing_mpns_reply_retry_after_s, handle);
    }
    Verdict verdict() const {
        const waxwing_mpns_reply *handle = handle_.get();
        return Verdict(detail::make<Verdict::Handle>(waxwing_mpns_reply_verdict, handle));
    }

private:
    Handle handle_;
};

} // namespace mpns

} // namespace waxwing

#endif /* WAXWING_MPNS_HPP */
