// SPDX-License-Identifier: Apache-2.0
// Applies decisions to a text, and finds what a test asks for.
#include <algorithm>
#include <array>

#include <galley/testing/document.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

namespace {

/// Text that comes to stand before a byte of the old text.
struct Arrival {
    ByteOffset at;
    std::string_view text;
};

std::vector<Arrival> arrivals_of(const Document& document) {
    std::vector<Arrival> arrivals;
    for (const auto& each : document.decisions) {
        if (each.action == GALLEY_MOVE) {
            arrivals.push_back({each.destination, slice(document.text, each.range)});
        }
    }
    std::ranges::stable_sort(arrivals, {}, &Arrival::at);
    return arrivals;
}

}  // namespace

std::string Document::text_after(LineEnds line_ends) const {
    const auto arrivals = arrivals_of(*this);
    std::string out;
    ByteOffset at = 0;
    std::size_t next = 0;
    const auto copy_to = [&](ByteOffset end) {
        for (; next < arrivals.size() && arrivals[next].at <= end; ++next) {
            if (arrivals[next].at > at) {
                out += slice(text, {at, arrivals[next].at});
                at = arrivals[next].at;
            }
            out += arrivals[next].text;
        }
        out += slice(text, {at, end});
        at = end;
    };
    for (const auto& each : decisions) {
        if (each.action == GALLEY_KEEP) {
            continue;
        }
        copy_to(each.range.begin);
        if (each.action == GALLEY_REPLACE) {
            out += each.replacement;
        }
        at = each.range.end;
    }
    copy_to(text.size());
    return line_ends == LineEnds::kCollapsed ? collapse_line_ends(out) : out;
}

std::vector<std::string> Document::values(std::string_view key) const {
    std::vector<std::string> found;
    for (const auto& each : fields) {
        if (each.key == key) {
            found.push_back(each.value);
        }
    }
    return found;
}

std::string Document::value(std::string_view key) const {
    const auto found = values(key);
    return found.empty() ? std::string() : found.front();
}

std::vector<std::string> Document::passages(galley_action action, std::string_view category) const {
    std::vector<std::string> found;
    for (const auto& each : decisions) {
        if (each.action == action && (category.empty() || each.category == category)) {
            found.emplace_back(slice(text, each.range));
        }
    }
    return found;
}

std::vector<std::string> Document::layer(std::string_view name) const {
    std::vector<std::string> found;
    for (const auto& each : spans) {
        if (each.layer == name) {
            found.emplace_back(slice(text, each.range));
        }
    }
    return found;
}

std::string collapse_line_ends(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c != '\n' || (!out.empty() && out.back() != '\n')) {
            out += c;
        }
    }
    if (!out.empty() && out.back() == '\n') {
        out.pop_back();
    }
    return out;
}

bool is_category(std::string_view word) {
    static constexpr auto kCategories = std::to_array<std::string_view>(
        {"breadcrumb", "navigation",  "share_widget",  "comment_widget", "disclaimer",
         "related",    "promotion",   "advertisement", "subscription",   "notice",
         "byline",     "source_line", "editor_line",   "headline",       "caption",
         "pagination", "duplicate",   "whitespace",    "wrap",           "normalization",
         "redaction",  "other"});
    return std::ranges::find(kCategories, word) != kCategories.end();
}

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
