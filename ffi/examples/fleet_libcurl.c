/*
 * Pushes one alert to thousands of devices through libcurl, and lets the session decide about the
 * connection: when to send, what to send again, when to connect anew.
 *
 *     fleet_libcurl DEVICES SUMMARY
 *
 * DEVICES has a line for each device: its token in hexadecimal digits, a tab, and when the app
 * registered it, in milliseconds since 1970. SUMMARY is written at the end, as JSON. Key, topic and
 * host are in the variables APNS_KEY (a .p8 file), APNS_KEY_ID, APNS_TEAM_ID, APNS_TOPIC, and if it
 * is not Apple's sandbox APNS_URL and APNS_CERTIFICATE (a PEM file to trust there).
 *
 * libcurl keeps SETTINGS, GOAWAY and the numbers of streams to itself: the session does without. It
 * also likes to help: it sends requests again by itself and opens connections as it needs them,
 * which would show notifications twice without anybody knowing. So each connection has a multi
 * handle of its own that may open one socket, and bodies that cannot be sent twice.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>
#include <waxwing.h>

enum { MAX_STREAMS = 200, MAX_CONNECTIONS = 64, MAX_HEADERS = 16, IDLE_MS = 500 };
enum { REFUSED_STREAM = 7 }; /* not processed by the server (RFC 9113 section 7) */

static void stop(const char *what, const char *why) {
    fprintf(stderr, "fleet_libcurl: %s: %s\n", what, why);
    exit(1);
}

/* The same with a text of waxwing's, which no NUL need follow. */
static void stop_saying(const char *what, waxwing_str why) {
    fprintf(stderr, "fleet_libcurl: %s: %.*s\n", what, (int)why.len, why.data);
    exit(1);
}

/* For what can only fail if this program is wrong. */
static void check(waxwing_status status, waxwing_error *error) {
    if (status != WAXWING_STATUS_OK) {
        stop_saying("waxwing", waxwing_error_message(error));
    }
}

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count == 0 ? 1 : count, size);
    if (memory == NULL) {
        stop("memory", strerror(errno));
    }
    return memory;
}

/* waxwing reads no clock: this is the only place that does. */
static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* How it stands with a device: READY to be sent to, LATER when `due_ms` has come, under way, done. */
enum state { READY, LATER, UNDER_WAY, DELIVERED, REMOVED, BAD, GAVE_UP };

static struct device {
    waxwing_device_token *token;
    waxwing_str path;
    int64_t registered_at_ms, due_ms;
    enum state state;
    bool ambiguous;
    struct transfer *transfer;
} *devices;
static size_t device_count, ended, delivered, attempts, connections_opened, later_count;

/* Devices that are ready, in a ring with room for all of them. */
static size_t *ready, ready_first, ready_count;

static void make_ready(size_t device) {
    devices[device].state = READY;
    ready[(ready_first + ready_count++) % device_count] = device;
}

static size_t take_ready(void) {
    size_t device = ready[ready_first];
    ready_first = (ready_first + 1) % device_count;
    ready_count--;
    return device;
}

/* A connection of the session. */
static struct connection {
    CURLM *multi;
    uint32_t number;
    int sockets;
} connections[MAX_CONNECTIONS];

/* A request under way, or free to become one. */
static struct transfer {
    CURL *easy;
    size_t device, body_sent, text_len, body_len, header_count;
    struct connection *connection;
    /* Whether the body went out, and so perhaps the whole request. */
    bool started;
    char text[8192], body[8192];
    waxwing_header headers[MAX_HEADERS];
    struct transfer *next;
} *free_transfers;

static waxwing_session *session;
static waxwing_prepared *push;
static char *url_text;

/* One socket for each connection: libcurl may not open another one by itself. */
static curl_socket_t open_socket(void *of, curlsocktype purpose, struct curl_sockaddr *address) {
    struct connection *connection = of;
    (void)purpose;
    /* A second attempt, for another address of the same host, comes before anything was sent. */
    if (connection->sockets++ != 0) {
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype, address->protocol);
}

static size_t give_body(char *to, size_t unit, size_t room, void *of) {
    struct transfer *transfer = of;
    waxwing_bytes body = waxwing_prepared_body(push);
    size_t left = body.len - transfer->body_sent, size = unit * room;
    size = size < left ? size : left;
    memcpy(to, body.data + transfer->body_sent, size);
    transfer->body_sent += size;
    transfer->started = true;
    return size;
}

