// SPDX-License-Identifier: Apache-2.0
// Formatting of problems, and guessing what was meant by edit distance.
#include "diagnostic.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "unicode.hpp"

namespace galley::core::config {

namespace {

constexpr std::size_t kShownBytes = 80;

/// Insertions, deletions, substitutions and swaps of two neighbours, each counted once (the
/// restricted form of Damerau: no letter is touched twice).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);  // the row above the last
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::string Position::where() const {
    return line == 0 ? shown(file) : fmt::format("{}:{}", shown(file), line);
}

Position Position::at(std::string_view key) const {
    Position inner = *this;
    inner.key_path += (inner.key_path.empty() ? "" : ".") + std::string(key);
    return inner;
}

std::string Diagnostic::text() const {
    std::string line = position.where() + ": ";
    if (!position.key_path.empty()) {
        line += shown(position.key_path) + ": ";
    }
    line += problem;
    if (!meant.empty()) {
        line += fmt::format(" (did you mean {}?)", meant);
    }
    return line;
}

void sort(Diagnostics& problems) {
    const auto key = [](const Diagnostic& d) {
        return std::tie(d.position.file, d.position.line, d.position.key_path, d.problem);
    };
    std::stable_sort(problems.begin(), problems.end(), [&](const auto& a, const auto& b) {
        return std::tie(a.position.file, a.position.line) <
               std::tie(b.position.file, b.position.line);
    });
    const auto same = [&](const auto& a, const auto& b) { return key(a) == key(b); };
    problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
}

std::string to_text(const Diagnostics& problems) {
    std::string text;
    for (const Diagnostic& each : problems) {
        text += each.text() + '\n';
    }
    return text;
}

std::string closest(std::string_view word, std::span<const std::string> candidates) {
    constexpr std::size_t kLongestWord = 64;
    if (word.size() > kLongestWord) {
        return {};
    }
    constexpr std::size_t kShortestBeginning = 4;
    std::string best;
    std::size_t best_distance = word.size() < 4 ? 2 : 1 + word.size() / 3;
    for (const std::string& each : candidates) {
        const bool begins = word.size() >= kShortestBeginning && each.starts_with(word);
        const std::size_t distance = begins ? 1 : edit_distance(word, each);
        if (distance < best_distance && distance < each.size()) {
            best_distance = distance;
            best = each;
        }
    }
    return best;
}

std::string shown(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (at >= kShownBytes) {
            return out + "...";
        }
        const CodePoint point = decode(text, at);
        const bool plain = point.valid && !is_control(point.value) && !is_invisible(point.value);
        out += plain ? std::string(text.substr(at, point.bytes))
                     : fmt::format("\\u{{{:04X}}}", static_cast<unsigned>(point.value));
        at += point.bytes;
    }
    return out;
}

std::string in_quotes(std::string_view text) {
    return '"' + shown(text) + '"';
}

}  // namespace galley::core::config
