/* The operations of the test vectors. */
#ifndef WAXWING_TESTS_VECTORS_HPP
#define WAXWING_TESTS_VECTORS_HPP

#include <algorithm>
#include <limits>

#include "json.hpp"

struct Operation {
    std::string name;
    /* The field of the file with the cases, and the further fields of the file. */
    std::string list;
    std::vector<std::string> file_fields;
    std::vector<std::string> case_fields;
    /* Runs one case of a file. */
    void (*run)(const Json &file, const Json &one);
    /* Looks at the file as a whole, if that says more than its cases. */
    void (*whole)(const Json &file);
};

std::vector<Operation> apns_operations();
std::vector<Operation> app_store_operations();
std::vector<Operation> channel_operations();
std::vector<Operation> credential_operations();
std::vector<Operation> legacy_operations();
std::vector<Operation> list_operations();
std::vector<Operation> notification_operations();
std::vector<Operation> policy_operations();
std::vector<Operation> receipt_operations();
std::vector<Operation> session_operations();
std::vector<Operation> subscription_operations();
std::vector<Operation> windows_operations();

constexpr std::uint32_t NONE = std::numeric_limits<std::uint32_t>::max();

/* The enumerator of a name; for another name, a number that no enumerator has. */
template <typename Enum>
Enum enumerator(const std::string &name, const std::vector<std::pair<std::string, Enum>> &names) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const auto &it) { return it.first == name; });
    return found != names.end() ? found->second : static_cast<Enum>(NONE);
}
waxwing::Environment environment_of(const Json &one);
waxwing::PushType push_type_of(const std::string &name);
/* An integer for an argument of 32 bits: what does not fit must not become another value. */
std::uint32_t narrow(std::int64_t value);

/* A verifier as a case describes it. */
waxwing::Verifier verifier_of(const Json &file, const Json &one);
/* Nothing for any. */
std::optional<waxwing::Kind> kind_of(const std::string &name);
void compare_object(const waxwing::SignedObject &object, const Json &expect);

/* The headers and the reply of a case. */
using Texts = std::vector<std::pair<std::string, std::string>>;
Texts headers_of(const Json &one);
std::vector<waxwing::Header> views_of(const Texts &texts);
waxwing::Reply reply_of(const Json &one);
void compare_request(const waxwing::Request &request, const Json &expect);
void compare_verdict(const waxwing::Verdict &verdict, const Json &expect);
/* A builder of the options of a document. */
waxwing::Notification::Builder builder_of(const Json &options);

#endif