/* libcurl would have to go back in the body to send a request again. */
static int never_again(void *of, curl_off_t offset, int origin) {
    (void)of, (void)offset, (void)origin;
    return CURL_SEEKFUNC_FAIL;
}

static size_t take_header(char *data, size_t unit, size_t size, void *of) {
    struct transfer *transfer = of;
    const char *colon = memchr(data, ':', size);
    (void)unit;
    if (colon == NULL || colon == data || transfer->header_count == MAX_HEADERS ||
        size > sizeof transfer->text - transfer->text_len) {
        return size; /* no header, or one too many: none of those that matter */
    }
    char *copy = memcpy(transfer->text + transfer->text_len, data, size);
    size_t name_len = (size_t)(colon - data), first = name_len + 1, end = size;
    while (first < end && copy[first] == ' ') {
        first++;
    }
    while (end > first && (copy[end - 1] == '\r' || copy[end - 1] == '\n')) {
        end--;
    }
    waxwing_header header = {{copy, name_len}, {copy + first, end - first}};
    transfer->headers[transfer->header_count++] = header;
    transfer->text_len += size;
    return size;
}

static size_t take_body(char *data, size_t unit, size_t size, void *of) {
    struct transfer *transfer = of;
    size_t room = sizeof transfer->body - transfer->body_len;
    (void)unit;
    memcpy(transfer->body + transfer->body_len, data, size < room ? size : room);
    transfer->body_len += size < room ? size : room;
    return size;
}

static struct transfer *new_transfer(void) {
    struct transfer *transfer = free_transfers;
    if (transfer != NULL) {
        free_transfers = transfer->next;
    } else {
        transfer = allocate(1, sizeof *transfer);
        transfer->easy = curl_easy_init();
        if (transfer->easy == NULL) {
            stop("libcurl", "no handle");
        }
    }
    transfer->body_sent = transfer->text_len = transfer->body_len = transfer->header_count = 0;
    transfer->started = false;
    return transfer;
}

/* Takes a transfer from its connection; libcurl resets the stream if it is still open. */
static void end_transfer(struct transfer *transfer) {
    curl_multi_remove_handle(transfer->connection->multi, transfer->easy);
    devices[transfer->device].transfer = NULL;
    transfer->next = free_transfers;
    free_transfers = transfer;
}

/* A request has ended: send it again, or note how it went. */
static void settle(const waxwing_outcome *outcome) {
    struct device *device = &devices[outcome->request];
    if (outcome->fate == WAXWING_FATE_UNKNOWN) {
        return; /* it was not under way any more */
    }
    if (device->transfer != NULL) {
        end_transfer(device->transfer);
    }
    device->ambiguous = device->ambiguous || outcome->fate == WAXWING_FATE_AMBIGUOUS;
    if (outcome->resend) {
        device->state = LATER;
        device->due_ms = now_ms() + outcome->retry_after_ms;
        later_count++;
        return;
    }
    ended++;
    switch (outcome->action) {
    case WAXWING_ACTION_DELIVERED:
        device->state = DELIVERED;
        delivered++;
        break;
    case WAXWING_ACTION_DROP_DEVICE:
        device->state = REMOVED;
        break;
    case WAXWING_ACTION_REPAIR_PAIRING:
        device->state = BAD;
        break;
    default:
        device->state = GAVE_UP;
        break;
    }
}

static void settle_all(waxwing_outcomes *outcomes) {
    waxwing_outcome outcome;
    for (size_t i = 0; waxwing_outcomes_item(outcomes, i, &outcome); i++) {
        settle(&outcome);
    }
    waxwing_outcomes_free(outcomes);
}

