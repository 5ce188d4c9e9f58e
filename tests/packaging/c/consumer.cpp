// The same in C++, with both headers.

#include <cstdio>
#include <string>
#include <string_view>

#include <waxwing.h>
#include <waxwing.hpp>

int main(int count, char **arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: consumer VERSION\n");
        return 2;
    }
    const std::string_view expected = arguments[1];
    const std::string header = std::to_string(WAXWING_VERSION_MAJOR) + "."
        + std::to_string(WAXWING_VERSION_MINOR) + "." + std::to_string(WAXWING_VERSION_PATCH);
    const waxwing_str found = waxwing_version();
    const std::string_view library(found.data, found.len);
    if (header != expected || library != expected) {
        std::fprintf(stderr, "expected %s, header %s, library %.*s\n", arguments[1], header.c_str(),
                     static_cast<int>(library.size()), library.data());
        return 1;
    }
    std::printf("waxwing %s\n", header.c_str());
    return 0;
}
