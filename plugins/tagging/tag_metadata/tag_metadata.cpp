// SPDX-License-Identifier: Apache-2.0
// Where each kind of statement is looked for.
#include "tag_metadata.hpp"

#include <algorithm>

#include <galley/bylines.hpp>

#include "datelines.hpp"
#include "labels.hpp"

namespace galley::tag_metadata {
namespace {

constexpr std::size_t kHeadLines = 6;
constexpr std::size_t kTailLines = 5;

void add_authors(std::string_view text, span line, const credits& credit, Findings& found) {
    for (const auto& one : credit.people) {
        const span at{line.begin + one.at.begin, line.begin + one.at.end};
        if (one.role == credit_role::author) {
            found.push_back({"byline", one.name, at});
        }  // editors are read by their labels
    }
    if (!credit.people.empty() && !credit.outlet.empty()) {
        const span at{line.begin + credit.outlet.begin, line.begin + credit.outlet.end};
        found.push_back({"source", std::string(slice(text, at)), at});
    }
}

/// A line "Jane Roe, Some Agency" may as well credit a photo.
bool says_by(std::string_view line) {
    return is_cjk(first_char(line).value) || line.starts_with("By ") || line.starts_with("BY ") ||
           line.find(" by ") != std::string_view::npos;
}

/// "（记者 甲）" in a paragraph; a whole line of credits that cleanup left.
void read_authors(std::string_view text, span line, Findings& found) {
    const auto shown = slice(text, line);
    if (is_credit_line(shown)) {
        if (!says_by(shown)) {
            return;
        }
        add_authors(text, line, read_credits(shown), found);
    } else {
        add_authors(text, line, find_inline_credits(shown), found);
    }
}

bool is_single(std::string_view key) {
    return key == "source" || key == "published" || key == "place";
}

/// Drops what was found before: a key of one value, or the same value again.
Findings without_repeats(const Findings& all) {
    Findings kept;
    for (const auto& one : all) {
        const bool known = std::any_of(kept.begin(), kept.end(), [&](const Finding& other) {
            return other.key == one.key && (is_single(one.key) || other.value == one.value);
        });
        if (!known) {
            kept.push_back(one);
        }
    }
    return kept;
}

}  // namespace

std::vector<span> lines_of(std::string_view text) {
    std::vector<span> lines;
    for (const auto& line : split_lines(text)) {
        if (!line.blank()) {
            lines.push_back(trimmed(text, line.at));
        }
    }
    return lines;
}

Findings find_metadata(std::string_view text) {
    const auto lines = lines_of(text);
    std::vector<span> edges;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i < kHeadLines || i + kTailLines >= lines.size()) {
            edges.push_back(lines[i]);
        }
    }
    const auto head_size = std::min(lines.size(), kHeadLines);
    Findings found;
    for (const auto& line : edges) {
        read_labels(text, line, found);
        read_imprint(text, line, found);
    }
    for (std::size_t i = 0; i < head_size; ++i) {
        read_dateline(text, lines[i], found);
        read_day_line(text, lines[i], false, found);
    }
    for (std::size_t i = 0; i < head_size; ++i) {
        read_day_line(text, lines[i], true, found);  // the first one found is kept
    }
    for (const auto& line : edges) {
        read_authors(text, line, found);
    }
    return without_repeats(found);
}

}  // namespace galley::tag_metadata