/* A transfer is over. */
static void finish(struct transfer *transfer, CURLcode code) {
    uint64_t request = transfer->device;
    uint32_t number = transfer->connection->number;
    waxwing_error *error = NULL;
    waxwing_outcome outcome;
    if (code == CURLE_OK) {
        long status = 0;
        waxwing_reply *reply = NULL;
        waxwing_bytes body = {(const uint8_t *)transfer->body, transfer->body_len};
        curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
        check(waxwing_reply_parse((uint32_t)status, transfer->headers, transfer->header_count, body,
                                  &reply, &error),
              error);
        check(waxwing_session_reply(session, request, reply, devices[request].registered_at_ms,
                                    now_ms(), &outcome, &error),
              error);
        settle(&outcome);
        waxwing_reply_free(reply);
        return;
    }
    /* Without its body a request is none yet. */
    uint32_t reset = transfer->started ? WAXWING_ERROR_CODE_UNKNOWN : REFUSED_STREAM;
    check(waxwing_session_reset(session, request, reset, now_ms(), &outcome, &error), error);
    settle(&outcome);
    if (code != CURLE_HTTP2_STREAM) {
        /* libcurl gives the connection up, too: no further requests, as after a GOAWAY. */
        waxwing_goaway *goaway = NULL;
        waxwing_outcomes *outcomes = NULL;
        check(waxwing_goaway_new(0, UINT32_MAX >> 1, (waxwing_bytes){NULL, 0}, &goaway, &error),
              error);
        check(waxwing_session_goaway(session, number, goaway, now_ms(), &outcomes, &error), error);
        settle_all(outcomes);
        waxwing_goaway_free(goaway);
    }
}

/* The headers with this token. They live as long as the program: a token lasts for 50 minutes. */
static struct curl_slist *lines_of(const waxwing_provider_token *token) {
    static struct curl_slist *lines;
    static int64_t issued_at_ms;
    if (lines == NULL || issued_at_ms != waxwing_provider_token_issued_at_ms(token)) {
        issued_at_ms = waxwing_provider_token_issued_at_ms(token);
        lines = curl_slist_append(NULL, waxwing_provider_token_header_line(token).data);
        for (size_t i = 0; lines != NULL && i < waxwing_prepared_header_count(push); i++) {
            lines = curl_slist_append(lines, waxwing_prepared_header_line(push, i).data);
        }
        if (lines == NULL) {
            stop("memory", "no headers");
        }
    }
    return lines;
}

static void send_to(size_t place, struct connection *connection,
                    const waxwing_provider_token *token) {
    struct transfer *transfer = new_transfer();
    waxwing_error *error = NULL;
    waxwing_str authority = waxwing_prepared_authority(push);
    char url[1024];
    snprintf(url, sizeof url, "https://%.*s%s", (int)authority.len, authority.data,
             devices[place].path.data);
    check(waxwing_session_sent(session, place, WAXWING_STREAM_UNKNOWN, WAXWING_TIME_UNKNOWN,
                               now_ms(), &error),
          error);
    attempts++;
    devices[place].state = UNDER_WAY;
    devices[place].transfer = transfer;
    transfer->device = place;
    transfer->connection = connection;
    CURL *easy = transfer->easy;
    curl_easy_reset(easy);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    /* HTTP/2 alone; wait for the connection that is being opened rather than open another. */
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, connection);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, 10L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    if (getenv("APNS_CERTIFICATE") != NULL) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, getenv("APNS_CERTIFICATE"));
    }
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines_of(token));
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)waxwing_prepared_body(push).len);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, give_body);
    curl_easy_setopt(easy, CURLOPT_READDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, never_again);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_multi_add_handle(connection->multi, easy);
}

static struct connection *connection_of(uint32_t number) {
    for (size_t i = 0; i < MAX_CONNECTIONS; i++) {
        if (connections[i].multi != NULL && connections[i].number == number) {
            return &connections[i];
        }
    }
    return NULL;
}

