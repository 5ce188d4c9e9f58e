/* Runs every case of every file of test vectors. */
#include "vectors.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>

namespace {

const std::vector<Operation> &operations() {
    static const std::vector<Operation> all = [] {
        std::vector<Operation> found = apns_operations();
        for (const auto &more : {app_store_operations(), channel_operations(),
                                 credential_operations(), legacy_operations(), list_operations(),
                                 notification_operations(), policy_operations(),
                                 receipt_operations(), session_operations(),
                                 subscription_operations(), windows_operations()}) {
            found.insert(found.end(), more.begin(), more.end());
        }
        return found;
    }();
    return all;
}

/* Fails the case unless the file as a whole is one that is understood. */
const Operation *check_file(const Json &file) {
    const std::string name = file["op"].text();
    const auto found = std::find_if(operations().begin(), operations().end(),
                                    [&](const Operation &it) { return it.name == name; });
    if (found == operations().end()) {
        fail("unknown operation \"" + name + "\"");
        return nullptr;
    }
    std::vector<std::string> allowed = {"about", "format", "op", found->list};
    allowed.insert(allowed.end(), found->file_fields.begin(), found->file_fields.end());
    file.only(allowed);
    CHECK(!file["about"].text().empty());
    same("format", file["format"].integer(), 1);
    const std::vector<Json> cases = file[found->list].items();
    std::set<std::string> names;
    for (const Json &one : cases) {
        if (!names.insert(one["name"].text()).second) {
            fail("two cases are called \"" + one["name"].text() + "\"");
        }
    }
    if (cases.empty()) {
        fail("no cases");
    }
    if (found->whole != nullptr) {
        found->whole(file);
    }
    return &*found;
}

/* Where each instruction is watched, what takes seconds without that is left out. */
bool left_out(const std::string &file, const Json &one) {
    if (!one["slow"] || std::getenv("WAXWING_TESTS_LEAVE_OUT_SLOW") == nullptr) {
        return false;
    }
    skip(file + ": " + one["name"].text(), "slow, and run without valgrind too");
    return true;
}

void check_case(const Operation &operation, const Json &file, const Json &one) {
    one.only(operation.case_fields);
    operation.run(file, one);
}

const Operation *run_file(const std::filesystem::path &path) {
    const std::string name = path.filename().string();
    std::optional<Document> document;
    const Operation *operation = nullptr;
    run_case(name, "the file", [&] {
        document.emplace(read_file(path.string()).value_or(""));
        operation = check_file(document->root());
    });
    if (operation == nullptr) {
        return nullptr;
    }
    const Json file = document->root();
    std::size_t count = 0;
    for (const Json &one : file[operation->list].items()) {
        if (!left_out(name, one)) {
            run_case(name, one["name"].text(), [&] { check_case(*operation, file, one); });
        }
        count++;
    }
    std::cout << name << ": " << count << " cases\n";
    return operation;
}

} // namespace

void run_vectors(const std::string &folder) {
    std::vector<std::filesystem::path> paths;
    std::error_code absent;
    for (const auto &entry : std::filesystem::directory_iterator(folder, absent)) {
        if (entry.path().extension() == ".json") {
            paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    std::set<const Operation *> seen;
    for (const auto &path : paths) {
        seen.insert(run_file(path));
    }
    for (const Operation &operation : operations()) {
        run_case("vectors", operation.name, [&] {
            if (seen.count(&operation) == 0) {
                fail("no file in " + folder + " has this operation");
            }
        });
    }
}

/* What must make a run fail, does. Each text is a file of vectors with one mistake. */
void run_vector_rules() {
    const std::string head = "{'about':'a','format':1,'op':'device_token',";
    const std::string good = "'name':'a','hex':'00','expect':{'hex':'00'}";
    const std::vector<std::pair<std::string, std::string>> mistakes = {
        {"no_cases", head + "'cases':[]}"},
        {"cases_missing", head + "'x':[]}"},
        {"unknown_operation", "{'about':'a','format':1,'op':'x','cases':[{'name':'a'}]}"},
        {"another_format",
         "{'about':'a','format':2,'op':'device_token','cases':[{" + good + "}]}"},
        {"unknown_file_field", head + "'x':1,'cases':[{" + good + "}]}"},
        {"a_name_twice", head + "'cases':[{" + good + "},{" + good + "}]}"},
        {"unknown_case_field", head + "'cases':[{'x':1," + good + "}]}"},
        {"unknown_expected_field",
         head + "'cases':[{'name':'a','hex':'00','expect':{'hex':'00','x':1}}]}"},
        {"another_result", head + "'cases':[{'name':'a','hex':'00','expect':{'hex':'01'}}]}"},
        {"another_error",
         head + "'cases':[{'name':'a','hex':'0','expect':{'error':'invalid_input'}}]}"},
        {"an_error_that_does_not_come",
         head + "'cases':[{'name':'a','hex':'00','expect':{'error':'invalid_input'}}]}"},
    };
    const auto whole = [](std::string text) {
        std::replace(text.begin(), text.end(), '\'', '"');
        const Document document(text);
        const Json file = document.root();
        if (const Operation *operation = check_file(file)) {
            for (const Json &one : file[operation->list].items()) {
                check_case(*operation, file, one);
            }
        }
    };
    for (const auto &mistake : mistakes) {
        const bool noticed = !failures_of([&] { whole(mistake.second); }).empty();
        run_case("vector rules", mistake.first, [&] { CHECK(noticed); });
    }
    run_case("vector rules", "without_a_mistake", [&] { whole(head + "'cases':[{" + good + "}]}"); });
}
