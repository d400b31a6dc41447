// SPDX-License-Identifier: Apache-2.0
// The fast prefilter: Hyperscan on bytes.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/prefilter.hpp"
#include "core/rules/text_search.hpp"

namespace galley::core::rules {

class DatabaseCache;

/// What compiling costs time for and a cache may keep.
struct HyperscanImage {
    std::string database;                 // serialized; "": no pattern could be widened
    std::vector<PatternIndex> leftovers;  // patterns without a byte form, ascending
};

/// What is compiled of some rules of a set.
struct GroupImage {
    std::vector<PatternIndex> rules;  // ascending; all other numbers are places in this list
    HyperscanImage hyperscan;
};

/// Patterns are searched in a line, whose first match is all that counts; texts anywhere.
enum class SearchedFor { kPatterns, kTexts };

/// @param forms  what to look for in place of each pattern, in bytes; "": it has no such form.
/// @returns      nothing when the build has no Hyperscan or it cannot compile.
/// @cost         0.2 s for 150 forms that are patterns; texts are faster.
[[nodiscard]] std::optional<HyperscanImage> compile_hyperscan(
    std::span<const std::string_view> forms, SearchedFor searched);

/// @param patterns  the same list that the image was compiled of.
/// @returns         null when the image does not fit this library or processor.
[[nodiscard]] std::unique_ptr<Prefilter> make_hyperscan_prefilter(
    const HyperscanImage& image, std::span<const std::string_view> patterns);

/// @returns null when the image does not fit this library or processor, or has no texts.
[[nodiscard]] std::unique_ptr<TextSearch> make_text_search(const GroupImage& image);

/// Hyperscan's words for why it does not take a pattern that has a byte form; "" when it does.
/// @cost    compiles the pattern.
[[nodiscard]] std::string hyperscan_refusal(std::string_view pattern);

/// Version of the library and features of the processor, which an image depends on. "": no
/// Hyperscan.
[[nodiscard]] std::string hyperscan_platform();

/// Runs a few patterns over a few lines. A library that loses one of these matches (a fork with the
/// same soname is known to) must not be used.
/// @param cache  keeps what is compiled for it.   @cost  10 ms, 0.2 where the cache has it.
[[nodiscard]] bool hyperscan_is_sound(const DatabaseCache& cache);

}  // namespace galley::core::rules
