// SPDX-License-Identifier: Apache-2.0
// The words of a rule pack: what one rule says, as parsed values without any behaviour.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace galley::core::rules {

/// A position in UTF-8 text, counted in bytes from its begin.
using ByteOffset = std::size_t;

/// 0-based number of a line in the text that is scanned.
using LineIndex = std::uint32_t;

/// A half-open range of bytes.
struct Span {
    ByteOffset begin = 0;
    ByteOffset end = 0;

    [[nodiscard]] ByteOffset size() const { return end - begin; }

    bool operator==(const Span&) const = default;
};

/// Where a rule's pattern is looked for; see docs/rules.md.
enum class Scope : std::uint8_t { kLine, kRun, kHead, kTail };

/// What the plugin that uses the rule is asked to do with a hit.
enum class RuleAction : std::uint8_t { kStrip = 1, kField = 2, kItem = 3 };

/// What a guard looks at.
enum class GuardKind : std::uint8_t {
    kBefore,    // one of the non-blank lines before
    kAfter,     // one of the non-blank lines after
    kNear,      // before or after
    kLine,      // the hit's own line
    kDocument,  // any line of the text
    kMinChars,  // length of the hit's own line
    kMaxChars,
};

/// A condition that must hold (or, negated, must not hold) for a match to become a hit.
struct Guard {
    GuardKind kind = GuardKind::kLine;
    bool negated = false;
    std::uint32_t count = 0;  // lines for before, after, near; characters for min_chars, max_chars
    std::string pattern;      // RE2 syntax, definitions filled in; empty for min_chars, max_chars
    std::string text;         // as its author wrote it
    std::uint32_t line_in_file = 0;
};

/// One block of a rule pack.
struct Rule {
    std::string id;
    std::string category;
    std::string pattern;  // RE2 syntax, definitions filled in
    std::string field;    // name behind `action field`
    std::vector<Guard> guards;
    std::vector<std::string> examples;  // texts in which the rule must hit
    std::vector<std::string> counters;  // texts in which it must not
    std::string file;
    std::uint32_t line = 0;          // 1-based line of the block's first key
    std::uint32_t pattern_line = 0;  // 1-based line of `pattern`
    double confidence = 0.8;
    Scope scope = Scope::kLine;
    RuleAction action = RuleAction::kStrip;
    bool final = false;  // the safety brake does not hold it
};

/// A rule file: its name for messages, and its content.
struct Pack {
    std::string name;
    std::string_view text;
};

/// Something wrong in a pack.
struct Problem {
    std::string file;
    std::uint32_t line = 0;  // 1-based
    std::string rule;        // empty: not in a rule with an id
    std::string text;

    /// "zh.rules:12: rule zh.share.1: unknown category ..."
    [[nodiscard]] std::string message() const;

    bool operator==(const Problem&) const = default;
};

/// All messages, one a line, in the order of files and lines.
[[nodiscard]] std::string join_messages(const std::vector<Problem>& problems);

}  // namespace galley::core::rules
