// SPDX-License-Identifier: Apache-2.0
// Guesses the encoding of bytes that are not UTF-8 and carry no byte order mark.
#pragma once
#include <optional>
#include <string_view>

namespace galley::text {

/// An encoding that can be decoded.
struct Encoding {
    std::string_view name;       ///< as recorded: "GB18030"
    const char* iconv;           ///< as iconv names it; nullptr: UTF-8
    std::size_t unit_bytes = 1;  ///< see convert()
};

/// By parameter value or IANA-like name, in any case: "gbk" gives GB18030, its superset.
std::optional<Encoding> encoding_named(std::string_view name);

struct Guess {
    Encoding encoding;
    double confidence = 0;
};

/// What the byte order mark says, and its size; nothing if there is none.
struct ByteOrderMark {
    Encoding encoding;
    std::size_t size_bytes = 0;
};

std::optional<ByteOrderMark> byte_order_mark(std::string_view bytes);

/// UTF-16 without a mark: most code units must be letters, hanzi or punctuation in one byte order,
/// and line ends, blanks or full stops must be among them.
std::optional<Guess> guess_utf16(std::string_view bytes);

/// GB18030 or Big5, judged by how common the hanzi are that come out; else what uchardet says, if
/// it decodes without an error; else windows-1252 with confidence 0.1.
/// @cost  looks at the first 64 KiB only.
Guess guess_legacy(std::string_view bytes);

}  // namespace galley::text
