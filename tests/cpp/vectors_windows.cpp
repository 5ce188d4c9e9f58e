/* Operations about pushing to Windows. */
#include "vectors.hpp"

namespace {

using namespace waxwing;

void channel_uri(const Json &, const Json &one) {
    const auto it = attempt(one["expect"], [&] { return ChannelUri::parse(one.bytes("uri")); });
    if (it) {
        compare_json(
            Found().set("kind", name_of(it->kind())).set("host", it->host()).set("uri", it->text()),
            one["expect"]);
    }
}

} // namespace

std::vector<Operation> windows_operations() {
    return {
        {"channel_uri", "cases", {}, {"name", "uri", "uri_parts", "expect"}, channel_uri, nullptr},
    };
}
