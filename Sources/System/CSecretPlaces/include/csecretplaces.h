#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What the places are found by: tables over five bits of each byte, which tell letters apart and take either case.
typedef struct {
    /// A bit for each three bytes with which a known text begins, 4,096 bytes.
    const uint8_t *beginnings;
    /// Not 0 for each two bytes with which the name of a secret ends, 1,024 bytes.
    const uint8_t *endings;
} wz_place_tables;

/// The first place of a text from `start` on where a secret may show; `length` where there is none.
size_t wz_next_place(const uint8_t *bytes, size_t length, size_t start, wz_place_tables tables);

/// The same of JSON without blanks: a place in a string, a backslash, or the colon behind the name of a secret.
size_t wz_next_place_in_json(const uint8_t *bytes, size_t length, size_t start, wz_place_tables tables);

/// Both byte by byte: what other processors run, and what the tests compare with.
size_t wz_next_place_slowly(const uint8_t *bytes, size_t length, size_t start, wz_place_tables tables, int is_json);

#ifdef __cplusplus
}
#endif
