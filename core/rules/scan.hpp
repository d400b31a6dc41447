// SPDX-License-Identifier: Apache-2.0
// One scan of one text: candidates from the prefilter, matches from RE2, then scope and guards.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/rules/compiled_set.hpp"
#include "core/rules/lane.hpp"
#include "core/rules/limits.hpp"
#include "core/rules/rule_set.hpp"

namespace galley::core::rules {

/// A match, before it is known whether scope and guards hold.
struct Match {
    const CompiledRule& rule;
    std::span<const Span> groups;  // in the text; the first is the match, others may be left out
    LineIndex first_line;
    LineIndex last_line;
    Span subject;  // the line or run that the pattern was matched on
};

/// Whether the groups of a match are looked for where it is known without that which take part.
enum class Groups { kAll, kUncertain };

class Scan {
  public:
    /// What is looked for: hits in a text, hits in a line that stands alone, or near misses too.
    enum class Purpose { kText, kLine, kExplain };

    /// Borrows all three for its lifetime.
    Scan(const CompiledSet& set, Lane& lane, std::string_view text, Purpose purpose);

    /// Calls visit(const Match&), ascending by line, rule, place, until it returns false.
    /// @returns false when a visit ended it.
    template <class Visit>
    bool each_match(Visit&& visit);

    /// The same for matches whose scope and guards hold.
    template <class Visit>
    bool each_hit(Groups groups, Visit&& visit);

    [[nodiscard]] bool scope_holds(const Match& match);

    /// @param index  of the guard in its rule.
    [[nodiscard]] bool guard_holds(const Match& match, std::size_t index);

    [[nodiscard]] Span lines_of(const Match& match) const;

  private:
    // The lines before `first` are the head, those after `last` the tail; no story line: neither.
    struct Story {
        LineIndex first;
        LineIndex last;
    };

    [[nodiscard]] bool guards_hold(const Match& match, std::span<const std::size_t> guards);

    void collect_lines();
    [[nodiscard]] bool is_long_line(LineIndex line) const;
    void collect_stretch(LineRange stretch, bool is_long);
    void collect_line(LineIndex line, const LineSearch& search, LineScratch& scratch);

    void sort_found();

    // These add to lane_.ids. @returns false when those they name are a guess.
    bool collect_openings(std::string_view text, const OpeningGroup& group, LineScratch& scratch);
    bool collect_group(const RuleGroup& group, Prefilter::Scratch* scratch, std::string_view text);

    void collect_run(Span run);
    void collect_runs();

    template <class Visit>
    bool each_hit_of(const Candidate& candidate, Groups groups, Visit&& visit);

    template <class Visit>
    bool each_match_of(const Candidate& candidate, Groups groups, Visit&& visit);

    // kGroups: no more room than the rule needs; clearing it would cost as much as the match.
    template <std::size_t kGroups, class Visit>
    bool each_match_in(const Candidate& candidate, Visit&& visit);

    // `guard` is a place in CompiledSet::guards.
    [[nodiscard]] bool condition_holds(const Match& match, std::size_t index);
    [[nodiscard]] bool matches_line(std::size_t guard, LineIndex line);
    [[nodiscard]] bool matches_before(std::size_t guard, LineIndex line, std::uint32_t most);
    [[nodiscard]] bool matches_after(std::size_t guard, LineIndex line, std::uint32_t most);
    [[nodiscard]] bool matches_document(std::size_t guard);
    [[nodiscard]] bool is_story_line(LineIndex line);
    [[nodiscard]] const std::optional<Story>& story();

    const CompiledSet& set_;
    Lane& lane_;
    Purpose purpose_;
    bool document_guards_used_ = false;
    bool line_guards_used_ = false;
    bool story_known_ = false;
    std::optional<Story> story_;
    std::vector<TextHit>::const_iterator next_text_hit_;
    bool texts_looked_ = true;  // the text hits are no guess
};

}  // namespace galley::core::rules

#include "core/rules/scan_matches.hpp"
