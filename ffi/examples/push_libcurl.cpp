/*
 * Pushes with libcurl over HTTP/2, and says what to do about each reply.
 *
 *     push_libcurl --authority host[:port] --key FILE --key-id ID --team-id ID --topic T --token HEX…
 *                  [--ca FILE] [--environment sandbox|production] [--title S] [--body S]
 *
 * What is left out is read from APNS_URL, APNS_CERTIFICATE, APNS_KEY, APNS_KEY_ID, APNS_TEAM_ID,
 * APNS_TOPIC and APNS_DEVICE_TOKEN. Without an authority it is Apple's host of the environment.
 * All requests go over one connection: the handle of libcurl is reused.
 * Ends with 0 when every request got an answer, whatever it was.
 */
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <curl/curl.h>
#include <waxwing.hpp>

namespace {

struct Options {
    std::map<std::string, std::string> values;
    std::vector<std::string> tokens;

    const std::string &operator[](const std::string &name) const {
        const auto found = values.find(name);
        if (found == values.end()) {
            throw std::runtime_error("--" + name + " is missing");
        }
        return found->second;
    }
    bool has(const std::string &name) const { return values.count(name) != 0; }
};

Options options_of(int argc, char **argv) {
    static const std::map<std::string, const char *> VARIABLES = {
        {"authority", "APNS_URL"},  {"ca", "APNS_CERTIFICATE"},  {"key", "APNS_KEY"},
        {"key-id", "APNS_KEY_ID"},  {"team-id", "APNS_TEAM_ID"}, {"topic", "APNS_TOPIC"},
        {"environment", nullptr},   {"title", nullptr},          {"body", nullptr}};
    Options options;
    for (int i = 1; i < argc; i += 2) {
        const std::string name = std::string(argv[i]).substr(0, 2) == "--" ? argv[i] + 2 : "";
        if (i + 1 == argc || (name != "token" && VARIABLES.count(name) == 0)) {
            throw std::runtime_error(std::string("not understood: ") + argv[i]);
        }
        if (name == "token") {
            options.tokens.push_back(argv[i + 1]);
        } else {
            options.values[name] = argv[i + 1];
        }
    }
    for (const auto &[name, variable] : VARIABLES) {
        if (const char *value = variable != nullptr ? std::getenv(variable) : nullptr) {
            options.values.emplace(name, value);
        }
    }
    const char *token = std::getenv("APNS_DEVICE_TOKEN");
    if (options.tokens.empty() && token != nullptr) {
        options.tokens.push_back(token);
    }
    return options;
}

std::string file(const std::string &path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) {
        throw std::runtime_error("cannot read " + path);
    }
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

waxwing::Environment environment_of(const std::string &name) {
    if (name != "sandbox" && name != "production") {
        throw std::runtime_error("--environment is sandbox or production");
    }
    return name == "sandbox" ? waxwing::Environment::sandbox : waxwing::Environment::production;
}

std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

/* What came back for one request. */
struct Answer {
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

/* libcurl calls this with each line of the headers. */
std::size_t take_header(char *data, std::size_t, std::size_t size, void *answer) {
    const std::string_view line(data, size);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && colon != 0) {
        const std::string_view rest = line.substr(colon + 1);
        const std::size_t first = rest.find_first_not_of(" \t\r\n");
        const std::size_t last = rest.find_last_not_of(" \t\r\n");
        const std::string_view value =
            first == std::string_view::npos ? "" : rest.substr(first, last - first + 1);
        static_cast<Answer *>(answer)->headers.emplace_back(line.substr(0, colon), value);
    }
    return size;
}

/* And this with each part of the body. Replies of APNs are short: more than 64 KiB ends it. */
std::size_t take_body(char *data, std::size_t, std::size_t size, void *answer) {
    std::string &body = static_cast<Answer *>(answer)->body;
    if (size > 65536 - body.size()) {
        return 0;
    }
    body.append(data, size);
    return size;
}

struct FreeList {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

List lines_of(const waxwing::Request &request) {
    List list;
    for (std::size_t i = 0; const auto line = request.header_line(i); i++) {
        curl_slist *longer = curl_slist_append(list.get(), line->data());
        if (longer == nullptr) {
            throw std::bad_alloc();
        }
        list.release();
        list.reset(longer);
    }
    return list;
}

/* Sends a request and reads the reply. */
waxwing::Reply send(CURL *curl, const waxwing::Request &request) {
    const List lines = lines_of(request);
    Answer answer;
    curl_easy_setopt(curl, CURLOPT_URL, request.url().data());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines.get());
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body().size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body().data());
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK) {
        throw std::runtime_error(curl_easy_strerror(code));
    }
    long status = 0, version = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_HTTP_VERSION, &version);
    if (version != CURL_HTTP_VERSION_2_0) {
        throw std::runtime_error("the server does not speak HTTP/2");
    }
    std::vector<waxwing::Header> headers;
    for (const auto &[name, value] : answer.headers) {
        headers.push_back({name, value});
    }
    return waxwing::Reply::parse(static_cast<std::uint32_t>(status), headers, answer.body);
}