/* libcurl opens the connection with the first request: if that fails, so does the connection. */
static void connect_anew(void) {
    struct connection *connection = connections;
    waxwing_error *error = NULL;
    while (connection->multi != NULL) {
        if (++connection == connections + MAX_CONNECTIONS) {
            stop("connections", "too many at once");
        }
    }
    connection->multi = curl_multi_init();
    connection->sockets = 0;
    if (connection->multi == NULL) {
        stop("libcurl", "no handle");
    }
    curl_multi_setopt(connection->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
    curl_multi_setopt(connection->multi, CURLMOPT_MAX_CONCURRENT_STREAMS, (long)MAX_STREAMS);
    check(waxwing_session_connected(session, now_ms(), &connection->number, &error), error);
    connections_opened++;
}

/* Asks the session as long as it lets something through. */
static void send_what_may_be_sent(void) {
    uint32_t number;
    while (ready_count != 0) {
        waxwing_next next;
        waxwing_provider_token *token = NULL;
        waxwing_error *error = NULL;
        check(waxwing_session_next(session, now_ms(), &next, &token, &error), error);
        if (next.step == WAXWING_STEP_CONNECT) {
            connect_anew();
        } else if (next.step == WAXWING_STEP_STOP) {
            stop_saying("stopped", waxwing_because_name(next.because));
        } else if (next.step != WAXWING_STEP_SEND ||
                   !waxwing_session_connection_number(session, &number)) {
            return; /* for a reply or a time to wait for: the loop looks again */
        }
        for (uint32_t i = 0; i < next.room && ready_count != 0; i++) {
            send_to(take_ready(), connection_of(number), token);
        }
        waxwing_provider_token_free(token);
    }
}

/* What has waited long enough is ready again. */
static void bring_back(void) {
    int64_t now = now_ms();
    for (size_t i = 0; later_count != 0 && i < device_count; i++) {
        if (devices[i].state == LATER && devices[i].due_ms <= now) {
            later_count--;
            make_ready(i);
        }
    }
}

static void close_drained(void) {
    uint32_t number;
    while (waxwing_session_drained(session, &number)) {
        struct connection *connection = connection_of(number);
        if (connection != NULL) {
            curl_multi_cleanup(connection->multi);
            connection->multi = NULL;
        }
    }
}

/* Lets libcurl work on all connections, and takes in what it has finished. */
static size_t perform(struct connection **last) {
    size_t open = 0;
    for (size_t i = 0; i < MAX_CONNECTIONS; i++) {
        int running, left;
        CURLMsg *message;
        if (connections[i].multi == NULL) {
            continue;
        }
        open++;
        *last = &connections[i];
        curl_multi_perform(connections[i].multi, &running);
        while ((message = curl_multi_info_read(connections[i].multi, &left)) != NULL) {
            struct transfer *transfer = NULL;
            CURLcode code = message->data.result;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
            finish(transfer, code);
        }
    }
    return open;
}

static void send_to_all(void) {
    while (ended < device_count) {
        struct connection *last = NULL;
        waxwing_outcomes *overdue = NULL;
        waxwing_error *error = NULL;
        bring_back();
        send_what_may_be_sent();
        size_t open = perform(&last);
        check(waxwing_session_overdue(session, now_ms(), &overdue, &error), error);
        settle_all(overdue);
        close_drained();
        int64_t wake_at_ms, wait_ms = open > 1 || later_count != 0 ? 5 : IDLE_MS;
        if (waxwing_session_wake_at_ms(session, &wake_at_ms) && wake_at_ms - now_ms() < wait_ms) {
            wait_ms = wake_at_ms > now_ms() ? wake_at_ms - now_ms() : 0;
        }
        if (last != NULL && last->multi != NULL) {
            curl_multi_poll(last->multi, NULL, 0, (int)wait_ms, NULL);
        } else {
            struct timespec pause = {0, 5000000};
            nanosleep(&pause, NULL);
        }
    }
}

static void read_devices(const char *path) {
    FILE *file = fopen(path, "r");
    char hex[600];
    long long registered_at_ms;
    size_t room = 0;
    if (file == NULL) {
        stop(path, strerror(errno));
    }
    while (fscanf(file, "%599s %lld", hex, &registered_at_ms) == 2) {
        waxwing_error *error = NULL;
        if (device_count == room) {
            room = room == 0 ? 1024 : 2 * room;
            devices = realloc(devices, room * sizeof *devices);
            if (devices == NULL) {
                stop("memory", strerror(errno));
            }
        }
        struct device *device = &devices[device_count++];
        memset(device, 0, sizeof *device);
        device->registered_at_ms = registered_at_ms;
        check(waxwing_device_token_from_hex(waxwing_str_of(hex), &device->token, &error), error);
    }
    fclose(file);
}

/* All paths at once, in one piece of memory. */
static void make_paths(void) {
    const waxwing_device_token **tokens = allocate(device_count, sizeof *tokens);
    waxwing_str *paths = allocate(device_count, sizeof *paths);
    waxwing_error *error = NULL;
    size_t count = 0;
    ready = allocate(device_count, sizeof *ready);
    for (size_t i = 0; i < device_count; i++) {
        tokens[i] = devices[i].token;
    }
    url_text = allocate(device_count, WAXWING_PATH_MAX);
    check(waxwing_prepared_paths(push, tokens, device_count, url_text,
                                 device_count * WAXWING_PATH_MAX, paths, &count, &error),
          error);
    for (size_t i = 0; i < count; i++) {
        devices[i].path = paths[i];
        make_ready(i);
    }
    free(tokens);
    free(paths);
}

static waxwing_str variable(const char *name) {
    const char *value = getenv(name);
    if (value == NULL) {
        stop(name, "is not set");
    }
    return waxwing_str_of(value);
}

/* The session, and the alert that is fixed once for all devices. */
static void begin(void) {
    static char p8[16384];
    waxwing_error *error = NULL;
    waxwing_provider_key *key = NULL;
    waxwing_notification *note = NULL;
    FILE *file = fopen(variable("APNS_KEY").data, "rb");
    if (file == NULL) {
        stop("APNS_KEY", strerror(errno));
    }
    waxwing_bytes bytes = {(const uint8_t *)p8, fread(p8, 1, sizeof p8, file)};
    fclose(file);
    check(waxwing_provider_key_from_p8(bytes, variable("APNS_KEY_ID"), variable("APNS_TEAM_ID"),
                                       &key, &error),
          error);
    memset(p8, 0, sizeof p8);

    /* Every device is to get it, even at the risk of two: whoever prefers one at most says 0. */
    waxwing_session_policy *policy = waxwing_session_policy_new();
    waxwing_session_policy_max_streams(policy, MAX_STREAMS, NULL);
    waxwing_session_policy_reply_timeout_ms(policy, 5000, NULL);
    waxwing_session_policy_first_wait_ms(policy, 100, NULL);
    waxwing_session_policy_ambiguous_resends(policy, 10, NULL);
    check(waxwing_session_with_key(key, policy, &session, &error), error);
    waxwing_session_policy_free(policy);
    waxwing_provider_key_free(key);

    waxwing_notification_builder *builder =
        waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, variable("APNS_TOPIC"));
    waxwing_notification_builder_alert_text(builder, WAXWING_STR("Your order is here"), NULL);
    check(waxwing_notification_builder_build(builder, &note, &error), error);
    const char *authority = getenv("APNS_URL");
    if (authority == NULL) {
        check(waxwing_notification_prepare(note, WAXWING_ENVIRONMENT_SANDBOX, &push, &error), error);
    } else {
        authority += strncmp(authority, "https://", 8) == 0 ? 8 : 0;
        check(waxwing_notification_prepare_for_authority(note, waxwing_str_of(authority), &push,
                                                         &error),
              error);
    }
    waxwing_notification_free(note);
    waxwing_notification_builder_free(builder);
}

