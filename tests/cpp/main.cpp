/*
 * Tests of waxwing.hpp.
 *
 *     waxwing_cpp_tests [VECTORS [SHARED]]
 *
 * VECTORS is the folder of the shared test vectors (tests/vectors), SHARED that of data which is
 * not part of the repository ($WAXWING_SHARED, else ../shared).
 */
#include <cstdlib>

#include "harness.hpp"

int main(int argc, char **argv) {
    const char *variable = std::getenv("WAXWING_SHARED");
    const std::string shared = argc > 2 ? argv[2] : variable != nullptr ? variable : "../shared";
    run_objects();
    run_pushes();
    run_subscriptions();
    run_vector_rules();
    run_vectors(argc > 1 ? argv[1] : "tests/vectors");
    run_genuine(shared);
    return report();
}
