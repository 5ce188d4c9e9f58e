/**
 * waxwing 0.1.0: everything between a server and Apple's push and billing services except the
 * socket.
 *
 * Verify what the App Store signed, open key and certificate files, and make requests for push
 * notifications, with any HTTP client; for Windows too. The library opens no file or socket, reads
 * no clock, keeps no global state and starts no thread: bytes and times go in, results come out.
 * C++ has waxwing.hpp on top of this.
 *
 *
 * Verify a notification that the App Store posted:
 *
 *     waxwing_error *error = NULL;
 *     waxwing_verifier *verifier = NULL;
 *     waxwing_signed_object *object = NULL;
 *     waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
 *     waxwing_verifier_builder_bundle_id(builder, WAXWING_STR("com.example.app"), NULL);
 *     waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
 *     if (waxwing_verifier_builder_build(builder, &verifier, &error) ||
 *         waxwing_verifier_notification(verifier, token, now_ms, &object, &error))
 *         print(waxwing_error_message(error));
 *     else
 *         print(waxwing_signed_object_product_id(waxwing_signed_object_transaction(object)));
 *     waxwing_signed_object_free(object);
 *     waxwing_verifier_free(verifier);
 *     waxwing_verifier_builder_free(builder);
 *     waxwing_error_free(error);
 *
 * Push, up to the request that an HTTP/2 client sends:
 *
 *     waxwing_notification_builder *builder =
 *         waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, WAXWING_STR("com.example.app"));
 *     waxwing_notification_builder_alert(
 *         builder, WAXWING_STR("Ready"), WAXWING_STR("Your order is here"), NULL);
 *     if (waxwing_provider_key_from_p8(p8, key_id, team_id, &key, &error) ||
 *         waxwing_provider_key_token_at(key, now_ms, &token, &error) ||
 *         waxwing_device_token_from_hex(device_hex, &device, &error) ||
 *         waxwing_notification_builder_build(builder, &note, &error) ||
 *         waxwing_notification_prepare(note, WAXWING_ENVIRONMENT_SANDBOX, &prepared, &error) ||
 *         waxwing_prepared_request(prepared, device, token, &request, &error))
 *         print(waxwing_error_message(error));
 *     else
 *         send_request(request); // URL, headers and body, with any HTTP/2 client
 *     // ... and free each of them with its _free function.
 *
 *
 * Push to many devices: a waxwing_session decides when to send and how much at once, when to connect
 * anew, and what to send again. It is told what happens on a connection of yours, and asked with
 * waxwing_session_next. The programs fleet_libcurl.c and fleet_nghttp2.cpp show it whole.
 *
 *
 * Ownership
 *
 * Whoever receives a handle, from a function called `..._new` or by an argument called `out_...`,
 * frees it once with the `_free` function of its type; NULL is fine there. A `const` handle that a
 * function returns is borrowed: do not free it. Handles do not depend on each other: what a handle
 * was made of may be freed before it. Freeing a handle twice, or using it afterwards, is an error
 * that nobody notices for you.
 *
 * A waxwing_str or waxwing_bytes is a view. One that an accessor returns lives as long as the
 * handle it was asked of. One that you give is read during the call only, then no longer needed.
 * A view that you give may be {NULL, 0}; {NULL, more than 0} is an error. Texts are UTF-8 and need
 * no NUL at their end. WAXWING_STR("literal") and waxwing_str_of(text) make one.
 *
 *
 * Errors
 *
 * A function that can fail returns a waxwing_status: 0, or the number of the rule that was broken.
 * Its last argument may take a waxwing_error, which tells what it was about, what was expected and
 * what was found; give NULL if that does not matter. It is set to NULL on success, so an error of
 * an earlier call must be freed before. Other outputs are written on success only; handles are set
 * to NULL otherwise. NULL where something is needed is WAXWING_STATUS_NULL_POINTER, an enum's
 * value that does not exist a status of the 1xx, and neither is ever a crash. A panic, which would
 * be a defect, ends in WAXWING_STATUS_PANIC. The one thing that ends the process is memory that
 * runs out.
 *
 * A function that cannot fail, such as an accessor, gives nothing for NULL: {NULL, 0}, 0, false.
 *
 *
 * Threads
 *
 * What collects or changes belongs to one thread at a time: builders, policies, rings, sessions,
 * decoders, and, while they change, contents of files, states of subscriptions and verifications
 * that are finished. Everything else never changes once it is made: any number of threads may use
 * it at once, and any thread may free it when no other uses it any more.
 *
 *
 * Times
 *
 * A time is an int64_t of milliseconds since 1970-01-01T00:00:00Z, named `..._ms`, and always
 * given by you; seconds, where Apple has them, are named `..._s`.
 *
 *
 * Versions
 *
 * Before 1.0 a program must run with the minor version that it was compiled with; the name of the
 * shared library sees to it (libwaxwing.so.0.1). Statuses and values of enums may be added,
 * so a switch needs a default.
 */

#ifndef WAXWING_H
#define WAXWING_H

/* Generated from ffi/src by `cargo xtask header`; do not edit. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
/** The version of this header. waxwing_version() is the version of the library. */
#define WAXWING_VERSION "0.1.0"
#define WAXWING_VERSION_MAJOR 0
#define WAXWING_VERSION_MINOR 1
#define WAXWING_VERSION_PATCH 0

/** Windows needs to know whether the library is a DLL: define WAXWING_STATIC if it is not. */
#if defined(_WIN32) && !defined(WAXWING_STATIC)
#define WAXWING_API __declspec(dllimport)
#else
#define WAXWING_API
#endif

/** A result that must not be ignored. */
#if defined(__cplusplus) && __cplusplus >= 201703L
#define WAXWING_NODISCARD [[nodiscard]]
#elif defined(__GNUC__) || defined(__clang__)
#define WAXWING_NODISCARD __attribute__((warn_unused_result))
#else
#define WAXWING_NODISCARD
#endif

/** A view of a string literal: WAXWING_STR("com.example.app"). */
#ifdef __cplusplus
#define WAXWING_STR(literal) (waxwing_str{"" literal, sizeof(literal) - 1})
#else
#define WAXWING_STR(literal) ((waxwing_str){"" literal, sizeof(literal) - 1})
#endif


/// A number that is not known: of a price, or of a value that Apple writes as a number.
#define WAXWING_NUMBER_UNKNOWN INT64_MIN

/// The longest path that a device token can make, in bytes, with the NUL behind it.
#define WAXWING_PATH_MAX 523

/// A time that is not known.
#define WAXWING_TIME_UNKNOWN INT64_MIN

/// The number of a stream that the HTTP/2 library does not tell.
#define WAXWING_STREAM_UNKNOWN 0

/// A limit of concurrent streams that the server's SETTINGS do not name: there is none.
#define WAXWING_STREAMS_UNLIMITED UINT32_MAX

/// The error code of a request that failed in a way that has none.
#define WAXWING_ERROR_CODE_UNKNOWN UINT32_MAX

/// How many random bytes a `.p12` file takes.
#define WAXWING_P12_ENTROPY_BYTES 32

/// A number that a notification of the binary protocol does not have.
#define WAXWING_BINARY_ABSENT -1

/// How many bytes an error packet has.
#define WAXWING_BINARY_ERROR_BYTES 6

/// Who has to act on an error.
enum waxwing_category
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// No error.
  WAXWING_CATEGORY_NONE = 0,
  /// The caller: an argument is wrong.
  WAXWING_CATEGORY_INPUT = 1,
  /// The peer: its bytes do not parse.
  WAXWING_CATEGORY_MALFORMED = 2,
  /// The peer: its bytes parse, but do not verify.
  WAXWING_CATEGORY_UNTRUSTED = 3,
  /// A limit on size, depth or count was reached.
  WAXWING_CATEGORY_LIMIT = 4,
  /// A defect in this library.
  WAXWING_CATEGORY_INTERNAL = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_category waxwing_category;
#else
typedef uint32_t waxwing_category;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What a function that can fail returns: 0, or why it failed.
///
/// 1xx: an argument of yours is wrong. 2xx: what you received does not parse. 3xx: it parses, but
/// does not verify. 4xx: a limit was reached. 5xx: a defect of this library. Numbers are never
/// given another meaning; later versions may add some.
enum waxwing_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// Success.
  WAXWING_STATUS_OK = 0,
  /// An argument is out of range, of the wrong form or missing.
  WAXWING_STATUS_INVALID_INPUT = 100,
  /// C only: a required pointer is NULL.
  WAXWING_STATUS_NULL_POINTER = 101,
  /// A time lies before 1970 or beyond what the format can carry.
  WAXWING_STATUS_INVALID_TIME = 102,
  /// The policy for provider tokens breaks Apple's 20 or 60 minutes.
  WAXWING_STATUS_INVALID_TOKEN_POLICY = 103,
  /// A call that does not fit what went before.
  WAXWING_STATUS_INVALID_STATE = 104,
  /// The text is not a PEM or DER private key.
  WAXWING_STATUS_INVALID_KEY = 110,
  /// The private key is encrypted.
  WAXWING_STATUS_INVALID_KEY_ENCRYPTED = 111,
  /// The document is a public key, a certificate or another kind of PEM.
  WAXWING_STATUS_INVALID_KEY_KIND = 112,
  /// The key is RSA, Ed25519 or of another algorithm.
  WAXWING_STATUS_INVALID_KEY_ALGORITHM = 113,
  /// The key is on another curve than P-256.
  WAXWING_STATUS_INVALID_KEY_CURVE = 114,
  /// The curve inside the key differs from the one outside.
  WAXWING_STATUS_INVALID_KEY_CURVE_MISMATCH = 115,
  /// The private number is zero or not below the order of the curve.
  WAXWING_STATUS_INVALID_KEY_SCALAR = 116,
  /// The public part does not belong to the private number.
  WAXWING_STATUS_INVALID_KEY_PUBLIC_MISMATCH = 117,
  /// The text holds more than one PEM block.
  WAXWING_STATUS_INVALID_KEY_COUNT = 118,
  /// No key or certificate at hand covers the topic and the environment.
  WAXWING_STATUS_NO_MATCHING_KEY = 119,
  /// A device token is not a hexadecimal string of whole bytes.
  WAXWING_STATUS_INVALID_DEVICE_TOKEN = 130,
  /// A value cannot stand in a request header.
  WAXWING_STATUS_INVALID_HEADER_VALUE = 131,
  /// Settings of a notification contradict each other.
  WAXWING_STATUS_INVALID_NOTIFICATION = 132,
  /// A key of the payload has the wrong type or value.
  WAXWING_STATUS_INVALID_PAYLOAD = 133,
  /// The URI is no push channel of Windows.
  WAXWING_STATUS_INVALID_CHANNEL_URI = 134,
  /// The channel belongs to another service than the request.
  WAXWING_STATUS_WRONG_CHANNEL = 135,
  /// XML that the caller brought is not well-formed, or of another kind than the notification.
  WAXWING_STATUS_INVALID_XML = 136,
  /// A trust anchor that cannot be one.
  WAXWING_STATUS_BAD_ANCHOR = 140,
  /// The password does not open the file, or the file is damaged: both look the same.
  WAXWING_STATUS_WRONG_PASSWORD = 150,
  /// The file is protected, and no password was given.
  WAXWING_STATUS_PASSWORD_REQUIRED = 151,
  /// There is no private key.
  WAXWING_STATUS_MISSING_PRIVATE_KEY = 152,
  /// There is no certificate.
  WAXWING_STATUS_MISSING_CERTIFICATE = 153,
  /// There are several private keys.
  WAXWING_STATUS_SEVERAL_KEYS = 154,
  /// The certificate belongs to another private key.
  WAXWING_STATUS_KEY_MISMATCH = 155,
  /// A Java keystore.
  WAXWING_STATUS_JAVA_KEYSTORE = 156,
  /// A provisioning profile.
  WAXWING_STATUS_PROVISIONING_PROFILE = 157,
  /// An HTML page.
  WAXWING_STATUS_HTML_PAGE = 158,
  /// A file that is no credential of a known kind.
  WAXWING_STATUS_UNKNOWN_FILE = 159,
  /// A known file, but of another kind than is needed.
  WAXWING_STATUS_OTHER_MATERIAL = 160,
  /// An encryption scheme that is not supported.
  WAXWING_STATUS_UNSUPPORTED_ENCRYPTION = 161,
  /// A private key of an algorithm that is not supported.
  WAXWING_STATUS_UNSUPPORTED_PRIVATE_KEY = 162,
  /// A certificate that is not for push.
  WAXWING_STATUS_NOT_A_PUSH_CERTIFICATE = 163,
  /// A notification that the binary protocol of APNs cannot hold.
  WAXWING_STATUS_INVALID_BINARY_NOTIFICATION = 164,
  /// Not a compact JWS of three non-empty parts.
  WAXWING_STATUS_MALFORMED = 200,
  /// Not base64 of the required alphabet and padding.
  WAXWING_STATUS_INVALID_BASE64 = 201,
  /// Not JSON, or not an object where one is due.
  WAXWING_STATUS_INVALID_JSON = 202,
  /// Not UTF-8.
  WAXWING_STATUS_INVALID_UTF8 = 203,
  /// An object has the same key twice.
  WAXWING_STATUS_DUPLICATE_KEY = 204,
  /// A certificate is not strict DER or not an X.509 certificate.
  WAXWING_STATUS_MALFORMED_CERT = 205,
  /// A certificate has the same extension twice.
  WAXWING_STATUS_DUPLICATE_EXTENSION = 206,
  /// A field of the payload is absent or of the wrong type.
  WAXWING_STATUS_CLAIM_TYPE = 207,
  /// Not PKCS#12.
  WAXWING_STATUS_MALFORMED_P12 = 220,
  /// Not PEM.
  WAXWING_STATUS_MALFORMED_PEM = 221,
  /// Not a private key.
  WAXWING_STATUS_MALFORMED_PRIVATE_KEY = 222,
  /// Not a certificate request.
  WAXWING_STATUS_MALFORMED_REQUEST = 223,
  /// The file ends before its contents do.
  WAXWING_STATUS_TRUNCATED_FILE = 224,
  /// Not a frame of the binary protocol of APNs.
  WAXWING_STATUS_MALFORMED_FRAME = 228,
  /// The signature algorithm is not the one that is allowed.
  WAXWING_STATUS_UNSUPPORTED_ALGORITHM = 300,
  /// The header has `crit` or `b64`.
  WAXWING_STATUS_CRITICAL_HEADER = 301,
  /// The header brings its own key.
  WAXWING_STATUS_FORBIDDEN_HEADER = 302,
  /// The header has no certificate chain.
  WAXWING_STATUS_MISSING_CHAIN = 303,
  /// The chain does not have three certificates.
  WAXWING_STATUS_CHAIN_LENGTH = 304,
  /// No pinned root has the name of the intermediate's issuer.
  WAXWING_STATUS_UNKNOWN_ANCHOR = 310,
  /// The leaf's issuer is not the intermediate.
  WAXWING_STATUS_ISSUER_MISMATCH = 311,
  /// A certificate's signature is not its issuer's.
  WAXWING_STATUS_BAD_CERT_SIGNATURE = 312,
  /// The two algorithm identifiers of a certificate differ.
  WAXWING_STATUS_ALGORITHM_MISMATCH = 313,
  /// The public key is of a kind that is not allowed.
  WAXWING_STATUS_UNSUPPORTED_KEY = 314,
  /// An issuer is not a certificate authority.
  WAXWING_STATUS_NOT_A_CA = 315,
  /// More certificates below an issuer than it permits.
  WAXWING_STATUS_PATH_LENGTH = 316,
  /// A key usage does not permit what the key did.
  WAXWING_STATUS_KEY_USAGE = 317,
  /// The leaf is a certificate authority.
  WAXWING_STATUS_LEAF_IS_CA = 318,
  /// A critical extension is not understood, or an extension must not be there.
  WAXWING_STATUS_UNHANDLED_CRITICAL = 319,
  /// A certificate or signature lies in the future.
  WAXWING_STATUS_NOT_YET_VALID = 320,
  /// A certificate has expired.
  WAXWING_STATUS_EXPIRED = 321,
  /// The leaf is not one that signs App Store data.
  WAXWING_STATUS_LEAF_MARKER = 322,
  /// The intermediate is not Apple's developer relations authority.
  WAXWING_STATUS_INTERMEDIATE_MARKER = 323,
  /// The object was signed before the oldest date that the verifier accepts.
  WAXWING_STATUS_SIGNED_TOO_EARLY = 324,
  /// The token's signature is not the leaf's.
  WAXWING_STATUS_BAD_SIGNATURE = 330,
  /// The object is genuine, but of another kind than the one asked for.
  WAXWING_STATUS_WRONG_KIND = 340,
  /// The object belongs to another app.
  WAXWING_STATUS_WRONG_BUNDLE_ID = 341,
  /// The object belongs to another app, by its App Store number.
  WAXWING_STATUS_WRONG_APP_ID = 342,
  /// The object belongs to another environment.
  WAXWING_STATUS_WRONG_ENVIRONMENT = 343,
  /// The object is genuine, but says nothing of the app it belongs to.
  WAXWING_STATUS_MISSING_BUNDLE_ID = 344,
  /// A nested object does not belong to its envelope.
  WAXWING_STATUS_NESTED_MISMATCH = 345,
  /// A certificate has been revoked.
  WAXWING_STATUS_OCSP_REVOKED = 350,
  /// The responder does not know a certificate of its issuer.
  WAXWING_STATUS_OCSP_UNKNOWN = 351,
  /// The OCSP answer is genuine, but too old to prove anything.
  WAXWING_STATUS_OCSP_STALE = 352,
  /// There is no OCSP answer about a certificate.
  WAXWING_STATUS_OCSP_UNREACHABLE = 353,
  /// The OCSP responder gave an error instead of an answer.
  WAXWING_STATUS_OCSP_STATUS = 354,
  /// The OCSP answer cannot be read.
  WAXWING_STATUS_OCSP_MALFORMED = 355,
  /// Whoever signed the OCSP answer may not speak for the issuer.
  WAXWING_STATUS_OCSP_UNAUTHORIZED = 356,
  /// The OCSP answer is not signed by its responder.
  WAXWING_STATUS_OCSP_BAD_SIGNATURE = 357,
  /// The OCSP answer is about another certificate.
  WAXWING_STATUS_OCSP_NO_MATCH = 358,
  /// The OCSP answer lies in the future.
  WAXWING_STATUS_OCSP_NOT_YET_VALID = 359,
  /// The OCSP answer repeats another nonce than the one that was sent.
  WAXWING_STATUS_OCSP_NONCE = 360,
  /// A critical extension of the OCSP answer is not understood.
  WAXWING_STATUS_OCSP_UNHANDLED_CRITICAL = 361,
  /// The certificate names no OCSP responder that may be asked, and no answer was at hand.
  WAXWING_STATUS_OCSP_URL = 362,
  /// Not base64 of a PKCS#7 SignedData.
  WAXWING_STATUS_RECEIPT_MALFORMED = 370,
  /// An attribute of the receipt is absent or of the wrong type.
  WAXWING_STATUS_RECEIPT_ATTRIBUTE = 371,
  /// Not one signer whose certificate comes along.
  WAXWING_STATUS_RECEIPT_SIGNER = 372,
  /// Signed with another algorithm.
  WAXWING_STATUS_RECEIPT_ALGORITHM = 373,
  /// The signed attributes belong to other contents.
  WAXWING_STATUS_RECEIPT_DIGEST = 374,
  /// The signature is not the signer's.
  WAXWING_STATUS_RECEIPT_SIGNATURE = 375,
  /// A certificate's key cannot be used.
  WAXWING_STATUS_RECEIPT_KEY = 376,
  /// A certificate that receipts cannot be verified against.
  WAXWING_STATUS_RECEIPT_ANCHOR = 377,
  /// The receipt is for another device.
  WAXWING_STATUS_RECEIPT_DEVICE_HASH = 378,
  /// A key derivation would take more rounds than the limit.
  WAXWING_STATUS_TOO_MANY_ITERATIONS = 390,
  /// Elements are nested deeper than the limit.
  WAXWING_STATUS_NESTED_TOO_DEEP = 391,
  /// More bytes or entries than the limit.
  WAXWING_STATUS_TOO_LARGE = 400,
  /// JSON is nested deeper than the limit.
  WAXWING_STATUS_TOO_DEEP = 401,
  /// A notification's body is larger than APNs accepts.
  WAXWING_STATUS_PAYLOAD_TOO_LARGE = 402,
  /// A notification to Windows is larger than its service accepts.
  WAXWING_STATUS_NOTIFICATION_TOO_LARGE = 403,
  /// A panic was caught at a language boundary.
  WAXWING_STATUS_PANIC = 500,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_status waxwing_status;
#else
typedef uint32_t waxwing_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// An elliptic curve.
enum waxwing_curve
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_CURVE_UNKNOWN = 0,
  /// NIST P-256, `prime256v1`.
  WAXWING_CURVE_P256 = 1,
  /// NIST P-384, `secp384r1`.
  WAXWING_CURVE_P384 = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_curve waxwing_curve;
#else
typedef uint32_t waxwing_curve;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// A hash function.
enum waxwing_hash
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_HASH_UNKNOWN = 0,
  /// SHA-256.
  WAXWING_HASH_SHA256 = 1,
  /// SHA-384.
  WAXWING_HASH_SHA384 = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_hash waxwing_hash;
#else
typedef uint32_t waxwing_hash;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// The certificates of a chain.
enum waxwing_certificate
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// The one whose key signed the object.
  WAXWING_CERTIFICATE_LEAF = 0,
  /// The leaf's issuer.
  WAXWING_CERTIFICATE_INTERMEDIATE = 1,
  /// The pinned root.
  WAXWING_CERTIFICATE_ROOT = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_certificate waxwing_certificate;
#else
typedef uint32_t waxwing_certificate;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What is known about a certificate.
enum waxwing_ocsp_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// Nothing was asked. Or a status that this version does not know.
  WAXWING_OCSP_STATUS_NONE = 0,
  /// Not revoked.
  WAXWING_OCSP_STATUS_GOOD = 1,
  /// Revoked, for good or on hold.
  WAXWING_OCSP_STATUS_REVOKED = 2,
  /// The responder does not know the certificate.
  WAXWING_OCSP_STATUS_UNKNOWN = 3,
  /// The answer is genuine, but too old to prove anything.
  WAXWING_OCSP_STATUS_STALE = 4,
  /// The responder gave no answer but an error.
  WAXWING_OCSP_STATUS_REFUSED = 5,
  /// The answer proves nothing.
  WAXWING_OCSP_STATUS_INVALID = 6,
  /// There was no answer.
  WAXWING_OCSP_STATUS_UNREACHABLE = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_ocsp_status waxwing_ocsp_status;
#else
typedef uint32_t waxwing_ocsp_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// The kinds of object that the App Store signs.
enum waxwing_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_KIND_UNKNOWN = 0,
  /// An App Store Server Notification V2.
  WAXWING_KIND_NOTIFICATION = 1,
  /// A transaction.
  WAXWING_KIND_TRANSACTION = 2,
  /// Renewal info.
  WAXWING_KIND_RENEWAL_INFO = 3,
  /// An app transaction.
  WAXWING_KIND_APP_TRANSACTION = 4,
  /// A request of the Retention Messaging API.
  WAXWING_KIND_REALTIME_REQUEST = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_kind waxwing_kind;
#else
typedef uint32_t waxwing_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Apple's environments: for pushing and for the App Store.
enum waxwing_environment
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_ENVIRONMENT_UNKNOWN = 0,
  /// Push: apps from the App Store, TestFlight and enterprise distribution. App Store: real
  /// purchases.
  WAXWING_ENVIRONMENT_PRODUCTION = 1,
  /// Push: apps that Xcode installed. App Store: purchases by testers, TestFlight too.
  WAXWING_ENVIRONMENT_SANDBOX = 2,
  /// App Store only: StoreKit testing in Xcode. Never signed by Apple, so that no verifier
  /// accepts it.
  WAXWING_ENVIRONMENT_XCODE = 3,
  /// App Store only: Apple's own unit tests. Never signed by Apple either.
  WAXWING_ENVIRONMENT_LOCAL_TESTING = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_environment waxwing_environment;
#else
typedef uint32_t waxwing_environment;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What applying an event did.
enum waxwing_applied
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_APPLIED_UNKNOWN = 0,
  /// It told something new: store the state.
  WAXWING_APPLIED_CHANGED = 1,
  /// It was known, or older than what is known.
  WAXWING_APPLIED_UNCHANGED = 2,
  /// It is a notification about no purchase, such as a test.
  WAXWING_APPLIED_UNRELATED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_applied waxwing_applied;
#else
typedef uint32_t waxwing_applied;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Whether a purchase grants access.
enum waxwing_entitlement_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// No transaction is known. Or a state that this version does not know.
  WAXWING_ENTITLEMENT_STATE_UNKNOWN = 0,
  /// Access: paid for.
  WAXWING_ENTITLEMENT_STATE_ACTIVE = 1,
  /// No access: Apple still tries to bill.
  WAXWING_ENTITLEMENT_STATE_BILLING_RETRY = 2,
  /// No access: over.
  WAXWING_ENTITLEMENT_STATE_EXPIRED = 3,
  /// Access: billing failed and the grace period runs.
  WAXWING_ENTITLEMENT_STATE_GRACE_PERIOD = 4,
  /// No access yet: the first period begins later.
  WAXWING_ENTITLEMENT_STATE_NOT_STARTED = 5,
  /// No access: refunded, or family sharing ended.
  WAXWING_ENTITLEMENT_STATE_REVOKED = 6,
  /// Moved to a higher product whose transaction is not known yet: look it up.
  WAXWING_ENTITLEMENT_STATE_UPGRADED = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_entitlement_state waxwing_entitlement_state;
#else
typedef uint32_t waxwing_entitlement_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Why a purchase grants access or does not.
enum waxwing_entitlement_reason
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_ENTITLEMENT_REASON_UNKNOWN = 0,
  /// Active: bought.
  WAXWING_ENTITLEMENT_REASON_PURCHASED = 1,
  /// Active: renewed.
  WAXWING_ENTITLEMENT_REASON_RENEWED = 2,
  /// Active: a refund was taken back (Apple: REFUND_REVERSED).
  WAXWING_ENTITLEMENT_REASON_REFUND_REVERSED = 3,
  /// Active: shared by a member of the family.
  WAXWING_ENTITLEMENT_REASON_FAMILY_SHARED = 4,
  /// Billing failed: in grace period, retry or expired (Apple: expirationIntent 2).
  WAXWING_ENTITLEMENT_REASON_BILLING_ERROR = 5,
  /// Expired: the customer cancelled (Apple: expirationIntent 1).
  WAXWING_ENTITLEMENT_REASON_CUSTOMER_CANCELLED = 6,
  /// Expired: no consent to a price increase (Apple: expirationIntent 3).
  WAXWING_ENTITLEMENT_REASON_PRICE_INCREASE_NOT_CONSENTED = 7,
  /// Expired: the product was not for sale (Apple: expirationIntent 4).
  WAXWING_ENTITLEMENT_REASON_PRODUCT_NOT_AVAILABLE = 8,
  /// Expired for another reason (Apple: expirationIntent 5, or one not known here).
  WAXWING_ENTITLEMENT_REASON_OTHER_REASON = 9,
  /// Expired: renewal was switched off; Apple gave no reason yet.
  WAXWING_ENTITLEMENT_REASON_RENEWAL_OFF = 10,
  /// Expired by what is known, but it was to renew: ask the App Store Server API.
  WAXWING_ENTITLEMENT_REASON_RENEWAL_NOT_SEEN = 11,
  /// Expired: a non-renewing subscription ran out.
  WAXWING_ENTITLEMENT_REASON_PERIOD_ENDED = 12,
  /// Expired, and nothing tells why.
  WAXWING_ENTITLEMENT_REASON_NOT_TOLD = 13,
  /// Revoked: refunded, without a word how much.
  WAXWING_ENTITLEMENT_REASON_REFUNDED = 14,
  /// Revoked: refunded in full (Apple: REFUND_FULL).
  WAXWING_ENTITLEMENT_REASON_REFUNDED_FULL = 15,
  /// Revoked: refunded in part (Apple: REFUND_PRORATED).
  WAXWING_ENTITLEMENT_REASON_REFUNDED_PRORATED = 16,
  /// Revoked: family sharing ended (Apple: FAMILY_REVOKE).
  WAXWING_ENTITLEMENT_REASON_FAMILY_REVOKED = 17,
  /// Upgraded (Apple: isUpgraded).
  WAXWING_ENTITLEMENT_REASON_UPGRADED = 18,
  /// The first period lies in the future.
  WAXWING_ENTITLEMENT_REASON_BEGINS_LATER = 19,
  /// Unknown: no transaction was applied.
  WAXWING_ENTITLEMENT_REASON_NOTHING_KNOWN = 20,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_entitlement_reason waxwing_entitlement_reason;