static void write_tokens(FILE *file, const char *name, enum state state, bool ambiguous) {
    const char *comma = "";
    fprintf(file, "\"%s\":[", name);
    for (size_t i = 0; i < device_count; i++) {
        if (ambiguous ? devices[i].ambiguous : devices[i].state == state) {
            waxwing_str hex = waxwing_device_token_hex(devices[i].token);
            fprintf(file, "%s\"%.*s\"", comma, (int)hex.len, hex.data);
            comma = ",";
        }
    }
    fputs("],", file);
}

static void write_summary(const char *path) {
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        stop(path, strerror(errno));
    }
    fprintf(file, "{\"delivered\":%zu,", delivered);
    write_tokens(file, "removed", REMOVED, false);
    write_tokens(file, "ambiguous", DELIVERED, true);
    write_tokens(file, "gave_up", GAVE_UP, false);
    write_tokens(file, "bad", BAD, false);
    fprintf(file, "\"connections\":%zu,\"attempts\":%zu}\n", connections_opened, attempts);
    if (fclose(file) != 0) {
        stop(path, strerror(errno));
    }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("fleet_libcurl DEVICES SUMMARY\n", stderr);
        return 2;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    read_devices(argv[1]);
    begin();
    make_paths();
    send_to_all();
    write_summary(argv[2]);
    printf("fleet_libcurl: %zu delivered of %zu, %zu attempts on %zu connections\n", delivered,
           device_count, attempts, connections_opened);
    return 0;
}
