#include "csimdjson.h"

#include <memory>
#include <new>
#include <simdjson.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

struct wz_json_parser {
    simdjson::dom::parser parser;
};

namespace {
// Buffers are the costly part of a parser. A parser a thread needs no lock, which all threads would queue for.
constexpr size_t largest_kept = 256 << 10;
thread_local std::unique_ptr<wz_json_parser> idle;
}  // namespace

extern "C" wz_json_parser *wz_json_parser_take(void) {
    return idle ? idle.release() : new (std::nothrow) wz_json_parser();
}

extern "C" void wz_json_parser_give_back(wz_json_parser *parser) {
    if (idle || parser->parser.capacity() > largest_kept) {
        delete parser;
    } else {
        idle.reset(parser);
    }
}

static_assert(wz_json_padding >= simdjson::SIMDJSON_PADDING, "the parser reads further than callers are told");

extern "C" int wz_json_parse(
    wz_json_parser *parser, const uint8_t *bytes, size_t length, size_t room, const uint64_t **tape,
    const uint8_t **strings) {
    simdjson::dom::element root;
    auto error = parser->parser.parse(bytes, length, room < wz_json_padding).get(root);
    if (error) { return static_cast<int>(error); }
    *tape = parser->parser.doc.tape.get();
    *strings = parser->parser.doc.string_buf.get();
    return 0;
}

extern "C" const char *wz_json_error(int code) {
    if (code == simdjson::NUMBER_ERROR) { return "a number is malformed, or an integer does not fit 64 bits"; }
    return simdjson::error_message(static_cast<simdjson::error_code>(code));
}

namespace {
bool is_plain(uint8_t byte) { return byte >= 0x20 && byte != '"' && byte != '\\'; }

#if defined(__SSE2__)
/// The bytes of a block that must be escaped, a bit for each.
unsigned to_escape(__m128i block) {
    auto marks = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')), _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
    auto control = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1F)), block);
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(marks, control)));
}
#endif
}  // namespace

extern "C" size_t wz_json_copy_plain(uint8_t *to, const uint8_t *from, size_t length) {
    size_t index = 0;
#if defined(__SSE2__)
    // The last bytes are copied once more together with some before them.
    while (length >= 16 && index < length) {
        if (index + 16 > length) { index = length - 16; }
        auto block = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from + index));
        _mm_storeu_si128(reinterpret_cast<__m128i *>(to + index), block);
        if (auto found = to_escape(block)) { return index + static_cast<size_t>(__builtin_ctz(found)); }
        index += 16;
    }
    while (length >= 8 && index < length) {
        if (index + 8 > length) { index = length - 8; }
        auto block = _mm_loadl_epi64(reinterpret_cast<const __m128i *>(from + index));
        _mm_storel_epi64(reinterpret_cast<__m128i *>(to + index), block);
        if (auto found = to_escape(block) & 0xFF) { return index + static_cast<size_t>(__builtin_ctz(found)); }
        index += 8;
    }
#endif
    for (; index < length && is_plain(from[index]); index++) { to[index] = from[index]; }
    return index;
}
