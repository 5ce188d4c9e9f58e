/*
 * The two jobs of waxwing, as README.md and the header show them: what lies between the markers.
 *
 *     quickstart KEY.p8 [TOKEN-FILE]
 *
 * prints the request of a push, signed with KEY.p8; then, with TOKEN-FILE, what a signed
 * notification of the App Store says, or why it is refused.
 */
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <waxwing.hpp>

namespace {

/* Where your HTTP/2 client comes in: push_libcurl.cpp shows one. */
void send_request(const waxwing::Request &request) {
    std::cout << request.method() << ' ' << request.url() << '\n';
    for (const auto header : request.headers()) {
        const bool secret = header.name == "authorization";
        std::cout << header.name << ": " << (secret ? "bearer" : header.value) << '\n';
    }
    std::cout << request.body() << '\n';
}

void push(const std::string &p8, const std::string &device_hex, std::int64_t now_ms) {
    // quickstart: push
    const auto key = waxwing::ProviderKey::from_p8(p8, "ABC123DEFG", "DEF123GHIJ");
    const auto token = key.token_at(now_ms);
    const auto device = waxwing::DeviceToken::from_hex(device_hex);
    const auto note = waxwing::Notification::builder(waxwing::PushType::alert, "com.example.app")
                          .alert("Ready", "Your order is here")
                          .build();
    const auto prepared = note.prepare(waxwing::Environment::sandbox);
    send_request(prepared.request(device, token)); // URL, headers and body, with any HTTP/2 client
    // end
}

void verify(const std::string &token, std::int64_t now_ms) {
    // quickstart: verify
    const auto verifier = waxwing::Verifier::builder()
                              .bundle_id("com.example.app")
                              .environment(waxwing::Environment::sandbox)
                              .build();
    try {
        const auto object = verifier.notification(token, now_ms);
        if (const auto transaction = object.transaction())
            std::cout << transaction->product_id().value_or("") << '\n';
    } catch (const waxwing::Error &refused) {
        std::cout << refused.what() << '\n';
    }
    // end
}

std::string file(const char *path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        throw std::runtime_error(std::string("cannot read ") + path);
    }
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace

int main(int argc, char **argv) {
    if (argc < 2) {
        std::cerr << "usage: quickstart KEY.p8 [TOKEN-FILE]\n";
        return 2;
    }
    using namespace std::chrono;
    const std::int64_t now_ms =
        duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    try {
        push(file(argv[1]), "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0", now_ms);
        if (argc > 2) {
            verify(file(argv[2]), now_ms);
        }
    } catch (const std::exception &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return 0;
}