#else
typedef uint32_t waxwing_entitlement_reason;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What a header may say in pushes of one type.
enum waxwing_header_rule_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_HEADER_RULE_KIND_UNKNOWN = 0,
  /// Whatever suits.
  WAXWING_HEADER_RULE_KIND_ANY = 1,
  /// This number; another is refused.
  WAXWING_HEADER_RULE_KIND_ALWAYS = 2,
  /// This number; another is a lint.
  WAXWING_HEADER_RULE_KIND_USUALLY = 3,
  /// Nothing; a value is a lint.
  WAXWING_HEADER_RULE_KIND_LEAVE_OUT = 4,
  /// This number or a greater one; others are refused.
  WAXWING_HEADER_RULE_KIND_AT_LEAST = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_header_rule_kind waxwing_header_rule_kind;
#else
typedef uint32_t waxwing_header_rule_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// The credential that a push type works with.
enum waxwing_push_auth
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_PUSH_AUTH_UNKNOWN = 0,
  /// A client certificate.
  WAXWING_PUSH_AUTH_CERTIFICATE = 1,
  /// A provider token. Ordinary certificates do not have the topic.
  WAXWING_PUSH_AUTH_TOKEN = 2,
  /// Either; a certificate must have the topic.
  WAXWING_PUSH_AUTH_TOKEN_OR_CERTIFICATE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_push_auth waxwing_push_auth;
#else
typedef uint32_t waxwing_push_auth;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// How long the value of a header lasts on one connection: what HPACK should remember.
enum waxwing_header_stability
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// The same, or one of a few values, in all requests of a kind: index it.
  WAXWING_HEADER_STABILITY_FIXED = 1,
  /// The provider token, which is replaced every 20 to 60 minutes.
  WAXWING_HEADER_STABILITY_HOURLY = 2,
  /// Another one in almost every request: a literal without indexing, so that it does not push
  /// the others out of a small table (RFC 7541 section 6.2).
  WAXWING_HEADER_STABILITY_UNIQUE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_header_stability waxwing_header_stability;
#else
typedef uint32_t waxwing_header_stability;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What to do next.
enum waxwing_action
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_ACTION_UNKNOWN = 0,
  /// Nothing: the service accepted the notification. Whether the device got it, nobody says.
  WAXWING_ACTION_DELIVERED = 1,
  /// Send the same request again, after the wait that the verdict gives.
  WAXWING_ACTION_RETRY = 2,
  /// Get a new token and send once more: of APNs a new provider token, on a new connection, of
  /// WNS a new access token.
  WAXWING_ACTION_REFRESH_TOKEN = 3,
  /// Set the machine's clock: APNs calls a provider token expired that is not old here.
  WAXWING_ACTION_CHECK_CLOCK = 4,
  /// Stop using the device token for this topic.
  WAXWING_ACTION_DROP_DEVICE = 5,
  /// Keep the device token: the app registered it again after APNs had given it up.
  WAXWING_ACTION_KEEP_DEVICE = 6,
  /// Forget the channel: one for broadcasts can be created anew, one of Windows comes from the
  /// app when it runs again.
  WAXWING_ACTION_DROP_CHANNEL = 7,
  /// Correct the request; it will be refused for ever as it is.
  WAXWING_ACTION_REPAIR = 8,
  /// Bring device token, topic and environment together that belong together.
  WAXWING_ACTION_REPAIR_PAIRING = 9,
  /// Stop using this key or certificate (for this topic, if that is the scope) and tell a human.
  WAXWING_ACTION_STOP_CREDENTIAL = 10,
  /// Report it: it has been tried as often as the session's policy allows, or has ended twice
  /// without anyone knowing whether APNs had it.
  WAXWING_ACTION_GIVE_UP = 11,
  /// Nothing: the service took the notification and threw it away, because the device or its
  /// settings do not want it. Sending it again changes nothing.
  WAXWING_ACTION_DROPPED = 12,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_action waxwing_action;
#else
typedef uint32_t waxwing_action;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What a verdict is about, and so what else it holds for.
enum waxwing_scope
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_SCOPE_UNKNOWN = 0,
  /// This request alone.
  WAXWING_SCOPE_REQUEST = 1,
  /// Everything to this device.
  WAXWING_SCOPE_DEVICE = 2,
  /// Everything for this topic.
  WAXWING_SCOPE_TOPIC = 3,
  /// Everything with this key or certificate.
  WAXWING_SCOPE_CREDENTIAL = 4,
  /// Everything on this connection.
  WAXWING_SCOPE_CONNECTION = 5,
  /// A broadcast channel, or the channel of an app on a Windows device.
  WAXWING_SCOPE_CHANNEL = 6,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_scope waxwing_scope;
#else
typedef uint32_t waxwing_scope;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What a channel keeps for devices that are offline.
enum waxwing_storage_policy
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_STORAGE_POLICY_UNKNOWN = 0,
  /// Nothing. More broadcasts are permitted.
  WAXWING_STORAGE_POLICY_NO_STORAGE = 1,
  /// The most recent message, until it expires.
  WAXWING_STORAGE_POLICY_MOST_RECENT = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_storage_policy waxwing_storage_policy;
#else
typedef uint32_t waxwing_storage_policy;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What is known of a request that ended.
enum waxwing_fate
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// Nothing: no request of this number was under way. Or one that this version does not know.
  WAXWING_FATE_UNKNOWN = 0,
  /// APNs answered it.
  WAXWING_FATE_ANSWERED = 1,
  /// APNs did not look at it (RFC 9113 sections 6.8 and 8.7): to send it again is safe.
  WAXWING_FATE_NOT_PROCESSED = 2,
  /// It was not answered, and may have been processed: to send it again may show the
  /// notification twice, unless a collapse id prevents that.
  WAXWING_FATE_AMBIGUOUS = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_fate waxwing_fate;
#else
typedef uint32_t waxwing_fate;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What to do now.
enum waxwing_step
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_STEP_UNKNOWN = 0,
  /// Send up to `room` requests.
  WAXWING_STEP_SEND = 1,
  /// Open a new connection, after looking up the host's name anew. Leave the old one to its
  /// requests: `waxwing_session_drained` tells when to close it.
  WAXWING_STEP_CONNECT = 2,
  /// Send nothing before one of the requests under way has ended.
  WAXWING_STEP_AWAIT_REPLY = 3,
  /// Send nothing before `at_ms`.
  WAXWING_STEP_WAIT_UNTIL = 4,
  /// Send nothing before a human has acted: then `waxwing_session_replace_key` or
  /// `waxwing_session_resume`.
  WAXWING_STEP_STOP = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_step waxwing_step;
#else
typedef uint32_t waxwing_step;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Why a session wants what it wants.
enum waxwing_because
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_BECAUSE_UNKNOWN = 0,
  /// The connection has reached the age that the policy permits.
  WAXWING_BECAUSE_AGE = 1,
  /// Nothing in the way.
  WAXWING_BECAUSE_CLEAR = 2,
  /// This machine's clock is wrong: APNs calls a provider token expired that is not old
  /// here, or the time given is none that a token can carry.
  WAXWING_BECAUSE_CLOCK = 3,
  /// The connection was closed.
  WAXWING_BECAUSE_CLOSED = 4,
  /// The last connections came to nothing.
  WAXWING_BECAUSE_CONNECT_FAILED = 5,
  /// APNs refused the key or certificate.
  WAXWING_BECAUSE_CREDENTIAL = 6,
  /// There was no connection yet.
  WAXWING_BECAUSE_FIRST = 7,
  /// The server is closing the connection (GOAWAY, or the reason Shutdown).
  WAXWING_BECAUSE_GOING_AWAY = 8,
  /// The connection was idle for too long for the server.
  WAXWING_BECAUSE_IDLE = 9,
  /// The key was replaced, and a connection stays with the one it began with.
  WAXWING_BECAUSE_KEY_REPLACED = 10,
  /// The limit is 1 until the first request with a valid token succeeds.
  WAXWING_BECAUSE_PROBATION = 11,
  /// The server fails or is not available.
  WAXWING_BECAUSE_SERVER_ERRORS = 12,
  /// The numbers of the connection's streams are used up (RFC 9113 section 5.1.1).
  WAXWING_BECAUSE_STREAM_IDS = 13,
  /// As many requests are under way as the server or the policy permits.
  WAXWING_BECAUSE_STREAM_LIMIT = 14,
  /// The provider token has to change, and this connection has seen another one less than
  /// 20 minutes ago.
  WAXWING_BECAUSE_TOKEN_AGE = 15,
  /// APNs called the provider token expired.
  WAXWING_BECAUSE_TOKEN_REFUSED = 16,
  /// APNs has seen too many provider tokens on this connection.
  WAXWING_BECAUSE_TOKEN_UPDATES = 17,
  /// The connection may have begun before the topic belonged to the team.
  WAXWING_BECAUSE_TOPICS = 18,
  /// The key is not related to the one that the connection began with.
  WAXWING_BECAUSE_UNRELATED_KEY = 19,
  /// Several requests in a row had no reply.
  WAXWING_BECAUSE_UNRESPONSIVE = 20,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_because waxwing_because;
#else
typedef uint32_t waxwing_because;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What a file is.
enum waxwing_file_format
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// Bytes of an unknown kind, or a format that this version does not know.
  WAXWING_FILE_FORMAT_UNKNOWN = 0,
  /// A compressed archive.
  WAXWING_FILE_FORMAT_ARCHIVE = 1,
  /// An X.509 certificate (DER): what Apple's portal gives as `.cer`.
  WAXWING_FILE_FORMAT_CERTIFICATE = 2,
  /// A certificate request (DER).
  WAXWING_FILE_FORMAT_CERTIFICATE_REQUEST = 3,
  /// Nothing at all.
  WAXWING_FILE_FORMAT_EMPTY = 4,
  /// An encrypted private key (PKCS#8 DER).
  WAXWING_FILE_FORMAT_ENCRYPTED_PRIVATE_KEY = 5,
  /// A web page.
  WAXWING_FILE_FORMAT_HTML = 6,
  /// A Java keystore (JKS or JCEKS).
  WAXWING_FILE_FORMAT_JAVA_KEYSTORE = 7,
  /// A JSON text.
  WAXWING_FILE_FORMAT_JSON = 8,
  /// A signed token: it holds no key.
  WAXWING_FILE_FORMAT_JWS = 9,
  /// A macOS keychain.
  WAXWING_FILE_FORMAT_KEYCHAIN = 10,
  /// PEM blocks.
  WAXWING_FILE_FORMAT_PEM = 11,
  /// A PKCS#12 file (`.p12`, `.pfx`).
  WAXWING_FILE_FORMAT_PKCS12 = 12,
  /// PKCS#7 or CMS data (`.p7b`, `.p7m`), which hold no key.
  WAXWING_FILE_FORMAT_PKCS7 = 13,
  /// A private key (DER).
  WAXWING_FILE_FORMAT_PRIVATE_KEY = 14,
  /// A property list.
  WAXWING_FILE_FORMAT_PROPERTY_LIST = 15,
  /// A provisioning profile (`.mobileprovision`): for signing apps.
  WAXWING_FILE_FORMAT_PROVISIONING_PROFILE = 16,
  /// A public key (DER).
  WAXWING_FILE_FORMAT_PUBLIC_KEY = 17,
  /// Rich text, as TextEdit saves.
  WAXWING_FILE_FORMAT_RICH_TEXT = 18,
  /// A private key of OpenSSH or PuTTY.
  WAXWING_FILE_FORMAT_SSH_KEY = 19,
  /// A text that is no credential.
  WAXWING_FILE_FORMAT_TEXT = 20,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_file_format waxwing_file_format;
#else
typedef uint32_t waxwing_file_format;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Which service a channel of Windows belongs to.
enum waxwing_channel_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_CHANNEL_KIND_UNKNOWN = 0,
  /// MPNS, for senders without a certificate. The service ended in 2018.
  WAXWING_CHANNEL_KIND_MPNS = 1,
  /// MPNS, for senders with a client certificate. The service ended in 2018.
  WAXWING_CHANNEL_KIND_MPNS_AUTHENTICATED = 2,
  /// WNS, the push service of Windows.
  WAXWING_CHANNEL_KIND_WNS = 3,
  /// Web Push (RFC 8030) at a host of WNS: what Edge gives to websites. Nothing here sends to it.
  WAXWING_CHANNEL_KIND_WEB_PUSH = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_channel_kind waxwing_channel_kind;
#else
typedef uint32_t waxwing_channel_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What a push does to a Live Activity.
enum waxwing_activity_event
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// Starts one.
  WAXWING_ACTIVITY_EVENT_START = 1,
  /// Gives it new content.
  WAXWING_ACTIVITY_EVENT_UPDATE = 2,
  /// Ends it.
  WAXWING_ACTIVITY_EVENT_END = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_activity_event waxwing_activity_event;
#else
typedef uint32_t waxwing_activity_event;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// How a notification of the binary protocol is put into bytes.
enum waxwing_binary_frame
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// None, or one that this version does not know.
  WAXWING_BINARY_FRAME_UNKNOWN = 0,
  /// Command 0: token and payload. A refusal could not say which one it was about.
  WAXWING_BINARY_FRAME_SIMPLE = 1,
  /// Command 1: identifier and expiry too.
  WAXWING_BINARY_FRAME_ENHANCED = 2,
  /// Command 2: items, with a priority among them.
  WAXWING_BINARY_FRAME_MODERN = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_binary_frame waxwing_binary_frame;
#else
typedef uint32_t waxwing_binary_frame;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// How strongly a notification may interrupt: the key `interruption-level` of `aps`.
enum waxwing_interruption_level
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// Listed, without lighting the screen or playing a sound.
  WAXWING_INTERRUPTION_LEVEL_PASSIVE = 1,
  /// Shown at once; what the system assumes.
  WAXWING_INTERRUPTION_LEVEL_ACTIVE = 2,
  /// Shown at once, through most of Focus.
  WAXWING_INTERRUPTION_LEVEL_TIME_SENSITIVE = 3,
  /// Shown at once, with sound even when silenced. Needs an entitlement of Apple's.
  WAXWING_INTERRUPTION_LEVEL_CRITICAL = 4,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_interruption_level waxwing_interruption_level;
#else
typedef uint32_t waxwing_interruption_level;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// How a `.p12` file is protected when it is written.
enum waxwing_p12_profile
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// AES-256 and SHA-256, 100 000 iterations: what OpenSSL 3, Java and Windows of today read.
  WAXWING_P12_PROFILE_MODERN = 1,
  /// 3DES and SHA-1, 2048 iterations: what every macOS reads, and OpenSSL before version 3.
  WAXWING_P12_PROFILE_KEYCHAIN = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_p12_profile waxwing_p12_profile;
#else
typedef uint32_t waxwing_p12_profile;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// How urgent a notification is: the header `apns-priority`, whose values these are.
enum waxwing_priority
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// Power before everything else; never wakes the device.
  WAXWING_PRIORITY_NEVER_WAKE = 1,
  /// When it suits the device's power.
  WAXWING_PRIORITY_POWER_AWARE = 5,
  /// At once. What APNs assumes without the header.
  WAXWING_PRIORITY_IMMEDIATE = 10,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_priority waxwing_priority;
#else
typedef uint32_t waxwing_priority;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What kind of push a notification is: the header `apns-push-type`.
enum waxwing_push_type
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// Shows an alert, plays a sound or sets a badge.
  WAXWING_PUSH_TYPE_ALERT = 1,
  /// Wakes the app without showing anything.
  WAXWING_PUSH_TYPE_BACKGROUND = 2,
  /// Updates a watchOS complication.
  WAXWING_PUSH_TYPE_COMPLICATION = 3,
  /// Updates a control in Control Center.
  WAXWING_PUSH_TYPE_CONTROLS = 4,
  /// Tells a File Provider extension of changes.
  WAXWING_PUSH_TYPE_FILE_PROVIDER = 5,
  /// Starts, updates or ends a Live Activity.
  WAXWING_PUSH_TYPE_LIVE_ACTIVITY = 6,
  /// Asks for the device's location.
  WAXWING_PUSH_TYPE_LOCATION = 7,
  /// Tells a managed device to contact its server.
  WAXWING_PUSH_TYPE_MDM = 8,
  /// Tells a Push to Talk app of activity on its channel.
  WAXWING_PUSH_TYPE_PUSH_TO_TALK = 9,
  /// Announces a call.
  WAXWING_PUSH_TYPE_VOIP = 10,
  /// Reloads widgets.
  WAXWING_PUSH_TYPE_WIDGETS = 11,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_push_type waxwing_push_type;
#else
typedef uint32_t waxwing_push_type;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// What to do about certificates that may be revoked.
enum waxwing_revocation_policy
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// Ask nobody. The default.
  WAXWING_REVOCATION_POLICY_OFF = 1,
  /// Refuse revoked and unknown certificates, and accept where no answer could be had.
  WAXWING_REVOCATION_POLICY_SOFT = 2,
  /// Accept only certificates that are known to be good.
  WAXWING_REVOCATION_POLICY_REQUIRED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_revocation_policy waxwing_revocation_policy;
#else
typedef uint32_t waxwing_revocation_policy;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// At which time certificates must be valid.
enum waxwing_validity
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  /// When the object was signed, by its own signing date, as Apple's libraries do offline.
  /// Stored objects stay verifiable after their leaf expired. The default.
  WAXWING_VALIDITY_SIGNING_TIME = 1,
  /// At the time given for the check.
  WAXWING_VALIDITY_CHECK_TIME = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum waxwing_validity waxwing_validity;
#else
typedef uint32_t waxwing_validity;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/// Bytes that were written. They never change, so that all threads may read them at once.
typedef struct waxwing_binary_bytes waxwing_binary_bytes;

/// Cuts a recorded stream into notifications, in whatever pieces it comes. It keeps less than one
/// frame, and belongs to one thread at a time.
typedef struct waxwing_binary_decoder waxwing_binary_decoder;

/// Notifications out of a stream. They never change, so that all threads may read them at once.
/// Their views live until `waxwing_binary_received_free`.
typedef struct waxwing_binary_received waxwing_binary_received;

/// An update or the end of a Live Activity for every device that follows a channel.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_broadcast_free`.
typedef struct waxwing_broadcast waxwing_broadcast;

/// A request without a device: a broadcast, or something about channels.
///
/// It never changes, so that all threads may use it at once.
typedef struct waxwing_call waxwing_call;

/// A certificate request (RFC 2986): what Apple's portal makes a certificate from.
///
/// It never changes, so that all threads may read it at once. Its views live until it is freed; of
/// one that is borrowed, until that is freed which it was borrowed of.
typedef struct waxwing_certificate_request waxwing_certificate_request;

/// What a client certificate is for: topics and environments.
///
/// Setters belong to one thread at a time, and keep the first error for
/// `waxwing_certificate_scope_check`.
typedef struct waxwing_certificate_scope waxwing_certificate_scope;

/// What APNs says of a channel.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_channel_free`.
typedef struct waxwing_channel waxwing_channel;

/// The ids of channels.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_channel_ids_free`.
typedef struct waxwing_channel_ids waxwing_channel_ids;

/// The URI of a channel: one app on one device, as the app got it from Windows. Whoever posts to any
/// URI that comes in gives content and access token away, to whom the URI names.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_channel_uri_free`.
typedef struct waxwing_channel_uri waxwing_channel_uri;

/// Manages the broadcast channels of an app.
///
/// It never changes, so that all threads may use it at once.
typedef struct waxwing_channels waxwing_channels;

/// What is in one or several credential files, opened: keys, certificates, requests. Keys are wiped
/// from memory when it is freed.
///
/// Adding to it and using it up belong to one thread at a time. Its views, and the
/// keys, certificates and requests that it lends, live until it is freed, added to or used up.
typedef struct waxwing_contents waxwing_contents;

/// The lints of an identity or of a certificate, the worst first.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_credential_lints_free`.
typedef struct waxwing_credential_lints waxwing_credential_lints;

/// The name that APNs gave one app (or activity, or widget) on one device.
///
/// It never changes, so that all threads may use it at once.
typedef struct waxwing_device_token waxwing_device_token;

/// Why something was refused: which rule, what it is about, what was expected, what was found.
///
/// No text in it ever holds a key, a token, a payload or a device token. Its views live until
/// `waxwing_error_free`. Any thread may read it; several at once, too.
typedef struct waxwing_error waxwing_error;

/// Cuts what the feedback service sent into entries, in whatever pieces it comes. It belongs to one
/// thread at a time.
typedef struct waxwing_feedback_decoder waxwing_feedback_decoder;

/// Entries of the feedback service. They never change, so that all threads may read them at once.
/// Their views live until `waxwing_feedback_entries_free`.
typedef struct waxwing_feedback_entries waxwing_feedback_entries;

/// A GOAWAY frame (RFC 9113 section 6.8), with the reason that APNs puts into its debug data.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_goaway_free`.
typedef struct waxwing_goaway waxwing_goaway;

/// The identities of several keys. It never changes, so that all threads may read it at once.
typedef struct waxwing_identities waxwing_identities;

/// A private key, the certificate that is for it, and the certificates above that. The key is wiped
/// from memory when it is freed.
///
/// Nothing is trusted by this: it is the server that decides about a client's certificate. It never
/// changes, so that all threads may read it at once. Its views and certificates live until
/// `waxwing_identity_free`.
typedef struct waxwing_identity waxwing_identity;

/// Several keys, each with what it is for, of which one is chosen for each push.
///
/// Adding to it belongs to one thread at a time; choosing does not change it.
typedef struct waxwing_keyring waxwing_keyring;

/// The lints of a push.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_lints_free`.
typedef struct waxwing_lints waxwing_lints;

/// A notification for MPNS, the push service of Windows Phone 7 and 8 that ended in 2018: for
/// archives and migrations.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_mpns_notification_free`.
typedef struct waxwing_mpns_notification waxwing_mpns_notification;

/// A reply of MPNS: a refusal is data, and every body is accepted.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_mpns_reply_free`.
typedef struct waxwing_mpns_reply waxwing_mpns_reply;

/// What an app names to get a channel of an authenticated service: the common name of the server's
/// certificate. It never changes, so that all threads may read it at once.
typedef struct waxwing_mpns_service_name waxwing_mpns_service_name;

/// A notification whose headers and payload have passed every rule; the same for every device.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_notification_free`.
typedef struct waxwing_notification waxwing_notification;

/// Collects what a notification says.
///
/// A setter that refuses its argument says so, and the builder keeps the first such error:
/// `waxwing_notification_builder_build` gives it again. So setters may go unchecked. Setting
/// something again replaces it. A builder belongs to one thread at a time.
typedef struct waxwing_notification_builder waxwing_notification_builder;

/// Questions to OCSP responders.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_ocsp_requests_free`.
typedef struct waxwing_ocsp_requests waxwing_ocsp_requests;

/// How several requests ended.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_outcomes_free`.
typedef struct waxwing_outcomes waxwing_outcomes;

/// A `.p12` file that was written. It is wiped from memory when it is freed.
///
/// It never changes, so that all threads may read it at once.
typedef struct waxwing_p12 waxwing_p12;

/// A verification between its first and its last step: all has been read, nothing is believed yet.
///
/// Nothing of the payload can be seen before `waxwing_pending_finish`, which uses it up. Until then
/// any number of threads may read it. Its views live until it is finished or freed.
typedef struct waxwing_pending waxwing_pending;

/// A notification made ready for one endpoint; each device costs one URL more.
///
/// It never changes, so that all threads may use it at once.
typedef struct waxwing_prepared waxwing_prepared;

/// An RSA or elliptic curve private key. It is wiped from memory when it is freed, and with it all
/// identities and contents that have it.
///
/// It never changes, so that all threads may read it at once. Its views live until it is freed; of
/// one that is borrowed, until that is freed which it was borrowed of.
typedef struct waxwing_private_key waxwing_private_key;

/// An APNs signing key with the ids that Apple gave it. It is wiped from memory
/// when it is freed, and with it all sessions and key rings that have it.
///
/// It never changes, so that all threads may use it at once.
typedef struct waxwing_provider_key waxwing_provider_key;

/// What the header `authorization` of each request carries. Whoever has it can push in the team's
/// name for an hour: it is wiped from memory when the last request with it is freed.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_provider_token_free`.
typedef struct waxwing_provider_token waxwing_provider_token;

/// What a push certificate may do, by its extensions.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_push_certificate_free`.
typedef struct waxwing_push_certificate waxwing_push_certificate;

/// A receipt that Apple signed for the expected app and environment.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_receipt_free`.
typedef struct waxwing_receipt waxwing_receipt;

/// Verifies app receipts: the signature, its chain to Apple Root CA, the marker extensions, that all
/// certificates were valid when the receipt was made, and that it is this app's. All threads may use
/// it at once.
typedef struct waxwing_receipt_verifier waxwing_receipt_verifier;

/// Collects what a receipt verifier accepts. Setters may go unchecked: the builder keeps the first
/// error for `waxwing_receipt_verifier_builder_build`. It belongs to one thread at a time.
typedef struct waxwing_receipt_verifier_builder waxwing_receipt_verifier_builder;

/// A reply of APNs, or of whatever stood in its place: a refusal is data, and every body is
/// accepted.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_reply_free`.
typedef struct waxwing_reply waxwing_reply;

/// A request: method, URL, headers and body, for any client: of HTTP/2 for APNs, of HTTP/1.1 for
/// services of Windows.
///
/// Everything lies ready for use and lives until `waxwing_request_free`; nothing need be copied.
/// libcurl takes URL, header lines and body as they are, nghttp2 the arrays of views. A request
/// keeps what it needs: key, token and all else may be freed before it. It never changes, so that
/// all threads may use it at once.
typedef struct waxwing_request waxwing_request;

/// What a sender knows and decides about its connection to APNs and those that follow it: whether
/// it may send now and with which token, how long to wait, when to open a new connection, and what
/// becomes of each request.
///
/// It opens nothing and reads no clock. Tell it what happens on a connection of any HTTP/2 library,
/// and ask it what to do. Where the library hides something (SETTINGS, GOAWAY, the numbers of
/// streams), leave that out: the session then assumes what is safe. A session belongs to one
/// connection at a time and its successors. For more throughput, use several; they make the same
/// tokens. It belongs to one thread at a time, like a builder.
typedef struct waxwing_session waxwing_session;

/// The figures of a session. Those that are not set are the usual ones: tokens in windows of 50
/// minutes, up to 1000 requests at once where the server does not say, 30 seconds for a reply, a
/// PING after an hour, connections of any age, 5 attempts, waits of 1 second to 15 minutes.
///
/// A setter that refuses its argument says so, and the first such error comes again when a session
/// is made. So setters may go unchecked. A policy belongs to one thread at a time.
typedef struct waxwing_session_policy waxwing_session_policy;

