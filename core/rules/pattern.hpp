// SPDX-License-Identifier: Apache-2.0
// An RE2 pattern that is compiled when it is first used: most rules of a set never see a candidate.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/pattern_shape.hpp"
#include "core/rules/rule.hpp"

namespace re2 {
class RE2;
}

namespace galley::core::rules {

/// A named group of a pattern.
struct NamedGroup {
    std::size_t index;  // in the result of find
    std::string name;
};

/// What a pattern is matched on.
enum class Subject { kLine, kRun };

class Pattern {
  public:
    explicit Pattern(std::string source, Subject subject = Subject::kLine);
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;
    ~Pattern();

    /// @thread any.
    [[nodiscard]] bool matches(std::string_view text) const;

    /// Finds the leftmost match that begins at `from` or later; text before it is looked at by \b
    /// and ^.
    /// @param groups  gets the match and its groups; one that took no part is {npos, npos}.
    /// @thread any.
    [[nodiscard]] bool find(std::string_view text, ByteOffset from, std::span<Span> groups) const;

    /// Every match is the whole subject, a line.
    [[nodiscard]] bool is_whole_line() const { return shape_.whole_line; }

    /// Unless it is known to have none; named_groups() is sure.
    [[nodiscard]] bool has_names() const { return shape_.has_names; }

    /// Each named group takes part in every match, or there is none.
    [[nodiscard]] bool names_are_certain() const {
        return !shape_.has_names || shape_.names_are_certain;
    }

    /// A prefilter that hits on bytes needs no second look.
    [[nodiscard]] bool is_byte_exact() const { return shape_.byte_exact; }

    /// Of counted characters in a line that it matches; see PatternShape.
    [[nodiscard]] std::uint64_t most_chars() const { return shape_.most_chars; }

    /// Every match begins where the line begins.
    [[nodiscard]] bool is_line_begin() const { return shape_.line_begin; }

    /// See PatternShape.
    [[nodiscard]] const std::vector<CharRange>& opening() const { return shape_.opening; }

    /// See PatternShape.
    [[nodiscard]] const std::vector<CharRange>& opening_next() const {
        return shape_.opening_next;
    }

    /// By index. Compiles the pattern unless it is known to have none.
    [[nodiscard]] const std::vector<NamedGroup>& named_groups() const;

    /// "" or what is wrong, including a match of the empty text when that is not allowed.
    [[nodiscard]] std::string check(bool may_be_empty) const;

  private:
    // What is known without a search for groups; nothing: that one is needed.
    [[nodiscard]] std::optional<bool> find_whole(
        std::string_view text, std::span<Span> groups) const;

    const re2::RE2& compiled() const;
    const re2::RE2& probe() const;

    template <std::size_t kGroups>
    bool find_in(std::string_view text, ByteOffset from, std::span<Span> groups) const;

    std::string source_;
    PatternShape shape_;  // views source_
    mutable std::once_flag once_;
    mutable std::once_flag probe_once_;
    mutable std::unique_ptr<re2::RE2> probe_;  // null: as the pattern
    mutable std::unique_ptr<re2::RE2> re2_;
    mutable std::vector<NamedGroup> named_groups_;
};

}  // namespace galley::core::rules
