// SPDX-License-Identifier: Apache-2.0
// Shares by category and source, and the smallest body.
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

/// Whether a document stands in a folder: "forum/" is one of "inbox/forum/a.txt".
bool is_below(std::string_view path, std::string_view folder) {
    return path.starts_with(folder) ||
           path.find("/" + std::string(folder)) != std::string_view::npos;
}

bool fits(document::Family& family, const std::string& source) {
    if (source.ends_with('/')) {
        return is_below(family.path, source);
    }
    bool fits = false;
    family.each([&](const document::Document& d) {
        fits = fits || (d.kind() != document::Kind::kNotice &&
                        std::ranges::any_of(d.fields, [&](const auto& field) {
                            return field.key == "source" && field.value == source;
                        }));
    });
    return fits;
}

/// Whatever a family has stripped, by category.
using Stripped = std::map<std::string_view, std::size_t>;

template <class Size>
Stripped stripped_of(document::Family& family, Size&& size) {
    Stripped stripped;
    family.each([&](const document::Document& d) {
        for (const auto& row : d.rows()) {
            if (row.action == GALLEY_STRIP && row.status == document::RowStatus::kApplied) {
                stripped[row.category] += size(row.text);
            }
        }
    });
    return stripped;
}

std::string percent(double share) {
    return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %";
}

/// The limits that hold for a document, and how reasons name them.
struct Limits {
    const config::Brake& brake;
    const config::BrakeLimits* source = nullptr;
    std::string name = "brake.";
};

Limits limits_for(document::Family& family, const config::Brake& brake) {
    for (const auto& [source, limits] : brake.sources) {
        if (fits(family, source)) {
            return {brake, &limits, "brake.sources." + source + "."};
        }
    }
    return {brake};
}

std::string over_share(document::Family& family, const Limits& limits) {
    // Shares are of bytes: the same as of characters to within the mix of scripts, and free to
    // count.
    const auto bytes = stripped_of(family, [](std::string_view text) { return text.size(); });
    const auto source_bytes = static_cast<double>(std::max<std::size_t>(family.source().size(), 1));
    for (const auto& [category, stripped] : bytes) {
        const double share = static_cast<double>(stripped) / source_bytes;
        const double most = limits.brake.share_of(category, limits.source);
        const auto free = static_cast<std::size_t>(limits.brake.chars_always_free(limits.source));
        if (share > most && stripped_of(family, text_chars)[category] > free) {
            return limits.name + "share." + std::string(category) + ": " + percent(share) +
                   " of the text stripped, expected at most " + percent(most);
        }
    }
    return {};
}

}  // namespace

std::string hold_reason(document::Family& family, const config::Brake& brake) {
    const auto limits = limits_for(family, brake);
    if (auto reason = over_share(family, limits); !reason.empty()) {
        return reason;
    }
    if (const auto smallest = brake.smallest_body(limits.source); smallest > 0) {
        const auto chars = body_chars(family);
        if (chars < static_cast<std::size_t>(smallest)) {
            return limits.name + "smallest_body_chars: " + std::to_string(chars) +
                   " characters of story left, expected at least " + std::to_string(smallest);
        }
    }
    return {};
}

}  // namespace galley::core::pipeline
