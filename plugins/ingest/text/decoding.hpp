// SPDX-License-Identifier: Apache-2.0
// The bytes of a file to a document's text: UTF-8 with LF, how it was encoded, and how sure that
// is.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "guess.hpp"

namespace galley::text {

struct Decoded {
    std::string text;             ///< UTF-8, LF line ends, no byte order mark
    std::string_view encoding;    ///< "UTF-8", "GB18030", "UTF-16LE" …
    double confidence = 1;        ///< 1: stated by a mark or the config, or valid UTF-8
    std::size_t errors = 0;       ///< U+FFFD put in
    std::string_view mixed_with;  ///< of lines in UTF-8 and in this one; empty: no such page
    std::string not_text;         ///< why these bytes are not text; empty: they are
};

/// Decodes in this order: the wanted encoding, a byte order mark, UTF-16 by its pattern, valid
/// UTF-8, UTF-8 with lines of another encoding, nearly valid UTF-8, a guess.
/// @param wanted  nothing: find out. A byte order mark of the same encoding is dropped.
/// @errors  std::runtime_error when the system has no converter for it.
/// @cost  linear; valid UTF-8 with LF is checked (24 GB/s) and moved, not copied.  @thread any.
Decoded decode(std::string bytes, const std::optional<Encoding>& wanted = std::nullopt);

/// How much bytes look like text of any encoding: 0 for other formats and NULs outside UTF-16; 50,
/// or 55 when they are valid UTF-8. The head may end inside a character.
int likeness(std::string_view head);

}  // namespace galley::text
