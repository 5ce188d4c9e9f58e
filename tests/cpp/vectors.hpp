/* The operations of the test vectors. */
#ifndef WAXWING_TESTS_VECTORS_HPP
#define WAXWING_TESTS_VECTORS_HPP

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
std::vector<Operation> list_operations();

#endif
