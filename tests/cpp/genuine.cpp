/* Objects that Apple signed. They are not part of the repository. */
#include <filesystem>

#include "harness.hpp"

using namespace waxwing;

namespace {

/* 2026-11-21T00:00:00Z: every leaf has expired by then. */
constexpr std::int64_t LATER_MS = 1'795'219'200'000;

Verifier verifier(Validity validity) {
    return Verifier::builder()
        .dangerous_any_bundle_id()
        .environment(waxwing::Environment::sandbox)
        .validity(validity)
        .build();
}

void verify(const std::string &name, const std::string &token) {
    /* The names begin with the kind and end with signing time and an id. */
    const std::string without_id = name.substr(0, name.rfind('-'));
    const std::int64_t signed_at_ms = std::stoll(without_id.substr(without_id.rfind('-') + 1));
    const SignedObject object = verifier(Validity::signing_time).any(token, signed_at_ms);
    same("kind", object.kind_name(), name.substr(0, name.find('-')));
    same("signed_at_ms", object.signed_at_ms(), signed_at_ms);
    CHECK(object.environment() == waxwing::Environment::sandbox);
    CHECK(object.certificate(Certificate::root).name == "Apple Root CA - G3");
    /* Expired since, yet valid when it signed. */
    CHECK(verifier(Validity::signing_time).any(token, LATER_MS).leaf_valid_until_ms() < LATER_MS);

    const auto error =
        refusal("at 2026-11-21", [&] { verifier(Validity::check_time).any(token, LATER_MS); });
    if (error) {
        CHECK(error->code() == ErrorCode::expired);
        same("subject", error->subject(), "leaf certificate");
        CHECK(contains(error->what(), "2026-11-21"));
        const bool second = contains(name, "1739161772561");
        CHECK(contains(error->what(), second ? "2025-10-11" : "2023-09-24"));
    }
}

} // namespace

void run_genuine(const std::string &shared) {
    const std::string folder = shared + "/vectors/real-jws";
    std::error_code absent;
    unsigned count = 0;
    for (const auto &entry : std::filesystem::directory_iterator(folder, absent)) {
        if (entry.path().extension() == ".jws") {
            std::string token = read_file(entry.path().string()).value_or("");
            token.erase(token.find_last_not_of("\r\n ") + 1);
            const std::string name = entry.path().stem().string();
            run_case("real-jws", name, [&] { verify(name, token); });
            count++;
        }
    }
    if (absent) {
        skip("real-jws", "no folder " + folder);
    } else {
        run_case("real-jws", "six objects", [&] { same("objects", count, 6U); });
    }
}
