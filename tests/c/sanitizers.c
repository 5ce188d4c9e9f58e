/* When compiled with sanitizers: they are there, and they see into the library's memory. */
#include "harness.h"

#if defined(__SANITIZE_ADDRESS__)

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Whether a child that does something forbidden dies of it. Its last words go nowhere. */
static bool dies_of(void (*mistake)(void)) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO);
        mistake();
        _exit(0);
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child &&
           !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static volatile int sink;

static void read_too_far(void) {
    char *volatile bytes = allocate(8);
    sink = bytes[8];
}

static void overflow(void) {
    volatile int large = 0x7fffffff;
    sink = large + 1;
}

static waxwing_device_token *device_token(void) {
    waxwing_device_token *device = NULL;
    waxwing_error *error = NULL;
    SUCCEEDS(waxwing_device_token_from_hex(WAXWING_STR("00fc"), &device, &error));
    return device;
}

static void free_twice(void) {
    waxwing_device_token *device = device_token();
    waxwing_device_token_free(device);
    waxwing_device_token_free(device);
}

static void read_a_view_of_a_freed_handle(void) {
    waxwing_device_token *device = device_token();
    waxwing_str hex = waxwing_device_token_hex(device);
    waxwing_device_token_free(device);
    sink = hex.data[0];
}

static void nothing(void) { waxwing_device_token_free(device_token()); }

void run_sanitizers(void) {
    static const struct {
        const char *name;
        void (*mistake)(void);
    } MISTAKES[] = {
        {"notice_a_read_too_far", read_too_far},
        {"notice_an_overflow", overflow},
        {"notice_a_handle_freed_twice", free_twice},
        {"notice_a_view_of_a_freed_handle", read_a_view_of_a_freed_handle},
    };
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
        case_begin("sanitizers", MISTAKES[i].name);
        CHECK(dies_of(MISTAKES[i].mistake));
        case_end();
    }
    case_begin("sanitizers", "let_good_programs_live");
    CHECK(!dies_of(nothing));
    case_end();
}

#else

void run_sanitizers(void) {}

#endif