/// A payload that Apple signed for the expected app and environment.
///
/// It never changes, so that all threads may read it at once. Its views, and the objects nested in
/// it, live until `waxwing_signed_object_free`.
typedef struct waxwing_signed_object waxwing_signed_object;

/// What a file was found to be.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_sniffed_free`.
typedef struct waxwing_sniffed waxwing_sniffed;

/// What Apple's signed objects say together about one purchase and its renewals.
///
/// Give it every verified notification, transaction and renewal info of one original transaction,
/// in any order and as often as they come; ask it for the entitlement at a time. The same set of
/// events gives the same state on every machine, however it arrived. Between events it is JSON in
/// your database.
///
/// While it is changed, it belongs to one thread; otherwise any number of threads may read it. Its
/// views live until it changes or `waxwing_subscription_state_free`.
typedef struct waxwing_subscription_state waxwing_subscription_state;

/// The transaction id that a receipt holds, or none.
typedef struct waxwing_transaction_id waxwing_transaction_id;

/// A certificate request that waits for its signature: by a key in an HSM, a KMS, or anywhere.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_unsigned_request_free`.
typedef struct waxwing_unsigned_request waxwing_unsigned_request;

/// An object that was read and NOT verified: anybody can make one. It is a type of its own, so that
/// it cannot pass for a `waxwing_signed_object`.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_unverified_free`.
typedef struct waxwing_unverified waxwing_unverified;

/// What to do about a reply, to what, and when.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_verdict_free`.
typedef struct waxwing_verdict waxwing_verdict;

/// Verifies what the App Store signed: chain to a pinned root, marker extensions, dates,
/// signature, and that the object is meant for this app.
///
/// It reads no clock: `now_ms`, milliseconds since 1970, is always given. It remembers chains of
/// certificates that it has checked, which changes what a call costs and never how it ends. All
/// threads may use it at once.
///
/// A token is refused with a status of the categories malformed, untrusted and limit; the error
/// says which certificate or field, what was expected and what was found.
typedef struct waxwing_verifier waxwing_verifier;

/// Collects what a verifier accepts.
///
/// A setter that refuses its argument says so, and the builder keeps the first such error:
/// `waxwing_verifier_builder_build` gives it again. So setters may go unchecked. A builder
/// belongs to one thread at a time.
typedef struct waxwing_verifier_builder waxwing_verifier_builder;

/// A notification for WNS whose headers and body have passed every rule; the same for every device.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_wns_notification_free`.
typedef struct waxwing_wns_notification waxwing_wns_notification;

/// A reply of WNS, or of whatever stood in its place: a refusal is data, and every body is accepted.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_wns_reply_free`.
typedef struct waxwing_wns_reply waxwing_wns_reply;

/// What lets a server send to one app through WNS, for a day or so. A secret.
///
/// It never changes, so that all threads may use it at once. Its views live until it is freed; of
/// one that is borrowed, until its reply is freed.
typedef struct waxwing_wns_token waxwing_wns_token;

/// The reply to whoever asks for an access token: a token, or a verdict.
///
/// It never changes, so that all threads may read it at once. Its views, and its token, live until
/// `waxwing_wns_token_reply_free`.
typedef struct waxwing_wns_token_reply waxwing_wns_token_reply;

/// A certificate as it stands in a file: RSA or of any elliptic curve. Reading believes nothing.
///
/// It never changes, so that all threads may read it at once. Its views live until it is freed; of
/// one that is borrowed, until that is freed which it was borrowed of.
typedef struct waxwing_x509_certificate waxwing_x509_certificate;

/// UTF-8 text that somebody else owns. No NUL need follow it, and none is counted in `len`.
///
/// `printf("%.*s", (int)text.len, text.data)` prints one. A text that does not exist is
/// `{NULL, 0}`, an empty one has a `data` that is not NULL.
typedef struct {
  /// The first byte; may be NULL when `len` is 0.
  const char *data;
  /// How many bytes there are.
  size_t len;
} waxwing_str;

/// Bytes that somebody else owns. `{NULL, 0}` is a valid view of nothing.
typedef struct {
  /// The first byte; may be NULL when `len` is 0.
  const uint8_t *data;
  /// How many bytes there are.
  size_t len;
} waxwing_bytes;

/// One signature to check: whether `signature` is an ECDSA signature over `data` by the key `spki`,
/// with this hash. The key has been found to lie on its curve and both halves of the signature to
/// be in range.
typedef struct {
  /// The curve of key and signature.
  waxwing_curve curve;
  /// What the data is hashed with.
  waxwing_hash hash;
  /// The key, a DER `SubjectPublicKeyInfo` (RFC 5480): what OpenSSL reads with `d2i_PUBKEY`.
  waxwing_bytes spki;
  /// r and s side by side: 64 bytes on P-256, 96 on P-384.
  waxwing_bytes signature;
  /// The signed bytes, as received.
  waxwing_bytes data;
} waxwing_signature_check;

/// A question to an OCSP responder: send the body to the URL by POST, and give the body of the
/// reply, if its HTTP status is 200, to `waxwing_pending_finish` or `waxwing_verifier_verify`.
///
/// The same certificate always gives the same request, so a reply can be kept under URL and body
/// until `waxwing_signed_object_revocation_cache_until_ms`.
typedef struct {
  /// Where to send it: plain http, at a host that the verifier allows. A NUL follows it.
  waxwing_str url;
  /// The value of the header `content-type`. A NUL follows it.
  waxwing_str content_type;
  /// The bytes to send.
  waxwing_bytes body;
  /// Which certificate it asks about: leaf or intermediate.
  waxwing_certificate certificate;
} waxwing_ocsp_request;

/// What is known about whether a certificate has been revoked.
typedef struct {
  /// What is known.
  waxwing_ocsp_status status;
  /// Since when it is revoked, or since when the answer is too old; or `WAXWING_TIME_UNKNOWN`.
  int64_t since_ms;
  /// Until when the answer may be kept and used again, or `WAXWING_TIME_UNKNOWN`.
  int64_t cache_until_ms;
  /// Why it is revoked, such as `key_compromise`; `{NULL, 0}` if the responder does not say.
  waxwing_str reason;
} waxwing_revocation;

/// One line of the table of notification types and subtypes. All views live as long as the library.
typedef struct {
  /// The type, as Apple writes it.
  waxwing_str notification_type;
  /// The subtype, as Apple writes it, or `{NULL, 0}`.
  waxwing_str subtype;
  /// The field that carries what it is about: `data`, `summary`, `externalPurchaseToken` or
  /// `appData`.
  waxwing_str carrier;
  /// What it is about: `consent`, `externalPurchase`, `period` (whether access goes on),
  /// `renewal` (what will happen at the next one), `revocation` or `system`.
  waxwing_str topic;
  /// When Apple sends it, in a sentence.
  waxwing_str meaning;
  /// Who says so: `apple`, or `changelog` for what only Apple's changelog names.
  waxwing_str source;
} waxwing_meaning;

/// Whether a purchase grants access at a time, and why.
typedef struct {
  /// Whether.
  waxwing_entitlement_state state;
  /// Why.
  waxwing_entitlement_reason reason;
  /// Whether to let the customer in: active or in the grace period.
  bool grants_access;
  /// Since when it is so, as far as it is known, or `WAXWING_TIME_UNKNOWN`.
  int64_t since_ms;
  /// Until when it stays so if no further event comes: end of access, or its beginning.
  /// `WAXWING_TIME_UNKNOWN`: for good.
  int64_t until_ms;
  /// The product that is granted, or was last; after an upgrade the new one, if it is known.
  waxwing_str product_id;
  /// The transaction that decides.
  waxwing_str transaction_id;
} waxwing_entitlement;

/// An offer. Its texts are `{NULL, 0}` where there are none.
typedef struct {
  /// The kind as Apple's number; `WAXWING_NUMBER_UNKNOWN` when there is no offer.
  int64_t offer_type;
  /// Which one; introductory offers have no identifier.
  waxwing_str identifier;
  /// How it is paid, such as `FREE_TRIAL`.
  waxwing_str discount_type;
  /// How long it lasts, as an ISO 8601 duration.
  waxwing_str period;
} waxwing_subscription_offer;

/// One transaction of a purchase: for a subscription, one paid period. What is not known is
/// `{NULL, 0}`, `WAXWING_TIME_UNKNOWN` or `WAXWING_NUMBER_UNKNOWN`; words and numbers are Apple's.
typedef struct {
  /// The transaction.
  waxwing_str transaction_id;
  /// The product.
  waxwing_str product_id;
  /// What kind of product it is, such as `Auto-Renewable Subscription`.
  waxwing_str product_type;
  /// `PURCHASED`, or `FAMILY_SHARED`.
  waxwing_str in_app_ownership_type;
  /// `PURCHASE`, or `RENEWAL`.
  waxwing_str transaction_reason;
  /// When it began.
  int64_t purchased_at_ms;
  /// When it ends; unknown for what does not expire, or whose end is the app's matter.
  int64_t expires_at_ms;
  /// When Apple signed the last word on it.
  int64_t signed_at_ms;
  /// From when on it is revoked; unknown unless a refund or other revocation is in force.
  int64_t revoked_at_ms;
  /// `REFUND_FULL`, `REFUND_PRORATED` or `FAMILY_REVOKE`; objects signed before December 2025
  /// say nothing of it.
  waxwing_str revocation_type;
  /// How much was refunded, in thousandths of a percent: 50000 is half.
  int64_t revocation_percentage;
  /// Why.
  int64_t revocation_reason;
  /// Whether a refund was taken back.
  bool refund_reversed;
  /// Whether the customer moved on to a higher product before the end (Apple: isUpgraded).
  bool is_upgraded;
  /// Where a refund stands by the last notification about it, such as `REFUND_DECLINED`.
  waxwing_str refund_notice;
  /// When an upgrade ended it.
  int64_t upgraded_at_ms;
  /// The product of the upgrade.
  waxwing_str upgraded_to;
  /// The offer that it was bought with.
  waxwing_subscription_offer offer;
  /// The price in thousandths of the currency unit.
  int64_t price;
  /// The currency, ISO 4217.
  waxwing_str currency;
} waxwing_subscription_period;

/// What will happen at the next renewal, or why there will be none. What is not known is
/// `{NULL, 0}`, `WAXWING_TIME_UNKNOWN` or `WAXWING_NUMBER_UNKNOWN`; words and numbers are Apple's.
typedef struct {
  /// When Apple signed it.
  int64_t signed_at_ms;
  /// Whether it will renew: 1, 0, or -1 where that is not known.
  int32_t will_renew;
  /// Whether Apple is still trying to bill.
  bool is_in_billing_retry;
  /// Whether renewal is switched on: 1, or 0.
  int64_t auto_renew_status;
  /// The product now.
  waxwing_str product_id;
  /// The product that will renew.
  waxwing_str auto_renew_product_id;
  /// The product it will change to, if the renewal is of another one.
  waxwing_str changes_to;
  /// When it renews; unknown once expired.
  int64_t renews_at_ms;
  /// The price at renewal in thousandths of the currency unit, if Apple tells it.
  int64_t price;
  /// The currency, ISO 4217.
  waxwing_str currency;
  /// What the customer said to a price increase: 0 for no answer, 1 for consent.
  int64_t price_increase_status;
  /// The offer that the renewal takes.
  waxwing_subscription_offer offer;
  /// When the grace period ends or ended.
  int64_t grace_period_expires_at_ms;
  /// Why it expired.
  int64_t expiration_intent;
} waxwing_subscription_renewal;

/// The last notification about a purchase.
typedef struct {
  /// When Apple signed it.
  int64_t signed_at_ms;
  /// What it was about, such as `DID_RENEW`.
  waxwing_str notification_type;
  /// The finer meaning; `{NULL, 0}` if it had none.
  waxwing_str subtype;
  /// The state of the subscription when Apple signed, as Apple's number, or
  /// `WAXWING_NUMBER_UNKNOWN`.
  int64_t status;
  /// Its UUID in lower case.
  waxwing_str notification_uuid;
} waxwing_subscription_notice;

/// What a header may say in pushes of one type.
typedef struct {
  /// How strict it is.
  waxwing_header_rule_kind kind;
  /// The number, for `ALWAYS`, `AT_LEAST` and `USUALLY`; 0 otherwise.
  int64_t number;
} waxwing_header_rule;

/// What a push type asks of headers, size and credential.
typedef struct {
  /// The header `apns-push-type`.
  waxwing_str name;
  /// What follows the bundle id in the topic; empty for nothing.
  waxwing_str topic_suffix;
  /// The header `apns-priority`.
  waxwing_header_rule priority;
  /// The header `apns-expiration`, in seconds since 1970.
  waxwing_header_rule expiration;
  /// The largest payload, in bytes.
  size_t max_payload_bytes;
  /// The credential.
  waxwing_push_auth auth;
} waxwing_rules;

/// An option of a notification.
typedef struct {
  /// Its name in `snake_case`. What stands before a dot is the option whose object it belongs
  /// to.
  waxwing_str name;
  /// The kind of its value: `text`, `texts` (a list), `integer`, `number`, `flag` (true or
  /// false), `seconds` (since 1970, an integer), `object`, `text_or_object`.
  waxwing_str kind;
} waxwing_option;

/// A header of a request or a reply.
typedef struct {
  /// The name, in lower case where this library made it.
  waxwing_str name;
  /// The value.
  waxwing_str value;
} waxwing_header;

/// Something that APNs accepts and that rarely is what was meant.
typedef struct {
  /// Its name, as all languages show it, such as `voip_expiration`.
  waxwing_str code;
  /// The header, or the key of the payload by its path, such as `payload.aps.sound`.
  waxwing_str subject;
  /// What to do, as a sentence.
  waxwing_str advice;
  /// Who says so.
  waxwing_str source;
} waxwing_lint;

/// A text that was shortened so that a payload fits. Lengths are bytes of UTF-8 before JSON's
/// escapes.
typedef struct {
  /// The text, by its JSON pointer, such as `/aps/alert/body`.
  waxwing_str pointer;
  /// How long it was.
  size_t original_bytes;
  /// How much of it is left, with the ellipsis.
  size_t kept_bytes;
  /// How much of it was cut off.
  size_t removed_bytes;
} waxwing_cut;

/// How a request ended, and what to do about it.
///
/// One rule serves all: when `resend` is set, send the request again under the same number after
/// `retry_after_ms`; otherwise it is done, in the way that `action` says. Where no request of this
/// number was under way, `fate` and `action` are `UNKNOWN`: there is nothing to do.
typedef struct {
  /// Your number of the request.
  uint64_t request;
  /// What to do.
  waxwing_action action;
  /// What that holds for.
  waxwing_scope scope;
  /// Whether it was processed.
  waxwing_fate fate;
  /// How often it has been sent.
  uint32_t attempt;
  /// How many milliseconds to wait before sending it again; -1 when it is not to be sent again.
  int64_t retry_after_ms;
  /// Since when the device token is known to be invalid, in milliseconds since 1970, or
  /// `WAXWING_TIME_UNKNOWN`.
  int64_t since_ms;
  /// Whether to send it again.
  bool resend;
  /// Whether sending it again may show the notification twice.
  bool may_duplicate;
  /// Whether the next request goes out on a new connection.
  bool new_connection;
  /// Why it was refused, such as `BadDeviceToken`; `{NULL, 0}` if nobody said.
  waxwing_str reason;
  /// What to do, in a sentence for people.
  waxwing_str advice;
} waxwing_outcome;

/// What to do now, and why.
typedef struct {
  /// What to do.
  waxwing_step step;
  /// Why; `WAXWING_BECAUSE_CLEAR` when nothing is in the way.
  waxwing_because because;
  /// How many more requests may be under way: 0 unless they may be sent.
  uint32_t room;
  /// Until when to wait, in milliseconds since 1970, or `WAXWING_TIME_UNKNOWN`.
  int64_t at_ms;
} waxwing_next;

/// Something about a credential that stops pushes, or that will.
typedef struct {
  /// Its name, as all languages show it, such as `expires_soon`.
  waxwing_str code;
  /// What was found, as a noun phrase: a date, a topic, an environment.
  waxwing_str found;
  /// What to do, as a sentence.
  waxwing_str advice;
  /// Whether nothing can be pushed as it is.
  bool is_fatal;
} waxwing_credential_lint;

/// A notification of the binary protocol.
typedef struct {
  /// The device token, in hexadecimal.
  waxwing_str device_hex;
  /// The payload, which is JSON but not looked at.
  waxwing_bytes payload;
  /// The sender's number, which an error packet would repeat, or `WAXWING_BINARY_ABSENT`.
  int64_t identifier;
  /// The time until which APNs would store it, in seconds since 1970, 0 for not at all, or
  /// `WAXWING_BINARY_ABSENT`.
  int64_t expiry_s;
  /// 10 at once, 5 when it suits the device's power, or `WAXWING_BINARY_ABSENT`.
  int64_t priority;
  /// A `waxwing_binary_frame`.
  uint32_t frame;
} waxwing_binary_notification;

/// An item of a modern frame that Apple never documented.
typedef struct {
  /// Its data.
  waxwing_bytes data;
  /// Its number.
  uint32_t id;
} waxwing_binary_item;

/// What the gateway sent, once, before it closed the connection. Everything behind the named
/// notification was thrown away.
typedef struct {
  /// The status by its name, as all languages show it, such as `invalid_token`; `other` for one
  /// that Apple did not document.
  waxwing_str status;
  /// What it meant, as a sentence.
  waxwing_str advice;
  /// The number of the status.
  uint32_t code;
  /// The notification that it is about: the refused one, or the last one that was taken.
  uint32_t identifier;
  /// Whether the named notification itself was refused.
  bool is_refused;
} waxwing_binary_error;

/// A device that no longer had the app at a time.
typedef struct {
  /// The device token, in hexadecimal.
  waxwing_str device_hex;
  /// When APNs knew, in seconds since 1970.
  uint32_t time_s;
} waxwing_feedback_entry;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/// A view of a text that ends in NUL, for example
/// `waxwing_str_of(getenv("KEY_ID"))`. NULL gives `{NULL, 0}`.
WAXWING_API waxwing_str waxwing_str_of(const char *text);

/// The name of a status, as all languages show it, such as `bad_signature`; `ok` for 0, and
/// `{NULL, 0}` for a number that is no status. A NUL follows it.
WAXWING_API
waxwing_str waxwing_status_name(uint32_t status);

/// Who has to act on a status: a `waxwing_category`, `WAXWING_CATEGORY_NONE` for 0 and for a
/// number that is no status.
WAXWING_API
waxwing_category waxwing_status_category(uint32_t status);

/// Frees an error. NULL is fine.
WAXWING_API void waxwing_error_free(waxwing_error *error);

/// The status that the function returned.
WAXWING_API waxwing_status waxwing_error_status(const waxwing_error *error);

/// The status by its name, as all languages show it, such as `bad_signature`. Lives until the error
/// is freed.
WAXWING_API
waxwing_str waxwing_error_name(const waxwing_error *error);

/// Who has to act.
WAXWING_API waxwing_category waxwing_error_category(const waxwing_error *error);

/// Whether the same call may succeed later with an answer that is asked for anew, as where an OCSP
/// responder could not be reached or was busy.
WAXWING_API
bool waxwing_error_is_retryable(const waxwing_error *error);

/// What the error is about: an argument, a header, a certificate, a field by its path. Lives until
/// the error is freed.
WAXWING_API
waxwing_str waxwing_error_subject(const waxwing_error *error);

/// What the rule asks for. Lives until the error is freed.
WAXWING_API waxwing_str waxwing_error_expected(const waxwing_error *error);

/// What was there instead. Lives until the error is freed.
WAXWING_API waxwing_str waxwing_error_found(const waxwing_error *error);

/// All of it in one sentence for people: subject, rule, expected, found. Lives until the error is
/// freed.
WAXWING_API
waxwing_str waxwing_error_message(const waxwing_error *error);

/// The version of the library that is running, such as `0.1.0`. A NUL follows it.
///
/// `WAXWING_VERSION` is the version of the header that the program was compiled with.
WAXWING_API waxwing_str waxwing_version(void);

/// Apple's host for pushes of an environment, a `waxwing_environment`; `{NULL, 0}` for one that has
/// none. Its port is 443, or 2197.
WAXWING_API
waxwing_str waxwing_environment_host(uint32_t environment);

/// Apple's host for the management of broadcast channels; `{NULL, 0}` for an environment that has
/// none.
WAXWING_API
waxwing_str waxwing_environment_channel_management_host(uint32_t environment);

/// The port of that host; 0 for an environment that has none.
WAXWING_API uint32_t waxwing_environment_channel_management_port(uint32_t environment);

/// Apple Root CA - G3, a DER certificate: what a verifier trusts unless told otherwise. It lives as
/// long as the library.
WAXWING_API
waxwing_bytes waxwing_root_apple_g3(void);

/// Checks whether a DER certificate can be pinned as a root, and gives its SHA-256 fingerprint, to
/// compare with a published one. `out_sha256` has room for 32 bytes.
///
/// `WAXWING_STATUS_BAD_ANCHOR` for a certificate that cannot be a root.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_root_fingerprint(waxwing_bytes der,
                                        uint8_t *out_sha256,
                                        waxwing_error **out_error);

/// A builder of a verifier that trusts Apple Root CA - G3 and accepts nothing yet. Free it with
/// `waxwing_verifier_builder_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_verifier_builder *waxwing_verifier_builder_new(void);

/// Frees a builder. NULL is fine. What was built of it stays.
WAXWING_API void waxwing_verifier_builder_free(waxwing_verifier_builder *builder);

/// Accepts objects of this app. Call it again for each further app.
WAXWING_API
waxwing_status waxwing_verifier_builder_bundle_id(waxwing_verifier_builder *builder,
                                                  waxwing_str bundle_id,
                                                  waxwing_error **out_error);

/// Accepts objects of every app. Dangerous: whoever can get Apple to sign an object for an app of
/// their own can have it accepted.
WAXWING_API
waxwing_status waxwing_verifier_builder_dangerous_any_bundle_id(waxwing_verifier_builder *builder,
                                                                waxwing_error **out_error);

/// Accepts objects of the app with this App Store id (Apple: appAppleId). Compared in production
/// only, since sandbox objects may lack it. Call it again for each further app.
WAXWING_API
waxwing_status waxwing_verifier_builder_app_apple_id(waxwing_verifier_builder *builder,
                                                     int64_t app_apple_id,
                                                     waxwing_error **out_error);

/// Accepts production objects without looking at the App Store id.
WAXWING_API
waxwing_status waxwing_verifier_builder_dangerous_any_app_apple_id(waxwing_verifier_builder *builder,
                                                                   waxwing_error **out_error);

/// Accepts objects of this environment, a `waxwing_environment`. Call it again for the other.
WAXWING_API
waxwing_status waxwing_verifier_builder_environment(waxwing_verifier_builder *builder,
                                                    uint32_t environment,
                                                    waxwing_error **out_error);

/// Trusts this root, a DER certificate, instead of Apple Root CA - G3. Call it again for each
/// further root.
WAXWING_API
waxwing_status waxwing_verifier_builder_root(waxwing_verifier_builder *builder,
                                             waxwing_bytes der,
                                             waxwing_error **out_error);

/// Trusts exactly these roots, DER certificates. None at all is refused when the verifier is built.
WAXWING_API
waxwing_status waxwing_verifier_builder_roots(waxwing_verifier_builder *builder,
                                              const waxwing_bytes *ders,
                                              size_t count,
                                              waxwing_error **out_error);

/// At which time certificates must be valid: a `waxwing_validity`. Unless set, at the signing time.
WAXWING_API
waxwing_status waxwing_verifier_builder_validity(waxwing_verifier_builder *builder,
                                                 uint32_t validity,
                                                 waxwing_error **out_error);

/// How far a signing date may lie in the future, in milliseconds; a minute unless set.
WAXWING_API
waxwing_status waxwing_verifier_builder_future_skew_ms(waxwing_verifier_builder *builder,
                                                       int64_t future_skew_ms,
                                                       waxwing_error **out_error);

/// Refuses objects that were signed before this time, milliseconds since 1970, by their own signing
/// date; without it, none is too old.
WAXWING_API
waxwing_status waxwing_verifier_builder_oldest_signing_time(waxwing_verifier_builder *builder,
                                                            int64_t oldest_ms,
                                                            waxwing_error **out_error);

/// Accepts data of StoreKit testing in Xcode, signed with exactly this certificate: the DER file that
/// Xcode writes by "Editor", "Save Public Certificate". Call it again for each further one.
///
/// Apple signs no such data, so this goes with `WAXWING_ENVIRONMENT_XCODE` as the only environment,
/// without roots and revocation. There is no chain: leaf, intermediate and root of an object all
/// describe this certificate.
WAXWING_API
waxwing_status waxwing_verifier_builder_xcode_certificate(waxwing_verifier_builder *builder,
                                                          waxwing_bytes der,
                                                          waxwing_error **out_error);

/// What to do about revoked certificates: a `waxwing_revocation_policy`. Off unless set.
///
/// Nothing is fetched: `waxwing_verifier_ocsp_requests` says what to ask, and the answers are given to
/// `waxwing_verifier_verify`; or the same in steps with `waxwing_verifier_begin`. All other functions
/// have no answers, so that with `WAXWING_REVOCATION_POLICY_REQUIRED` they refuse everything.
/// Responders forget certificates that have expired, so this is for what Apple has just sent and not
/// for stored objects.
WAXWING_API
waxwing_status waxwing_verifier_builder_revocation(waxwing_verifier_builder *builder,
                                                   uint32_t policy,
                                                   waxwing_error **out_error);

/// Asks OCSP responders at this host instead of `ocsp.apple.com`. Call it again for each further
/// host.
WAXWING_API
waxwing_status waxwing_verifier_builder_ocsp_host(waxwing_verifier_builder *builder,
                                                  waxwing_str host,
                                                  waxwing_error **out_error);

/// For how many milliseconds an OCSP answer counts that does not say so itself. Unless set, such an
/// answer is stale.
WAXWING_API
waxwing_status waxwing_verifier_builder_ocsp_max_age_ms(waxwing_verifier_builder *builder,
                                                        uint32_t max_age_ms,
                                                        waxwing_error **out_error);

/// How many chains of certificates the verifier remembers as checked; 0 for none. A remembered chain
/// saves two signature checks at each call and changes no verdict.
WAXWING_API
waxwing_status waxwing_verifier_builder_cached_chains(waxwing_verifier_builder *builder,
                                                      size_t chains,
                                                      waxwing_error **out_error);

/// Does without tables of multiples of leaf keys, which cost about 100 kB for each remembered chain
/// in use and make its signatures about four times as fast to check.
WAXWING_API
waxwing_status waxwing_verifier_builder_without_key_tables(waxwing_verifier_builder *builder,
                                                           waxwing_error **out_error);

/// Makes the verifier. The builder stays and can be used further.
///
/// `WAXWING_STATUS_INVALID_INPUT` when no environment, no bundle id, or for production no App
/// Store id was set; `WAXWING_STATUS_BAD_ANCHOR` for a root that cannot be one, and for none; or
/// the first error of a setter.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_verifier_builder_build(const waxwing_verifier_builder *builder,
                                              waxwing_verifier **out_verifier,
                                              waxwing_error **out_error);

/// Frees a verifier. NULL is fine. What it verified stays.
WAXWING_API void waxwing_verifier_free(waxwing_verifier *verifier);

/// Verifies a notification and every object nested in it.
///
/// `token` is the string in the field `signedPayload` of the body that Apple posts. Free the
/// object with `waxwing_signed_object_free`. An error of a nested object names its path first, as
/// in `data.signedTransactionInfo: leaf certificate`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_verifier_notification(const waxwing_verifier *verifier,
                                             waxwing_str token,
                                             int64_t now_ms,
                                             waxwing_signed_object **out_object,
                                             waxwing_error **out_error);

