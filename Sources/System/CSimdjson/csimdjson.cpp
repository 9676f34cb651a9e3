#include "csimdjson.h"

#include <memory>
#include <new>
#include <simdjson.h>

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

extern "C" int wz_json_parse(
    wz_json_parser *parser, const uint8_t *bytes, size_t length, const uint64_t **tape, const uint8_t **strings) {
    simdjson::dom::element root;
    auto error = parser->parser.parse(bytes, length, true).get(root);
    if (error) { return static_cast<int>(error); }
    *tape = parser->parser.doc.tape.get();
    *strings = parser->parser.doc.string_buf.get();
    return 0;
}

extern "C" const char *wz_json_error(int code) {
    if (code == simdjson::NUMBER_ERROR) { return "a number is malformed, or an integer does not fit 64 bits"; }
    return simdjson::error_message(static_cast<simdjson::error_code>(code));
}
