/** What all parts of waxwing.hpp share: views, environments, and how C is called. A part of waxwing.hpp. */
#ifndef WAXWING_BASE_HPP
#define WAXWING_BASE_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "../waxwing.h"

namespace waxwing {

/** Apple's environments: for pushing and for the App Store. */
enum class Environment : std::uint32_t {
    unknown = WAXWING_ENVIRONMENT_UNKNOWN,
    production = WAXWING_ENVIRONMENT_PRODUCTION,
    sandbox = WAXWING_ENVIRONMENT_SANDBOX,
    xcode = WAXWING_ENVIRONMENT_XCODE,
    local_testing = WAXWING_ENVIRONMENT_LOCAL_TESTING,
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
inline std::vector<waxwing_bytes> all_in(const std::vector<Bytes> &all) {
    std::vector<waxwing_bytes> views;
    views.reserve(all.size());
    for (const Bytes &it : all) {
        views.push_back(in(it));
    }
    return views;
}

} // namespace detail

/** The version of the library that is running; WAXWING_VERSION is that of the header. */
inline std::string_view version() noexcept { return detail::out(waxwing_version()); }

} // namespace waxwing

#endif /* WAXWING_BASE_HPP */