/// Verifies a transaction (`signedTransactionInfo`, or a device's `jwsRepresentation`).
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_verifier_transaction(const waxwing_verifier *verifier,
                                            waxwing_str token,
                                            int64_t now_ms,
                                            waxwing_signed_object **out_object,
                                            waxwing_error **out_error);

/// Verifies renewal info (`signedRenewalInfo`). It names no app, so only its environment is
/// compared.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_verifier_renewal_info(const waxwing_verifier *verifier,
                                             waxwing_str token,
                                             int64_t now_ms,
                                             waxwing_signed_object **out_object,
                                             waxwing_error **out_error);

/// Verifies an app transaction (`signedAppTransactionInfo`, or a device's `AppTransaction`).
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_verifier_app_transaction(const waxwing_verifier *verifier,
                                                waxwing_str token,
                                                int64_t now_ms,
                                                waxwing_signed_object **out_object,
                                                waxwing_error **out_error);

/// Verifies a request of the Retention Messaging API (`signedPayload`). It names no bundle id, so
/// App Store id and environment are compared.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_verifier_realtime_request(const waxwing_verifier *verifier,
                                                 waxwing_str token,
                                                 int64_t now_ms,
                                                 waxwing_signed_object **out_object,
                                                 waxwing_error **out_error);

/// Verifies an object of any kind; `waxwing_signed_object_kind` tells which it is.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_verifier_any(const waxwing_verifier *verifier,
                                    waxwing_str token,
                                    int64_t now_ms,
                                    waxwing_signed_object **out_object,
                                    waxwing_error **out_error);

/// The first of three steps: everything that needs no cryptography. `kind` is the `waxwing_kind`
/// that must come out, 0 for any. Then run each `waxwing_pending_check` with your own cryptography,
/// and give the outcomes to `waxwing_pending_finish`. Free it with `waxwing_pending_free`.
///
/// Statuses are those of size, form, header and the shape of the chain.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_verifier_begin(const waxwing_verifier *verifier,
                                      waxwing_str token,
                                      uint32_t kind,
                                      waxwing_pending **out_pending,
                                      waxwing_error **out_error);

/// Frees a verification, finished or not. NULL is fine.
WAXWING_API void waxwing_pending_free(waxwing_pending *pending);

/// How many signatures there are to check: those of chains that the verifier does not remember
/// first, then one for each token. 0 once it is finished.
WAXWING_API
size_t waxwing_pending_check_count(const waxwing_pending *pending);

/// One of them, counted from 0. False, and nothing written, where there is none. Its views live
/// until the verification is finished or freed.
WAXWING_API
bool waxwing_pending_check(const waxwing_pending *pending,
                           size_t index,
                           waxwing_signature_check *out_check);

/// What to ask OCSP responders, given the outcomes of the checks: a request for each certificate
/// below the roots, and none where revocation is off. Nobody is asked about an object that is
/// refused anyway. Free the list with `waxwing_ocsp_requests_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for another number of outcomes than checks; the statuses of the
/// chain; `WAXWING_STATUS_BAD_SIGNATURE`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_pending_ocsp_requests(const waxwing_pending *pending,
                                             const bool *outcomes,
                                             size_t outcome_count,
                                             int64_t now_ms,
                                             waxwing_ocsp_requests **out_requests,
                                             waxwing_error **out_error);

/// The last step: judges the outcomes of the checks, in their order, and the bodies of OCSP
/// answers, in any order, and hands out the payload when everything holds. It uses the verification
/// up, however it ends, unless an argument is impossible. Free the object with
/// `waxwing_signed_object_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for another number of outcomes than checks;
/// `WAXWING_STATUS_INVALID_STATE` once it is finished; then all that a verification can say.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_pending_finish(waxwing_pending *pending,
                                      const bool *outcomes,
                                      size_t outcome_count,
                                      const waxwing_bytes *ocsp_answers,
                                      size_t ocsp_answer_count,
                                      int64_t now_ms,
                                      waxwing_signed_object **out_object,
                                      waxwing_error **out_error);

/// The name of a `waxwing_ocsp_status`, as all languages show it, such as `revoked`; `{NULL, 0}` for
/// a number that is none.
WAXWING_API
waxwing_str waxwing_ocsp_status_name(uint32_t status);

/// Frees a list of requests. NULL is fine.
WAXWING_API void waxwing_ocsp_requests_free(waxwing_ocsp_requests *requests);

/// How many there are.
WAXWING_API size_t waxwing_ocsp_requests_count(const waxwing_ocsp_requests *requests);

/// One of them, counted from 0. False, and nothing written, where there is none. Its views live
/// until the list is freed.
WAXWING_API
bool waxwing_ocsp_requests_item(const waxwing_ocsp_requests *requests,
                                size_t index,
                                waxwing_ocsp_request *out_request);

/// What to ask OCSP responders about the certificates of an object: none where revocation is off.
/// The answers are given to `waxwing_verifier_verify`. Free the list with
/// `waxwing_ocsp_requests_free`.
///
/// Nobody is asked about an object that is refused anyway: then this fails with the status of the
/// chain or of the signature.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_verifier_ocsp_requests(const waxwing_verifier *verifier,
                                              waxwing_str token,
                                              int64_t now_ms,
                                              waxwing_ocsp_requests **out_requests,
                                              waxwing_error **out_error);

/// Verifies an object with everything that can be given along: the `waxwing_kind` that must come
/// out, 0 for any, and the bodies of OCSP answers, fetched or stapled, in any order. Free the object
/// with `waxwing_signed_object_free`.
///
/// Where revocation is on, the statuses that begin with `WAXWING_STATUS_OCSP` tell why a certificate
/// was not found to be good, and `waxwing_error_is_retryable` whether to ask again.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_verifier_verify(const waxwing_verifier *verifier,
                                       waxwing_str token,
                                       uint32_t kind,
                                       const waxwing_bytes *ocsp_answers,
                                       size_t ocsp_answer_count,
                                       int64_t now_ms,
                                       waxwing_signed_object **out_object,
                                       waxwing_error **out_error);

/// What was found out about a certificate of the chain; `which` is a `waxwing_certificate`. False,
/// and nothing written, where nobody was asked: for the root, and where revocation is off. Its view
/// lives until the object is freed.
WAXWING_API
bool waxwing_signed_object_revocation(const waxwing_signed_object *object,
                                      uint32_t which,
                                      waxwing_revocation *out_revocation);

/// Until when the OCSP answers about an object may be kept and used again: the earliest of its
/// certificates. False, and nothing written, where there is no answer worth keeping.
WAXWING_API
bool waxwing_signed_object_revocation_cache_until_ms(const waxwing_signed_object *object,
                                                     int64_t *out_ms);

/// Frees an object and everything nested in it. NULL is fine. Never free what
/// `waxwing_signed_object_transaction` and its siblings give: it is only borrowed.
WAXWING_API void waxwing_signed_object_free(waxwing_signed_object *object);

/// The kind of object.
WAXWING_API waxwing_kind waxwing_signed_object_kind(const waxwing_signed_object *object);

/// The kind by its name: `notification`, `transaction`, `renewalInfo`, `appTransaction` or
/// `realtimeRequest`. Lives until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_kind_name(const waxwing_signed_object *object);

/// The payload's JSON, byte for byte as it was signed. Lives until the object is freed.
WAXWING_API waxwing_str waxwing_signed_object_json(const waxwing_signed_object *object);

/// The payload as JSON with every field, known or not; known dates are whole milliseconds. Lives
/// until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_payload(const waxwing_signed_object *object);

/// When Apple signed it, in milliseconds since 1970.
WAXWING_API
int64_t waxwing_signed_object_signed_at_ms(const waxwing_signed_object *object);

/// Until when the certificate that signed it is valid, in milliseconds since 1970.
WAXWING_API
int64_t waxwing_signed_object_leaf_valid_until_ms(const waxwing_signed_object *object);

/// The time that was given as now, in milliseconds since 1970. When it lies after
/// `waxwing_signed_object_leaf_valid_until_ms`, the certificate has expired since it signed, which
/// is normal for stored objects: Apple's signing certificates last about two years.
WAXWING_API
int64_t waxwing_signed_object_checked_at_ms(const waxwing_signed_object *object);

/// Which of the expected environments it belongs to.
WAXWING_API
waxwing_environment waxwing_signed_object_environment(const waxwing_signed_object *object);

/// Which of the expected bundle ids it belongs to; `{NULL, 0}` for a kind that names none. Lives
/// until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_bundle_id(const waxwing_signed_object *object);

/// The App Store id that it names, if it names one. Compared with the expected ones in production
/// only.
WAXWING_API
bool waxwing_signed_object_app_apple_id(const waxwing_signed_object *object,
                                        int64_t *out_app_apple_id);

/// The verified transaction in a notification, borrowed from it; NULL if there is none. Lives until
/// the object is freed.
WAXWING_API
const waxwing_signed_object *waxwing_signed_object_transaction(const waxwing_signed_object *object);

/// The verified renewal info in a notification, borrowed from it; NULL if there is none. Lives
/// until the object is freed.
WAXWING_API
const waxwing_signed_object *waxwing_signed_object_renewal_info(const waxwing_signed_object *object);

/// The verified app transaction in a notification, borrowed from it; NULL if there is none. Lives
/// until the object is freed.
WAXWING_API
const waxwing_signed_object *waxwing_signed_object_app_transaction(const waxwing_signed_object *object);

/// Whether there is a value at a JSON pointer (RFC 6901) of the payload, such as
/// `/data/bundleVersion`.
WAXWING_API
bool waxwing_signed_object_has(const waxwing_signed_object *object,
                               waxwing_str pointer);

/// The text at a JSON pointer, which lives until the object is freed. False, and nothing written,
/// when there is none.
WAXWING_API
bool waxwing_signed_object_text(const waxwing_signed_object *object,
                                waxwing_str pointer,
                                waxwing_str *out_value);

/// The integer at a JSON pointer; dates are milliseconds since 1970. False, and nothing written,
/// when there is none.
WAXWING_API
bool waxwing_signed_object_integer(const waxwing_signed_object *object,
                                   waxwing_str pointer,
                                   int64_t *out_value);

/// The number at a JSON pointer, whole or not. False, and nothing written, when there is none.
WAXWING_API
bool waxwing_signed_object_number(const waxwing_signed_object *object,
                                  waxwing_str pointer,
                                  double *out_value);

/// The truth value at a JSON pointer. False, and nothing written, when there is none.
WAXWING_API
bool waxwing_signed_object_boolean(const waxwing_signed_object *object,
                                   waxwing_str pointer,
                                   bool *out_value);

/// How many elements the array, or keys the object, at a JSON pointer has. False, and nothing
/// written, when there is neither.
WAXWING_API
bool waxwing_signed_object_count(const waxwing_signed_object *object,
                                 waxwing_str pointer,
                                 size_t *out_value);

/// What a notification is about, such as `DID_RENEW`. `{NULL, 0}` if the payload has none. Lives
/// until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_notification_type(const waxwing_signed_object *object);

/// What a notification is about more exactly, such as `BILLING_RECOVERY`. `{NULL, 0}` if the
/// payload has none. Lives until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_subtype(const waxwing_signed_object *object);

/// The id of a notification, by which to notice one that came twice. `{NULL, 0}` if the payload has
/// none. Lives until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_notification_uuid(const waxwing_signed_object *object);

/// The id of a transaction. `{NULL, 0}` if the payload has none. Lives until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_transaction_id(const waxwing_signed_object *object);

/// The id of the first purchase in a chain of renewals. `{NULL, 0}` if the payload has none. Lives
/// until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_original_transaction_id(const waxwing_signed_object *object);

/// The product of a transaction or of renewal info. `{NULL, 0}` if the payload has none. Lives
/// until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_product_id(const waxwing_signed_object *object);

/// The kind of product of a transaction, such as `Auto-Renewable Subscription`. `{NULL, 0}` if the
/// payload has none. Lives until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_product_type(const waxwing_signed_object *object);

/// The UUID by which your app named the account. `{NULL, 0}` if the payload has none. Lives until
/// the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_app_account_token(const waxwing_signed_object *object);

/// The product that renewal info says will renew. `{NULL, 0}` if the payload has none. Lives until
/// the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_auto_renew_product_id(const waxwing_signed_object *object);

/// When the App Store charged for a transaction, in milliseconds since 1970. False, and nothing
/// written, if the payload has none.
WAXWING_API
bool waxwing_signed_object_purchase_date_ms(const waxwing_signed_object *object,
                                            int64_t *out_ms);

/// When the subscription of a transaction expires or renews, in milliseconds since 1970. False,
/// and nothing written, if the payload has none.
WAXWING_API
bool waxwing_signed_object_expires_date_ms(const waxwing_signed_object *object,
                                           int64_t *out_ms);

/// When the App Store took a transaction back, in milliseconds since 1970. False, and nothing
/// written, if the payload has none.
WAXWING_API
bool waxwing_signed_object_revocation_date_ms(const waxwing_signed_object *object,
                                              int64_t *out_ms);

/// When renewal info says that it will renew, in milliseconds since 1970. False, and nothing
/// written, if the payload has none.
WAXWING_API
bool waxwing_signed_object_renewal_date_ms(const waxwing_signed_object *object,
                                           int64_t *out_ms);

/// When the billing grace period of renewal info ends, in milliseconds since 1970. False, and
/// nothing written, if the payload has none.
WAXWING_API
bool waxwing_signed_object_grace_period_expires_date_ms(const waxwing_signed_object *object,
                                                        int64_t *out_ms);

/// Whether renewal info says that it will renew: 1, or 0. False, and nothing written, if the
/// payload has none.
WAXWING_API
bool waxwing_signed_object_auto_renew_status(const waxwing_signed_object *object,
                                             int64_t *out_status);

/// The common name of a certificate that vouches for the object; `which` is a
/// `waxwing_certificate`. `{NULL, 0}` for another number. Lives until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_certificate_name(const waxwing_signed_object *object,
                                                   uint32_t which);

/// The serial number of a certificate in lower-case hexadecimal; `which` is a
/// `waxwing_certificate`. `{NULL, 0}` for another number. Lives until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_certificate_serial(const waxwing_signed_object *object,
                                                     uint32_t which);

/// The SHA-256 of a DER certificate in lower-case hexadecimal; `which` is a `waxwing_certificate`. Of
/// the root, it tells which of several pinned ones it was. `{NULL, 0}` for another number. Lives
/// until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_certificate_sha256(const waxwing_signed_object *object,
                                                     uint32_t which);

/// The first moment at which a certificate is valid, in milliseconds since 1970; `which` is a
/// `waxwing_certificate`. 0 for another number.
WAXWING_API
int64_t waxwing_signed_object_certificate_not_before_ms(const waxwing_signed_object *object,
                                                        uint32_t which);

/// The last moment at which a certificate is valid, in milliseconds since 1970; `which` is a
/// `waxwing_certificate`. 0 for another number.
WAXWING_API
int64_t waxwing_signed_object_certificate_not_after_ms(const waxwing_signed_object *object,
                                                       uint32_t which);

/// Reads a signed object WITHOUT VERIFYING ANYTHING: for data of StoreKit testing in Xcode whose
/// certificate is not at hand, and of local tests. `kind` is the `waxwing_kind` that must come out,
/// 0 for any. Free it with `waxwing_unverified_free`.
///
/// Size, form, JSON, kind and the types of known fields are checked as in verification; header,
/// certificates, signature, app, environment and dates are not looked at. Objects nested in a
/// notification stay the texts they are.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_decode_unverified(waxwing_str token,
                                         uint32_t kind,
                                         waxwing_unverified **out_unverified,
                                         waxwing_error **out_error);

/// Frees an object that was read. NULL is fine.
WAXWING_API void waxwing_unverified_free(waxwing_unverified *unverified);

/// The kind of object.
WAXWING_API waxwing_kind waxwing_unverified_kind(const waxwing_unverified *unverified);

/// The kind by its name, as `waxwing_signed_object_kind_name`. Lives until the object is freed.
WAXWING_API
waxwing_str waxwing_unverified_kind_name(const waxwing_unverified *unverified);

/// The payload's JSON, byte for byte as it was received. Lives until the object is freed.
WAXWING_API waxwing_str waxwing_unverified_json(const waxwing_unverified *unverified);

/// The payload as JSON with every field, known or not; known dates are whole milliseconds. Lives
/// until the object is freed.
WAXWING_API
waxwing_str waxwing_unverified_payload(const waxwing_unverified *unverified);

/// Whether there is a value at a JSON pointer (RFC 6901) of the payload.
WAXWING_API
bool waxwing_unverified_has(const waxwing_unverified *unverified,
                            waxwing_str pointer);

/// The text at a JSON pointer, which lives until the object is freed. False, and nothing written,
/// when there is none.
WAXWING_API
bool waxwing_unverified_text(const waxwing_unverified *unverified,
                             waxwing_str pointer,
                             waxwing_str *out_value);

/// The integer at a JSON pointer; dates are milliseconds since 1970. False, and nothing written,
/// when there is none.
WAXWING_API
bool waxwing_unverified_integer(const waxwing_unverified *unverified,
                                waxwing_str pointer,
                                int64_t *out_value);

/// The number at a JSON pointer, whole or not. False, and nothing written, when there is none.
WAXWING_API
bool waxwing_unverified_number(const waxwing_unverified *unverified,
                               waxwing_str pointer,
                               double *out_value);

/// The truth value at a JSON pointer. False, and nothing written, when there is none.
WAXWING_API
bool waxwing_unverified_boolean(const waxwing_unverified *unverified,
                                waxwing_str pointer,
                                bool *out_value);

/// How many elements the array, or keys the object, at a JSON pointer has. False, and nothing
/// written, when there is neither.
WAXWING_API
bool waxwing_unverified_count(const waxwing_unverified *unverified,
                              waxwing_str pointer,
                              size_t *out_value);

/// Reads the first transaction id in an app receipt: base64 text as apps send it, or the file
/// itself. Nothing is verified: use the id to ask the App Store Server API. Free it with
/// `waxwing_transaction_id_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_app_receipt_transaction_id(waxwing_str receipt,
                                                  waxwing_transaction_id **out_id,
                                                  waxwing_error **out_error);

/// Reads the transaction id in a transaction receipt of StoreKit 1. Nothing is verified. Free it
/// with `waxwing_transaction_id_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_transaction_receipt_transaction_id(waxwing_str receipt,
                                                          waxwing_transaction_id **out_id,
                                                          waxwing_error **out_error);

/// The id; `{NULL, 0}` when the receipt holds none. Lives until the id is freed.
WAXWING_API waxwing_str waxwing_transaction_id_text(const waxwing_transaction_id *id);

/// Frees an id. NULL is fine.
WAXWING_API void waxwing_transaction_id_free(waxwing_transaction_id *id);

/// A builder of a receipt verifier that trusts Apple Root CA and accepts nothing yet. Free it with
/// `waxwing_receipt_verifier_builder_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_receipt_verifier_builder *waxwing_receipt_verifier_builder_new(void);

/// Frees a builder. NULL is fine. What was built of it stays.
WAXWING_API
void waxwing_receipt_verifier_builder_free(waxwing_receipt_verifier_builder *builder);

/// Accepts receipts of this app. Call it again for each further app.
WAXWING_API
waxwing_status waxwing_receipt_verifier_builder_bundle_id(waxwing_receipt_verifier_builder *builder,
                                                          waxwing_str bundle_id,
                                                          waxwing_error **out_error);

/// Accepts receipts of every app. Dangerous: a receipt of anybody's app will do.
WAXWING_API
waxwing_status waxwing_receipt_verifier_builder_dangerous_any_bundle_id(waxwing_receipt_verifier_builder *builder,
                                                                        waxwing_error **out_error);

/// Accepts receipts of this environment, a `waxwing_environment`. Call it again for the other.
/// Xcode stands alone, with its certificate.
WAXWING_API
waxwing_status waxwing_receipt_verifier_builder_environment(waxwing_receipt_verifier_builder *builder,
                                                            uint32_t environment,
                                                            waxwing_error **out_error);

/// Trusts this root, the DER certificate of an RSA authority, instead of Apple Root CA. Call it
/// again for each further root.
WAXWING_API
waxwing_status waxwing_receipt_verifier_builder_root(waxwing_receipt_verifier_builder *builder,
                                                     waxwing_bytes der,
                                                     waxwing_error **out_error);

/// Trusts the root with this SHA-256, 32 bytes, which receipts then have to bring along, instead of
/// Apple Root CA.
WAXWING_API
waxwing_status waxwing_receipt_verifier_builder_root_sha256(waxwing_receipt_verifier_builder *builder,
                                                            waxwing_bytes fingerprint,
                                                            waxwing_error **out_error);

/// Trusts receipts that Xcode signed with this certificate, in DER, as Xcode exports it. Goes with
/// `WAXWING_ENVIRONMENT_XCODE` alone.
WAXWING_API
waxwing_status waxwing_receipt_verifier_builder_xcode_certificate(waxwing_receipt_verifier_builder *builder,
                                                                  waxwing_bytes der,
                                                                  waxwing_error **out_error);

/// Refuses SHA-1, over which Apple signed receipts of older generations.
WAXWING_API
waxwing_status waxwing_receipt_verifier_builder_sha256_only(waxwing_receipt_verifier_builder *builder,
                                                            waxwing_error **out_error);

/// How far the creation date may lie in the future, in milliseconds; a minute unless set.
WAXWING_API
waxwing_status waxwing_receipt_verifier_builder_future_skew_ms(waxwing_receipt_verifier_builder *builder,
                                                               int64_t future_skew_ms,
                                                               waxwing_error **out_error);

/// Makes the verifier. The builder stays and can be used further.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a policy that cannot be, `WAXWING_STATUS_RECEIPT_ANCHOR` for a
/// certificate or fingerprint that receipts cannot be verified against, or the first error of a
/// setter.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_receipt_verifier_builder_build(const waxwing_receipt_verifier_builder *builder,
                                                      waxwing_receipt_verifier **out_verifier,
                                                      waxwing_error **out_error);

/// Frees a verifier. NULL is fine. What it verified stays.
WAXWING_API void waxwing_receipt_verifier_free(waxwing_receipt_verifier *verifier);

/// Verifies a receipt: the base64 text that apps send, or the file itself. `now_ms` is milliseconds
/// since 1970. Free it with `waxwing_receipt_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_receipt_verifier_verify(const waxwing_receipt_verifier *verifier,
                                               waxwing_str receipt,
                                               int64_t now_ms,
                                               waxwing_receipt **out_receipt,
                                               waxwing_error **out_error);

/// Frees a receipt. NULL is fine.
WAXWING_API void waxwing_receipt_free(waxwing_receipt *receipt);

/// The receipt as JSON: keys as in Apple's verifyReceipt but in camelCase, dates as milliseconds,
/// octets as base64. Lives until the receipt is freed.
WAXWING_API
waxwing_str waxwing_receipt_payload(const waxwing_receipt *receipt);

/// Which of the expected environments it belongs to.
WAXWING_API
waxwing_environment waxwing_receipt_environment(const waxwing_receipt *receipt);

/// When Apple made it, in milliseconds since 1970; its certificates were valid then.
WAXWING_API int64_t waxwing_receipt_created_at_ms(const waxwing_receipt *receipt);

/// Until when the certificate that signed it is valid, in milliseconds since 1970.
WAXWING_API int64_t waxwing_receipt_leaf_valid_until_ms(const waxwing_receipt *receipt);

/// The time that was given as now, in milliseconds since 1970.
WAXWING_API int64_t waxwing_receipt_checked_at_ms(const waxwing_receipt *receipt);

/// What it is signed over: `SHA-256`, or `SHA-1` in older receipts.
WAXWING_API waxwing_str waxwing_receipt_digest(const waxwing_receipt *receipt);

/// The text at a JSON pointer (RFC 6901), such as `/inApp/0/productId`. Lives until the receipt is
/// freed. False, and nothing written, when there is none.
WAXWING_API
bool waxwing_receipt_text(const waxwing_receipt *receipt,
                          waxwing_str pointer,
                          waxwing_str *out_value);

/// The integer at a JSON pointer; dates are milliseconds since 1970. False, and nothing written,
/// when there is none.
WAXWING_API
bool waxwing_receipt_integer(const waxwing_receipt *receipt,
                             waxwing_str pointer,
                             int64_t *out_value);

/// The truth value at a JSON pointer. False, and nothing written, when there is none.
WAXWING_API
bool waxwing_receipt_boolean(const waxwing_receipt *receipt,
                             waxwing_str pointer,
                             bool *out_value);

/// How many elements the array, or keys the object, at a JSON pointer has: `/inApp` for purchases.
/// False, and nothing written, when there is neither.
WAXWING_API
bool waxwing_receipt_count(const waxwing_receipt *receipt,
                           waxwing_str pointer,
                           size_t *out_value);

/// Checks that the receipt was made for this device. `guid` is the identifier's bytes: 16 of
/// `identifierForVendor`, on a Mac the 6 of the network address.
/// `WAXWING_STATUS_RECEIPT_DEVICE_HASH` for another device.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_receipt_verify_device_hash(const waxwing_receipt *receipt,
                                                  waxwing_bytes guid,
                                                  waxwing_error **out_error);

/// The key by which a repeated delivery of a notification is known: its UUID in lower case.
/// `{NULL, 0}` for another kind of object. Lives until the object is freed.
WAXWING_API
waxwing_str waxwing_signed_object_deduplication_key(const waxwing_signed_object *object);

/// The order of two notifications, as qsort() wants it: below 0, 0 or above 0. The one that Apple
/// signed first comes first, and for a tie the UUID decides, so that the order is the same on every
/// machine: Apple delivers in no order. What is no notification, NULL too, comes before all.
WAXWING_API
int32_t waxwing_signed_object_order(const waxwing_signed_object *object,
                                    const waxwing_signed_object *other);

/// What a notification means, by its type and subtype. Where a type has a line without a subtype, a
/// subtype that is not listed leads there. False, and nothing written, for one that is not known,
/// and for another kind of object.
WAXWING_API
bool waxwing_signed_object_meaning(const waxwing_signed_object *object,
                                   waxwing_meaning *out_meaning);

/// What a type and a subtype mean, as `waxwing_signed_object_meaning`; `{NULL, 0}` for no subtype.
WAXWING_API
bool waxwing_meaning_of(waxwing_str notification_type,
                        waxwing_str subtype,
                        waxwing_meaning *out_meaning);

/// A line of the table by its place, counted from 0. False, and nothing written, behind the last.
WAXWING_API
bool waxwing_meaning_item(size_t index,
                          waxwing_meaning *out_meaning);

/// The name of a `waxwing_applied`, as all languages show it, such as `changed`; `{NULL, 0}` for a
/// number that is none.
WAXWING_API
waxwing_str waxwing_applied_name(uint32_t applied);

/// The original transaction that an object is about, for a notification that of what is nested in
/// it: whose state to load before applying it. `{NULL, 0}` for what is about no purchase. Lives
/// until the object is freed.
WAXWING_API
waxwing_str waxwing_subscription_state_id_of(const waxwing_signed_object *object);

/// The empty state of a purchase: the app, a `waxwing_environment`, and the id of the first
/// transaction. Use all three as the key under which you store it: the sandbox can hand out an id
/// that production has too. Free it with `waxwing_subscription_state_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_subscription_state_new(waxwing_str bundle_id,
                                              uint32_t environment,
                                              waxwing_str original_transaction_id,
                                              waxwing_subscription_state **out_subscription,
                                              waxwing_error **out_error);

/// Reads what `waxwing_subscription_state_json` gave. This verifies nothing: keep stored states where only
/// your server can write. Free it with `waxwing_subscription_state_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for another format or a field of the wrong type;
/// `WAXWING_STATUS_INVALID_JSON` and its siblings for what is no JSON object.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_subscription_state_from_json(waxwing_str json,
                                                    waxwing_subscription_state **out_subscription,
                                                    waxwing_error **out_error);

