#include "csimdjson.h"

#include <new>
#include <simdjson.h>

struct wz_json_parser {
    simdjson::dom::parser parser;
};

extern "C" wz_json_parser *wz_json_parser_new(void) { return new (std::nothrow) wz_json_parser(); }

extern "C" void wz_json_parser_free(wz_json_parser *parser) { delete parser; }

extern "C" int wz_json_parse(
    wz_json_parser *parser, const uint8_t *bytes, size_t length, const uint64_t **tape, const uint8_t **strings) {
    simdjson::dom::element root;
    auto error = parser->parser.parse(bytes, length, true).get(root);
    if (error) { return static_cast<int>(error); }
    *tape = parser->parser.doc.tape.get();
    *strings = parser->parser.doc.string_buf.get();
    return 0;
}

extern "C" size_t wz_json_parser_capacity(const wz_json_parser *parser) { return parser->parser.capacity(); }

extern "C" const char *wz_json_error(int code) {
    return simdjson::error_message(static_cast<simdjson::error_code>(code));
}
