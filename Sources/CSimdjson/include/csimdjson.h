#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A simdjson parser with the buffers of its last document.
typedef struct wz_json_parser wz_json_parser;

wz_json_parser *wz_json_parser_new(void);
void wz_json_parser_free(wz_json_parser *parser);

/// Parses `length` bytes; on success (0) the tape and its strings stay valid until the next call.
int wz_json_parse(
    wz_json_parser *parser, const uint8_t *bytes, size_t length, const uint64_t **tape, const uint8_t **strings);

/// How many bytes of input the parser's buffers are made for.
size_t wz_json_parser_capacity(const wz_json_parser *parser);

/// A sentence for an error code.
const char *wz_json_error(int code);

#ifdef __cplusplus
}
#endif