/// Frees a state. NULL is fine.
WAXWING_API
void waxwing_subscription_state_free(waxwing_subscription_state *subscription);

/// Takes a verified notification, transaction or renewal info in, whole or, on an error, not at
/// all. `out_applied` may be NULL.
///
/// `WAXWING_STATUS_WRONG_BUNDLE_ID`, `_MISSING_BUNDLE_ID` or `_WRONG_ENVIRONMENT`: it belongs
/// elsewhere; `WAXWING_STATUS_INVALID_INPUT`: to another purchase, see `waxwing_subscription_state_id_of`;
/// `WAXWING_STATUS_WRONG_KIND`: it is of a kind that tells nothing about purchases.
WAXWING_API
waxwing_status waxwing_subscription_state_apply(waxwing_subscription_state *subscription,
                                                const waxwing_signed_object *object,
                                                waxwing_applied *out_applied,
                                                waxwing_error **out_error);

/// Takes payloads in that were verified elsewhere, or never, such as those of tests: nothing here
/// can tell. Each is the JSON of a payload; `{NULL, 0}` leaves it out. With a notification, the
/// other two are what was nested in it; without, one of them is given. `out_applied` may be NULL.
///
/// Statuses are those of `waxwing_subscription_state_apply`, and those of JSON and of a payload's fields.
WAXWING_API
waxwing_status waxwing_subscription_state_apply_payloads(waxwing_subscription_state *subscription,
                                                         waxwing_str notification,
                                                         waxwing_str transaction,
                                                         waxwing_str renewal_info,
                                                         waxwing_applied *out_applied,
                                                         waxwing_error **out_error);

/// Takes in everything that another state of the same purchase knows, as if all its events had been
/// applied here. `out_applied` may be NULL. Statuses are those of `waxwing_subscription_state_apply`.
WAXWING_API
waxwing_status waxwing_subscription_state_merge(waxwing_subscription_state *subscription,
                                                const waxwing_subscription_state *other,
                                                waxwing_applied *out_applied,
                                                waxwing_error **out_error);

/// The state as compact JSON, to be stored: equal states give equal text. Lives until the state
/// changes or is freed.
WAXWING_API
waxwing_str waxwing_subscription_state_json(const waxwing_subscription_state *subscription);

/// The app. Lives until the state is freed.
WAXWING_API
waxwing_str waxwing_subscription_state_bundle_id(const waxwing_subscription_state *subscription);

/// The environment.
WAXWING_API
waxwing_environment waxwing_subscription_state_environment(const waxwing_subscription_state *subscription);

/// The id of the first transaction. Lives until the state is freed.
WAXWING_API
waxwing_str waxwing_subscription_state_original_transaction_id(const waxwing_subscription_state *subscription);

/// The name of a `waxwing_entitlement_state`, as all languages show it, such as `gracePeriod`;
/// `{NULL, 0}` for a number that is none.
WAXWING_API
waxwing_str waxwing_entitlement_state_name(uint32_t state);

/// The name of a `waxwing_entitlement_reason`, as all languages show it, such as
/// `customerCancelled`; `{NULL, 0}` for a number that is none.
WAXWING_API waxwing_str waxwing_entitlement_reason_name(uint32_t reason);

/// Whether the purchase grants access at a time, and why. False, and nothing written, for NULL. Its
/// views live until the state changes or is freed.
WAXWING_API
bool waxwing_subscription_state_entitlement_at(const waxwing_subscription_state *subscription,
                                               int64_t now_ms,
                                               waxwing_entitlement *out_entitlement);

/// How many transactions are known: at most the newest 32.
WAXWING_API
size_t waxwing_subscription_state_period_count(const waxwing_subscription_state *subscription);

/// A transaction that is known, counted from 0, the oldest first. False, and nothing written, behind
/// the last. Its views live until the state changes or is freed.
WAXWING_API
bool waxwing_subscription_state_period_item(const waxwing_subscription_state *subscription,
                                            size_t index,
                                            waxwing_subscription_period *out_period);

/// What will happen at the next renewal, or why there will be none. False, and nothing written,
/// without renewal info, and while the last one is older than the last transaction: it tells of
/// another period then. Its views live until the state changes or is freed.
WAXWING_API
bool waxwing_subscription_state_renewal(const waxwing_subscription_state *subscription,
                                        waxwing_subscription_renewal *out_renewal);

/// The last notification that was applied, by signing date. False, and nothing written, if there was
/// none. Its views live until the state changes or is freed.
WAXWING_API
bool waxwing_subscription_state_last_notice(const waxwing_subscription_state *subscription,
                                            waxwing_subscription_notice *out_notice);

/// Reads the `.p8` file that Apple issued: PEM or its bare base64 body, with any line endings.
/// `key_id` and `team_id` are ten capital letters and digits each. Free the key with
/// `waxwing_provider_key_free`.
///
/// A key that cannot be used has a status of its own for each cause, `WAXWING_STATUS_INVALID_KEY…`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_provider_key_from_p8(waxwing_bytes p8,
                                            waxwing_str key_id,
                                            waxwing_str team_id,
                                            waxwing_provider_key **out_key,
                                            waxwing_error **out_error);

/// Frees a key, and wipes it unless a session or a key ring has it. NULL is fine. Its tokens stay.
WAXWING_API
void waxwing_provider_key_free(waxwing_provider_key *key);

/// The id of the key. Lives until the key is freed.
WAXWING_API waxwing_str waxwing_provider_key_id(const waxwing_provider_key *key);

/// The id of the team it belongs to. Lives until the key is freed.
WAXWING_API waxwing_str waxwing_provider_key_team_id(const waxwing_provider_key *key);

/// The public key that belongs to it: 65 bytes, an uncompressed point (SEC 1 section 2.3.3). Lives
/// until the key is freed.
WAXWING_API
waxwing_bytes waxwing_provider_key_public_key(const waxwing_provider_key *key);

/// The provider token of the time `now_ms`, milliseconds since 1970, in windows of 50 minutes.
///
/// A pure function of key and time: every process, thread and machine with this key makes the same
/// token in the same window, so that APNs never sees more than one in 20 minutes. It costs one
/// signature: keep the token until `waxwing_provider_token_window_ends_at_ms`, and free it with
/// `waxwing_provider_token_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_provider_key_token_at(const waxwing_provider_key *key,
                                             int64_t now_ms,
                                             waxwing_provider_token **out_token,
                                             waxwing_error **out_error);

/// The provider token of the time `now_ms` in windows of `window_s` seconds (1200 to 3540), one of
/// which begins `phase_s` seconds after 1970 began. All that share a key must use the same figures.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_provider_key_token_in_window(const waxwing_provider_key *key,
                                                    int64_t now_ms,
                                                    int64_t window_s,
                                                    int64_t phase_s,
                                                    waxwing_provider_token **out_token,
                                                    waxwing_error **out_error);

/// The provider token with exactly this `iat`, in seconds since 1970.
///
/// Prefer `waxwing_provider_key_token_at`: tokens of arbitrary times, made by several processes,
/// are what APNs answers with `TooManyProviderTokenUpdates`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_provider_key_token_issued_at(const waxwing_provider_key *key,
                                                    int64_t issued_at_s,
                                                    waxwing_provider_token **out_token,
                                                    waxwing_error **out_error);

/// Takes a token that was made elsewhere, a compact JWS, such as by a service that alone has the
/// key. Its form is checked, its signature is not.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_provider_token_from_jwt(waxwing_str jwt,
                                               waxwing_provider_token **out_token,
                                               waxwing_error **out_error);

/// Frees a token. NULL is fine. Requests made with it stay as they are.
WAXWING_API void waxwing_provider_token_free(waxwing_provider_token *token);

/// The value of the header `authorization`: `bearer` and the token. Lives until the token is freed.
WAXWING_API
waxwing_str waxwing_provider_token_authorization(const waxwing_provider_token *token);

/// The token alone, a compact JWS. Lives until the token is freed.
WAXWING_API waxwing_str waxwing_provider_token_jwt(const waxwing_provider_token *token);

/// The header as one line, `authorization: bearer …`. A NUL follows it, so that libcurl can take its
/// `data`. Lives until the token is freed.
WAXWING_API
waxwing_str waxwing_provider_token_header_line(const waxwing_provider_token *token);

/// The id of the key that signed it. Lives until the token is freed.
WAXWING_API
waxwing_str waxwing_provider_token_key_id(const waxwing_provider_token *token);

/// The id of the team it speaks for. Lives until the token is freed.
WAXWING_API
waxwing_str waxwing_provider_token_team_id(const waxwing_provider_token *token);

/// Its `iat`, in milliseconds since 1970; always whole seconds.
WAXWING_API
int64_t waxwing_provider_token_issued_at_ms(const waxwing_provider_token *token);

/// When the next token is due, in milliseconds since 1970: the end of the window it was made for.
WAXWING_API
int64_t waxwing_provider_token_window_ends_at_ms(const waxwing_provider_token *token);

/// Until when APNs accepts it, in milliseconds since 1970: 60 minutes after its `iat`.
WAXWING_API
int64_t waxwing_provider_token_expires_at_ms(const waxwing_provider_token *token);

/// From hexadecimal digits of either case, of 1 to 256 bytes. Free it with
/// `waxwing_device_token_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_device_token_from_hex(waxwing_str hex,
                                             waxwing_device_token **out_device,
                                             waxwing_error **out_error);

/// From the bytes that the app received, 1 to 256 of them.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_device_token_from_bytes(waxwing_bytes bytes,
                                               waxwing_device_token **out_device,
                                               waxwing_error **out_error);

/// Frees a device token. NULL is fine. Requests made for it stay as they are.
WAXWING_API void waxwing_device_token_free(waxwing_device_token *device);

/// The token as lower-case hexadecimal digits. Lives until the device token is freed.
WAXWING_API waxwing_str waxwing_device_token_hex(const waxwing_device_token *device);

/// What a push type, a `waxwing_push_type`, asks for. False, and nothing written, for a number that
/// is none. Its views live as long as the library.
WAXWING_API
bool waxwing_push_type_rules(uint32_t push_type,
                             waxwing_rules *out_rules);

/// The name of a `waxwing_push_auth`, as all languages show it, such as `token_or_certificate`;
/// `{NULL, 0}` for a number that is none.
WAXWING_API
waxwing_str waxwing_push_auth_name(uint32_t auth);

/// How often the value of a header changes, by its name in lower case, `:path` included. Unknown
/// ones count as `WAXWING_HEADER_STABILITY_UNIQUE`: not indexing them harms nothing.
WAXWING_API
waxwing_header_stability waxwing_header_stability_of(waxwing_str name);

/// The name of a `waxwing_header_stability`, as all languages show it, such as `fixed`; `{NULL, 0}`
/// for a number that is none.
WAXWING_API
waxwing_str waxwing_header_stability_name(uint32_t stability);

/// A builder of a notification with nothing set but its push type, a `waxwing_push_type`, and its
/// topic: the app's bundle id, to which the suffix of the push type is added unless it is there.
/// Free it with `waxwing_notification_builder_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_builder_new(uint32_t push_type,
                                                               waxwing_str topic);

/// A builder of a notification with a payload of your own: a JSON object, held to the same rules
/// and sent byte for byte. Headers can be set, parts of the payload cannot.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_builder_with_payload(uint32_t push_type,
                                                                        waxwing_str topic,
                                                                        waxwing_bytes payload);

/// Frees a builder. NULL is fine. What was built of it stays.
WAXWING_API void waxwing_notification_builder_free(waxwing_notification_builder *builder);

/// How urgent it is, a `waxwing_priority`. Background pushes always have
/// `WAXWING_PRIORITY_POWER_AWARE`.
WAXWING_API
waxwing_status waxwing_notification_builder_priority(waxwing_notification_builder *builder,
                                                     uint32_t priority,
                                                     waxwing_error **out_error);

/// Until when APNs keeps trying, in seconds since 1970; 0 for one attempt. Without it, APNs
/// decides.
WAXWING_API
waxwing_status waxwing_notification_builder_expiration_s(waxwing_notification_builder *builder,
                                                         int64_t expiration_s,
                                                         waxwing_error **out_error);

/// Notifications with the same id replace each other on the device: 1 to 64 bytes of visible ASCII.
WAXWING_API
waxwing_status waxwing_notification_builder_collapse_id(waxwing_notification_builder *builder,
                                                        waxwing_str id,
                                                        waxwing_error **out_error);

/// The UUID that APNs repeats in its reply. Without it, APNs makes one. Keep it when sending the
/// same notification to the same device again; leave it out when preparing for several devices.
WAXWING_API
waxwing_status waxwing_notification_builder_apns_id(waxwing_notification_builder *builder,
                                                    waxwing_str uuid,
                                                    waxwing_error **out_error);

/// The number on the app's icon; 0 removes it.
WAXWING_API
waxwing_status waxwing_notification_builder_badge(waxwing_notification_builder *builder,
                                                  int64_t number,
                                                  waxwing_error **out_error);

/// What the user hears: the name of a file in the app, or `default`.
WAXWING_API
waxwing_status waxwing_notification_builder_sound(waxwing_notification_builder *builder,
                                                  waxwing_str name,
                                                  waxwing_error **out_error);

/// What the user hears, in parts: whether it is a critical alert, for which the app needs an
/// entitlement of Apple's; the name, `{NULL, 0}` for none; the volume from 0 to 1, NULL for none.
WAXWING_API
waxwing_status waxwing_notification_builder_sound_parts(waxwing_notification_builder *builder,
                                                        bool critical,
                                                        waxwing_str name,
                                                        const double *volume,
                                                        waxwing_error **out_error);

/// Groups notifications.
WAXWING_API
waxwing_status waxwing_notification_builder_thread_id(waxwing_notification_builder *builder,
                                                      waxwing_str id,
                                                      waxwing_error **out_error);

/// The category that the app registered, with its actions.
WAXWING_API
waxwing_status waxwing_notification_builder_category(waxwing_notification_builder *builder,
                                                     waxwing_str id,
                                                     waxwing_error **out_error);

/// Also wakes the app in the background. Always on for background pushes.
WAXWING_API
waxwing_status waxwing_notification_builder_content_available(waxwing_notification_builder *builder,
                                                              bool on,
                                                              waxwing_error **out_error);

/// Lets the app's service extension change the alert before it is shown.
WAXWING_API
waxwing_status waxwing_notification_builder_mutable_content(waxwing_notification_builder *builder,
                                                            bool on,
                                                            waxwing_error **out_error);

/// The window to bring forward.
WAXWING_API
waxwing_status waxwing_notification_builder_target_content_id(waxwing_notification_builder *builder,
                                                              waxwing_str id,
                                                              waxwing_error **out_error);

/// How strongly it may interrupt, a `waxwing_interruption_level`.
WAXWING_API
waxwing_status waxwing_notification_builder_interruption_level(waxwing_notification_builder *builder,
                                                               uint32_t level,
                                                               waxwing_error **out_error);

/// Its place among the app's notifications in a summary, from 0 to 1.
WAXWING_API
waxwing_status waxwing_notification_builder_relevance_score(waxwing_notification_builder *builder,
                                                            double score,
                                                            waxwing_error **out_error);

/// What a Focus filter of the app matches.
WAXWING_API
waxwing_status waxwing_notification_builder_filter_criteria(waxwing_notification_builder *builder,
                                                            waxwing_str criteria,
                                                            waxwing_error **out_error);

/// A key of your own beside `aps`. Its value is JSON text: `42`, `"text"`, `{"a":1}`.
WAXWING_API
waxwing_status waxwing_notification_builder_custom(waxwing_notification_builder *builder,
                                                   waxwing_str key,
                                                   waxwing_str json,
                                                   waxwing_error **out_error);

/// Checks everything and fixes the bytes of headers and payload. The builder stays and can be used
/// further.
///
/// `WAXWING_STATUS_INVALID_HEADER_VALUE`, `…_INVALID_TIME`, `…_INVALID_PAYLOAD` about one setting;
/// `…_INVALID_NOTIFICATION` when settings do not belong together; `…_PAYLOAD_TOO_LARGE`; those for
/// JSON; or the first error of a setter.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_notification_builder_build(const waxwing_notification_builder *builder,
                                                  waxwing_notification **out_notification,
                                                  waxwing_error **out_error);

/// What the user reads: a title and a body, instead of any alert set before.
WAXWING_API
waxwing_status waxwing_notification_builder_alert(waxwing_notification_builder *builder,
                                                  waxwing_str title,
                                                  waxwing_str body,
                                                  waxwing_error **out_error);

/// What the user reads: a body alone, written as a plain string, instead of any alert set before.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_text(waxwing_notification_builder *builder,
                                                       waxwing_str body,
                                                       waxwing_error **out_error);

/// An alert without any text, instead of one set before. The functions that follow add to the
/// alert that is there, and begin one where there is none.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_begin(waxwing_notification_builder *builder,
                                                        waxwing_error **out_error);

/// The title.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_title(waxwing_notification_builder *builder,
                                                        waxwing_str text,
                                                        waxwing_error **out_error);

/// The line below the title.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_subtitle(waxwing_notification_builder *builder,
                                                           waxwing_str text,
                                                           waxwing_error **out_error);

/// The text itself.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_body(waxwing_notification_builder *builder,
                                                       waxwing_str text,
                                                       waxwing_error **out_error);

/// The file shown while the app starts.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_launch_image(waxwing_notification_builder *builder,
                                                               waxwing_str text,
                                                               waxwing_error **out_error);

/// The key of a localized title in the app.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_title_loc_key(waxwing_notification_builder *builder,
                                                                waxwing_str text,
                                                                waxwing_error **out_error);

/// What fills the placeholders of the localized title: `count` texts.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_title_loc_args(waxwing_notification_builder *builder,
                                                                 const waxwing_str *args,
                                                                 size_t count,
                                                                 waxwing_error **out_error);

/// The key of a localized subtitle in the app.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_subtitle_loc_key(waxwing_notification_builder *builder,
                                                                   waxwing_str text,
                                                                   waxwing_error **out_error);

/// What fills the placeholders of the localized subtitle: `count` texts.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_subtitle_loc_args(waxwing_notification_builder *builder,
                                                                    const waxwing_str *args,
                                                                    size_t count,
                                                                    waxwing_error **out_error);

/// The key of a localized body in the app.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_loc_key(waxwing_notification_builder *builder,
                                                          waxwing_str text,
                                                          waxwing_error **out_error);

/// What fills the placeholders of the localized body: `count` texts.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_loc_args(waxwing_notification_builder *builder,
                                                           const waxwing_str *args,
                                                           size_t count,
                                                           waxwing_error **out_error);

/// The key of a localized title of the button that opens the app.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_action_loc_key(waxwing_notification_builder *builder,
                                                                 waxwing_str text,
                                                                 waxwing_error **out_error);

/// What the button in Safari says.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_action(waxwing_notification_builder *builder,
                                                         waxwing_str text,
                                                         waxwing_error **out_error);

/// What this adds to a summary. Systems since iOS 15 ignore it.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_summary_arg(waxwing_notification_builder *builder,
                                                              waxwing_str text,
                                                              waxwing_error **out_error);

/// For Live Activities: the sound, which lies inside the alert there.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_sound(waxwing_notification_builder *builder,
                                                        waxwing_str text,
                                                        waxwing_error **out_error);

/// How many things this stands for in a summary. Systems since iOS 15 ignore it.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_summary_arg_count(waxwing_notification_builder *builder,
                                                                    int64_t count,
                                                                    waxwing_error **out_error);

/// For Live Activities: a text of the app's own in place of the title, by its key, with `count` texts
/// that fill its placeholders.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_title_localized(waxwing_notification_builder *builder,
                                                                  waxwing_str key,
                                                                  const waxwing_str *args,
                                                                  size_t count,
                                                                  waxwing_error **out_error);

/// For Live Activities: a text of the app's own in place of the body, by its key, with `count` texts
/// that fill its placeholders.
WAXWING_API
waxwing_status waxwing_notification_builder_alert_body_localized(waxwing_notification_builder *builder,
                                                                 waxwing_str key,
                                                                 const waxwing_str *args,
                                                                 size_t count,
                                                                 waxwing_error **out_error);

/// An option by its place in the list of all, counted from 0. False, and nothing written, behind
/// the last. Its views live as long as the library.
WAXWING_API
bool waxwing_option_item(size_t index,
                         waxwing_option *out_option);

/// A builder of a notification from a JSON object of options: `push_type`, `topic`, and any of
/// those that `waxwing_option_item` lists, in `snake_case` or `camelCase`. What is wrong with them,
/// `waxwing_notification_builder_build` says. Free it with `waxwing_notification_builder_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_builder_from_options(waxwing_str options_json);

/// Sets an option by its name, in `snake_case` or `camelCase`, to a value of any kind, which is
/// JSON text: `42`, `"text"`, `["a","b"]`, `{"loc_key":"K"}`; `null` unsets it. Names and kinds of
/// values are those of `waxwing_option_item`; options inside an object are set with the object.
///
/// An alert that is set by name is replaced as a whole by the functions that set its parts.
WAXWING_API
waxwing_status waxwing_notification_builder_set_json(waxwing_notification_builder *builder,
                                                     waxwing_str name,
                                                     waxwing_str json,
                                                     waxwing_error **out_error);

/// Sets an option of the kind `text` or `text_or_object` by its name.
WAXWING_API
waxwing_status waxwing_notification_builder_set_text(waxwing_notification_builder *builder,
                                                     waxwing_str name,
                                                     waxwing_str text,
                                                     waxwing_error **out_error);

/// Sets an option of the kind `integer` or `seconds` by its name.
WAXWING_API
waxwing_status waxwing_notification_builder_set_integer(waxwing_notification_builder *builder,
                                                        waxwing_str name,
                                                        int64_t integer,
                                                        waxwing_error **out_error);

/// Sets an option of the kind `number` by its name.
WAXWING_API
waxwing_status waxwing_notification_builder_set_number(waxwing_notification_builder *builder,
                                                       waxwing_str name,
                                                       double number,
                                                       waxwing_error **out_error);

/// Sets an option of the kind `flag` by its name.
WAXWING_API
waxwing_status waxwing_notification_builder_set_flag(waxwing_notification_builder *builder,
                                                     waxwing_str name,
                                                     bool flag,
                                                     waxwing_error **out_error);

/// Begins an alert with a title and a body. `topic` is the app's bundle id. Free the builder, of
/// this function and those that follow, with `waxwing_notification_builder_free`; it keeps what is
/// wrong with an argument until it is built.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_alert(waxwing_str topic,
                                                         waxwing_str title,
                                                         waxwing_str body);

/// Begins a push that wakes the app without showing anything. `topic` is the app's bundle id.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_background(waxwing_str topic);

/// Begins a push that announces a call. `topic` is the app's bundle id; `.voip` is added.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_voip(waxwing_str topic);

/// Begins a push that updates a watchOS complication. `topic` is the app's bundle id;
/// `.complication` is added.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_complication(waxwing_str topic);

/// Begins a push that tells a Push to Talk app of activity on its channel. `topic` is the app's
/// bundle id; `.voip-ptt` is added.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_push_to_talk(waxwing_str topic);

/// Begins a push that asks for the device's location. `topic` is the app's bundle id;
/// `.location-query` is added.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_location(waxwing_str topic);

/// Begins a push that reloads widgets. `topic` is the app's bundle id; `.push-type.widgets` is
/// added.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_widgets(waxwing_str topic);

/// Begins a push that updates a control. `topic` is the app's bundle id; `.push-type.controls` is
/// added.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_controls(waxwing_str topic);

/// Begins a push that tells a File Provider extension of changes: the identifier of the container,
/// and of the domain. `topic` is the app's bundle id; `.pushkit.fileprovider` is added.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_file_provider(waxwing_str topic,
                                                                 waxwing_str container,
                                                                 waxwing_str domain);

/// Begins a push that tells a managed device to contact its server. `topic` is the UID in the
/// subject of the push certificate; `push_magic` is what the device sent when it enrolled.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_mdm(waxwing_str topic,
                                                       waxwing_str push_magic);

/// Begins a push that starts, updates or ends a Live Activity: a `waxwing_activity_event`.
///
/// `topic` is the app's bundle id; `.push-type.liveactivity` is added. `timestamp_s` is the time of
/// the push, in seconds since 1970: the system shows the content of the newest, so keep it when you
/// send the same push again. `content_state` is a JSON object that decodes as the app's
/// `ContentState`.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_live_activity(waxwing_str topic,
                                                                 uint32_t event,
                                                                 int64_t timestamp_s,
                                                                 waxwing_str content_state);

/// Begins a push that makes Wallet fetch a pass anew. `pass_type_id` begins with `pass.`. The device
/// token is the pass's push token, and the environment is always production.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_wallet(waxwing_str pass_type_id);

/// Begins a notification of a website in Safari, of the kind before Web Push. `website_push_id`
/// begins with `web.`; `url_args`, which are `count` texts, fill the placeholders of the site's URL
/// format, and are written even when there are none.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_notification_website(waxwing_str website_push_id,
                                                           waxwing_str title,
                                                           waxwing_str body,
                                                           const waxwing_str *url_args,
                                                           size_t count);

/// Judges a push to a device that another library, another language or an old system of yours would
/// send: what APNs refuses comes back as an error, the rest as lints. Names of headers may be in
/// any case; `:method` and `:path` are checked where they are given. Free the list with
/// `waxwing_lints_free`.
///
/// Statuses are those of `waxwing_notification_builder_build`, and
/// `WAXWING_STATUS_INVALID_DEVICE_TOKEN`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_lint_request(const waxwing_header *headers,
                                    size_t header_count,
                                    waxwing_bytes body,
                                    waxwing_lints **out_lints,
                                    waxwing_error **out_error);

/// Frees a list of lints that was made by `waxwing_lint_request`. NULL is fine.
WAXWING_API void waxwing_lints_free(waxwing_lints *lints);

/// How many there are.
WAXWING_API size_t waxwing_lints_count(const waxwing_lints *lints);

/// One of them, counted from 0. False, and nothing written, where there is none. Its views live
/// until the list is freed.
WAXWING_API
bool waxwing_lints_item(const waxwing_lints *lints,
                        size_t index,
                        waxwing_lint *out_lint);

/// What there are lints about, by its place in the list of all, counted from 0; the subject is
/// `{NULL, 0}`. False, and nothing written, behind the last. Its views live as long as the library.
WAXWING_API
bool waxwing_lint_code_item(size_t index,
                            waxwing_lint *out_lint);

/// Frees a notification. NULL is fine. What was prepared of it stays.
WAXWING_API void waxwing_notification_free(waxwing_notification *notification);

/// Its topic, with the suffix of its push type. Lives until the notification is freed.
WAXWING_API
waxwing_str waxwing_notification_topic(const waxwing_notification *notification);

/// Its payload, exactly as it is sent. Lives until the notification is freed.
WAXWING_API
waxwing_str waxwing_notification_payload(const waxwing_notification *notification);

/// Its push type, a `waxwing_push_type`; 0 for NULL.
WAXWING_API
uint32_t waxwing_notification_push_type(const waxwing_notification *notification);

/// Its priority, a `waxwing_priority`; 0 for NULL, and where none was set.
WAXWING_API
uint32_t waxwing_notification_priority(const waxwing_notification *notification);

/// Until when APNs keeps trying, in seconds since 1970; 0 for one attempt. Do not send it again
/// after that. False, and nothing written, where none was set.
WAXWING_API
bool waxwing_notification_expiration_s(const waxwing_notification *notification,
                                       int64_t *out_s);

/// What APNs would accept and what rarely is meant. Borrowed: lives until the notification is
/// freed.
WAXWING_API
const waxwing_lints *waxwing_notification_lints(const waxwing_notification *notification);

/// What was cut off to make it fit, if the option `fit` allowed it and it was necessary. False, and
/// nothing written, if nothing was. Its view lives until the notification is freed.
WAXWING_API
bool waxwing_notification_cut(const waxwing_notification *notification,
                              waxwing_cut *out_cut);