void print(const std::string &device, const waxwing::Reply &reply, const waxwing::Verdict &verdict) {
    std::cout << device.substr(0, 8) << "…: " << reply.status() << ' '
              << reply.reason().value_or(reply.is_success() ? "accepted" : "(no reason)") << " -> "
              << verdict.action_name() << " (" << verdict.scope_name() << ')';
    if (const auto retry_after_s = verdict.retry_after_s()) {
        std::cout << " after " << *retry_after_s << " s";
    }
    std::cout << ": " << verdict.advice() << '\n';
}

bool push(CURL *curl, const Options &options) {
    const auto key =
        waxwing::ProviderKey::from_p8(file(options["key"]), options["key-id"], options["team-id"]);
    const auto note = waxwing::Notification::builder(waxwing::PushType::alert, options["topic"])
                          .alert(options.has("title") ? options["title"] : "Ready",
                                 options.has("body") ? options["body"] : "Your order is here")
                          .build();
    const auto environment =
        environment_of(options.has("environment") ? options["environment"] : "sandbox");
    std::string authority = options.has("authority") ? options["authority"] : "";
    if (authority.compare(0, 8, "https://") == 0) {
        authority.erase(0, 8);
    }
    const auto prepared =
        authority.empty() ? note.prepare(environment) : note.prepare_for_authority(authority);
    const auto token = key.token_at(now_ms());

    bool all_answered = true;
    for (const std::string &hex : options.tokens) {
        try {
            const auto request = prepared.request(waxwing::DeviceToken::from_hex(hex), token);
            waxwing::VerdictContext known;
            known.sent_at_ms = now_ms();
            known.token_issued_at_ms = token.issued_at_ms();
            const auto reply = send(curl, request);
            const auto verdict = reply.verdict(known);
            print(hex, reply, verdict);
            curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, verdict.new_connection() ? 1L : 0L);
        } catch (const std::exception &error) {
            std::cout << hex.substr(0, 8) << "…: no answer: " << error.what() << '\n';
            all_answered = false;
        }
    }
    return all_answered;
}

} // namespace

int main(int argc, char **argv) {
    try {
        const Options options = options_of(argc, argv);
        if (options.tokens.empty()) {
            throw std::runtime_error("--token is missing");
        }
        curl_global_init(CURL_GLOBAL_DEFAULT);
        const std::unique_ptr<CURL, void (*)(CURL *)> curl(curl_easy_init(), curl_easy_cleanup);
        if (curl == nullptr) {
            throw std::runtime_error("libcurl does not start");
        }
        /* HTTP/2 by ALPN; the version that was really used is checked for each answer. */
        curl_easy_setopt(curl.get(), CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
        curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 30L);
        if (options.has("ca")) {
            curl_easy_setopt(curl.get(), CURLOPT_CAINFO, options["ca"].c_str());
        }
        return push(curl.get(), options) ? 0 : 1;
    } catch (const std::exception &error) {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
