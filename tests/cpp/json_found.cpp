/* Putting together what is found, to compare it as a whole. */
#include <openssl/evp.h>
#include <openssl/sha.h>

#include "json.hpp"

void compare_json(const Found &found, const Json &expected) {
    if (!json_equal(found.c(), expected.c())) {
        fail("expected " + expected.compact() + ", found " + Json(found.c()).compact());
    }
}

std::string sha256_of(waxwing::Bytes bytes) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256(bytes.data(), bytes.size(), digest);
    std::string text;
    for (const unsigned char byte : digest) {
        text.push_back("0123456789abcdef"[byte >> 4]);
        text.push_back("0123456789abcdef"[byte & 15]);
    }
    return text;
}

std::string base64_of(waxwing::Bytes bytes) {
    std::string text(bytes.size() / 3 * 4 + 5, '\0');
    text.resize(static_cast<std::size_t>(
        EVP_EncodeBlock(reinterpret_cast<unsigned char *>(text.data()), bytes.data(),
                        static_cast<int>(bytes.size()))));
    return text;
}

std::string file_of(const Json &one) {
    const auto name = one.maybe_text("file");
    if (!name) {
        return one.bytes("x");
    }
    const auto file = read_file("tests/credentials/" + *name);
    if (!file) {
        fail("no file " + *name);
    }
    return file.value_or("");
}
