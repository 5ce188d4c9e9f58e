/* The quickstart, run as it stands in README.md and in the header. */
#include "fixture.h"

#include <unistd.h>

#define main quickstart_main
#define print quickstart_print
#define push quickstart_push
#define verify quickstart_verify
#define file quickstart_file
#include "../../ffi/examples/quickstart.c"
#undef main
#undef file

/* What the quickstart prints. */
static waxwing_str output_of(char **arguments, char *output, size_t size) {
    FILE *kept = tmpfile();
    int stdout_before = dup(STDOUT_FILENO);
    int count = 0;
    while (arguments[count] != NULL) {
        count++;
    }
    fflush(stdout);
    CHECK(kept != NULL && stdout_before != -1 && dup2(fileno(kept), STDOUT_FILENO) != -1);
    int status = quickstart_main(count, arguments);
    fflush(stdout);
    CHECK(dup2(stdout_before, STDOUT_FILENO) != -1 && close(stdout_before) == 0);
    CHECK_NUMBER(status, 0);
    rewind(kept);
    size_t length = fread(output, 1, size, kept);
    fclose(kept);
    return (waxwing_str){output, length};
}

static void write_file(char *path, const char *text, size_t length) {
    int descriptor = mkstemp(path);
    FILE *stream = descriptor == -1 ? NULL : fdopen(descriptor, "wb");
    CHECK(stream != NULL && fwrite(text, 1, length, stream) == length && fclose(stream) == 0);
}

void run_quickstart(void) {
    char p8[] = "/tmp/waxwing-p8-XXXXXX", token[] = "/tmp/waxwing-token-XXXXXX", output[4096];
    char name[] = "quickstart";
    char *arguments[] = {name, p8, token, NULL};
    case_begin("quickstart", "prints_a_request_and_judges_a_notification");
    write_file(p8, P8, strlen(P8));
    write_file(token, fixture.notification_token.data, fixture.notification_token.len);
    waxwing_str found = output_of(arguments, output, sizeof output);
    CHECK(contains(found, "POST https://api.sandbox.push.apple.com/3/device/00fc13ad"));
    CHECK(contains(found, "\nauthorization: bearer\napns-topic: com.example.app\n"));
    CHECK(contains(found, "{\"aps\":{\"alert\":{\"title\":\"Ready\",\"body\":\"Your order is here\"}}}"));
    /* It trusts Apple's root, and this notification is of the test authority. */
    CHECK(contains(found, "intermediate certificate: the intermediate must be issued by one of"));
    unlink(p8);
    unlink(token);
    case_end();
}
