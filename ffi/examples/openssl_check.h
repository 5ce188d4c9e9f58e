/*
 * Runs a signature check of waxwing with OpenSSL 3: what verify_openssl.c is about, in a file of its
 * own so that a program of yours can take it.
 */
#ifndef OPENSSL_CHECK_H
#define OPENSSL_CHECK_H

#include <stdbool.h>

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <waxwing.h>

/* r and s side by side as the DER that OpenSSL takes; the caller frees `der` with OPENSSL_free. */
static int der_signature(waxwing_bytes raw, unsigned char **der) {
    int length = -1, half = (int)(raw.len / 2);
    ECDSA_SIG *signature = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(raw.data, half, NULL), *s = BN_bin2bn(raw.data + half, half, NULL);
    if (signature != NULL && r != NULL && s != NULL && ECDSA_SIG_set0(signature, r, s) == 1) {
        length = i2d_ECDSA_SIG(signature, der); /* which owns r and s now */
    } else {
        BN_free(r);
        BN_free(s);
    }
    ECDSA_SIG_free(signature);
    return length;
}

/* Whether the signature is the key's over the data. */
static bool openssl_check(const waxwing_signature_check *check) {
    const EVP_MD *hash = check->hash == WAXWING_HASH_SHA256   ? EVP_sha256()
                         : check->hash == WAXWING_HASH_SHA384 ? EVP_sha384()
                                                              : NULL;
    const unsigned char *spki = check->spki.data;
    EVP_PKEY *key = d2i_PUBKEY(NULL, &spki, (long)check->spki.len);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    unsigned char *der = NULL;
    int length = der_signature(check->signature, &der);
    bool good = hash != NULL && key != NULL && context != NULL && length > 0 &&
                EVP_DigestVerifyInit(context, NULL, hash, NULL, key) == 1 &&
                EVP_DigestVerify(context, der, (size_t)length, check->data.data,
                                 check->data.len) == 1;
    OPENSSL_free(der);
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return good;
}

#endif
