// SPDX-License-Identifier: Apache-2.0
// Reads the value of a `guard` key.
#include "core/rules/guard_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/rules/limits.hpp"
#include "core/rules/vocabulary.hpp"

namespace galley::core::rules {

namespace {

struct GuardWord {
    std::string_view word;
    GuardKind kind;
    std::uint32_t most;  // 0: takes no number
    bool has_pattern;
};

constexpr std::array<GuardWord, 7> kGuardWords = {{
    {"before", GuardKind::kBefore, kMaxGuardLines, true},
    {"after", GuardKind::kAfter, kMaxGuardLines, true},
    {"near", GuardKind::kNear, kMaxGuardLines, true},
    {"line", GuardKind::kLine, 0, true},
    {"document", GuardKind::kDocument, 0, true},
    {"min_chars", GuardKind::kMinChars, kMaxGuardChars, false},
    {"max_chars", GuardKind::kMaxChars, kMaxGuardChars, false},
}};

// Takes the first word and the blanks behind it off `rest`.
std::string_view take_word(std::string_view& rest) {
    const auto end = std::min(rest.find_first_of(" \t"), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t", end), rest.size()));
    return word;
}

std::string unknown_guard(std::string_view word) {
    std::array<std::string_view, kGuardWords.size()> words;
    std::ranges::transform(kGuardWords, words.begin(), &GuardWord::word);
    return "unknown guard \"" + std::string(word) + "\"" + did_you_mean(word, words);
}

std::string parse_count(const GuardWord& kind, std::string_view word, Guard& guard) {
    const auto* end = word.data() + word.size();
    const auto [stopped, error] = std::from_chars(word.data(), end, guard.count);
    if (error != std::errc() || stopped != end || guard.count < 1 || guard.count > kind.most) {
        return "guard " + std::string(kind.word) + ": expected a number 1.." +
               std::to_string(kind.most) + ", got \"" + std::string(word) + "\"";
    }
    return {};
}

}  // namespace

std::string parse_guard(std::string_view text, const Definitions& definitions, Guard& guard) {
    guard.text = text;
    guard.negated = text.starts_with('!');
    text.remove_prefix(guard.negated ? 1 : 0);
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    const auto word = take_word(text);
    const auto* kind = std::ranges::find(kGuardWords, word, &GuardWord::word);
    if (kind == kGuardWords.end()) {
        return unknown_guard(word);
    }
    guard.kind = kind->kind;
    if (kind->most != 0) {
        if (auto problem = parse_count(*kind, take_word(text), guard); !problem.empty()) {
            return problem;
        }
    }
    if (!kind->has_pattern) {
        return text.empty() ? std::string()
                            : "guard " + std::string(word) + ": unexpected \"" + std::string(text) +
                                  "\" after the number";
    }
    if (text.empty()) {
        return "guard " + std::string(word) + ": missing pattern";
    }
    return definitions.fill_in(text, guard.pattern);
}

}  // namespace galley::core::rules
