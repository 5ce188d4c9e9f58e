/*
 * Verifies a notification of the App Store and prints what it says.
 *
 *     verify_notification [OPTIONS] FILE
 *
 *     --bundle-id ID       accept this app; may be repeated; without it, every app
 *     --app-apple-id N     accept this App Store id in production; may be repeated
 *     --environment NAME   accept sandbox (the default) or production; may be repeated
 *     --root FILE          trust this root certificate, DER, instead of Apple's
 *     --today              certificates must be valid today, not only when they signed
 *
 * FILE holds the string in the field signedPayload of the body that was posted; "-" is standard
 * input. Ends with status 1 if the notification is refused.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <waxwing.h>

/* A whole file, up to a size that no notification has. The caller frees it. */
static char *read_file(const char *path, size_t *length) {
    static const size_t LIMIT = 1 << 20;
    FILE *stream = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char *text = stream != NULL ? malloc(LIMIT) : NULL;
    if (text == NULL) {
        perror(path);
        exit(2);
    }
    *length = fread(text, 1, LIMIT, stream);
    if (stream != stdin) {
        fclose(stream);
    }
    return text;
}

static void usage(void) {
    fputs("usage: verify_notification [--bundle-id ID]... [--app-apple-id N]... "
          "[--environment sandbox|production]... [--root FILE] [--today] FILE\n",
          stderr);
    exit(2);
}

/* What the options ask for; mistakes show when the verifier is built. */
static waxwing_verifier_builder *policy(int argc, char **argv) {
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    bool has_bundle_id = false, has_app_apple_id = false, has_environment = false;
    for (int i = 1; i < argc - 1; i++) {
        if (strcmp(argv[i], "--today") == 0) {
            waxwing_verifier_builder_validity(builder, WAXWING_VALIDITY_CHECK_TIME, NULL);
            continue;
        }
        const char *option = argv[i++], *value = argv[i];
        if (i >= argc - 1) {
            usage();
        } else if (strcmp(option, "--bundle-id") == 0) {
            waxwing_verifier_builder_bundle_id(builder, waxwing_str_of(value), NULL);
            has_bundle_id = true;
        } else if (strcmp(option, "--app-apple-id") == 0) {
            waxwing_verifier_builder_app_apple_id(builder, strtoll(value, NULL, 10), NULL);
            has_app_apple_id = true;
        } else if (strcmp(option, "--environment") == 0) {
            bool production = strcmp(value, "production") == 0;
            if (!production && strcmp(value, "sandbox") != 0) {
                usage();
            }
            waxwing_verifier_builder_environment(
                builder, production ? WAXWING_ENVIRONMENT_PRODUCTION : WAXWING_ENVIRONMENT_SANDBOX,
                NULL);
            has_environment = true;
        } else if (strcmp(option, "--root") == 0) {
            size_t length;
            char *der = read_file(value, &length);
            waxwing_verifier_builder_root(
                builder, (waxwing_bytes){(const uint8_t *)der, length}, NULL);
            free(der);
        } else {
            usage();
        }
    }
    if (!has_bundle_id) {
        waxwing_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    }
    if (!has_app_apple_id) {
        waxwing_verifier_builder_dangerous_any_app_apple_id(builder, NULL);
    }
    if (!has_environment) {
        waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
    }
    return builder;
}

static void print_text(const char *label, waxwing_str text) {
    if (text.data != NULL) {
        printf("%-20s %.*s\n", label, (int)text.len, text.data);
    }
}

static bool is_none(waxwing_str text) { return text.data == NULL; }

static void print_time(const char *label, int64_t ms) {
    time_t seconds = (time_t)(ms / 1000);
    struct tm *utc = gmtime(&seconds);
    char text[32];
    if (utc != NULL && strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", utc) != 0) {
        printf("%-20s %s\n", label, text);
    }
}

