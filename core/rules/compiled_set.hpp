// SPDX-License-Identifier: Apache-2.0
// What a rule set is made of once it is compiled; shared by all lanes and never changed.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/hyperscan_prefilter.hpp"
#include "core/rules/lane.hpp"
#include "core/rules/opening.hpp"
#include "core/rules/pattern.hpp"
#include "core/rules/prefilter.hpp"
#include "core/rules/rule.hpp"
#include "core/rules/rule_set.hpp"

namespace galley::core::rules {

struct CompiledRule {
    explicit CompiledRule(const Rule& source);

    const Rule& rule;
    std::size_t number = 0;  // in the set
    Pattern pattern;
    std::uint64_t most_chars;                 // a line with more counted characters has no hit
    std::vector<std::size_t> guards;          // where CompiledSet::guards has their patterns
    std::vector<std::size_t> guards_by_cost;  // the order to try them in
    std::size_t cheap_guards = 0;             // of these: at the front, asked before the pattern is
    std::string evidence;                     // of a hit
    bool sure = false;  // what the prefilter names in a line is a match of the whole line
};

/// The rules that are matched on the same kind of text, and their prefilter.
struct RuleGroup {
    std::vector<PatternIndex> rules;  // by place in the prefilter's list
    std::unique_ptr<Prefilter> prefilter;
};

/// Rules whose matches begin where the line begins, with some of all characters.
struct OpeningGroup : RuleGroup {
    Openings begins;
};

/// How the rules of scope line, head and tail are found on lines; each of them in one way.
struct LineSearch {
    OpeningGroup openings;
    std::unique_ptr<TextSearch> texts;  // null: no rule is found by texts
    RuleGroup patterns;
};

/// What is worth caching of a LineSearch.
struct LineImage {
    std::vector<PatternIndex> openings;
    GroupImage texts;
    GroupImage patterns;
    std::vector<PatternIndex> exact;  // of `texts`: what is searched for hits as the pattern does

    /// How many rules it finds; those of two kinds of texts stand twice in `texts`.
    [[nodiscard]] std::size_t size() const {
        std::size_t with_texts = 0;
        for (std::size_t i = 0; i < texts.rules.size(); ++i) {
            with_texts += i == 0 || texts.rules[i] != texts.rules[i - 1] ? 1 : 0;
        }
        return openings.size() + with_texts + patterns.rules.size();
    }
};

/// What is worth caching of a set; long_lines has those rules of `lines` that may hit more than
/// kLongLineChars.
struct SetImage {
    LineImage lines;
    LineImage long_lines;
    GroupImage runs;
};

struct CompiledSet {
    explicit CompiledSet(std::vector<Rule> parsed);

    [[nodiscard]] std::vector<std::string_view> patterns_of(
        const std::vector<PatternIndex>& of_rules) const;

    /// @returns false when the image is not usable; the set then has no prefilters yet.
    bool use_hyperscan(SetImage image);

    void use_re2();

    /// Which rules need no second look where they are found: they take all of the line, and what is
    /// searched for hits as their pattern does.
    void set_sure(const LineImage& image);

    [[nodiscard]] std::unique_ptr<Lane> take_lane() const;

    /// @param image  its databases are read, its lists taken.
    /// @returns      false when a database is not usable.
    bool use_image(LineImage image, LineSearch& search) const;

    std::vector<Rule> rules;
    std::deque<CompiledRule> compiled;
    std::vector<PatternIndex> line_rules;  // of scope line, head or tail
    LineSearch lines;
    LineSearch long_lines;  // for lines of more than kLongLineChars, where parts_long_lines
    bool parts_long_lines = false;
    RuleGroup run_rules;
    std::deque<Pattern> guards;  // each once, though many rules have it
    Engine engine = Engine::kRe2;
    std::vector<PatternIndex> not_widened;
    mutable LanePool lanes;
};

}  // namespace galley::core::rules
