/* What C++ adds to C: moves, exceptions, views; and that errors keep secrets. */
#include <type_traits>

#include "harness.hpp"

using namespace waxwing;

namespace {

/* The example key of RFC 6979 section A.2.5 in the form of Apple's files; not a secret. */
constexpr const char *P8 =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgya+p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyGg"
    "CgYIKoZIzj0DAQehRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIM"
    "LX6fUXejwpTURiKZ\n-----END PRIVATE KEY-----\n";
constexpr const char *JWT =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ"
    ".eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNDM3MTc5MDM2fQ"
    ".b4lLr9shLM-cGLtZv_sbcf3t0MZvu2F4_7oeucznx5OjvhsUitFqcSPyVMHDZY9QxMPPeuNEwNwObMMNSfaXzA";
constexpr const char *DEVICE = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

ProviderKey key() { return ProviderKey::from_p8(std::string_view(P8), "ABC123DEFG", "DEF123GHIJ"); }
Notification note() {
    return Notification::builder(PushType::alert, "com.example.app").alert("Hello").build();
}

template <typename T> constexpr bool moves_only() {
    return std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T> &&
           !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T>;
}
static_assert(moves_only<Verifier>() && moves_only<Verifier::Builder>());
static_assert(moves_only<SignedObject>() && std::is_copy_constructible_v<SignedObjectView>);
static_assert(moves_only<ProviderKey>() && moves_only<ProviderToken>());
static_assert(moves_only<DeviceToken>() && moves_only<Prepared>() && moves_only<Request>());
static_assert(moves_only<Notification>() && moves_only<Notification::Builder>());
static_assert(moves_only<Reply>() && moves_only<Verdict>());
static_assert(moves_only<Pending>() && moves_only<Unverified>());
static_assert(!std::is_convertible_v<Unverified, SignedObjectView>);
static_assert(!std::is_constructible_v<SignedObject, Unverified>);
static_assert(std::is_base_of_v<std::runtime_error, Error>);
static_assert(std::is_nothrow_copy_constructible_v<Error>);

void moves() {
    ProviderKey first = key();
    ProviderKey second = std::move(first);
    same("moved to", second.key_id(), "ABC123DEFG");
    CHECK(first.key_id().empty() && first.public_key().empty());
    refuses("moved from", ErrorCode::null_pointer, [&] { first.token_at(0); });
    first = std::move(second);
    same("moved back", first.team_id(), "DEF123GHIJ");

    DeviceToken device = DeviceToken::from_hex(DEVICE);
    ProviderToken token = first.token_at(1'437'179'036'000);
    const Prepared prepared = note().prepare(waxwing::Environment::sandbox);
    const std::string header = std::string((*prepared.request(device, token).headers().begin()).name);
    same("first header", header, "authorization");
    const ProviderToken kept = std::move(token);
    refuses("a token moved from is not a certificate", ErrorCode::null_pointer,
            [&] { prepared.request(device, token); });
    const DeviceToken moved = std::move(device);
    refuses("a device moved from", ErrorCode::null_pointer,
            [&] { prepared.request(device, kept); });
    CHECK(prepared.request(moved).headers().size() == 3);

    Verifier::Builder builder = Verifier::builder();
    const Verifier::Builder taken = std::move(builder);
    refuses("a builder moved from", ErrorCode::null_pointer, [&] { builder.bundle_id("a.b"); });
    Reply reply = Reply::parse(200, {}, Bytes());
    const Reply other = std::move(reply);
    CHECK(other.status() == 200 && reply.status() == 0 && !reply.apns_id());
    refuses("a reply moved from", ErrorCode::null_pointer, [&] { reply.verdict(); });

    Pending pending{Pending::Handle()};
    const Unverified unverified{Unverified::Handle()};
    CHECK(pending.checks().empty() && unverified.kind() == Kind::unknown && !unverified.text("/a"));
    refuses("nothing to finish", ErrorCode::null_pointer, [&] { pending.finish({}, 0); });
    refuses("nothing to ask about", ErrorCode::null_pointer, [&] { pending.ocsp_requests({}, 0); });

    SignedObject nothing{SignedObject::Handle()};
    SignedObject still_nothing = std::move(nothing);
    still_nothing = SignedObject{SignedObject::Handle()};
    CHECK(still_nothing.kind() == Kind::unknown && !still_nothing.transaction());
    CHECK(!still_nothing.revocation() && still_nothing.certificate(Certificate::root).sha256.empty());
    CHECK(!still_nothing.product_id() && !still_nothing.integer("/a") && !still_nothing.text(""));
}

void exceptions() {
    const auto error = refusal("an odd number of digits", [] { DeviceToken::from_hex("abc"); });
    if (error) {
        CHECK(error->code() == ErrorCode::invalid_device_token && error->number() == 130);
        same("name", error->name(), "invalid_device_token");
        CHECK(error->category() == Category::input);
        CHECK(!error->subject().empty() && !error->expected().empty() && !error->found().empty());
        CHECK(contains(error->what(), error->subject()) && contains(error->what(), error->expected()));
        CHECK(contains(error->what(), error->found()));
    }
    try {
        Verifier::builder().environment(waxwing::Environment::xcode).bundle_id("a.b").build();
        fail("a verifier for objects that nobody signs");
    } catch (const std::runtime_error &base) {
        CHECK(dynamic_cast<const Error *>(&base) != nullptr && *base.what() != '\0');
    }
    std::optional<Error> copy;
    {
        const auto original = refusal("no environment", [] { Verifier::builder().build(); });
        copy = original;
    }
    CHECK(copy && copy->code() == ErrorCode::invalid_input && !copy->expected().empty());

    refuses("status", ErrorCode::invalid_input, [] { Reply::parse(65536, {}, Bytes()); });
    refuses("push type", ErrorCode::invalid_notification, [] {
        Notification::builder(PushType::background, "com.example.app").alert("x").build();
    });
    refuses("policy", ErrorCode::invalid_token_policy,
            [] { key().token_at(0, TokenPolicy{3600, 0}); });
    refuses("no roots", ErrorCode::bad_anchor, [] {
        Verifier::builder()
            .dangerous_any_bundle_id()
            .environment(waxwing::Environment::sandbox)
            .roots({})
            .build();
    });
}

/* No part of a secret of eight characters or more is in any text of the error. */
void check_secret(const std::string &what, const Error &error, std::string_view secret) {
    for (std::size_t i = 0; i + 8 <= secret.size(); i++) {
        const std::string_view part = secret.substr(i, 8);
        for (const std::string_view text :
             {std::string_view(error.what()), error.subject(), error.expected(), error.found()}) {
            if (contains(text, part)) {
                fail(what + ": a secret is in the error");
                return;
            }
        }
    }
}

void secrets() {
    const std::string body = std::string(P8).substr(28, 200);
    const std::string secret = body.substr(40, 120);
    for (const std::string &text : {body.substr(0, 150), "x" + body, body + "*", body + body}) {
        if (const auto error = refusal("a broken key", [&] {
                ProviderKey::from_p8(text, "ABC123DEFG", "DEF123GHIJ");
            })) {
            check_secret("key", *error, secret);
        }
    }
    if (const auto error = refusal("key id", [] {
            ProviderKey::from_p8(std::string_view(P8), "abc", "DEF123GHIJ");
        })) {
        check_secret("key id", *error, secret);
        same("subject", error->subject(), "key id");
    }
    if (const auto error =
            refusal("device", [] { DeviceToken::from_hex(std::string(DEVICE) + "0"); })) {
        check_secret("device", *error, DEVICE);
    }
    const std::string jwt = JWT;
    if (const auto error = refusal("token", [&] { ProviderToken::from_jwt(jwt + "*"); })) {
        check_secret("token", *error, jwt.substr(40));
    }
    const std::string payload = "{\"aps\":{\"alert\":1},\"secret\":\"9f8e7d6c5b4a39281706\"}";
    if (const auto error = refusal("payload", [&] {
            Notification::with_payload(PushType::alert, "com.example.app", payload).build();
        })) {
        check_secret("payload", *error, "9f8e7d6c5b4a39281706");
    }
    const std::string signed_payload = jwt + jwt;
    if (const auto error = refusal("signed payload", [&] {
            Verifier::builder()
                .bundle_id("com.example.app")
                .environment(waxwing::Environment::sandbox)
                .build()
                .any(signed_payload, 0);
        })) {
        check_secret("signed payload", *error, jwt.substr(40));
    }
}

void provider_token() {
    const ProviderToken token = key().token_issued_at(1'437'179'036);
    same("token", token.jwt(), JWT);
    same("authorization", token.authorization(), std::string("bearer ") + JWT);
    same("length", token.jwt().size(), 184U);
    same("issued", token.issued_at_ms(), 1'437'179'036'000);
    same("expires", token.expires_at_ms(), 1'437'182'636'000);
    const ProviderKey one = key(), other = key();
    same("in one window", one.token_at(1'437'180'000'000).jwt(), other.token_at(1'437'182'999'999).jwt());
    same("from elsewhere", ProviderToken::from_jwt(JWT).authorization(), token.authorization());
}

void views() {
    same("version", version(), WAXWING_VERSION);
    const std::vector<std::uint8_t> bytes = {0x00, 0xff, 0x10};
    same("bytes", DeviceToken::from_bytes(bytes).hex(), "00ff10");
    same("text", DeviceToken::from_bytes(std::string_view("AB")).hex(), "4142");
    CHECK(root_apple_g3().size() > 500);
    same("root", static_cast<unsigned>(root_fingerprint(root_apple_g3())[0]), 0x63U);
    const Notification it = Notification::builder(PushType::alert, "com.example.app")
                                .alert_title_loc_key("K")
                                .alert_title_loc_args({"a", "b"})
                                .sound_parts(true, "bell", 0.5)
                                .build();
    CHECK(contains(it.payload(), "\"title-loc-args\":[\"a\",\"b\"]"));
    CHECK(contains(it.payload(), "\"critical\":1"));
    const DeviceToken device = DeviceToken::from_hex(DEVICE);
    const Request request = it.prepare_for_authority("localhost:2197").request(device);
    same("url", request.url(), std::string("https://localhost:2197/3/device/") + DEVICE);
    const Reply reply = Reply::parse(410, {{"apns-id", "x"}},
                                     std::string_view("{\"reason\":\"Unregistered\","
                                                      "\"timestamp\":1454948015990}"));
    same("since", reply.verdict().since_ms(), std::optional<std::int64_t>(1454948015990));
    CHECK(reply.verdict().action() == Action::drop_device);
    VerdictContext later;
    later.registered_at_ms = 1454948015991;
    CHECK(reply.verdict(later).action() == Action::keep_device);
}

} // namespace

void run_objects() {
    run_case("objects", "what is moved from is empty", moves);
    run_case("objects", "exceptions say why", exceptions);
    run_case("objects", "secrets are in no exception", secrets);
    run_case("objects", "the provider token is byte for byte the expected one", provider_token);
    run_case("objects", "views and bytes", views);
}