static void print_notification(const waxwing_signed_object *notification) {
    const waxwing_signed_object *transaction = waxwing_signed_object_transaction(notification);
    const waxwing_signed_object *renewal_info = waxwing_signed_object_renewal_info(notification);
    waxwing_str version;
    int64_t value;
    print_text("notification", waxwing_signed_object_notification_type(notification));
    print_text("subtype", waxwing_signed_object_subtype(notification));
    print_text("uuid", waxwing_signed_object_notification_uuid(notification));
    print_text("app", waxwing_signed_object_bundle_id(notification));
    /* Any other field is found by its JSON pointer. */
    if (waxwing_signed_object_text(notification, WAXWING_STR("/data/bundleVersion"), &version)) {
        print_text("app version", version);
    }
    print_text("transaction", waxwing_signed_object_transaction_id(transaction));
    print_text("product", waxwing_signed_object_product_id(transaction));
    if (waxwing_signed_object_purchase_date_ms(transaction, &value)) {
        print_time("bought", value);
    }
    if (waxwing_signed_object_expires_date_ms(transaction, &value)) {
        print_time("expires", value);
    }
    if (waxwing_signed_object_auto_renew_status(renewal_info, &value)) {
        printf("%-20s %s\n", "renews", value == 1 ? "yes" : "no");
    }
    print_time("signed", waxwing_signed_object_signed_at_ms(notification));
    print_text("by", waxwing_signed_object_certificate_name(notification, WAXWING_CERTIFICATE_LEAF));
    print_time("valid until", waxwing_signed_object_leaf_valid_until_ms(notification));
    print_text("under", waxwing_signed_object_certificate_name(notification,
                                                               WAXWING_CERTIFICATE_INTERMEDIATE));
    print_text("and", waxwing_signed_object_certificate_name(notification, WAXWING_CERTIFICATE_ROOT));
}

/* What the purchase grants. `stored` is what was stored of it before, if anything was. */
static void print_entitlement(const waxwing_signed_object *object, waxwing_str stored,
                              int64_t now_ms) {
    waxwing_subscription_state *state = NULL;
    waxwing_error *error = NULL;
    waxwing_entitlement entitlement;
    waxwing_str app = waxwing_signed_object_bundle_id(object);
    uint32_t environment = waxwing_signed_object_environment(object);
    if (is_none(waxwing_subscription_state_id_of(object))) {
        return; /* about no purchase, such as a test */
    }
    /* quickstart: subscription */
    waxwing_str id = waxwing_subscription_state_id_of(object);
    waxwing_status status =
        is_none(stored) ? waxwing_subscription_state_new(app, environment, id, &state, &error)
                        : waxwing_subscription_state_from_json(stored, &state, &error);
    if (status || waxwing_subscription_state_apply(state, object, NULL, &error))
        print_text("refused", waxwing_error_message(error));
    else if (waxwing_subscription_state_entitlement_at(state, now_ms, &entitlement))
        print_text("access", waxwing_entitlement_state_name(entitlement.state));
    /* ... and store waxwing_subscription_state_json(state) under app, environment and id. */
    /* end */
    waxwing_subscription_state_free(state);
    waxwing_error_free(error);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        usage();
    }
    size_t length;
    char *text = read_file(argv[argc - 1], &length);
    while (length != 0 && strchr("\r\n ", text[length - 1]) != NULL) {
        length--;
    }
    waxwing_str token = {text, length};

    waxwing_verifier_builder *builder = policy(argc, argv);
    waxwing_verifier *verifier = NULL;
    waxwing_signed_object *notification = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = waxwing_verifier_builder_build(builder, &verifier, &error);
    int64_t now_ms = (int64_t)time(NULL) * 1000;
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_verifier_notification(verifier, token, now_ms, &notification, &error);
    }
    if (status == WAXWING_STATUS_OK) {
        print_notification(notification);
        print_entitlement(notification, (waxwing_str){NULL, 0}, now_ms);
    } else {
        waxwing_str name = waxwing_error_name(error), message = waxwing_error_message(error);
        fprintf(stderr, "refused, %.*s: %.*s\n", (int)name.len, name.data, (int)message.len,
                message.data);
    }
    waxwing_error_free(error);
    waxwing_signed_object_free(notification);
    waxwing_verifier_free(verifier);
    waxwing_verifier_builder_free(builder);
    free(text);
    return status == WAXWING_STATUS_OK ? 0 : 1;
}
