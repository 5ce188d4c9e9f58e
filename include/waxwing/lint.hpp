/** What APNs accepts and what still rarely is what was meant. A part of waxwing.hpp. */
#ifndef WAXWING_LINT_HPP
#define WAXWING_LINT_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"

namespace waxwing {

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

} // namespace waxwing

#endif /* WAXWING_LINT_HPP */
