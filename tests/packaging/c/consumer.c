/* A program that has nothing of waxwing but what is installed. Its argument is the version that it must find: in the
 * header, and in the library. */

#include <stdio.h>
#include <string.h>

#include <waxwing.h>

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: consumer VERSION\n");
        return 2;
    }
    char header[64];
    snprintf(header, sizeof header, "%d.%d.%d", WAXWING_VERSION_MAJOR, WAXWING_VERSION_MINOR,
             WAXWING_VERSION_PATCH);
    waxwing_str library = waxwing_version();
    if (strcmp(header, arguments[1]) != 0 || strlen(arguments[1]) != library.len
        || memcmp(arguments[1], library.data, library.len) != 0) {
        fprintf(stderr, "expected %s, header %s, library %.*s\n", arguments[1], header,
                (int)library.len, library.data);
        return 1;
    }
    printf("waxwing %s\n", header);
    return 0;
}
