// SPDX-License-Identifier: Apache-2.0
// Shares by category, and the smallest body.
#include "core/pipeline/brake.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include <galley/text.hpp>

namespace galley::core::pipeline {
namespace {

/// Characters that carry text: blanks and line ends do not count.
std::size_t text_chars(std::string_view text) {
    std::size_t count = 0;
    galley::each_char(
        text, [&](char32_t c, std::size_t) { count += c != '\n' && !galley::is_blank(c); });
    return count;
}

std::size_t body_chars(document::Family& family) {
    std::size_t chars = 0;
    family.each([&](const document::Document& d) {
        if (d.kind() == document::Kind::kArticle) {
            chars += text_chars(d.text());
        }
    });
    return chars;
}

}  // namespace

std::string hold_reason(document::Family& family, const config::Brake& brake) {
    std::map<std::string_view, std::size_t> stripped_bytes;
    family.each([&](const document::Document& d) {
        for (const auto& row : d.rows()) {
            if (row.action == GALLEY_STRIP && row.status == document::RowStatus::kApplied) {
                stripped_bytes[row.category] += row.text.size();
            }
        }
    });
    // Shares are of bytes: the same as of characters to within the mix of scripts, and free to
    // count.
    const auto source_bytes = static_cast<double>(std::max<std::size_t>(family.source().size(), 1));
    for (const auto& [category, bytes] : stripped_bytes) {
        const double share = static_cast<double>(bytes) / source_bytes;
        if (const double most = brake.share_of(category); share > most) {
            const auto percent = [](double x) {
                return std::to_string(static_cast<int>(x * 100 + 0.5)) + " %";
            };
            return "brake.share." + std::string(category) + ": " + percent(share) +
                   " of the text stripped, expected at most " + percent(most);
        }
    }
    if (brake.smallest_body_chars > 0) {
        const auto chars = body_chars(family);
        if (chars < static_cast<std::size_t>(brake.smallest_body_chars)) {
            return "brake.smallest_body_chars: " + std::to_string(chars) +
                   " characters of story left, expected at least " +
                   std::to_string(brake.smallest_body_chars);
        }
    }
    return {};
}

}  // namespace galley::core::pipeline
