#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

// A list of parameters holds the addresses of what it names, which Swift cannot promise to leave in place: one function a call.

/// Gives a context its key for HMAC-SHA256; 1 when that went well.
static inline int wz_hmac_sha256_init(EVP_MAC_CTX *context, const unsigned char *key, size_t length) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)"SHA2-256", 0), OSSL_PARAM_construct_end()};
    // A null address would mean "keep the old key".
    return EVP_MAC_init(context, length > 0 ? key : (const unsigned char *)"", length, parameters);
}

/// Derives `length` bytes of key by HKDF-SHA256; 1 when that went well.
static inline int wz_hkdf_sha256(
    EVP_KDF *hkdf, const unsigned char *secret, size_t secret_length, const unsigned char *salt, size_t salt_length,
    const unsigned char *info, size_t info_length, unsigned char *key, size_t length) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)"SHA2-256", 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)secret, secret_length),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, salt_length),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)info, info_length), OSSL_PARAM_construct_end()};
    EVP_KDF_CTX *context = EVP_KDF_CTX_new(hkdf);
    int outcome = context ? EVP_KDF_derive(context, key, length, parameters) : 0;
    EVP_KDF_CTX_free(context);
    return outcome;
}
