// SPDX-License-Identifier: Apache-2.0
// Tells running text from other lines, and headlines from the names of sites behind them.
#include "lines.hpp"

#include <algorithm>

#include <galley/bylines.hpp>
#include <galley/shapes.hpp>

namespace galley::lift_headline {
namespace {

std::size_t count_of(std::string_view text, std::string_view marks) {
    std::size_t count = 0;
    each_char(text, [&](char32_t, std::size_t at) {
        const auto c = text.substr(at, decode_at(text, at).size_bytes);
        count += marks.find(c) != std::string_view::npos ? 1 : 0;
    });
    return count;
}

bool is_outlet_name(std::string_view text) {
    text = trim(text);
    return detail::is_outlet(text) || detail::is_agency(text) ||
           (word_count(text) <= 5 && detail::last_word_in(detail::kOutletWords, text)) ||
           text.ends_with(".com") || text.ends_with(".net") || text.ends_with(".org");
}

}  // namespace

std::size_t word_count(std::string_view line) {
    return static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ')) + 1;
}

std::unordered_set<std::string> words_of(std::string_view text) {
    std::unordered_set<std::string> words;
    std::string_view last_han;
    std::string latin;
    const auto end_word = [&] {
        if (latin.size() >= 4) {
            words.insert(latin.substr(0, 7));  // "minister", "ministers"
        }
        latin.clear();
    };
    each_char(text, [&](char32_t c, std::size_t at) {
        const auto here = text.substr(at, decode_at(text, at).size_bytes);
        if (is_latin_letter(c) || is_digit(c)) {
            latin += detail::lowered(here);
        } else {
            end_word();
        }
        if (is_han(c) && !last_han.empty()) {
            words.insert(std::string(last_han) + std::string(here));
        }
        last_han = is_han(c) ? here : std::string_view{};
    });
    end_word();
    return words;
}

double share_in(const std::unordered_set<std::string>& words, std::string_view line) {
    const auto mine = words_of(line);
    std::size_t found = 0;
    for (const auto& word : mine) {
        found += words.contains(word) ? 1 : 0;
    }
    const std::size_t enough = han_share(line) > 0.3 ? 6 : 3;
    return static_cast<double>(found) / static_cast<double>(std::max(mine.size(), enough));
}

bool is_body_line(std::string_view line) {
    const auto chars = char_count(line);
    const bool han = han_share(line) > 0.3;
    const auto weight = han ? chars : chars / 2;
    const auto ends = han ? count_of(line.substr(0, line.size() - 3), "。；") : 0;
    const auto stops = ends + count_of(line, han ? "，,、：:" : ",");
    return (weight >= 24 && ends_sentence(line) && !is_headline_shaped(line)) ||
           (weight >= 30 && ends > 0) || (weight >= 40 && stops >= 3) ||
           (weight > 100 && stops > 0);
}

std::string_view without_site(std::string_view line) {
    for (int names = 0; names < 3; ++names) {
        std::size_t cut = std::string_view::npos;
        for (const std::string_view mark : {"_", " - ", " | ", "|", "-", " – ", " — ", "——"}) {
            const auto at = line.rfind(mark);
            if (at != std::string_view::npos && at > 0 &&
                is_outlet_name(line.substr(at + mark.size())) &&
                (cut == std::string_view::npos || at > cut)) {
                cut = at;
            }
        }
        if (cut == std::string_view::npos) {
            break;
        }
        line = trim(line.substr(0, cut));
    }
    return line;
}

}  // namespace galley::lift_headline
