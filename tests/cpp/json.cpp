#include "json.hpp"

#include <algorithm>
#include <cstdlib>

std::string Json::text() const {
    if (!is_text()) {
        fail("not a text: " + compact());
        return {};
    }
    return {json_string_value(value_), json_string_length(value_)};
}

std::int64_t Json::integer() const {
    if (!is_integer()) {
        fail("not an integer: " + compact());
    }
    return json_integer_value(value_);
}

double Json::number() const {
    if (!json_is_number(value_)) {
        fail("not a number: " + compact());
    }
    return json_number_value(value_);
}

bool Json::boolean() const {
    if (!json_is_boolean(value_)) {
        fail("neither true nor false: " + compact());
    }
    return json_is_true(value_);
}

std::vector<Json> Json::items() const {
    std::vector<Json> found;
    if (!is_array()) {
        fail("not an array: " + compact());
    }
    for (std::size_t i = 0; i < json_array_size(value_); i++) {
        found.emplace_back(json_array_get(value_, i));
    }
    return found;
}

std::vector<std::pair<std::string, Json>> Json::fields() const {
    std::vector<std::pair<std::string, Json>> found;
    if (!is_object()) {
        fail("not an object: " + compact());
    }
    const char *key;
    json_t *value;
    json_object_foreach(const_cast<json_t *>(value_), key, value) {
        found.emplace_back(key, Json(value));
    }
    return found;
}

Json Json::operator[](const std::string &key) const {
    return Json(json_object_get(value_, key.c_str()));
}

std::optional<std::string> Json::maybe_text(const std::string &key) const {
    const Json field = (*this)[key];
    return field ? std::optional(field.text()) : std::nullopt;
}

std::optional<std::int64_t> Json::maybe_integer(const std::string &key) const {
    const Json field = (*this)[key];
    return field ? std::optional(field.integer()) : std::nullopt;
}

void Json::only(const std::vector<std::string> &allowed) const {
    for (const auto &field : fields()) {
        if (std::find(allowed.begin(), allowed.end(), field.first) == allowed.end()) {
            fail("unknown field \"" + field.first + "\"");
        }
    }
}

std::string Json::bytes(const std::string &key) const {
    const Json plain = (*this)[key], base64 = (*this)[key + "_b64"], parts = (*this)[key + "_parts"];
    if (int(bool(plain)) + int(bool(base64)) + int(bool(parts)) != 1) {
        fail("not exactly one of \"" + key + "\", \"" + key + "_b64\" and \"" + key + "_parts\"");
        return {};
    }
    if (plain) {
        return plain.text();
    }
    if (base64) {
        return from_base64(base64.text());
    }
    std::string found;
    for (const Json &part : parts.items()) {
        part.only({"text", "repeat"});
        const std::string text = part["text"].text();
        const std::int64_t repeat = part["repeat"].integer();
        found.reserve(found.size() + text.size() * static_cast<std::size_t>(repeat));
        for (std::int64_t i = 0; i < repeat; i++) {
            found += text;
        }
    }
    return found;
}

std::string Json::compact() const {
    char *text = json_dumps(value_, JSON_ENCODE_ANY | JSON_COMPACT);
    const std::string found = text != nullptr ? text : "(nothing)";
    std::free(text);
    return found;
}

Document::Document(std::string_view text) {
    json_error_t why;
    value_ = json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
    if (value_ == nullptr) {
        fail("line " + std::to_string(why.line) + ": " + why.text);
    }
}

std::string from_base64(const std::string &text) {
    static const std::string_view ALPHABET =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string found;
    std::uint32_t bits = 0;
    unsigned count = 0;
    const std::size_t end = std::min(text.size(), text.find('='));
    for (std::size_t i = 0; i < end; i++) {
        const std::size_t digit = ALPHABET.find(text[i]);
        if (digit == std::string_view::npos) {
            fail("not base64");
            return {};
        }
        bits = (bits << 6 | static_cast<std::uint32_t>(digit)) & 0xffffff;
        count += 6;
        if (count >= 8) {
            count -= 8;
            found.push_back(static_cast<char>(static_cast<unsigned char>(bits >> count & 0xff)));
        }
    }
    if (text.size() % 4 != 0 || text.size() - end > 2) {
        fail("not base64");
    }
    return found;
}

void check_refusal(const Json &expect, const waxwing::Error &error) {
    const std::string what = error.what();
    if (!expect["error"]) {
        fail("refused: " + what);
        return;
    }
    expect.only({"error", "subject", "retryable"});
    same("error", error.name(), expect["error"].text());
    if (expect["subject"]) {
        same("subject", error.subject(), expect["subject"].text());
    }
    if (expect["retryable"]) {
        same("retryable", error.is_retryable(), expect["retryable"].boolean());
    }
    same("number", error.number(), static_cast<std::uint32_t>(error.code()));
    CHECK(error.category() == waxwing::category_of(error.code()));
    CHECK(error.category() != waxwing::Category::none);
    CHECK(!what.empty() && !error.subject().empty());
    CHECK(!error.expected().empty() && !error.found().empty());
}
