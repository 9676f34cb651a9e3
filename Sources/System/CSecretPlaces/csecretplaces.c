#include "csecretplaces.h"

#include <stdbool.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline bool is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }
static inline bool is_alphanumeric(uint8_t byte) { return is_letter(byte) || (uint8_t)(byte - '0') < 10; }
static inline bool is_word(uint8_t byte) { return is_alphanumeric(byte) || byte == '_' || byte == '-'; }
static inline bool is_separator(uint8_t byte) { return byte == '_' || byte == '-' || byte == '.'; }

static inline bool can_end(uint8_t before, uint8_t last, wz_place_tables tables) {
    return is_separator(before) || tables.endings[(before & 31) << 5 | (last & 31)];
}

/// Quotes and blanks may stand between a name and its separator.
static inline bool may_end_name(const uint8_t *bytes, size_t place, wz_place_tables tables) {
    if (place < 2) { return false; }
    uint8_t last = bytes[place - 1];
    if (is_letter(last)) { return can_end(bytes[place - 2], last, tables); }
    return last == '"' || last == '\'' || last == ' ' || last == '\t' || last == '\\';
}

static inline bool is_option(const uint8_t *bytes, size_t place, size_t left) {
    if (left == 0) { return false; }
    if (place == 0 || !is_word(bytes[place - 1])) { return is_word(bytes[place + 1]); }
    return bytes[place + 1] == '-' && left > 1 && bytes[place + 2] == '-';
}

/// Whether a known text may begin here; none begins with a digit.
static inline bool may_begin(const uint8_t *bytes, wz_place_tables tables) {
    unsigned beginning = (bytes[0] & 31) << 10 | (bytes[1] & 31) << 5 | (bytes[2] & 31);
    return tables.beginnings[beginning >> 3] >> (beginning & 7) & 1;
}

static inline bool is_place(const uint8_t *bytes, size_t length, size_t place, wz_place_tables tables, bool is_json) {
    uint8_t byte = bytes[place];
    size_t left = length - place - 1;
    if (is_alphanumeric(byte)) {
        if (left < 2 || !is_letter(byte) || (place > 0 && is_alphanumeric(bytes[place - 1]))) { return false; }
        return may_begin(bytes + place, tables);
    }
    switch (byte) {
    case '\\': return is_json;
    case '=': case '>': return may_end_name(bytes, place, tables);
    case ':':
        if (left > 0 && bytes[place + 1] == '/') { return true; }
        // A quote that stands as it is is JSON's own.
        if (is_json && place > 2 && bytes[place - 1] == '"') { return can_end(bytes[place - 3], bytes[place - 2], tables); }
        return may_end_name(bytes, place, tables);
    case '%': return left > 1 && bytes[place + 1] == '3';
    case '-': return is_option(bytes, place, left);
    default: return false;
    }
}

size_t wz_next_place_slowly(const uint8_t *bytes, size_t length, size_t start, wz_place_tables tables, int is_json) {
    for (size_t place = start; place < length; place++) {
        if (is_place(bytes, length, place, tables, is_json)) { return place; }
    }
    return length;
}

#if defined(__SSE2__)

static inline uint32_t equal(__m128i block, char byte) {
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(byte)));
}

static inline __m128i within(__m128i block, char first, char span) {
    __m128i shifted = _mm_sub_epi8(block, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(shifted, _mm_set1_epi8(span)), shifted);
}

/// Sixteen bytes at once: the beginnings of words and the marks are looked at, hardly any of which is a place.
static inline size_t next_place(
    const uint8_t *bytes, size_t length, size_t start, wz_place_tables tables, bool is_json) {
    size_t index = start;
    uint32_t before = start > 0 && is_alphanumeric(bytes[start - 1]);
    // A beginning has two bytes behind the first.
    for (; index + 18 <= length; index += 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(bytes + index));
        __m128i letters = within(_mm_or_si128(block, _mm_set1_epi8(0x20)), 'a', 25);
        uint32_t words = (uint32_t)_mm_movemask_epi8(_mm_or_si128(letters, within(block, '0', 9)));
        uint32_t beginnings = (uint32_t)_mm_movemask_epi8(letters) & ~(words << 1 | before);
        uint32_t marks = equal(block, '=') | equal(block, '>') | equal(block, ':') | equal(block, '%') | equal(block, '-');
        if (is_json) { marks |= equal(block, '\\'); }
        before = words >> 15;
        for (uint32_t candidates = marks | beginnings; candidates; candidates &= candidates - 1) {
            unsigned offset = (unsigned)__builtin_ctz(candidates);
            size_t place = index + offset;
            if (beginnings >> offset & 1 ? may_begin(bytes + place, tables)
                                         : is_place(bytes, length, place, tables, is_json)) {
                return place;
            }
        }
    }
    return wz_next_place_slowly(bytes, length, index, tables, is_json);
}

size_t wz_next_place(const uint8_t *bytes, size_t length, size_t start, wz_place_tables tables) {
    return next_place(bytes, length, start, tables, false);
}

size_t wz_next_place_in_json(const uint8_t *bytes, size_t length, size_t start, wz_place_tables tables) {
    return next_place(bytes, length, start, tables, true);
}

#else

size_t wz_next_place(const uint8_t *bytes, size_t length, size_t start, wz_place_tables tables) {
    return wz_next_place_slowly(bytes, length, start, tables, false);
}

size_t wz_next_place_in_json(const uint8_t *bytes, size_t length, size_t start, wz_place_tables tables) {
    return wz_next_place_slowly(bytes, length, start, tables, true);
}

#endif
