// SPDX-License-Identifier: Apache-2.0
// Finds what normalisation changes in a text: characters nobody sees or means, and blanks at the
// edges of lines.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

namespace galley::normalize_text {

enum class Rule {
    kNfc,
    kMarks,
    kControl,
    kLineBreak,
    kZeroWidth,
    kSoftHyphen,
    kBidi,
    kTag,
    kFullwidth,
    kTrailingBlank,
    kIndent
};

std::string_view id_of(Rule);        ///< "normalize.nfc"
std::string_view category_of(Rule);  ///< whitespace or normalization

/// A range and what stands for it; an empty replacement: it goes.
struct Change {
    span at;
    std::string replacement;  ///< at most 64 bytes
    Rule rule;
    std::size_t chars = 1;  ///< characters of the source that this is about
};

enum class Fold { kOff, kLettersAndDigits, kAll };

struct Options {
    Fold fold_fullwidth = Fold::kOff;
    bool strip_indent = true;
    bool strip_soft_hyphens = true;
};

/// @param text  UTF-8.
/// @returns     changes, ascending and disjoint; neighbours of one rule are one change. Applied,
///              they give a text in NFC in which nothing more is to be changed.
/// @cost        linear; a text without suspects 1-3 GB/s.  @thread any.
std::vector<Change> find_changes(std::string_view text, const Options&);

}  // namespace galley::normalize_text
