/** Objects that nobody vouches for: what Xcode and tests make. A part of waxwing.hpp. */
#ifndef WAXWING_UNVERIFIED_HPP
#define WAXWING_UNVERIFIED_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "error.hpp"
#include "signed_object.hpp"

namespace waxwing {

/**
 * An object that was read and NOT verified: anybody can make one. Its views live as long as it. It
 * has nothing in common with a SignedObject.
 */
class Unverified {
public:
    using Handle = detail::Handle<waxwing_unverified, waxwing_unverified_free>;

    /** Reads a signed object WITHOUT VERIFYING ANYTHING. Nothing as kind for any. */
    static Unverified decode(std::string_view token, std::optional<Kind> kind = std::nullopt) {
        return Unverified(
            detail::make<Handle>(waxwing_decode_unverified, detail::in(token),
                                 kind ? static_cast<std::uint32_t>(*kind) : std::uint32_t{0}));
    }
    explicit Unverified(Handle handle) noexcept : handle_(std::move(handle)) {}

    Kind kind() const noexcept { return static_cast<Kind>(waxwing_unverified_kind(handle_.get())); }
    std::string_view kind_name() const noexcept {
        return detail::out(waxwing_unverified_kind_name(handle_.get()));
    }
    /** The payload's JSON, byte for byte as it was received. */
    std::string_view json() const noexcept {
        return detail::out(waxwing_unverified_json(handle_.get()));
    }
    /** The payload as JSON with every field, known or not; known dates are whole milliseconds. */
    std::string_view payload() const noexcept {
        return detail::out(waxwing_unverified_payload(handle_.get()));
    }

    /** Values at a JSON pointer (RFC 6901) of the payload. */
    bool has(std::string_view pointer) const noexcept {
        return waxwing_unverified_has(handle_.get(), detail::in(pointer));
    }
    std::optional<std::string_view> text(std::string_view pointer) const noexcept {
        const auto found = at<waxwing_str>(waxwing_unverified_text, pointer);
        return found ? detail::maybe(*found) : std::nullopt;
    }
    std::optional<std::int64_t> integer(std::string_view pointer) const noexcept {
        return at<std::int64_t>(waxwing_unverified_integer, pointer);
    }
    std::optional<double> number(std::string_view pointer) const noexcept {
        return at<double>(waxwing_unverified_number, pointer);
    }
    std::optional<bool> boolean(std::string_view pointer) const noexcept {
        return at<bool>(waxwing_unverified_boolean, pointer);
    }
    /** How many elements an array, or keys an object, has. */
    std::optional<std::size_t> count(std::string_view pointer) const noexcept {
        return at<std::size_t>(waxwing_unverified_count, pointer);
    }

private:
    template <typename T, typename Function>
    std::optional<T> at(Function function, std::string_view pointer) const noexcept {
        const waxwing_unverified *handle = handle_.get();
        return detail::maybe<T>(function, handle, detail::in(pointer));
    }
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_UNVERIFIED_HPP */
