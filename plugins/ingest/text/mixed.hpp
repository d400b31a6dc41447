// SPDX-License-Identifier: Apache-2.0
// Pages glued together of UTF-8 and of lines in GB18030 or Big5.
#pragma once
#include <optional>
#include <string_view>

#include "converter.hpp"
#include "guess.hpp"

namespace galley::text {

struct Mixed {
    Converted text;
    Encoding other;  ///< of the lines that are not UTF-8
};

/// Decodes line by line; nothing when this is not such a page. That needs lines full of sound
/// UTF-8, and others that are none and decode, without an error, as one Chinese encoding.
/// @param bytes  not valid UTF-8.
/// @cost  linear.
std::optional<Mixed> decode_mixed(std::string_view bytes);

}  // namespace galley::text