/// Fixes headers and body for Apple's host of an environment, a `waxwing_environment`. Free the
/// result with `waxwing_prepared_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_notification_prepare(const waxwing_notification *notification,
                                            uint32_t environment,
                                            waxwing_prepared **out_prepared,
                                            waxwing_error **out_error);

/// The same with a port: 443, or 2197, which exists so that a firewall can pass APNs and block
/// other HTTPS.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_notification_prepare_at_port(const waxwing_notification *notification,
                                                    uint32_t environment,
                                                    uint32_t port,
                                                    waxwing_prepared **out_prepared,
                                                    waxwing_error **out_error);

/// The same for another host, such as a simulator: `host` or `host:port`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_notification_prepare_for_authority(const waxwing_notification *notification,
                                                          waxwing_str authority,
                                                          waxwing_prepared **out_prepared,
                                                          waxwing_error **out_error);

/// Frees what was prepared. NULL is fine. Requests made of it stay.
WAXWING_API void waxwing_prepared_free(waxwing_prepared *prepared);

/// The request for one device. `token` is the provider token, or NULL on a connection with a client
/// certificate, where APNs ignores it. Free the request with `waxwing_request_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_prepared_request(const waxwing_prepared *prepared,
                                        const waxwing_device_token *device,
                                        const waxwing_provider_token *token,
                                        waxwing_request **out_request,
                                        waxwing_error **out_error);

/// The paths for many devices, in memory of your own: all that differs from one device to the next.
/// Method, scheme, authority, headers and body are those of the functions that follow, for all of
/// them.
///
/// The paths are written to `text`, which has room for `text_len` bytes, one behind the other with
/// a NUL after each; `out_paths`, which has room for `count` views, tells where each one is, in the
/// order of `devices`. `out_count` receives how many fitted: ask again for the rest.
/// `WAXWING_PATH_MAX` bytes for each always suffice; 75 do for the tokens that Apple gives out
/// today. Nothing is allocated.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_prepared_paths(const waxwing_prepared *prepared,
                                      const waxwing_device_token *const *devices,
                                      size_t count,
                                      char *text,
                                      size_t text_len,
                                      waxwing_str *out_paths,
                                      size_t *out_count,
                                      waxwing_error **out_error);

/// The method of its requests: `POST`. Lives until what was prepared is freed.
WAXWING_API waxwing_str waxwing_prepared_method(const waxwing_prepared *prepared);

/// The scheme of their URLs: `https`. Lives until what was prepared is freed.
WAXWING_API waxwing_str waxwing_prepared_scheme(const waxwing_prepared *prepared);

/// Host and port of their URLs; the port is left out when it is 443. Lives until what was prepared
/// is freed.
WAXWING_API
waxwing_str waxwing_prepared_authority(const waxwing_prepared *prepared);

/// Their headers in the order they are sent, without `authorization`, which comes first where a
/// token is used: an array of `waxwing_prepared_header_count` values. Lives until what was prepared
/// is freed.
WAXWING_API
const waxwing_header *waxwing_prepared_headers(const waxwing_prepared *prepared);

/// How many headers there are.
WAXWING_API size_t waxwing_prepared_header_count(const waxwing_prepared *prepared);

/// A header as one line, `name: value`; `{NULL, 0}` where there is no header of this index. A NUL
/// follows it, so that libcurl can take its `data`. Lives until what was prepared is freed.
WAXWING_API
waxwing_str waxwing_prepared_header_line(const waxwing_prepared *prepared,
                                         size_t index);

/// Their body, the same for every device. Lives until what was prepared is freed.
WAXWING_API waxwing_bytes waxwing_prepared_body(const waxwing_prepared *prepared);

/// Frees a request. NULL is fine.
WAXWING_API void waxwing_request_free(waxwing_request *request);

/// The method, such as `POST`. Lives until the request is freed.
WAXWING_API waxwing_str waxwing_request_method(const waxwing_request *request);

/// The whole URL. A NUL follows it, so that libcurl can take its `data`. Lives until the request is
/// freed.
WAXWING_API
waxwing_str waxwing_request_url(const waxwing_request *request);

/// The scheme: `https`; for MPNS without a certificate `http`. Lives until the request is freed.
WAXWING_API
waxwing_str waxwing_request_scheme(const waxwing_request *request);

/// Host and port of the URL; the port is left out when it is 443. Lives until the request is freed.
WAXWING_API
waxwing_str waxwing_request_authority(const waxwing_request *request);

/// The path of the URL. Lives until the request is freed.
WAXWING_API waxwing_str waxwing_request_path(const waxwing_request *request);

/// The headers in the order they are sent, `authorization` first: an array of
/// `waxwing_request_header_count` values. Mark `authorization` as sensitive where your client can
/// (nghttp2: `NGHTTP2_NV_FLAG_NO_INDEX`), and keep it out of logs. Lives until the request is
/// freed.
WAXWING_API
const waxwing_header *waxwing_request_headers(const waxwing_request *request);

/// How many headers there are.
WAXWING_API size_t waxwing_request_header_count(const waxwing_request *request);

/// A header as one line, `name: value`; `{NULL, 0}` where there is no header of this index. A NUL
/// follows it, so that libcurl can take its `data`. Lives until the request is freed.
WAXWING_API
waxwing_str waxwing_request_header_line(const waxwing_request *request,
                                        size_t index);

/// The body; for a push the same for every device. Lives until the request is freed.
WAXWING_API waxwing_bytes waxwing_request_body(const waxwing_request *request);

/// Reads a reply from status, headers and body. Only arguments can be wrong: NULL, or a status
/// above 65535. The case of header names makes no difference; headers other than `apns-id`,
/// `apns-unique-id`, `apns-request-id`, `apns-channel-id`, `retry-after` and `date` may be left out. Free the reply with
/// `waxwing_reply_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_reply_parse(uint32_t status,
                                   const waxwing_header *headers,
                                   size_t header_count,
                                   waxwing_bytes body,
                                   waxwing_reply **out_reply,
                                   waxwing_error **out_error);

/// Frees a reply. NULL is fine. Its verdicts stay.
WAXWING_API void waxwing_reply_free(waxwing_reply *reply);

/// The status of HTTP; 0 for NULL.
WAXWING_API uint32_t waxwing_reply_status(const waxwing_reply *reply);

/// Whether APNs accepted the notification, which does not mean that it was delivered.
WAXWING_API bool waxwing_reply_is_success(const waxwing_reply *reply);

/// The id of the notification, as received: in upper case when APNs made it. `{NULL, 0}` if there
/// is none. Lives until the reply is freed.
WAXWING_API
waxwing_str waxwing_reply_apns_id(const waxwing_reply *reply);

/// The id in the delivery log of Apple's Push Notifications Console; sandbox only. `{NULL, 0}` if
/// there is none. Lives until the reply is freed.
WAXWING_API
waxwing_str waxwing_reply_apns_unique_id(const waxwing_reply *reply);

/// The id of a request about channels or of a broadcast, as received. `{NULL, 0}` if there is none.
/// Lives until the reply is freed.
WAXWING_API
waxwing_str waxwing_reply_apns_request_id(const waxwing_reply *reply);

/// The id of a channel that was created, as received. `{NULL, 0}` if there is none. Lives until the
/// reply is freed.
WAXWING_API
waxwing_str waxwing_reply_apns_channel_id(const waxwing_reply *reply);

/// Why it was refused, as received, such as `BadDeviceToken`. `{NULL, 0}` if the body does not say.
/// Lives until the reply is freed.
WAXWING_API
waxwing_str waxwing_reply_reason(const waxwing_reply *reply);

/// Whether the reason is one that this version knows.
WAXWING_API bool waxwing_reply_reason_is_known(const waxwing_reply *reply);

/// With status 410: when APNs established that the device token was no longer valid for the topic,
/// in milliseconds since 1970. False, and nothing written, if the body does not say.
WAXWING_API
bool waxwing_reply_timestamp_ms(const waxwing_reply *reply,
                                int64_t *out_ms);

/// How many seconds the server asks to wait. False, and nothing written, if it does not.
WAXWING_API bool waxwing_reply_retry_after_s(const waxwing_reply *reply, uint32_t *out_s);

/// The body as received: of a refusal at most its first 64 KiB, of a success its first mebibyte.
/// Lives until the reply is freed.
WAXWING_API
waxwing_bytes waxwing_reply_body(const waxwing_reply *reply);

/// What to do about a reply. Free the verdict with `waxwing_verdict_free`.
///
/// `registered_at_ms` is when the app last registered this device token with your server, in
/// milliseconds since 1970, or `WAXWING_TIME_UNKNOWN`: APNs may have given up a token that the app
/// has registered again since.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_reply_verdict(const waxwing_reply *reply,
                                     int64_t registered_at_ms,
                                     waxwing_verdict **out_verdict,
                                     waxwing_error **out_error);

/// The same, more exact where more is known: when the request was sent, and when its provider token
/// was issued. Each may be `WAXWING_TIME_UNKNOWN`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_reply_verdict_knowing(const waxwing_reply *reply,
                                             int64_t registered_at_ms,
                                             int64_t sent_at_ms,
                                             int64_t token_issued_at_ms,
                                             waxwing_verdict **out_verdict,
                                             waxwing_error **out_error);

/// Frees a verdict. NULL is fine.
WAXWING_API void waxwing_verdict_free(waxwing_verdict *verdict);

/// What to do.
WAXWING_API waxwing_action waxwing_verdict_action(const waxwing_verdict *verdict);

/// What to do, by its name, as all languages show it, such as `drop_device`. Lives until the
/// verdict is freed.
WAXWING_API
waxwing_str waxwing_verdict_action_name(const waxwing_verdict *verdict);

/// What it holds for.
WAXWING_API waxwing_scope waxwing_verdict_scope(const waxwing_verdict *verdict);

/// What it holds for, by its name, as all languages show it, such as `credential`. Lives until the
/// verdict is freed.
WAXWING_API
waxwing_str waxwing_verdict_scope_name(const waxwing_verdict *verdict);

/// Why, where a service of Windows tells, by its name, as all languages show it, such as
/// `channel_throttled`; `{NULL, 0}` otherwise. Lives as long as the library.
WAXWING_API waxwing_str waxwing_verdict_cause_name(const waxwing_verdict *verdict);

/// How many seconds to wait before sending again. False, and nothing written, when it is not to be
/// sent again as it is.
WAXWING_API
bool waxwing_verdict_retry_after_s(const waxwing_verdict *verdict,
                                   uint64_t *out_s);

/// Whether to send nothing more on this connection, and the next request on a new one.
WAXWING_API bool waxwing_verdict_new_connection(const waxwing_verdict *verdict);

/// Since when the device token is known to be invalid, in milliseconds since 1970. False, and
/// nothing written, if the reply does not say.
WAXWING_API
bool waxwing_verdict_since_ms(const waxwing_verdict *verdict,
                              int64_t *out_ms);

/// What to do, in a sentence for people. Lives until the verdict is freed.
WAXWING_API waxwing_str waxwing_verdict_advice(const waxwing_verdict *verdict);

/// The name of a `waxwing_action`, as all languages show it, such as `drop_device`; `{NULL, 0}` for
/// a number that is none.
WAXWING_API
waxwing_str waxwing_action_name(uint32_t action);

/// The name of a `waxwing_scope`, as all languages show it, such as `credential`; `{NULL, 0}` for a
/// number that is none.
WAXWING_API
waxwing_str waxwing_scope_name(uint32_t scope);

/// Frees a call. NULL is fine. Requests made of it stay.
WAXWING_API void waxwing_call_free(waxwing_call *call);

/// The same call with this UUID, which APNs repeats in its reply: the header `apns-request-id`.
/// Without it, APNs makes one. Free the new call with `waxwing_call_free`; the old one stays.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_call_with_request_id(const waxwing_call *call,
                                            waxwing_str uuid,
                                            waxwing_call **out_call,
                                            waxwing_error **out_error);

/// The request. `token` is the provider token, or NULL on a connection with a client certificate.
/// Free the request with `waxwing_request_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_call_request(const waxwing_call *call,
                                    const waxwing_provider_token *token,
                                    waxwing_request **out_request,
                                    waxwing_error **out_error);

/// Checks everything, and fixes headers and body for a channel, by its id as Apple gave it. The
/// builder stays: a push of type Live Activity that updates or ends one, with its bare bundle id,
/// its priority and its expiration. Free the broadcast with `waxwing_broadcast_free`.
///
/// Statuses are those of `waxwing_notification_builder_build`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_notification_builder_broadcast(const waxwing_notification_builder *builder,
                                                      waxwing_str channel,
                                                      waxwing_broadcast **out_broadcast,
                                                      waxwing_error **out_error);

/// Frees a broadcast. NULL is fine. Calls made of it stay.
WAXWING_API void waxwing_broadcast_free(waxwing_broadcast *broadcast);

/// Its payload, exactly as it is sent. Lives until the broadcast is freed.
WAXWING_API waxwing_str waxwing_broadcast_payload(const waxwing_broadcast *broadcast);

/// Its priority, a `waxwing_priority`; 0 for NULL.
WAXWING_API uint32_t waxwing_broadcast_priority(const waxwing_broadcast *broadcast);

/// Its expiration, in seconds since 1970; 0 for one attempt. Do not send it again after that.
WAXWING_API
int64_t waxwing_broadcast_expiration_s(const waxwing_broadcast *broadcast);

/// What APNs would accept and what rarely is meant. Borrowed: lives until the broadcast is freed.
WAXWING_API
const waxwing_lints *waxwing_broadcast_lints(const waxwing_broadcast *broadcast);

/// What was cut off to make it fit. False, and nothing written, if nothing was. Its view lives
/// until the broadcast is freed.
WAXWING_API
bool waxwing_broadcast_cut(const waxwing_broadcast *broadcast,
                           waxwing_cut *out_cut);

/// The call to Apple's host of an environment, a `waxwing_environment`: where pushes to devices go,
/// not where channels are managed. Free it with `waxwing_call_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_broadcast_prepare(const waxwing_broadcast *broadcast,
                                         uint32_t environment,
                                         waxwing_call **out_call,
                                         waxwing_error **out_error);

/// The same for another host, such as a simulator: `host` or `host:port`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_broadcast_prepare_for_authority(const waxwing_broadcast *broadcast,
                                                       waxwing_str authority,
                                                       waxwing_call **out_call,
                                                       waxwing_error **out_error);

/// The name of a `waxwing_storage_policy`, as all languages show it, such as `most_recent`;
/// `{NULL, 0}` for a number that is none.
WAXWING_API
waxwing_str waxwing_storage_policy_name(uint32_t policy);

/// The channels of an app, by its bundle id, in an environment, a `waxwing_environment`. Free it
/// with `waxwing_channels_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_channels_new(waxwing_str bundle_id,
                                    uint32_t environment,
                                    waxwing_channels **out_channels,
                                    waxwing_error **out_error);

/// The same at another host, such as a simulator's: `host` or `host:port`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_channels_for_authority(waxwing_str bundle_id,
                                              uint32_t environment,
                                              waxwing_str authority,
                                              waxwing_channels **out_channels,
                                              waxwing_error **out_error);

/// Frees it. NULL is fine. Calls made by it stay, and so do the channels.
WAXWING_API void waxwing_channels_free(waxwing_channels *channels);

/// The call that creates a channel with a `waxwing_storage_policy`. APNs answers 201 with its id:
/// `waxwing_reply_apns_channel_id`. Free the call with `waxwing_call_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_channels_create(const waxwing_channels *channels,
                                       uint32_t policy,
                                       waxwing_call **out_call,
                                       waxwing_error **out_error);

/// The call that reads what a channel, by its id, stores: `waxwing_reply_channel`. Free the call
/// with `waxwing_call_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_channels_read(const waxwing_channels *channels,
                                     waxwing_str channel,
                                     waxwing_call **out_call,
                                     waxwing_error **out_error);

/// The call that deletes a channel, by its id, for ever; messages that it stored may still be
/// delivered. APNs answers 204. Free the call with `waxwing_call_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_channels_delete(const waxwing_channels *channels,
                                       waxwing_str channel,
                                       waxwing_call **out_call,
                                       waxwing_error **out_error);

/// The call that lists the ids of all channels: `waxwing_reply_channel_ids`. Free the call with
/// `waxwing_call_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_channels_list(const waxwing_channels *channels,
                                     waxwing_call **out_call,
                                     waxwing_error **out_error);

/// Reads the reply to a call that reads a channel. Free the result with `waxwing_channel_free`.
///
/// Statuses of the 2xx for a body that is none; `WAXWING_STATUS_INVALID_INPUT` for a refusal.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_reply_channel(const waxwing_reply *reply,
                                     waxwing_channel **out_channel,
                                     waxwing_error **out_error);

/// Frees what was read of a channel. NULL is fine.
WAXWING_API void waxwing_channel_free(waxwing_channel *channel);

/// What it stores.
WAXWING_API
waxwing_storage_policy waxwing_channel_storage_policy(const waxwing_channel *channel);

/// The same as received, for a policy that this version does not know.
WAXWING_API int64_t waxwing_channel_storage_policy_number(const waxwing_channel *channel);

/// The type of its pushes, a `waxwing_push_type`; 0 for one that this version does not know.
WAXWING_API
uint32_t waxwing_channel_push_type(const waxwing_channel *channel);

/// The same as received. Lives until the channel is freed.
WAXWING_API waxwing_str waxwing_channel_push_type_text(const waxwing_channel *channel);

/// Reads the reply to a call that lists channels. Free the result with `waxwing_channel_ids_free`.
///
/// Statuses of the 2xx for a body that is none; `WAXWING_STATUS_INVALID_INPUT` for a refusal.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_reply_channel_ids(const waxwing_reply *reply,
                                         waxwing_channel_ids **out_ids,
                                         waxwing_error **out_error);

/// Frees a list of ids. NULL is fine.
WAXWING_API void waxwing_channel_ids_free(waxwing_channel_ids *ids);

/// How many there are.
WAXWING_API size_t waxwing_channel_ids_count(const waxwing_channel_ids *ids);

/// One of them, counted from 0; `{NULL, 0}` where there is none. Lives until the list is freed.
WAXWING_API
waxwing_str waxwing_channel_ids_item(const waxwing_channel_ids *ids,
                                     size_t index);

/// An empty ring. Free it with `waxwing_keyring_free`.
WAXWING_API WAXWING_NODISCARD waxwing_keyring *waxwing_keyring_new(void);

/// Frees a ring. NULL is fine. Its keys stay.
WAXWING_API void waxwing_keyring_free(waxwing_keyring *ring);

/// Adds a key, which may be freed afterwards.
///
/// `topics` are the `count` bundle ids that it is for, or NULL for all topics of the team. Each
/// stands for its topics with the suffixes of push types too. `environment` is a
/// `waxwing_environment`, or 0 for both. The limits are Apple's (Establishing a token-based
/// connection to APNs). The ring keeps the first error: `waxwing_keyring_choose` gives it again.
WAXWING_API
waxwing_status waxwing_keyring_add(waxwing_keyring *ring,
                                   const waxwing_provider_key *key,
                                   const waxwing_str *topics,
                                   size_t count,
                                   uint32_t environment,
                                   waxwing_error **out_error);

/// The key for a topic in an environment, a `waxwing_environment`: the one whose scope fits most
/// closely. Free it with `waxwing_provider_key_free`.
///
/// `WAXWING_STATUS_NO_MATCHING_KEY` if there is none; or the first error of `waxwing_keyring_add`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_keyring_choose(const waxwing_keyring *ring,
                                      waxwing_str topic,
                                      uint32_t environment,
                                      waxwing_provider_key **out_key,
                                      waxwing_error **out_error);

/// A certificate with this default topic, the UID in its subject, no other topic, and no
/// environment yet. Free it with `waxwing_certificate_scope_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_certificate_scope *waxwing_certificate_scope_new(waxwing_str default_topic);

/// Frees it. NULL is fine.
WAXWING_API void waxwing_certificate_scope_free(waxwing_certificate_scope *scope);

/// With one topic more, from the certificate's extension 1.2.840.113635.100.6.3.6.
WAXWING_API
waxwing_status waxwing_certificate_scope_topic(waxwing_certificate_scope *scope,
                                               waxwing_str topic,
                                               waxwing_error **out_error);

/// With an environment, a `waxwing_environment`, from the certificate's extensions
/// 1.2.840.113635.100.6.3.1 (sandbox) and .2 (production).
WAXWING_API
waxwing_status waxwing_certificate_scope_environment(waxwing_certificate_scope *scope,
                                                     uint32_t environment,
                                                     waxwing_error **out_error);

/// The topic that APNs assumes. Lives until the scope is freed.
WAXWING_API
waxwing_str waxwing_certificate_scope_default_topic(const waxwing_certificate_scope *scope);

/// Whether the certificate may send this notification in this environment, a `waxwing_environment`.
/// The topic counts as it is sent, with its suffix.
///
/// `WAXWING_STATUS_NO_MATCHING_KEY` about `environment`, `apns-topic` or `apns-push-type`; or the
/// first error of a setter.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_certificate_scope_check(const waxwing_certificate_scope *scope,
                                               const waxwing_notification *notification,
                                               uint32_t environment,
                                               waxwing_error **out_error);

/// A GOAWAY frame, from its three parts as they were received. Free it with
/// `waxwing_goaway_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_goaway_new(uint32_t error_code,
                                  uint32_t last_stream_id,
                                  waxwing_bytes debug_data,
                                  waxwing_goaway **out_goaway,
                                  waxwing_error **out_error);

/// Frees a GOAWAY. NULL is fine.
WAXWING_API void waxwing_goaway_free(waxwing_goaway *goaway);

/// Its error code (RFC 9113 section 7); 0 is none.
WAXWING_API uint32_t waxwing_goaway_error_code(const waxwing_goaway *goaway);

/// The last stream that the server may have looked at.
WAXWING_API uint32_t waxwing_goaway_last_stream_id(const waxwing_goaway *goaway);

/// Whether the server has not looked at the request on this stream, so that it can be sent again.
WAXWING_API
bool waxwing_goaway_leaves_out(const waxwing_goaway *goaway,
                               uint32_t stream_id);

/// Why, as received, such as `Shutdown`; `{NULL, 0}` if it does not say. Lives until the GOAWAY is
/// freed.
WAXWING_API
waxwing_str waxwing_goaway_reason(const waxwing_goaway *goaway);

/// Whether the reason is one that this version knows.
WAXWING_API bool waxwing_goaway_reason_is_known(const waxwing_goaway *goaway);

/// The debug data as text, at most their beginning; `{NULL, 0}` if they are none. Lives until the
/// GOAWAY is freed.
WAXWING_API
waxwing_str waxwing_goaway_text(const waxwing_goaway *goaway);

/// What to do about it. Free the verdict with `waxwing_verdict_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_goaway_verdict(const waxwing_goaway *goaway,
                                      waxwing_verdict **out_verdict,
                                      waxwing_error **out_error);

/// How many milliseconds to wait after `attempt` attempts: `first_ms` after one, twice that after
/// two, at most `max_ms`. After none there is nothing to wait for.
///
/// `jitter_permille` is drawn by you, evenly from 0 to 1000, so that many senders that failed
/// together do not return together. It only ever shortens the wait: 0 leaves it whole, 1000 and
/// more halve it. 1000 and 900000 suit most: from one second to the 15 minutes that Apple names.
WAXWING_API
uint64_t waxwing_backoff_delay_ms(uint64_t first_ms,
                                  uint64_t max_ms,
                                  uint32_t attempt,
                                  uint32_t jitter_permille);

/// The usual figures. Free them with `waxwing_session_policy_free`.
WAXWING_API WAXWING_NODISCARD waxwing_session_policy *waxwing_session_policy_new(void);

/// Frees a policy. NULL is fine. Sessions made with it stay.
WAXWING_API void waxwing_session_policy_free(waxwing_session_policy *policy);

/// When the provider token changes: every `window_s` seconds (1200 to 3540), `phase_s` seconds
/// after 1970 began and then on. All that share a key must use the same figures. Without it, every
/// 3000 seconds.
WAXWING_API
waxwing_status waxwing_session_policy_tokens(waxwing_session_policy *policy,
                                             int64_t window_s,
                                             int64_t phase_s,
                                             waxwing_error **out_error);

/// The most requests under way at once: counts where the HTTP/2 library does not report the
/// server's own limit, and where that is higher.
WAXWING_API
waxwing_status waxwing_session_policy_max_streams(waxwing_session_policy *policy,
                                                  uint32_t number,
                                                  waxwing_error **out_error);

/// How many milliseconds a request waits for its reply. APNs sometimes never answers one.
WAXWING_API
waxwing_status waxwing_session_policy_reply_timeout_ms(waxwing_session_policy *policy,
                                                       int64_t timeout_ms,
                                                       waxwing_error **out_error);

/// After how many milliseconds of idleness a PING is due.
WAXWING_API
waxwing_status waxwing_session_policy_ping_after_ms(waxwing_session_policy *policy,
                                                    int64_t idle_ms,
                                                    waxwing_error **out_error);

/// How old a connection may become, in milliseconds; without it, as old as the server permits.
WAXWING_API
waxwing_status waxwing_session_policy_max_connection_age_ms(waxwing_session_policy *policy,
                                                            int64_t age_ms,
                                                            waxwing_error **out_error);

/// How often a request is sent when it is refused for a time. Requests that were not processed at
/// all do not count.
WAXWING_API
waxwing_status waxwing_session_policy_max_attempts(waxwing_session_policy *policy,
                                                   uint32_t number,
                                                   waxwing_error **out_error);

/// How often a request is sent again that ended without a reply and may have been processed: 1
/// unless set. 0 sends at most once, and no notification is shown twice; more lose fewer, and may
/// show some several times.
WAXWING_API
waxwing_status waxwing_session_policy_ambiguous_resends(waxwing_session_policy *policy,
                                                        uint32_t number,
                                                        waxwing_error **out_error);

/// The first wait between attempts, and between connections that came to nothing, in milliseconds.
/// Each further one is twice as long.
WAXWING_API
waxwing_status waxwing_session_policy_first_wait_ms(waxwing_session_policy *policy,
                                                    int64_t wait_ms,
                                                    waxwing_error **out_error);

/// The longest of these waits, in milliseconds.
WAXWING_API
waxwing_status waxwing_session_policy_max_wait_ms(waxwing_session_policy *policy,
                                                  int64_t wait_ms,
                                                  waxwing_error **out_error);

/// Shortens each wait by up to a half, by a number that follows from this one: so that many
/// machines do not come back in the same instant. Give each machine its own. Without it, waits are
/// whole.
WAXWING_API
waxwing_status waxwing_session_policy_jitter_seed(waxwing_session_policy *policy,
                                                  uint64_t seed,
                                                  waxwing_error **out_error);

/// The name of a `waxwing_step`, as all languages show it, such as `await_reply`; `{NULL, 0}` for a
/// number that is none.
WAXWING_API
waxwing_str waxwing_step_name(uint32_t step);

/// The name of a `waxwing_because`, as all languages show it, such as `going_away`; `{NULL, 0}` for
/// a number that is none.
WAXWING_API
waxwing_str waxwing_because_name(uint32_t because);

/// Frees a list of outcomes. NULL is fine.
WAXWING_API void waxwing_outcomes_free(waxwing_outcomes *outcomes);

/// How many there are.
WAXWING_API size_t waxwing_outcomes_count(const waxwing_outcomes *outcomes);

/// One of them, counted from 0. False, and nothing written, where there is none. Its views live
/// until the list is freed.
WAXWING_API
bool waxwing_outcomes_item(const waxwing_outcomes *outcomes,
                           size_t index,
                           waxwing_outcome *out_outcome);

/// The name of a `waxwing_fate`, as all languages show it, such as `not_processed`; `{NULL, 0}` for
/// a number that is none.
WAXWING_API
waxwing_str waxwing_fate_name(uint32_t fate);

