/* Counting, naming and comparing, for all groups of the C++ tests. */
#ifndef WAXWING_TESTS_HARNESS_HPP
#define WAXWING_TESTS_HARNESS_HPP

#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <waxwing.hpp>

/* A case fails by fail(), by a check that does not hold, or by an exception. */
void run_case(const std::string &group, const std::string &name, const std::function<void()> &body);
/* Runs a body that must fail, without counting it: what it says. */
std::vector<std::string> failures_of(const std::function<void()> &body);
void fail(const std::string &why);
void skip(const std::string &what, const std::string &why);
/* Prints the last line; the exit status. */
int report();

template <typename T> std::string shown(const T &value) {
    std::ostringstream text;
    text << value;
    return text.str();
}
template <typename T> std::string shown(const std::optional<T> &value) {
    return value ? shown(*value) : std::string("nothing");
}
template <typename Found, typename Expected>
void same(const std::string &what, const Found &found, const Expected &expected) {
    if (!(found == expected)) {
        fail(what + ": expected " + shown(expected) + ", found " + shown(found));
    }
}
#define CHECK(condition)                                                                           \
    ((condition) ? (void)0                                                                         \
                 : fail(std::string(__FILE__) + ":" + std::to_string(__LINE__) +                   \
                        ": not true: " #condition))

bool contains(std::string_view text, std::string_view part);
/* What a call is refused with; fails the case if it is not. */
template <typename Call>
std::optional<waxwing::Error> refusal(const std::string &what, const Call &call) {
    try {
        call();
    } catch (const waxwing::Error &error) {
        return error;
    }
    fail(what + ": not refused");
    return std::nullopt;
}
template <typename Call>
void refuses(const std::string &what, waxwing::ErrorCode code, const Call &call) {
    if (const auto error = refusal(what, call)) {
        same(what, error->name(), waxwing::name_of(code));
    }
}

/* The whole of a file; nothing if it cannot be read. */
std::optional<std::string> read_file(const std::string &path);

/* The groups. */
void run_vectors(const std::string &folder);
void run_vector_rules();
void run_objects();
void run_pushes();
void run_subscriptions();
void run_genuine(const std::string &shared);

#endif
