#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A simdjson parser with the buffers of its last document.
typedef struct wz_json_parser wz_json_parser;

/// A parser that this thread gave back before, or a new one; null without memory.
wz_json_parser *wz_json_parser_take(void);

/// Gives a parser back from any thread: kept for this thread's next document when its buffers are small, freed otherwise.
void wz_json_parser_give_back(wz_json_parser *parser);

/// How many bytes behind a text the parser may read, whatever they hold.
enum { wz_json_padding = 64 };

/// Parses `length` bytes; on success (0) the tape and its strings stay valid until the next call.
///
/// `room` is how many bytes behind the text may be read: with less than the padding the text is copied first.
int wz_json_parse(
    wz_json_parser *parser, const uint8_t *bytes, size_t length, size_t room, const uint64_t **tape,
    const uint8_t **strings);

/// Copies bytes up to the first that JSON must escape in a string (RFC 8259 section 7); returns how many, and may write as
/// many as `length`.
size_t wz_json_copy_plain(uint8_t *to, const uint8_t *from, size_t length);

/// A sentence for an error code.
const char *wz_json_error(int code);

#ifdef __cplusplus
}
#endif
