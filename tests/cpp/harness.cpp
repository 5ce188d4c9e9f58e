#include "harness.hpp"

#include <fstream>
#include <iostream>
#include <iterator>

namespace {

unsigned passed, failed, skipped;
std::vector<std::string> failures;

} // namespace

std::vector<std::string> failures_of(const std::function<void()> &body) {
    failures.clear();
    try {
        body();
    } catch (const std::exception &error) {
        fail(std::string("exception: ") + error.what());
    }
    return std::move(failures);
}

void run_case(const std::string &group, const std::string &name,
              const std::function<void()> &body) {
    const std::vector<std::string> found = failures_of(body);
    for (const std::string &why : found) {
        std::cout << "FAILED " << group << ": " << name << ": " << why << '\n';
    }
    ++(found.empty() ? passed : failed);
}

void fail(const std::string &why) { failures.push_back(why); }

void skip(const std::string &what, const std::string &why) {
    ++skipped;
    std::cout << "skip: " << what << ": " << why << '\n';
}

int report() {
    std::cout << "waxwing-tests: cpp passed=" << passed << " failed=" << failed
              << " skipped=" << skipped << std::endl;
    return failed == 0 && passed != 0 ? 0 : 1;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::optional<std::string> read_file(const std::string &path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
}
