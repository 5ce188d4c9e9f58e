/* Reading test vectors. What is not understood fails the case. */
#ifndef WAXWING_TESTS_JSON_HPP
#define WAXWING_TESTS_JSON_HPP

#include <initializer_list>

#include <jansson.h>

#include "harness.hpp"

/* A value, borrowed from its document. */
class Json {
public:
    explicit Json(const json_t *value = nullptr) : value_(value) {}
    const json_t *c() const { return value_; }
    explicit operator bool() const { return value_ != nullptr; }
    bool is_null() const { return json_is_null(value_); }
    bool is_text() const { return json_is_string(value_); }
    bool is_integer() const { return json_is_integer(value_); }
    bool is_array() const { return json_is_array(value_); }
    bool is_object() const { return json_is_object(value_); }

    /* These fail the case for another type, then give an empty value. */
    std::string text() const;
    std::int64_t integer() const;
    double number() const;
    bool boolean() const;
    std::vector<Json> items() const;
    std::vector<std::pair<std::string, Json>> fields() const;

    /* A field of an object, if it is there. */
    Json operator[](const std::string &key) const;
    std::optional<std::string> maybe_text(const std::string &key) const;
    std::optional<std::int64_t> maybe_integer(const std::string &key) const;
    /* Fails the case for every field that is not listed. */
    void only(const std::vector<std::string> &allowed) const;
    /* The bytes of `key`, `key_b64` or `key_parts`, of which one must be there. */
    std::string bytes(const std::string &key) const;
    std::string compact() const;

private:
    const json_t *value_;
};

class Document {
public:
    explicit Document(std::string_view text);
    Document(Document &&) = delete;
    ~Document() { json_decref(value_); }
    Json root() const { return Json(value_); }

private:
    json_t *value_;
};

/* What is found, put together to be compared as a whole. */
class Found {
public:
    Found() : value_(json_object()) {}
    Found(const Found &other) : value_(json_incref(other.value_)) {}
    Found &operator=(const Found &) = delete;
    ~Found() { json_decref(value_); }
    static Found list() { return Found(json_array()); }
    static Found null() { return Found(json_null()); }
    static Found copy_of(const Json &value) { return Found(json_copy(const_cast<json_t *>(value.c()))); }

    Found &set(const char *key, std::string_view text) { return put(key, from(text)); }
    Found &set(const char *key, const char *text) { return put(key, from(text)); }
    Found &set(const char *key, bool value) { return put(key, json_boolean(value)); }
    Found &set(const char *key, std::int64_t value) { return put(key, json_integer(value)); }
    Found &set(const char *key, const Found &value) { return put(key, json_incref(value.value_)); }
    /* Nothing is left out. */
    template <typename T> Found &set(const char *key, const std::optional<T> &value) {
        return value ? set(key, *value) : *this;
    }
    template <typename T> Found &set(const char *key, const std::vector<T> &texts) {
        Found all = list();
        for (const auto &text : texts) {
            all.append(text);
        }
        return set(key, all);
    }
    /* Whether it is UTF-8; nothing is set otherwise. */
    bool set_text(const char *key, std::string_view text) {
        json_t *value = from(text);
        return value != nullptr && json_object_set_new(value_, key, value) == 0;
    }
    void append(const Found &value) { json_array_append_new(value_, json_incref(value.value_)); }
    void append(std::string_view text) { json_array_append_new(value_, from(text)); }
    const json_t *c() const { return value_; }

private:
    explicit Found(json_t *value) : value_(value) {}
    static json_t *from(std::string_view text) { return json_stringn(text.data(), text.size()); }
    Found &put(const char *key, json_t *value) {
        json_object_set_new(value_, key, value);
        return *this;
    }
    json_t *value_;
};
/* Fails the case unless both are equal. */
void compare_json(const Found &found, const Json &expected);
/* Of bytes, as lower-case hexadecimal. */
std::string sha256_of(waxwing::Bytes bytes);
std::string base64_of(waxwing::Bytes bytes);
/* A file that a case names, in tests/credentials, or brings along. */
std::string file_of(const Json &one);

std::string from_base64(const std::string &text);

/* Runs a call that a case expects to be refused, or not; what it gives if it was not. */
void check_refusal(const Json &expect, const waxwing::Error &error);
template <typename Call> auto attempt(const Json &expect, const Call &call)
    -> std::optional<decltype(call())> {
    std::optional<decltype(call())> made;
    try {
        made.emplace(call());
    } catch (const waxwing::Error &error) {
        check_refusal(expect, error);
        return std::nullopt;
    }
    if (expect["error"]) {
        fail("accepted, though " + expect["error"].text() + " was due");
        return std::nullopt;
    }
    return made;
}

#endif
