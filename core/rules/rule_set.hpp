// SPDX-License-Identifier: Apache-2.0
// A compiled set of rule packs: scans lines and texts for hits, and explains what it found.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/rules/limits.hpp"
#include "core/rules/rule.hpp"

namespace galley::core::rules {

struct CompiledSet;

/// A named group that took part in a match.
struct Capture {
    std::string_view name;
    Span range;
};

/// A match of one rule whose scope and guards hold. Views live until the visitor returns.
struct Hit {
    const Rule& rule;
    Span match;                         // never empty
    Span line;                          // the whole lines that the match touches
    std::span<const Capture> captures;  // by group number
    std::string_view evidence;          // scope and guards that held, joined by "; "
    Span subject;                       // the line or run that the pattern was matched on
    std::size_t number;                 // of the rule, in RuleSet::rules()
};

/// A match of one rule, whether or not it became a hit.
struct Finding {
    const Rule& rule;
    Span match;
    Span line;
    bool hit = false;
    std::vector<std::string_view> met;  // scope and guards that held, as their author wrote them
    std::vector<std::string_view> missing;  // and those that did not: empty for a hit
};

/// What the prefilter of a set runs on.
enum class Engine { kHyperscan, kRe2 };

class RuleSet {
  public:
    explicit RuleSet(std::unique_ptr<const CompiledSet> compiled);
    RuleSet(const RuleSet&) = delete;
    RuleSet& operator=(const RuleSet&) = delete;
    ~RuleSet();

    /// Calls visit(const Hit&) for every hit, ascending by line, rule, place.
    /// A visit that returns false ends the scan.
    /// @param text  UTF-8, LF line ends. Ranges are in it.
    /// @returns     false when a visit ended it.
    /// @cost        linear; allocates only while its buffers grow.   @thread any.
    template <class Visit>
    bool scan_text(std::string_view text, Visit&& visit) const {
        return scan(text, Want::kCaptures, {&call<Hit, std::remove_reference_t<Visit>>, &visit});
    }

    /// The same for one line that stands alone, with rules of scope line only.
    template <class Visit>
    bool scan_line(std::string_view line, Visit&& visit) const {
        return scan(line, Want::kLine, {&call<Hit, std::remove_reference_t<Visit>>, &visit});
    }

    /// As scan_text, but captures are only named: their ranges are {0, 0}.
    /// @cost  a third of scan_text, where many rules have captures.
    template <class Visit>
    bool scan_names(std::string_view text, Visit&& visit) const {
        return scan(text, Want::kNames, {&call<Hit, std::remove_reference_t<Visit>>, &visit});
    }

    /// Calls visit(const Capture&) for each capture of a hit that a scan of this text gave.
    /// @param number, subject, match  as the hit had them; others than a hit's may give nothing.
    template <class Visit>
    void captures(
        std::string_view text, std::size_t number, Span subject, Span match, Visit&& visit) const {
        std::array<Capture, kMaxNamedGroups> room;
        for (const auto& capture : find_captures(text, number, subject, match, room)) {
            if (!visit(capture)) {
                return;
            }
        }
    }

    /// Calls visit(const Finding&) for every match, hits and near misses, in the same order.
    template <class Visit>
    bool explain(std::string_view text, Visit&& visit) const {
        return explain_all(text, {&call<Finding, std::remove_reference_t<Visit>>, &visit});
    }

    /// In the order of packs and lines; what Hit::rule and Finding::rule refer to.
    [[nodiscard]] const std::vector<Rule>& rules() const;

    [[nodiscard]] Engine engine() const;

    /// Rules whose patterns have no byte form and run on RE2 alone.
    [[nodiscard]] std::vector<const Rule*> not_widened() const;

  private:
    template <class T>
    struct Visitor {
        bool (*call)(void*, const T&);
        void* visit;
    };

    template <class T, class Visit>
    static bool call(void* visit, const T& item) {
        if constexpr (std::is_void_v<std::invoke_result_t<Visit&, const T&>>) {
            (*static_cast<Visit*>(visit))(item);
            return true;
        } else {
            return (*static_cast<Visit*>(visit))(item);
        }
    }

    // Of a hit: all, all but the places of captures, or all in a line that stands alone.
    enum class Want { kCaptures, kNames, kLine };

    bool scan(std::string_view text, Want want, Visitor<Hit> visitor) const;
    std::span<const Capture> find_captures(
        std::string_view text,
        std::size_t number,
        Span subject,
        Span match,
        std::span<Capture> room) const;
    bool explain_all(std::string_view text, Visitor<Finding> visitor) const;

    std::unique_ptr<const CompiledSet> compiled_;
};

}  // namespace galley::core::rules
