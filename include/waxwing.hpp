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
 * Threads: a Builder, a KeyRing, CertificateScope or Contents while it is filled, a Session, a
 * Decoder, a SubscriptionState while it changes and a Pending while it is finished belong to one
 * thread at a time. Everything else never changes once it is made; any number of threads may use it
 * at once.
 *
 * Times are milliseconds since 1970, named `..._ms`, and always given by you.
 *
 * Nothing is decided here: waxwing.h tells what each function does. The classes are in the files of
 * the folder waxwing; each can be included alone.
 */
#ifndef WAXWING_HPP
#define WAXWING_HPP

#include "waxwing/base.hpp"
#include "waxwing/broadcast.hpp"
#include "waxwing/credential.hpp"
#include "waxwing/credentials.hpp"
#include "waxwing/error.hpp"
#include "waxwing/keyring.hpp"
#include "waxwing/legacy.hpp"
#include "waxwing/lint.hpp"
#include "waxwing/mpns.hpp"
#include "waxwing/notification.hpp"
#include "waxwing/pending.hpp"
#include "waxwing/receipt.hpp"
#include "waxwing/reply.hpp"
#include "waxwing/request.hpp"
#include "waxwing/rules.hpp"
#include "waxwing/session.hpp"
#include "waxwing/signed_object.hpp"
#include "waxwing/subscription.hpp"
#include "waxwing/unverified.hpp"
#include "waxwing/verifier.hpp"
#include "waxwing/windows.hpp"
#include "waxwing/x509.hpp"

#endif /* WAXWING_HPP */
