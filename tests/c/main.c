/*
 * Tests of the C interface.
 *
 *     waxwing_c_tests [VECTORS [SHARED]]
 *
 * VECTORS is the folder of the shared test vectors (tests/vectors), SHARED that of data which is
 * not part of the repository ($WAXWING_SHARED, else ../shared).
 */
#include "harness.h"

int main(int argc, char **argv) {
    const char *shared = getenv("WAXWING_SHARED");
    const char *vectors = argc > 1 ? argv[1] : "tests/vectors";
    shared = argc > 2 ? argv[2] : shared != NULL ? shared : "../shared";

    run_sanitizers();
    run_abi();
    if (make_fixture(vectors)) {
        run_views();
        run_null();
        run_refusals();
        run_lifetimes();
        run_subscriptions();
        run_steps();
        run_pushes();
        run_threads();
        run_quickstart();
    }
    free_fixture();
    run_vector_rules();
    run_vectors(vectors);
    run_genuine(shared);

    struct totals found = totals();
    printf("waxwing-tests: c passed=%u failed=%u skipped=%u\n", found.passed, found.failed,
           found.skipped);
    return found.failed == 0 && found.passed != 0 ? 0 : 1;
}
