// SPDX-License-Identifier: Apache-2.0
// Whether a hyphen at a line's end belongs to the word.
#pragma once
#include <string>
#include <string_view>
#include <unordered_set>

namespace galley::join_wrapped_lines {

/// The text's own habit decides: a hyphenated form seen elsewhere keeps the hyphen, a closed form
/// drops it; seen in neither form, the hyphen stays after a word that stands by itself in compounds
/// ("well-", a number) and goes otherwise.
class hyphens {
  public:
    explicit hyphens(std::string_view text) : text_(text) {}

    /// @param before  ends with the hyphen.   @param after  begins with the rest of the word.
    /// @cost          the first call reads the text.
    bool keeps(std::string_view before, std::string_view after);

  private:
    void learn_words();

    std::string_view text_;
    std::unordered_set<std::string> words_;  ///< of the text
};

}  // namespace galley::join_wrapped_lines
