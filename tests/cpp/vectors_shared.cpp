/* What several operations about pushing compare, and make of their inputs. */
#include "vectors.hpp"

using namespace waxwing;

std::uint32_t narrow(std::int64_t value) {
    return value < 0 || value > NONE ? NONE : static_cast<std::uint32_t>(value);
}

waxwing::Environment environment_of(const Json &one) {
    using waxwing::Environment;
    return enumerator<Environment>(one["environment"].text(), {{"production", Environment::production},
                                                               {"sandbox", Environment::sandbox}});
}

PushType push_type_of(const std::string &name) {
    return enumerator<PushType>(
        name, {{"alert", PushType::alert}, {"background", PushType::background},
               {"complication", PushType::complication}, {"controls", PushType::controls},
               {"fileprovider", PushType::file_provider}, {"liveactivity", PushType::live_activity},
               {"location", PushType::location}, {"mdm", PushType::mdm},
               {"pushtotalk", PushType::push_to_talk}, {"voip", PushType::voip},
               {"widgets", PushType::widgets}});
}

Texts headers_of(const Json &one) {
    Texts texts;
    for (const Json &pair : one["headers"].items()) {
        same("header", pair.items().size(), 2U);
        texts.emplace_back(pair.items().at(0).text(), pair.items().at(1).text());
    }
    return texts;
}

std::vector<Header> views_of(const Texts &texts) {
    std::vector<Header> headers;
    for (const auto &[name, value] : texts) {
        headers.push_back({name, value});
    }
    return headers;
}

Reply reply_of(const Json &one) {
    const Texts texts = headers_of(one);
    return Reply::parse(narrow(one["status"].integer()), views_of(texts), one.bytes("body"));
}

void compare_request(const Request &request, const Json &expect) {
    const auto found_end = [](std::string_view text) { return text.data()[text.size()]; };
    expect.only({"method", "url", "headers", "body", "cut"});
    same("method", request.method(), expect["method"].text());
    same("url", request.url(), expect["url"].text());
    same("body", request.body(), expect["body"].text());
    same("parts of the url", "https://" + std::string(request.authority()) +
         std::string(request.path()), expect["url"].text());
    same("scheme", request.scheme(), "https");
    same("end of the url", found_end(request.url()), '\0');

    std::vector<std::pair<std::string, std::string>> expected, found;
    for (const Json &pair : expect["headers"].items()) {
        same("header", pair.items().size(), 2U);
        expected.emplace_back(pair.items().at(0).text(), pair.items().at(1).text());
    }
    for (const Header header : request.headers()) {
        const auto line = request.header_line(found.size());
        found.emplace_back(header.name, header.value);
        same("line", line, std::string(header.name) + ": " + std::string(header.value));
        CHECK(line && found_end(*line) == '\0');
    }
    CHECK(found == expected);
    same("headers", request.headers().size(), expected.size());
    CHECK(!request.header_line(expected.size()));
}

void compare_verdict(const Verdict &verdict, const Json &expect) {
    expect.only({"action", "scope", "retry_after_s", "new_connection"});
    same("action", verdict.action_name(), expect["action"].text());
    same("scope", verdict.scope_name(), expect["scope"].text());
    same("name of the action", name_of(verdict.action()), verdict.action_name());
    same("name of the scope", name_of(verdict.scope()), verdict.scope_name());
    CHECK(!verdict.advice().empty());
    same("new_connection", verdict.new_connection(), expect["new_connection"].boolean());
    const auto retry_after_s = verdict.retry_after_s();
    same("retry_after_s",
         retry_after_s ? std::optional(static_cast<std::int64_t>(*retry_after_s)) : std::nullopt,
         expect.maybe_integer("retry_after_s"));
}