/// A session that sends provider tokens of this key. `policy` may be NULL for the usual figures.
/// Free the session with `waxwing_session_free`; key and policy may be freed before.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a limit or time of zero; or the first error of the policy's
/// setters.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_session_with_key(const waxwing_provider_key *key,
                                        const waxwing_session_policy *policy,
                                        waxwing_session **out_session,
                                        waxwing_error **out_error);

/// The same on connections with a client certificate, where no token is sent.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_session_with_certificate(const waxwing_session_policy *policy,
                                                waxwing_session **out_session,
                                                waxwing_error **out_error);

/// Frees a session. NULL is fine. Tokens and lists that it gave stay.
WAXWING_API void waxwing_session_free(waxwing_session *session);

/// What to do at the time `now_ms`, milliseconds since 1970.
///
/// `out_token` receives the provider token that requests carry until the next call, to be freed
/// with `waxwing_provider_token_free`; NULL where nothing may be sent, and with a client
/// certificate. `out_token` itself may be NULL if it is not wanted. Ask once for as many requests
/// as there is room for.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_session_next(waxwing_session *session,
                                    int64_t now_ms,
                                    waxwing_next *out_next,
                                    waxwing_provider_token **out_token,
                                    waxwing_error **out_error);

/// A connection is open: `out_connection` receives its number, for the calls about it. A connection
/// that was in use until now is left to its requests.
WAXWING_API
waxwing_status waxwing_session_connected(waxwing_session *session,
                                         int64_t now_ms,
                                         uint32_t *out_connection,
                                         waxwing_error **out_error);

/// A connection could not be opened, or not be secured.
WAXWING_API
waxwing_status waxwing_session_connect_failed(waxwing_session *session,
                                              int64_t now_ms,
                                              waxwing_error **out_error);

/// The server's SETTINGS arrived: its limit of concurrent streams, or `WAXWING_STREAMS_UNLIMITED`
/// when they name none (RFC 9113 section 6.5.2).
WAXWING_API
waxwing_status waxwing_session_settings(waxwing_session *session,
                                        uint32_t connection,
                                        uint32_t max_concurrent_streams,
                                        int64_t now_ms,
                                        waxwing_error **out_error);

/// A request is about to be sent on the current connection: call this first, and send it only when
/// it is accepted.
///
/// `request` is a number of your own, the same for every attempt; `stream` the number of its
/// stream, or `WAXWING_STREAM_UNKNOWN`; `expires_at_ms` its expiration in milliseconds since 1970,
/// after which it is not sent again, or `WAXWING_TIME_UNKNOWN`.
///
/// `WAXWING_STATUS_INVALID_STATE` when `waxwing_session_next` would not have said that there is
/// room, or when a request with this number is under way.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_session_sent(waxwing_session *session,
                                    uint64_t request,
                                    uint32_t stream,
                                    int64_t expires_at_ms,
                                    int64_t now_ms,
                                    waxwing_error **out_error);

/// A reply arrived. `registered_at_ms` is when the app last registered the device token, in
/// milliseconds since 1970, or `WAXWING_TIME_UNKNOWN`.
///
/// The outcome's views live until the next call of this function or of `waxwing_session_reset`
/// with the same session, or until the session is freed.
WAXWING_API
waxwing_status waxwing_session_reply(waxwing_session *session,
                                     uint64_t request,
                                     const waxwing_reply *reply,
                                     int64_t registered_at_ms,
                                     int64_t now_ms,
                                     waxwing_outcome *out_outcome,
                                     waxwing_error **out_error);

/// The stream of a request was reset, with this error code (RFC 9113 section 7), or the request
/// failed in a way that has none: `WAXWING_ERROR_CODE_UNKNOWN`.
///
/// The outcome's views live as those of `waxwing_session_reply`.
WAXWING_API
waxwing_status waxwing_session_reset(waxwing_session *session,
                                     uint64_t request,
                                     uint32_t error_code,
                                     int64_t now_ms,
                                     waxwing_outcome *out_outcome,
                                     waxwing_error **out_error);

/// The requests that have waited too long for their replies. Reset their streams, so that they do
/// not count for the server any more. Free the list with `waxwing_outcomes_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_session_overdue(waxwing_session *session,
                                       int64_t now_ms,
                                       waxwing_outcomes **out_outcomes,
                                       waxwing_error **out_error);

/// A GOAWAY frame arrived, be it the first or another: what it leaves out can be sent again at
/// once. The other requests on the connection may still be answered. Free the list with
/// `waxwing_outcomes_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_session_goaway(waxwing_session *session,
                                      uint32_t connection,
                                      const waxwing_goaway *goaway,
                                      int64_t now_ms,
                                      waxwing_outcomes **out_outcomes,
                                      waxwing_error **out_error);

/// The connection is closed, by whichever side: nothing more comes on it. Free the list with
/// `waxwing_outcomes_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_session_closed(waxwing_session *session,
                                      uint32_t connection,
                                      int64_t now_ms,
                                      waxwing_outcomes **out_outcomes,
                                      waxwing_error **out_error);

/// A request that was to be sent again will not be.
WAXWING_API
waxwing_status waxwing_session_forget(waxwing_session *session,
                                      uint64_t request,
                                      waxwing_error **out_error);

/// From now on this key is used, on a new connection: one stays with the key it began with. Ends a
/// stop. The key may be freed afterwards.
WAXWING_API
waxwing_status waxwing_session_replace_key(waxwing_session *session,
                                           const waxwing_provider_key *key,
                                           int64_t now_ms,
                                           waxwing_error **out_error);

/// Goes on, on a new connection, after a human has mended what stopped the session, or has replaced
/// the certificate.
WAXWING_API
waxwing_status waxwing_session_resume(waxwing_session *session,
                                      int64_t now_ms,
                                      waxwing_error **out_error);

/// A PING was answered.
WAXWING_API
waxwing_status waxwing_session_pinged(waxwing_session *session,
                                      uint32_t connection,
                                      int64_t now_ms,
                                      waxwing_error **out_error);

/// The number of a connection that has no more requests under way and gets no further ones: close
/// it. Ask again until this is false, and nothing written: there is none.
WAXWING_API
bool waxwing_session_drained(waxwing_session *session,
                             uint32_t *out_connection);

/// When a PING is due, in milliseconds since 1970, if nothing else is sent (Apple: Sending
/// notification requests to APNs). Tell the session of it with `waxwing_session_pinged`. False,
/// and nothing written, without a connection.
WAXWING_API
bool waxwing_session_ping_due_at_ms(const waxwing_session *session,
                                    int64_t *out_ms);

/// When to ask `waxwing_session_next` and `waxwing_session_overdue` again although nothing has
/// happened, in milliseconds since 1970. False, and nothing written, if there is no such time.
WAXWING_API
bool waxwing_session_wake_at_ms(waxwing_session *session,
                                int64_t *out_ms);

/// How many requests are under way, on all connections.
WAXWING_API size_t waxwing_session_in_flight(const waxwing_session *session);

/// The number of the current connection. False, and nothing written, if there is none.
WAXWING_API
bool waxwing_session_connection_number(const waxwing_session *session,
                                       uint32_t *out_connection);

/// Says what a file is by its bytes, and what to do with it. No bytes are refused. Free the answer
/// with `waxwing_sniffed_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_sniff(waxwing_bytes file,
                             waxwing_sniffed **out_sniffed,
                             waxwing_error **out_error);

/// Frees an answer. NULL is fine.
WAXWING_API void waxwing_sniffed_free(waxwing_sniffed *sniffed);

/// What the file is.
WAXWING_API waxwing_file_format waxwing_sniffed_format(const waxwing_sniffed *sniffed);

/// What the file is, by its name, as all languages show it, such as `pkcs12`. Lives as long as the
/// library.
WAXWING_API
waxwing_str waxwing_sniffed_format_name(const waxwing_sniffed *sniffed);

/// What to do with the file, as a sentence. Lives as long as the library.
WAXWING_API waxwing_str waxwing_sniffed_advice(const waxwing_sniffed *sniffed);

/// Whether the whole of it is encoded as base64 once more, as environment variables carry `.p12`
/// files.
WAXWING_API
bool waxwing_sniffed_is_base64(const waxwing_sniffed *sniffed);

/// Whether it ends before its own length says.
WAXWING_API bool waxwing_sniffed_is_truncated(const waxwing_sniffed *sniffed);

/// How many blocks a PEM text has.
WAXWING_API size_t waxwing_sniffed_label_count(const waxwing_sniffed *sniffed);

/// The label of a block of a PEM text, counted from 0, such as `CERTIFICATE`; `{NULL, 0}` where
/// there is none. Lives until the answer is freed.
WAXWING_API
waxwing_str waxwing_sniffed_label(const waxwing_sniffed *sniffed,
                                  size_t index);

/// The name of a `waxwing_file_format`, as all languages show it, such as `pkcs12`; `{NULL, 0}` for
/// a number that is none.
WAXWING_API
waxwing_str waxwing_file_format_name(uint32_t format);

/// What a `waxwing_file_format` is, in words; `{NULL, 0}` for a number that is none.
WAXWING_API waxwing_str waxwing_file_format_description(uint32_t format);

/// The key id in the name that Apple gives a `.p8` file, such as `AuthKey_ABC123DEFG.p8`; the file
/// itself does not say it. `{NULL, 0}` for another name. It is a part of the text that you gave, and
/// lives as long as that.
WAXWING_API
waxwing_str waxwing_key_id_from_file_name(waxwing_str file_name);

/// Reads the one private key of a file: `.p8`, PEM or DER; PKCS#8, PKCS#1 or SEC 1; encrypted or
/// not; from an environment variable with `\n` typed out, or in base64. `{NULL, 0}` for no password.
/// Free it with `waxwing_private_key_free`.
///
/// Statuses are those of `waxwing_contents_read`, `WAXWING_STATUS_MISSING_PRIVATE_KEY` and
/// `WAXWING_STATUS_SEVERAL_KEYS`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_private_key_read(waxwing_bytes file,
                                        waxwing_str password,
                                        waxwing_private_key **out_key,
                                        waxwing_error **out_error);

/// Frees a key that was not borrowed, and wipes it. NULL is fine.
WAXWING_API void waxwing_private_key_free(waxwing_private_key *key);

/// What kind of key it is: `RSA 2048`, `P-256`. Lives until the key is freed.
WAXWING_API waxwing_str waxwing_private_key_kind(const waxwing_private_key *key);

/// The name that a `.p12` file gives it, for people; `{NULL, 0}` if there is none. Lives until the
/// key is freed.
WAXWING_API
waxwing_str waxwing_private_key_friendly_name(const waxwing_private_key *key);

/// The public key that belongs to it, a DER `SubjectPublicKeyInfo` (RFC 5280 section 4.1.2.7). Lives
/// until the key is freed.
WAXWING_API
waxwing_bytes waxwing_private_key_spki(const waxwing_private_key *key);

/// The key as unencrypted PKCS#8 PEM: a secret, wiped when the key is freed.
WAXWING_API waxwing_str waxwing_private_key_pem(const waxwing_private_key *key);

/// The key as unencrypted PKCS#8 DER: a secret, wiped when the key is freed.
WAXWING_API waxwing_bytes waxwing_private_key_der(const waxwing_private_key *key);

/// The provider key of a private key on P-256, however its file was wrapped or encrypted: what
/// `waxwing_provider_key_from_p8` reads is the file as Apple issues it and nothing else. Free it
/// with `waxwing_provider_key_free`; the private key may be freed before.
///
/// `WAXWING_STATUS_INVALID_KEY_ALGORITHM` and `WAXWING_STATUS_INVALID_KEY_CURVE` for another kind of
/// key, `WAXWING_STATUS_INVALID_INPUT` for ids that are not ten capital letters and digits.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_provider_key_from_private_key(const waxwing_private_key *key,
                                                     waxwing_str key_id,
                                                     waxwing_str team_id,
                                                     waxwing_provider_key **out_key,
                                                     waxwing_error **out_error);

/// Reads a DER certificate, as a `.cer` file of Apple's is; `waxwing_contents_read` takes every
/// other form too. Free it with `waxwing_x509_certificate_free`.
///
/// `WAXWING_STATUS_TOO_LARGE`, `WAXWING_STATUS_TRUNCATED_FILE`, `WAXWING_STATUS_MALFORMED_CERT`,
/// `WAXWING_STATUS_DUPLICATE_EXTENSION`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_x509_certificate_from_der(waxwing_bytes der,
                                                 waxwing_x509_certificate **out_certificate,
                                                 waxwing_error **out_error);

/// Frees a certificate that was not borrowed. NULL is fine.
WAXWING_API void waxwing_x509_certificate_free(waxwing_x509_certificate *certificate);

/// The DER as received.
WAXWING_API
waxwing_bytes waxwing_x509_certificate_der(const waxwing_x509_certificate *certificate);

/// As PEM: a block labelled `CERTIFICATE`.
WAXWING_API
waxwing_str waxwing_x509_certificate_pem(const waxwing_x509_certificate *certificate);

/// The name that a `.p12` file gives it, for people; `{NULL, 0}` if there is none.
WAXWING_API
waxwing_str waxwing_x509_certificate_friendly_name(const waxwing_x509_certificate *certificate);

/// The subject's common name, for display; `{NULL, 0}` if it has none as text.
WAXWING_API
waxwing_str waxwing_x509_certificate_common_name(const waxwing_x509_certificate *certificate);

/// The issuer's common name, for display; `{NULL, 0}` if it has none as text.
WAXWING_API
waxwing_str waxwing_x509_certificate_issuer_common_name(const waxwing_x509_certificate *certificate);

/// The subject's UID: of a push certificate, its topic. `{NULL, 0}` if it has none.
WAXWING_API
waxwing_str waxwing_x509_certificate_user_id(const waxwing_x509_certificate *certificate);

/// The subject's organizational unit: of Apple's certificates, the team id. `{NULL, 0}` if it has
/// none.
WAXWING_API
waxwing_str waxwing_x509_certificate_organizational_unit(const waxwing_x509_certificate *certificate);

/// The issuer's name, as received DER.
WAXWING_API
waxwing_bytes waxwing_x509_certificate_issuer(const waxwing_x509_certificate *certificate);

/// The subject's name, as received DER.
WAXWING_API
waxwing_bytes waxwing_x509_certificate_subject(const waxwing_x509_certificate *certificate);

/// Whether it names itself as its issuer, as roots do.
WAXWING_API
bool waxwing_x509_certificate_is_self_issued(const waxwing_x509_certificate *certificate);

/// The first moment of validity, in milliseconds since 1970.
WAXWING_API
int64_t waxwing_x509_certificate_not_before_ms(const waxwing_x509_certificate *certificate);

/// The last moment of validity, in milliseconds since 1970.
WAXWING_API
int64_t waxwing_x509_certificate_not_after_ms(const waxwing_x509_certificate *certificate);

/// How many whole days are left at the time `now_ms`; negative once it has expired.
WAXWING_API
int64_t waxwing_x509_certificate_days_left(const waxwing_x509_certificate *certificate,
                                           int64_t now_ms);

/// The kind of the public key that it is for: `RSA 2048`, `P-256`.
WAXWING_API
waxwing_str waxwing_x509_certificate_key_kind(const waxwing_x509_certificate *certificate);

/// The public key that it is for, a DER `SubjectPublicKeyInfo`.
WAXWING_API
waxwing_bytes waxwing_x509_certificate_spki(const waxwing_x509_certificate *certificate);

/// The SHA-256 of the DER, in lower-case hexadecimal: its fingerprint.
WAXWING_API
waxwing_str waxwing_x509_certificate_sha256(const waxwing_x509_certificate *certificate);

/// The SHA-1 of the DER, as older tools show it.
WAXWING_API
waxwing_str waxwing_x509_certificate_sha1(const waxwing_x509_certificate *certificate);

/// Whether it may be shown as a client in a TLS handshake: its extended key usage says so, or there
/// is none.
WAXWING_API
bool waxwing_x509_certificate_is_for_clients(const waxwing_x509_certificate *certificate);

/// Whether its issuer signed it over SHA-1 or MD5, which TLS stacks refuse by now.
WAXWING_API
bool waxwing_x509_certificate_has_old_signature(const waxwing_x509_certificate *certificate);

/// Reads what a certificate may push. Free it with `waxwing_push_certificate_free`; the certificate
/// may be freed before.
///
/// `WAXWING_STATUS_NOT_A_PUSH_CERTIFICATE` for one without a UID or with one that cannot be a topic,
/// `WAXWING_STATUS_MALFORMED_CERT` for topics that are damaged.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_push_certificate_new(const waxwing_x509_certificate *certificate,
                                            waxwing_push_certificate **out_push,
                                            waxwing_error **out_error);

/// Frees it. NULL is fine. Scopes that it gave stay.
WAXWING_API void waxwing_push_certificate_free(waxwing_push_certificate *push);

/// The topic that APNs assumes without `apns-topic`: the UID of the subject.
WAXWING_API
waxwing_str waxwing_push_certificate_default_topic(const waxwing_push_certificate *push);

/// How many topics it may use.
WAXWING_API
size_t waxwing_push_certificate_topic_count(const waxwing_push_certificate *push);

/// A topic that it may use, counted from 0 in their order, the default one among them; `{NULL, 0}`
/// where there is none.
WAXWING_API
waxwing_str waxwing_push_certificate_topic(const waxwing_push_certificate *push,
                                           size_t index);

/// What the topic with this index is for, in the words of the certificate, such as `app`, `voip`,
/// `complication`: one of them, counted from 0; `{NULL, 0}` where there is none.
WAXWING_API
waxwing_str waxwing_push_certificate_topic_kind(const waxwing_push_certificate *push,
                                                size_t index,
                                                size_t kind);

/// Whether every request has to say its topic, because there are several.
WAXWING_API
bool waxwing_push_certificate_needs_topic_header(const waxwing_push_certificate *push);

/// An environment that it is for, counted from 0; `WAXWING_ENVIRONMENT_UNKNOWN` where there is none:
/// at once in one that Apple did not issue for push.
WAXWING_API
waxwing_environment waxwing_push_certificate_environment(const waxwing_push_certificate *push,
                                                         size_t index);

/// The team that it belongs to: the organizational unit of the subject. `{NULL, 0}` if there is
/// none.
WAXWING_API
waxwing_str waxwing_push_certificate_team_id(const waxwing_push_certificate *push);

/// What its common name says that it is, for display: `universal`, `sandbox`, `production`, `voip`,
/// `watchkit`, `website`, `wallet`, `mdm`, `other`.
WAXWING_API
waxwing_str waxwing_push_certificate_family(const waxwing_push_certificate *push);

/// A push type that one of its topics is for, a `waxwing_push_type`, counted from 0; 0 where there
/// is none.
WAXWING_API
uint32_t waxwing_push_certificate_push_type(const waxwing_push_certificate *push,
                                            size_t index);

/// The same as what notifications are checked by. Free it with `waxwing_certificate_scope_free`.
///
/// `WAXWING_STATUS_NOT_A_PUSH_CERTIFICATE` for a certificate without an environment: it could send
/// nothing.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_push_certificate_scope(const waxwing_push_certificate *push,
                                              waxwing_certificate_scope **out_scope,
                                              waxwing_error **out_error);

/// What is wrong with an identity at the time `now_ms`, the worst first. What it is for, as far as
/// it is known: `environment` is a `waxwing_environment`, or 0; `topic` is that of notifications
/// with its suffix if it has one, or `{NULL, 0}`. Free the list with
/// `waxwing_credential_lints_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_identity_lints(const waxwing_identity *identity,
                                      uint32_t environment,
                                      waxwing_str topic,
                                      int64_t now_ms,
                                      waxwing_credential_lints **out_lints,
                                      waxwing_error **out_error);

/// The same of a certificate without its key.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_x509_certificate_lints(const waxwing_x509_certificate *certificate,
                                              uint32_t environment,
                                              waxwing_str topic,
                                              int64_t now_ms,
                                              waxwing_credential_lints **out_lints,
                                              waxwing_error **out_error);

/// Frees a list of lints. NULL is fine.
WAXWING_API void waxwing_credential_lints_free(waxwing_credential_lints *lints);

/// How many there are.
WAXWING_API size_t waxwing_credential_lints_count(const waxwing_credential_lints *lints);

/// One of them, counted from 0. False, and nothing written, where there is none. Its views live
/// until the list is freed.
WAXWING_API
bool waxwing_credential_lints_item(const waxwing_credential_lints *lints,
                                   size_t index,
                                   waxwing_credential_lint *out_lint);

/// What there are lints about, by its place in the list of all, counted from 0; what was found is
/// `{NULL, 0}`. False, and nothing written, behind the last. Its views live as long as the library.
WAXWING_API
bool waxwing_credential_lint_code_item(size_t index,
                                       waxwing_credential_lint *out_lint);

/// Opens a file of any kind: `.p8`, `.p12`, `.cer`, `.csr`, and PEM with any number of blocks in any
/// order; keys in PKCS#8, PKCS#1 and SEC 1, encrypted or not; DER, PEM or base64 of them; line ends
/// of any kind, typed out as `\n`, or replaced by spaces. `{NULL, 0}` for no password, which for a
/// `.p12` file is the same as an empty one. At most 1 MiB and 1 000 000 iterations. Free it with
/// `waxwing_contents_free`.
///
/// What the file is instead: `WAXWING_STATUS_JAVA_KEYSTORE`, `_PROVISIONING_PROFILE`, `_HTML_PAGE`,
/// `_UNKNOWN_FILE`. What is wrong with it: `_TRUNCATED_FILE`, `_MALFORMED_P12`, `_MALFORMED_PEM`,
/// `_MALFORMED_PRIVATE_KEY`, `_MALFORMED_CERT`, `_MALFORMED_REQUEST`, `_UNSUPPORTED_PRIVATE_KEY`.
/// How it is protected: `_PASSWORD_REQUIRED`, `_WRONG_PASSWORD`, `_UNSUPPORTED_ENCRYPTION`. Limits:
/// `_TOO_LARGE`, `_TOO_MANY_ITERATIONS`, `_NESTED_TOO_DEEP`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_contents_read(waxwing_bytes file,
                                     waxwing_str password,
                                     waxwing_contents **out_contents,
                                     waxwing_error **out_error);

/// The same within other limits: the size of the file, and the iterations of one key derivation.
/// Whoever wrote the file chose their number, and so the time that it takes to open; all derivations
/// of a file together may take ten times as many. 0 stands for the usual limit.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_contents_read_within(waxwing_bytes file,
                                            waxwing_str password,
                                            size_t max_bytes,
                                            uint32_t max_iterations,
                                            waxwing_contents **out_contents,
                                            waxwing_error **out_error);

/// Contents of no file, to which files are added. Free them with `waxwing_contents_free`.
WAXWING_API WAXWING_NODISCARD waxwing_contents *waxwing_contents_new(void);

/// Frees and wipes contents. NULL is fine. What was made of them stays.
WAXWING_API void waxwing_contents_free(waxwing_contents *contents);

/// Adds what another file holds. It uses `other` up, which still has to be freed.
WAXWING_API
waxwing_status waxwing_contents_add(waxwing_contents *contents,
                                    waxwing_contents *other,
                                    waxwing_error **out_error);

/// What a file was, counted from 0 in the order in which they were added;
/// `WAXWING_FILE_FORMAT_UNKNOWN` where there is none.
WAXWING_API
waxwing_file_format waxwing_contents_format(const waxwing_contents *contents,
                                            size_t index);

/// How the files were protected, in words, counted from 0: `PBES2 with AES-256, PBKDF2 with SHA-256,
/// 2048 iterations`. `{NULL, 0}` where there is none.
WAXWING_API
waxwing_str waxwing_contents_protection(const waxwing_contents *contents,
                                        size_t index);

/// How many private keys there are, each counted once.
WAXWING_API size_t waxwing_contents_key_count(const waxwing_contents *contents);

/// A private key, counted from 0, borrowed of the contents; NULL where there is none.
WAXWING_API
const waxwing_private_key *waxwing_contents_key(const waxwing_contents *contents,
                                                size_t index);

/// How many certificates there are, each counted once.
WAXWING_API size_t waxwing_contents_certificate_count(const waxwing_contents *contents);

/// A certificate, counted from 0 in the order of the files, borrowed of the contents; NULL where
/// there is none.
WAXWING_API
const waxwing_x509_certificate *waxwing_contents_certificate(const waxwing_contents *contents,
                                                             size_t index);

/// A certificate request, counted from 0, borrowed of the contents; NULL where there is none.
WAXWING_API
const waxwing_certificate_request *waxwing_contents_request(const waxwing_contents *contents,
                                                            size_t index);

/// The kind of a public key that stands alone, counted from 0: `RSA 2048`, `P-256`. `{NULL, 0}`
/// where there is none.
WAXWING_API
waxwing_str waxwing_contents_public_key_kind(const waxwing_contents *contents,
                                             size_t index);

/// A public key that stands alone, counted from 0: a DER `SubjectPublicKeyInfo`. `{NULL, 0}` where
/// there is none.
WAXWING_API
waxwing_bytes waxwing_contents_public_key_spki(const waxwing_contents *contents,
                                               size_t index);

/// The one private key with its certificate and the certificates above that, in whichever of the
/// files they were. It uses the contents up, however it ends; they still have to be freed. Free the
/// identity with `waxwing_identity_free`.
///
/// `WAXWING_STATUS_MISSING_PRIVATE_KEY`, `WAXWING_STATUS_SEVERAL_KEYS`,
/// `WAXWING_STATUS_MISSING_CERTIFICATE`, `WAXWING_STATUS_KEY_MISMATCH`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_contents_into_identity(waxwing_contents *contents,
                                              waxwing_identity **out_identity,
                                              waxwing_error **out_error);

/// Every private key that has its certificate, as an identity. It uses the contents up; they still
/// have to be freed. Free the list with `waxwing_identities_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_contents_into_identities(waxwing_contents *contents,
                                                waxwing_identities **out_identities,
                                                waxwing_error **out_error);

/// The one private key. It uses the contents up, however it ends; they still have to be freed. Free
/// the key with `waxwing_private_key_free`.
///
/// `WAXWING_STATUS_MISSING_PRIVATE_KEY`, `WAXWING_STATUS_SEVERAL_KEYS`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_contents_into_private_key(waxwing_contents *contents,
                                                 waxwing_private_key **out_key,
                                                 waxwing_error **out_error);

/// Opens a `.p12` file; an empty password and none are the same. Free it with
/// `waxwing_identity_free`.
///
/// `WAXWING_STATUS_OTHER_MATERIAL` for another kind of file, and the statuses of
/// `waxwing_contents_read` and `waxwing_contents_into_identity`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_identity_from_p12(waxwing_bytes file,
                                         waxwing_str password,
                                         waxwing_identity **out_identity,
                                         waxwing_error **out_error);

/// Opens a PEM text with key and certificates in any order, such as `ck.pem`; `{NULL, 0}` for no
/// password. Free it with `waxwing_identity_free`.
///
/// Statuses are those of `waxwing_contents_read` and `waxwing_contents_into_identity`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_identity_from_pem(waxwing_bytes text,
                                         waxwing_str password,
                                         waxwing_identity **out_identity,
                                         waxwing_error **out_error);

/// Opens a certificate and a private key in a file each, in any of their forms; `{NULL, 0}` for no
/// password. Free it with `waxwing_identity_free`. For more files, or one that asks for more work:
/// `waxwing_contents_read_within`, `_add` and `_into_identity`.
///
/// Statuses are those of `waxwing_contents_read` and `waxwing_contents_into_identity`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_identity_from_parts(waxwing_bytes certificate,
                                           waxwing_bytes key,
                                           waxwing_str password,
                                           waxwing_identity **out_identity,
                                           waxwing_error **out_error);

/// Frees an identity that was not borrowed, and wipes its key. NULL is fine.
WAXWING_API void waxwing_identity_free(waxwing_identity *identity);

