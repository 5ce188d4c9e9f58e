/** Requests, for any HTTP/2 client. A part of waxwing.hpp. */
#ifndef WAXWING_REQUEST_HPP
#define WAXWING_REQUEST_HPP

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "credential.hpp"

namespace waxwing {

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

} // namespace waxwing

#endif /* WAXWING_REQUEST_HPP */
