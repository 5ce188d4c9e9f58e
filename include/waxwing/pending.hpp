/** A verification whose signatures the host checks, and OCSP requests. A part of waxwing.hpp. */
#ifndef WAXWING_PENDING_HPP
#define WAXWING_PENDING_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "error.hpp"
#include "signed_object.hpp"

namespace waxwing {

/** An elliptic curve. */
enum class Curve : std::uint32_t {
    unknown = WAXWING_CURVE_UNKNOWN,
    p256 = WAXWING_CURVE_P256,
    p384 = WAXWING_CURVE_P384,
};

/** A hash function. */
enum class Hash : std::uint32_t {
    unknown = WAXWING_HASH_UNKNOWN,
    sha256 = WAXWING_HASH_SHA256,
    sha384 = WAXWING_HASH_SHA384,
};

/** One signature to check. The views are the Pending's, until that is finished. */
struct SignatureCheck {
    Curve curve;
    Hash hash;
    /** The key, a DER `SubjectPublicKeyInfo`. */
    Bytes spki;
    /** r and s side by side: 64 or 96 bytes. */
    Bytes signature;
    /** The signed bytes, as received. */
    Bytes data;
};

/** A question to an OCSP responder: send the body to the URL by POST. */
struct OcspRequest {
    /** Plain http, at a host that the verifier allows. */
    std::string url;
    /** The value of the header `content-type`. */
    std::string content_type;
    std::vector<std::uint8_t> body;
    /** Which certificate it asks about. */
    Certificate certificate;
};

namespace detail {

template <typename Function, typename... Given>
std::vector<OcspRequest> ocsp_requests(Function function, Given... given) {
    const auto list =
        make<Handle<waxwing_ocsp_requests, waxwing_ocsp_requests_free>>(function, given...);
    std::vector<OcspRequest> found;
    waxwing_ocsp_request it;
    for (std::size_t i = 0; waxwing_ocsp_requests_item(list.get(), i, &it); i++) {
        const Bytes body = out(it.body);
        found.push_back({std::string(out(it.url)), std::string(out(it.content_type)),
                         std::vector<std::uint8_t>(body.begin(), body.end()),
                         static_cast<Certificate>(it.certificate)});
    }
    return found;
}

} // namespace detail

/**
 * A verification between its first and its last step: run each of checks() with any cryptography,
 * and give the outcomes, in their order, to finish(), which uses it up. Nothing of the payload can
 * be seen before.
 */
class Pending {
public:
    using Handle = detail::Handle<waxwing_pending, waxwing_pending_free>;

    explicit Pending(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** None once it is finished. */
    std::vector<SignatureCheck> checks() const {
        std::vector<SignatureCheck> found;
        waxwing_signature_check it;
        for (std::size_t i = 0; waxwing_pending_check(handle_.get(), i, &it); i++) {
            found.push_back({static_cast<Curve>(it.curve), static_cast<Hash>(it.hash),
                             detail::out(it.spki), detail::out(it.signature),
                             detail::out(it.data)});
        }
        return found;
    }
    /** What to ask OCSP responders, given the outcomes of the checks; none where that is off. */
    std::vector<OcspRequest> ocsp_requests(const std::vector<bool> &outcomes,
                                           std::int64_t now_ms) const {
        const auto flags = plain(outcomes);
        const waxwing_pending *pending = handle_.get();
        return detail::ocsp_requests(waxwing_pending_ocsp_requests, pending,
                                     static_cast<const bool *>(flags.get()), outcomes.size(),
                                     now_ms);
    }
    /** Judges the outcomes, and the bodies of OCSP answers, which come in any order. */
    SignedObject finish(const std::vector<bool> &outcomes, std::int64_t now_ms,
                        const std::vector<Bytes> &ocsp_answers = {}) {
        const auto flags = plain(outcomes);
        const std::vector<waxwing_bytes> answers = detail::all_in(ocsp_answers);
        return SignedObject(detail::make<SignedObject::Handle>(
            waxwing_pending_finish, handle_.get(), static_cast<const bool *>(flags.get()),
            outcomes.size(), answers.data(), answers.size(), now_ms));
    }

private:
    /** std::vector<bool> has no array. */
    static std::unique_ptr<bool[]> plain(const std::vector<bool> &outcomes) {
        std::unique_ptr<bool[]> flags(new bool[outcomes.size() + 1]);
        std::copy(outcomes.begin(), outcomes.end(), flags.get());
        return flags;
    }
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_PENDING_HPP */