/// The private key, borrowed of the identity.
WAXWING_API
const waxwing_private_key *waxwing_identity_key(const waxwing_identity *identity);

/// The certificate of the key, borrowed of the identity: the first of its chain.
WAXWING_API
const waxwing_x509_certificate *waxwing_identity_certificate(const waxwing_identity *identity);

/// How many certificates its chain has.
WAXWING_API size_t waxwing_identity_chain_count(const waxwing_identity *identity);

/// A certificate of its chain, counted from 0, borrowed of the identity: that of the key, then the
/// one that issued it, and so on, as far as they were in the files. NULL where there is none.
WAXWING_API
const waxwing_x509_certificate *waxwing_identity_chain(const waxwing_identity *identity,
                                                       size_t index);

/// A certificate that was in the files and does not belong to the chain, counted from 0, borrowed of
/// the identity; NULL where there is none.
WAXWING_API
const waxwing_x509_certificate *waxwing_identity_other(const waxwing_identity *identity,
                                                       size_t index);

/// The name that the file gives the key or its certificate, for people; `{NULL, 0}` if there is
/// none.
WAXWING_API
waxwing_str waxwing_identity_friendly_name(const waxwing_identity *identity);

/// The chain as PEM, the certificate of the key first: for libcurl's `CURLOPT_SSLCERT_BLOB`.
WAXWING_API
waxwing_str waxwing_identity_chain_pem(const waxwing_identity *identity);

/// The key as unencrypted PKCS#8 PEM: for libcurl's `CURLOPT_SSLKEY_BLOB`. A secret, wiped when the
/// identity is freed.
WAXWING_API
waxwing_str waxwing_identity_key_pem(const waxwing_identity *identity);

/// Chain and key in one PEM text, as `ck.pem` of older guides. A secret, wiped when the identity is
/// freed.
WAXWING_API
waxwing_str waxwing_identity_combined_pem(const waxwing_identity *identity);

/// Frees and wipes the identities of a list. NULL is fine.
WAXWING_API void waxwing_identities_free(waxwing_identities *identities);

/// How many there are.
WAXWING_API size_t waxwing_identities_count(const waxwing_identities *identities);

/// One of them, counted from 0, borrowed of the list; NULL where there is none.
WAXWING_API
const waxwing_identity *waxwing_identities_item(const waxwing_identities *identities,
                                                size_t index);

/// Writes the key of an identity, its certificate and the chain as a `.p12` file; `profile` is a
/// `waxwing_p12_profile`. `entropy` is `WAXWING_P12_ENTROPY_BYTES` random bytes, new for each file:
/// nothing here draws any. The same arguments give the same bytes. Free it with
/// `waxwing_p12_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` about `entropy` for another number of bytes and for bytes that are
/// all the same; about `profile`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_identity_to_p12(const waxwing_identity *identity,
                                       waxwing_str password,
                                       waxwing_bytes entropy,
                                       uint32_t profile,
                                       waxwing_p12 **out_p12,
                                       waxwing_error **out_error);

/// Frees and wipes a file. NULL is fine.
WAXWING_API void waxwing_p12_free(waxwing_p12 *p12);

/// The file. Lives until it is freed.
WAXWING_API waxwing_bytes waxwing_p12_bytes(const waxwing_p12 *p12);

/// Makes and signs a request with a P-256 key. Apple replaces the subject, so it is a label for
/// people: `email` and `country`, two capital letters, may be `{NULL, 0}`. The same key and subject
/// give the same bytes. Push certificates are usually made with RSA keys: see
/// `waxwing_unsigned_request_new` for those. Free it with `waxwing_certificate_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a subject that cannot be, `WAXWING_STATUS_INVALID_KEY_ALGORITHM`
/// and `WAXWING_STATUS_INVALID_KEY_CURVE` for another kind of key.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_certificate_request_sign(waxwing_str common_name,
                                                waxwing_str email,
                                                waxwing_str country,
                                                const waxwing_private_key *key,
                                                waxwing_certificate_request **out_request,
                                                waxwing_error **out_error);

/// Frees a request that was not borrowed. NULL is fine.
WAXWING_API void waxwing_certificate_request_free(waxwing_certificate_request *request);

/// The request as DER.
WAXWING_API
waxwing_bytes waxwing_certificate_request_der(const waxwing_certificate_request *request);

/// The request as PEM, as `.certSigningRequest` files are.
WAXWING_API
waxwing_str waxwing_certificate_request_pem(const waxwing_certificate_request *request);

/// The kind of the key that a certificate is asked for: `RSA 2048`, `P-256`.
WAXWING_API
waxwing_str waxwing_certificate_request_key_kind(const waxwing_certificate_request *request);

/// The public key that a certificate is asked for, a DER `SubjectPublicKeyInfo`. The certificate
/// works with the private key that belongs to this one, and with no other.
WAXWING_API
waxwing_bytes waxwing_certificate_request_spki(const waxwing_certificate_request *request);

/// A request for the certificate of a public key, to be signed elsewhere: RSA, P-256 or P-384, as a
/// DER `SubjectPublicKeyInfo` (`waxwing_private_key_spki`, or OpenSSL's `i2d_PUBKEY`). The subject is
/// that of `waxwing_certificate_request_sign`. Sign `waxwing_unsigned_request_signing_input` and give
/// the signature to `waxwing_unsigned_request_assemble`. Free it with
/// `waxwing_unsigned_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT`, `WAXWING_STATUS_MALFORMED_CERT`,
/// `WAXWING_STATUS_UNSUPPORTED_PRIVATE_KEY`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_unsigned_request_new(waxwing_str common_name,
                                            waxwing_str email,
                                            waxwing_str country,
                                            waxwing_bytes spki,
                                            waxwing_unsigned_request **out_unsigned,
                                            waxwing_error **out_error);

/// Frees it. NULL is fine.
WAXWING_API void waxwing_unsigned_request_free(waxwing_unsigned_request *unsigned_);

/// The bytes to sign.
WAXWING_API
waxwing_bytes waxwing_unsigned_request_signing_input(const waxwing_unsigned_request *unsigned_);

/// What to sign with: `sha256WithRSAEncryption` (PKCS#1 v1.5), `ecdsa-with-SHA256` or
/// `ecdsa-with-SHA384`. Lives as long as the library.
WAXWING_API
waxwing_str waxwing_unsigned_request_algorithm(const waxwing_unsigned_request *unsigned_);

/// The request with its signature. Of ECDSA both forms are taken: DER, and r and s side by side.
/// Free it with `waxwing_certificate_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a signature that cannot be one of this key; an RSA signature is
/// held to its length alone.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_unsigned_request_assemble(const waxwing_unsigned_request *unsigned_,
                                                 waxwing_bytes signature,
                                                 waxwing_certificate_request **out_request,
                                                 waxwing_error **out_error);

/// Reads a channel URI. The service follows from it alone. Free it with `waxwing_channel_uri_free`.
///
/// `WAXWING_STATUS_INVALID_CHANNEL_URI` for every other host, user info, a port, a fragment, and more
/// than 2048 characters, of MPNS 1024.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_channel_uri_parse(waxwing_str uri,
                                         waxwing_channel_uri **out_uri,
                                         waxwing_error **out_error);

/// Frees it. NULL is fine.
WAXWING_API void waxwing_channel_uri_free(waxwing_channel_uri *uri);

/// Which service it belongs to.
WAXWING_API waxwing_channel_kind waxwing_channel_uri_kind(const waxwing_channel_uri *uri);

/// The URI, as it was given.
WAXWING_API waxwing_str waxwing_channel_uri_text(const waxwing_channel_uri *uri);

/// The host, as it was given.
WAXWING_API waxwing_str waxwing_channel_uri_host(const waxwing_channel_uri *uri);

/// The name of a `waxwing_channel_kind`, as all languages show it, such as `wns`; `{NULL, 0}` for a
/// number that is none.
WAXWING_API
waxwing_str waxwing_channel_kind_name(uint32_t kind);

/// The request for an access token of an app of the Microsoft Store, by the package SID and the
/// secret of its dashboard. Its body holds the secret: keep it out of logs. Free it with
/// `waxwing_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a SID or a secret that cannot be.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_token_request_legacy(waxwing_str package_sid,
                                                waxwing_str secret,
                                                waxwing_request **out_request,
                                                waxwing_error **out_error);

/// The same where the app is one of Windows Phone 8.1.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_token_request_phone(waxwing_str package_sid,
                                               waxwing_str secret,
                                               waxwing_request **out_request,
                                               waxwing_error **out_error);

/// The request for an access token of an app of the Windows App SDK, by tenant, client id and secret
/// of its registration in Microsoft Entra ID. Its body holds the secret: keep it out of logs. Free
/// it with `waxwing_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for ids or a secret that cannot be.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_token_request_entra(waxwing_str tenant,
                                               waxwing_str client_id,
                                               waxwing_str secret,
                                               waxwing_request **out_request,
                                               waxwing_error **out_error);

/// A token that was kept, with the time when it expires. Free it with `waxwing_wns_token_free`.
///
/// `WAXWING_STATUS_INVALID_HEADER_VALUE` for what is no token.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_token_new(waxwing_str token,
                                     int64_t expires_at_ms,
                                     waxwing_wns_token **out_token,
                                     waxwing_error **out_error);

/// Frees a token that was not borrowed. NULL is fine.
WAXWING_API void waxwing_wns_token_free(waxwing_wns_token *token);

/// The token itself, a secret: to store beside the time when it expires.
WAXWING_API waxwing_str waxwing_wns_token_text(const waxwing_wns_token *token);

/// When it expires, in milliseconds since 1970, as far as its reply said.
WAXWING_API int64_t waxwing_wns_token_expires_at_ms(const waxwing_wns_token *token);

/// When to fetch another, in milliseconds since 1970: five minutes before it expires; at half of its
/// life if it lives for less than ten.
WAXWING_API
int64_t waxwing_wns_token_refresh_at_ms(const waxwing_wns_token *token);

/// Reads the reply to a request for a token. `now_ms` is when it came, from which the token's life
/// is counted. Only arguments can be wrong: NULL, or a status above 65535. Free it with
/// `waxwing_wns_token_reply_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_token_reply_parse(uint32_t status,
                                             const waxwing_header *headers,
                                             size_t header_count,
                                             waxwing_bytes body,
                                             int64_t now_ms,
                                             waxwing_wns_token_reply **out_reply,
                                             waxwing_error **out_error);

/// Frees a reply, and its token. NULL is fine. Its verdicts stay.
WAXWING_API void waxwing_wns_token_reply_free(waxwing_wns_token_reply *reply);

/// The token, borrowed of the reply, so keep this for as long; NULL if none was granted.
WAXWING_API
const waxwing_wns_token *waxwing_wns_token_reply_token(const waxwing_wns_token_reply *reply);

/// Why there is none, as OAuth names it, such as `invalid_client`; `{NULL, 0}` if the reply does not
/// say.
WAXWING_API
waxwing_str waxwing_wns_token_reply_oauth_error(const waxwing_wns_token_reply *reply);

/// Why there is none, in the server's words, on one line; `{NULL, 0}` if the reply does not say.
WAXWING_API
waxwing_str waxwing_wns_token_reply_error_description(const waxwing_wns_token_reply *reply);

/// What to do about a reply without a token. Free the verdict with `waxwing_verdict_free`.
///
/// `WAXWING_STATUS_INVALID_STATE` where a token was granted.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_token_reply_verdict(const waxwing_wns_token_reply *reply,
                                               waxwing_verdict **out_verdict,
                                               waxwing_error **out_error);

/// A notification from a document of options, which is JSON text: `type`, which is `toast`, `tile`,
/// `badge` or `raw`; its contents in `toast`, `badge`, `xml`, `raw` or `raw_b64` (bytes in standard
/// base64); and `ttl_s`, `cache_policy`, `tag`, `group`, `suppress_popup`, `request_for_status`,
/// `ms_cv`. For example `{"type":"toast","toast":{"texts":["Ready","Your order is here"]}}`. Free it
/// with `waxwing_wns_notification_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` about an option by its name; `…_INVALID_NOTIFICATION`,
/// `…_INVALID_HEADER_VALUE`, `…_INVALID_XML`, `…_INVALID_BASE64`, `…_NOTIFICATION_TOO_LARGE`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_notification_from_options(waxwing_str options_json,
                                                     waxwing_wns_notification **out_notification,
                                                     waxwing_error **out_error);

/// Frees a notification. NULL is fine. Its requests stay.
WAXWING_API void waxwing_wns_notification_free(waxwing_wns_notification *notification);

/// What it is: `toast`, `tile`, `badge`, `raw`.
WAXWING_API
waxwing_str waxwing_wns_notification_kind(const waxwing_wns_notification *notification);

/// The body, exactly as it is sent.
WAXWING_API
waxwing_bytes waxwing_wns_notification_body(const waxwing_wns_notification *notification);

/// The request over one channel, for a client of HTTP/1.1 that sends the length of the body. Free it
/// with `waxwing_request_free`.
///
/// `WAXWING_STATUS_WRONG_CHANNEL` for a channel of another service than WNS.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_notification_request(const waxwing_wns_notification *notification,
                                                const waxwing_channel_uri *uri,
                                                const waxwing_wns_token *token,
                                                waxwing_request **out_request,
                                                waxwing_error **out_error);

/// The request that takes toasts out of the notification center of a phone, over one channel. Which
/// ones says a document of options, which is JSON text: `tag`, `group` or both, or `all` with true.
/// Free it with `waxwing_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT`, `…_INVALID_HEADER_VALUE`, `…_WRONG_CHANNEL`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_remove_toasts(waxwing_str options_json,
                                         const waxwing_channel_uri *uri,
                                         const waxwing_wns_token *token,
                                         waxwing_request **out_request,
                                         waxwing_error **out_error);

/// Reads a reply from status, headers and body. `reason_phrase`, of the status line, tells the two
/// kinds of 410 apart where nothing else does; it may be `{NULL, 0}`. Only arguments can be wrong:
/// NULL, or a status above 65535. Free it with `waxwing_wns_reply_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_reply_parse(uint32_t status,
                                       waxwing_str reason_phrase,
                                       const waxwing_header *headers,
                                       size_t header_count,
                                       waxwing_bytes body,
                                       waxwing_wns_reply **out_reply,
                                       waxwing_error **out_error);

/// Frees a reply. NULL is fine. Its verdicts stay.
WAXWING_API void waxwing_wns_reply_free(waxwing_wns_reply *reply);

/// The status of HTTP; 0 for NULL.
WAXWING_API uint32_t waxwing_wns_reply_status(const waxwing_wns_reply *reply);

/// Whether WNS accepted the notification and did not throw it away.
WAXWING_API bool waxwing_wns_reply_is_success(const waxwing_wns_reply *reply);

/// What WNS made of the notification: `received`, `dropped`, `channelthrottled`, or another word as
/// received. `{NULL, 0}` if it does not say.
WAXWING_API
waxwing_str waxwing_wns_reply_notification_status(const waxwing_wns_reply *reply);

/// The state of the device's connection, if it was asked for: `connected`, `disconnected`,
/// `tempdisconnected`, or another word as received. `{NULL, 0}` if it does not say.
WAXWING_API
waxwing_str waxwing_wns_reply_device_status(const waxwing_wns_reply *reply);

/// What is wrong, in the service's words, on one line. `{NULL, 0}` if it does not say.
WAXWING_API
waxwing_str waxwing_wns_reply_error_description(const waxwing_wns_reply *reply);

/// By which Microsoft finds the notification again. `{NULL, 0}` if there is none.
WAXWING_API waxwing_str waxwing_wns_reply_msg_id(const waxwing_wns_reply *reply);

/// By which Microsoft finds an error again. `{NULL, 0}` if there is none.
WAXWING_API waxwing_str waxwing_wns_reply_debug_trace(const waxwing_wns_reply *reply);

/// The correlation vector. `{NULL, 0}` if there is none.
WAXWING_API waxwing_str waxwing_wns_reply_ms_cv(const waxwing_wns_reply *reply);

/// With status 401: why the token was refused. `{NULL, 0}` if it does not say.
WAXWING_API
waxwing_str waxwing_wns_reply_www_authenticate(const waxwing_wns_reply *reply);

/// How many seconds the service asks to wait. False, and nothing written, if it does not.
WAXWING_API
bool waxwing_wns_reply_retry_after_s(const waxwing_wns_reply *reply,
                                     uint32_t *out_s);

/// What to do about a reply. Free the verdict with `waxwing_verdict_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_wns_reply_verdict(const waxwing_wns_reply *reply,
                                         waxwing_verdict **out_verdict,
                                         waxwing_error **out_error);

/// A notification from a document of options, which is JSON text: `type`, which is `toast`, `tile`
/// or `raw`; its contents in `toast`, `tile`, `raw` or `raw_b64` (bytes in standard base64); and
/// further options such as `delay_s` and `message_id`. Free it with
/// `waxwing_mpns_notification_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` about an option by its name; `…_INVALID_NOTIFICATION`,
/// `…_INVALID_HEADER_VALUE`, `…_INVALID_BASE64`, `…_NOTIFICATION_TOO_LARGE`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_mpns_notification_from_options(waxwing_str options_json,
                                                      waxwing_mpns_notification **out_notification,
                                                      waxwing_error **out_error);

/// Frees a notification. NULL is fine. Its requests stay.
WAXWING_API void waxwing_mpns_notification_free(waxwing_mpns_notification *notification);

/// What it is: `toast`, `tile`, `raw`.
WAXWING_API
waxwing_str waxwing_mpns_notification_kind(const waxwing_mpns_notification *notification);

/// The body, exactly as it is sent.
WAXWING_API
waxwing_bytes waxwing_mpns_notification_body(const waxwing_mpns_notification *notification);

/// The request over one channel. Free it with `waxwing_request_free`.
///
/// `WAXWING_STATUS_WRONG_CHANNEL` for a channel of another service than MPNS.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_mpns_notification_request(const waxwing_mpns_notification *notification,
                                                 const waxwing_channel_uri *uri,
                                                 waxwing_request **out_request,
                                                 waxwing_error **out_error);

/// The service name of a certificate's common name. Free it with `waxwing_mpns_service_name_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for what is no common name.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_mpns_service_name_of(waxwing_str common_name,
                                            waxwing_mpns_service_name **out_name,
                                            waxwing_error **out_error);

/// The service name of a certificate. Free it with `waxwing_mpns_service_name_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a certificate without a common name.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_mpns_service_name_of_certificate(const waxwing_x509_certificate *certificate,
                                                        waxwing_mpns_service_name **out_name,
                                                        waxwing_error **out_error);

/// Frees a name. NULL is fine.
WAXWING_API void waxwing_mpns_service_name_free(waxwing_mpns_service_name *name);

/// The name. Lives until it is freed.
WAXWING_API
waxwing_str waxwing_mpns_service_name_text(const waxwing_mpns_service_name *name);

/// Whether channels that an app opened for this service name take what this certificate sends.
WAXWING_API
bool waxwing_mpns_service_name_is(const waxwing_mpns_service_name *name,
                                  waxwing_str service_name);

/// Whether channels stay good when the certificate with the name `next` takes over.
WAXWING_API
bool waxwing_mpns_service_name_is_renewed_by(const waxwing_mpns_service_name *name,
                                             const waxwing_mpns_service_name *next);

/// Reads a reply from status, headers and body. Only arguments can be wrong: NULL, or a status above
/// 65535. Free it with `waxwing_mpns_reply_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_mpns_reply_parse(uint32_t status,
                                        const waxwing_header *headers,
                                        size_t header_count,
                                        waxwing_bytes body,
                                        waxwing_mpns_reply **out_reply,
                                        waxwing_error **out_error);

/// Frees a reply. NULL is fine. Its verdicts stay.
WAXWING_API void waxwing_mpns_reply_free(waxwing_mpns_reply *reply);

/// The status of HTTP; 0 for NULL.
WAXWING_API uint32_t waxwing_mpns_reply_status(const waxwing_mpns_reply *reply);

/// Whether MPNS accepted the notification: a status of 200 alone does not say so.
WAXWING_API bool waxwing_mpns_reply_is_success(const waxwing_mpns_reply *reply);

/// What MPNS made of the notification: `received`, `dropped`, `queuefull`, `suppressed`, `n/a`, or
/// another word as received. `{NULL, 0}` if it does not say.
WAXWING_API
waxwing_str waxwing_mpns_reply_notification_status(const waxwing_mpns_reply *reply);

/// The state of the phone's connection: `connected`, `disconnected`, `inactive`,
/// `tempdisconnected`, `n/a`, or another word as received. `{NULL, 0}` if it does not say.
WAXWING_API
waxwing_str waxwing_mpns_reply_device_status(const waxwing_mpns_reply *reply);

/// The state of the channel: `active`, `expired`, `n/a`, or another word as received. `{NULL, 0}` if
/// it does not say.
WAXWING_API
waxwing_str waxwing_mpns_reply_subscription_status(const waxwing_mpns_reply *reply);

/// The id of the notification, if it was sent with one. `{NULL, 0}` if there is none.
WAXWING_API waxwing_str waxwing_mpns_reply_message_id(const waxwing_mpns_reply *reply);

/// How many seconds the service asks to wait. False, and nothing written, if it does not.
WAXWING_API
bool waxwing_mpns_reply_retry_after_s(const waxwing_mpns_reply *reply,
                                      uint32_t *out_s);

/// What to do about a reply. Free the verdict with `waxwing_verdict_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_mpns_reply_verdict(const waxwing_mpns_reply *reply,
                                          waxwing_verdict **out_verdict,
                                          waxwing_error **out_error);

/// Frees bytes that were written. NULL is fine.
WAXWING_API void waxwing_binary_bytes_free(waxwing_binary_bytes *bytes);

/// The bytes. Live until they are freed.
WAXWING_API waxwing_bytes waxwing_binary_bytes_view(const waxwing_binary_bytes *bytes);

/// The bytes of one frame. An enhanced frame without identifier or expiry has 0 there. Free them
/// with `waxwing_binary_bytes_free`.
///
/// `WAXWING_STATUS_INVALID_DEVICE_TOKEN`, `WAXWING_STATUS_INVALID_BINARY_NOTIFICATION`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_binary_notification_write(const waxwing_binary_notification *notification,
                                                 waxwing_binary_bytes **out_bytes,
                                                 waxwing_error **out_error);

/// The name of a `waxwing_binary_frame`, as all languages show it: `simple`, `enhanced`, `modern`;
/// `{NULL, 0}` for a number that is none.
WAXWING_API
waxwing_str waxwing_binary_frame_name(uint32_t frame);

/// A decoder before the first byte. Free it with `waxwing_binary_decoder_free`.
WAXWING_API WAXWING_NODISCARD waxwing_binary_decoder *waxwing_binary_decoder_new(void);

/// Frees a decoder. NULL is fine. What it received stays.
WAXWING_API void waxwing_binary_decoder_free(waxwing_binary_decoder *decoder);

/// Takes the next bytes and gives every notification that is whole by now, possibly none. Where a
/// fault follows some, they come first and the fault in the next call. Free the list with
/// `waxwing_binary_received_free`.
///
/// `WAXWING_STATUS_MALFORMED_FRAME`; from then on, always.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_binary_decoder_feed(waxwing_binary_decoder *decoder,
                                           waxwing_bytes bytes,
                                           waxwing_binary_received **out_received,
                                           waxwing_error **out_error);

/// How many bytes more it takes, at least, until the next notification can be whole.
WAXWING_API size_t waxwing_binary_decoder_needed(const waxwing_binary_decoder *decoder);

/// Checks that no part of a frame is left over at the end.
///
/// `WAXWING_STATUS_MALFORMED_FRAME`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_binary_decoder_finish(const waxwing_binary_decoder *decoder,
                                             waxwing_error **out_error);

/// Frees a list of notifications. NULL is fine.
WAXWING_API void waxwing_binary_received_free(waxwing_binary_received *received);

/// One of them, counted from 0. False, and nothing written, where there is none.
WAXWING_API
bool waxwing_binary_received_item(const waxwing_binary_received *received,
                                  size_t index,
                                  waxwing_binary_notification *out_notification);

/// An item that Apple never documented, of the notification with this index, each counted from 0.
/// False, and nothing written, where there is none.
WAXWING_API
bool waxwing_binary_received_other_item(const waxwing_binary_received *received,
                                        size_t index,
                                        size_t item,
                                        waxwing_binary_item *out_item);

/// A builder of the same notification over HTTP/2: with its payload, priority and expiry, for this
/// push type, a `waxwing_push_type`, and topic. It waits for `waxwing_notification_builder_build`
/// with what is wrong. Free it with `waxwing_notification_builder_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_notification_builder *waxwing_binary_received_builder(const waxwing_binary_received *received,
                                                              size_t index,
                                                              uint32_t push_type,
                                                              waxwing_str topic);

/// Reads an error packet. Its texts live as long as the library.
///
/// `WAXWING_STATUS_MALFORMED_FRAME` for another number of bytes or another command than 8.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_binary_error_read(waxwing_bytes bytes,
                                         waxwing_binary_error *out_packet,
                                         waxwing_error **out_error);

/// Writes an error packet: `out_bytes` has room for `WAXWING_BINARY_ERROR_BYTES`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a status above 255.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_binary_error_write(uint32_t status,
                                          uint32_t identifier,
                                          uint8_t *out_bytes,
                                          waxwing_error **out_error);

/// A decoder before the first byte. Free it with `waxwing_feedback_decoder_free`.
WAXWING_API
WAXWING_NODISCARD
waxwing_feedback_decoder *waxwing_feedback_decoder_new(void);

/// Frees a decoder. NULL is fine. Its entries stay.
WAXWING_API void waxwing_feedback_decoder_free(waxwing_feedback_decoder *decoder);

/// Takes the next bytes and gives every entry that is whole by now, possibly none. Where a fault
/// follows some, they come first and the fault in the next call. Free the list with
/// `waxwing_feedback_entries_free`.
///
/// `WAXWING_STATUS_MALFORMED_FRAME`; from then on, always.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_feedback_decoder_feed(waxwing_feedback_decoder *decoder,
                                             waxwing_bytes bytes,
                                             waxwing_feedback_entries **out_entries,
                                             waxwing_error **out_error);

/// How many bytes more it takes, at least, until the next entry can be whole.
WAXWING_API
size_t waxwing_feedback_decoder_needed(const waxwing_feedback_decoder *decoder);

/// Checks that no part of an entry is left over at the end.
///
/// `WAXWING_STATUS_MALFORMED_FRAME`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_feedback_decoder_finish(const waxwing_feedback_decoder *decoder,
                                               waxwing_error **out_error);

/// Frees a list of entries. NULL is fine.
WAXWING_API void waxwing_feedback_entries_free(waxwing_feedback_entries *entries);

/// One of them, counted from 0. False, and nothing written, where there is none.
WAXWING_API
bool waxwing_feedback_entries_item(const waxwing_feedback_entries *entries,
                                   size_t index,
                                   waxwing_feedback_entry *out_entry);

/// Whether the device token of an entry, counted from 0, is to be dropped: unless the app registered
/// it at that time or later, `registered_at_ms` in milliseconds since 1970. `WAXWING_TIME_UNKNOWN`
/// counts as before. False where there is no such entry.
WAXWING_API
bool waxwing_feedback_entries_drops(const waxwing_feedback_entries *entries,
                                    size_t index,
                                    int64_t registered_at_ms);

/// The bytes of one entry: time, length and device token. Free them with
/// `waxwing_binary_bytes_free`.
///
/// `WAXWING_STATUS_INVALID_DEVICE_TOKEN`, `WAXWING_STATUS_INVALID_BINARY_NOTIFICATION`.
WAXWING_API
WAXWING_NODISCARD
waxwing_status waxwing_feedback_entry_write(const waxwing_feedback_entry *entry,
                                            waxwing_binary_bytes **out_bytes,
                                            waxwing_error **out_error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* WAXWING_H */
