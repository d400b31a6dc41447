// SPDX-License-Identifier: Apache-2.0
// What single lines are, and the words they share.
#pragma once
#include <string>
#include <string_view>
#include <unordered_set>

namespace galley::lift_headline {

/// Running text: a finished sentence of some length, or a long line with several stops in it.
bool is_body_line(std::string_view line);

/// "标题_某某网", "Title - Some Paper | Site": the line without what names its outlet.
std::string_view without_site(std::string_view line);

std::size_t word_count(std::string_view line);

/// Pairs of Han characters, and Latin words of four letters and more, in small letters.
std::unordered_set<std::string> words_of(std::string_view text);

/// How much of a line the words know, 0..1; a line of few words says little, whatever its share.
double share_in(const std::unordered_set<std::string>& words, std::string_view line);

}  // namespace galley::lift_headline
