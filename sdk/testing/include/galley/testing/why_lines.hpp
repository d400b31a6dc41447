// SPDX-License-Identifier: Apache-2.0
// What a plugin said about a document as lines of why.txt, and the annotations of given.txt.
#pragma once
#include <string>
#include <string_view>

#include <galley/testing/document.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

/// In quotes, with \n, \t, \" and \\ as such; of more than 80 characters the begin, the end and the
/// length.
std::string quoted(std::string_view text);

/// One line for each decision, field, tag, span and child that is not in `before`.
std::string why_lines(const Document& after, const Document& before);

/// Reads `field KEY = VALUE`, `span LAYER "TEXT"` and `tag SCHEME CODE` lines into a document; TEXT
/// is looked for in its text, each time behind the span before.
/// @errors  std::runtime_error with the line.
void read_given(std::string_view lines, Document& document);

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
