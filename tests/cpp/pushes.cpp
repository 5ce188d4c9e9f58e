/* What no file of vectors shows of pushes: beginnings, batches, certificates, moves. */
#include <type_traits>

#include "harness.hpp"

using namespace waxwing;

namespace {

template <typename T> constexpr bool moves_only() {
    return std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T> &&
           !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T>;
}
static_assert(moves_only<Call>() && moves_only<Broadcast>() && moves_only<Channels>());
static_assert(moves_only<KeyRing>() && moves_only<CertificateScope>());
static_assert(moves_only<GoAway>() && moves_only<Session>() && moves_only<Prepared::Paths>());
static_assert(std::is_copy_constructible_v<Outcome> && std::is_copy_constructible_v<Lint>);

constexpr const char *APP = "com.example.app";

void begins(const Notification::Builder &builder, PushType push_type, std::string_view topic,
            std::string_view payload) {
    const Notification notification = builder.build();
    CHECK(notification.push_type() == push_type);
    same("topic", notification.topic(), topic);
    same("payload", notification.payload(), payload);
}

void every_kind() {
    begins(Notification::alert(APP, "a", "b"), PushType::alert, APP,
           R"({"aps":{"alert":{"title":"a","body":"b"}}})");
    begins(Notification::background(APP), PushType::background, APP,
           R"({"aps":{"content-available":1}})");
    begins(Notification::voip(APP), PushType::voip, "com.example.app.voip", R"({"aps":{}})");
    begins(Notification::complication(APP), PushType::complication, "com.example.app.complication",
           R"({"aps":{}})");
    begins(Notification::push_to_talk(APP), PushType::push_to_talk, "com.example.app.voip-ptt",
           R"({"aps":{}})");
    begins(Notification::location(APP), PushType::location, "com.example.app.location-query",
           R"({"aps":{}})");
    begins(Notification::widgets(APP), PushType::widgets, "com.example.app.push-type.widgets",
           R"({"aps":{"content-changed":true}})");
    begins(Notification::controls(APP), PushType::controls, "com.example.app.push-type.controls",
           R"({"aps":{"content-changed":true}})");
    begins(Notification::file_provider(APP, "c", "d"), PushType::file_provider,
           "com.example.app.pushkit.fileprovider", R"({"container-identifier":"c","domain":"d"})");
    begins(Notification::mdm(APP, "magic"), PushType::mdm, APP, R"({"mdm":"magic"})");
    begins(Notification::live_activity(APP, ActivityEvent::end, 1763760000, R"({"home": 2})"),
           PushType::live_activity, "com.example.app.push-type.liveactivity",
           R"({"aps":{"timestamp":1763760000,"event":"end","content-state":{"home":2}}})");
    begins(Notification::wallet("pass.com.example"), PushType::alert, "pass.com.example", "{}");
    begins(Notification::website("web.com.example", "a", "b", {"42"}), PushType::alert,
           "web.com.example",
           R"({"aps":{"alert":{"title":"a","body":"b"},"url-args":["42"]}})");
}

void paths() {
    const DeviceToken first = DeviceToken::from_hex("00fc"), second = DeviceToken::from_hex("ff");
    const Prepared push =
        Notification::alert(APP, "a", "b").priority(Priority::immediate).build().prepare(
            waxwing::Environment::sandbox);
    const Prepared::Paths paths = push.paths({&first, &second});
    same("paths", paths.size(), 2U);
    same("first", paths[0], "/3/device/00fc");
    same("second", paths[1], push.request(second).path());
    same("none", push.paths({}).size(), 0U);
    same("authority", push.authority(), "api.sandbox.push.apple.com");
    same("headers", push.headers().size(), push.request(first).headers().size());
    same("line", push.header_line(0), push.request(first).header_line(0));
    same("body", push.body(), push.request(first).body());
    CHECK(push.method() == "POST" && push.scheme() == "https");
}

void scopes() {
    CertificateScope scope("com.example.other");
    scope.environment(waxwing::Environment::sandbox);
    const Notification note = Notification::voip(APP).build();
    refuses("another topic", ErrorCode::no_matching_key,
            [&] { scope.check(note, waxwing::Environment::sandbox); });
    scope.topic("com.example.app.voip").check(note, waxwing::Environment::sandbox);
    same("default topic", scope.default_topic(), "com.example.other");
    same("lints", note.lints().size(), 1U);
    CHECK(!note.priority() && !note.expiration_s() && !note.cut());
}

void moved() {
    Session session = Session::with_certificate();
    CHECK(session.next(0).step == Step::connect);
    Session taken = std::move(session);
    same("connection", taken.connected(0), 1U);
    refuses("a session moved from", ErrorCode::null_pointer, [&] { session.next(0); });
    CHECK(session.in_flight() == 0 && !session.connection_number() && !session.wake_at_ms());
    GoAway goaway(0, 1, std::string_view());
    const GoAway kept = std::move(goaway);
    refuses("a GOAWAY moved from", ErrorCode::null_pointer, [&] { goaway.verdict(); });
    refuses("a GOAWAY moved from", ErrorCode::null_pointer, [&] { taken.goaway(1, goaway, 0); });
    CHECK(taken.goaway(1, kept, 0).empty());
    const Channels channels(APP, waxwing::Environment::sandbox);
    ProviderToken token = ProviderToken::from_jwt(
        "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ"
        ".eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNDM3MTc5MDM2fQ"
        ".b4lLr9shLM-cGLtZv_sbcf3t0MZvu2F4_7oeucznx5OjvhsUitFqcSPyVMHDZY9QxMPPeuNEwNwObMMNSfaXzA");
    same("key id", token.key_id(), "ABC123DEFG");
    const ProviderToken owned = std::move(token);
    refuses("a token moved from is not a certificate", ErrorCode::null_pointer,
            [&] { channels.list().request(token); });
    same("line", std::optional(owned.header_line()),
         channels.list().request(owned).header_line(0));
}

} // namespace

void run_pushes() {
    run_case("pushes", "every kind begins", every_kind);
    run_case("pushes", "paths lie in one piece of memory", paths);
    run_case("pushes", "certificates have a scope", scopes);
    run_case("pushes", "what is moved from is empty", moved);
    run_case("pushes", "headers have their stability", [] {
        CHECK(header_stability("apns-topic") == HeaderStability::fixed);
        same("name", name_of(header_stability("authorization")), "hourly");
    });
}
