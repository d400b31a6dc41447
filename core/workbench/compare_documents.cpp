// SPDX-License-Identifier: Apache-2.0
// Passages by byte; splits, joins and changes as sets of decisions.
#include "core/workbench/compare_documents.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include <galley/text.hpp>

#include "core/workbench/compare_sayings.hpp"
#include "core/workbench/marks.hpp"

namespace galley::core::workbench {
namespace {

using document::Document;
using document::Family;
using document::Kind;
using document::Row;

bool is_ok(const Family& family) {
    return family.status == "ok" || family.status == "ok_with_warnings";
}

/// A decision on places, as the two sides can be compared by it.
using Place = std::tuple<std::uint32_t, ByteOffset, ByteOffset, std::string_view, ByteOffset>;
using Decisions = std::map<Place, const Row*>;

class Comparison {
  public:
    Comparison(Family& before, Family& after, std::size_t most_examples)
        : before_(before), after_(after), most_examples_(most_examples) {}

    Effects run() {
        if (before_.source() != after_.source()) {
            add({Effect::kRead, "", "", ""}, 0, {after_.path, 0, "", "", ""});
        } else if (before_.status != after_.status) {
            const auto change = before_.status + " -> " + after_.status;
            const auto& reason = is_ok(after_) ? before_.reason : after_.reason;
            add({Effect::kStatus, "", change, ""}, 0, {after_.path, 0, reason, "", ""});
        } else if (after_.has_source() && after_.status != "failed_read") {
            compare();
        }
        return std::move(effects_);
    }

  private:
    void compare() {
        const Marks old(before_);
        const Marks now(after_);
        compare_passages(old, now);
        compare_decisions(old, now);
        for (auto& [key, example] : compare_sayings(before_, after_)) {
            add(std::move(key), 0, std::move(example));
        }
    }

    void add(EffectKey key, std::uint64_t characters, Example example) {
        effects_.add(std::move(key), characters, std::move(example), most_examples_);
    }

    static bool same_fate(const Taker& old, const Taker& now) {
        return old.stands == now.stands && old.label == now.label;
    }

    static EffectKey effect_of(const Taker& old, const Taker& now) {
        const auto by = [](Effect effect, const Taker& who, std::string_view category) {
            return EffectKey{
                effect, std::string(who.stage), std::string(who.rule), std::string(category)};
        };
        if (now.stands) {
            return now.label == "notice"                 ? by(Effect::kNotice, now, "notice")
                   : old.label == "notice" && old.stands ? by(Effect::kNoNotice, old, "notice")
                                                         : by(Effect::kKept, old, old.label);
        }
        return old.stands
                   ? by(Effect::kStripped, now, now.label)
                   : by(Effect::kCategory, now, fmt::format("{} -> {}", old.label, now.label));
    }

    /// Each line by itself, so that an example is one.
    void compare_passages(const Marks& old, const Marks& now) {
        const auto source = after_.source();
        std::size_t number = 0;
        for (const auto& line : galley::split_lines(source)) {
            ++number;
            compare_line(old, now, line.at, number);
        }
    }

    void compare_line(const Marks& old, const Marks& now, galley::span line, std::size_t number) {
        galley::span run{};
        EffectKey key;
        std::uint64_t chars = 0;
        const auto flush = [&] {
            if (chars > 0) {
                add(std::move(key), chars, example_at(run, number));
            }
            chars = 0;
        };
        const auto source = after_.source();
        for (auto at = line.begin; at < line.end;) {
            const auto c = galley::decode_at(source, at);
            const auto* was = old.at(at);
            const auto* is = now.at(at);
            const galley::span here{at, at + c.size_bytes};
            at = here.end;
            if (was == nullptr || is == nullptr || c.value == '\n' || galley::is_blank(c.value)) {
                continue;
            }
            if (same_fate(*was, *is)) {
                flush();
                continue;
            }
            auto effect = effect_of(*was, *is);
            if (chars == 0 || effect != key) {
                flush();
                key = std::move(effect);
                run.begin = here.begin;
            }
            run.end = here.end;
            ++chars;
        }
        flush();
    }

    Example example_at(galley::span at, std::size_t number) const {
        const auto source = after_.source();
        const auto line_begin = source.rfind('\n', at.begin) + 1;  // npos + 1 == 0
        const auto line_end = std::min(source.find('\n', at.end), source.size());
        return {
            after_.path,
            number,
            shortened(galley::slice(source, at)),
            neighbour(line_begin, false),
            neighbour(line_end, true)};
    }

    /// The next line with text, behind or before a place.
    std::string neighbour(ByteOffset at, bool behind) const {
        const auto source = after_.source();
        while (behind ? at < source.size() : at > 0) {
            const auto begin = behind ? at + 1 : source.substr(0, at - 1).rfind('\n') + 1;
            const auto end = behind ? std::min(source.find('\n', begin), source.size()) : at - 1;
            const auto line =
                begin < end ? galley::trim(source.substr(begin, end - begin)) : std::string_view();
            if (!line.empty()) {
                return shortened(line);
            }
            at = behind ? end : begin;
        }
        return {};
    }

    /// Whether a decision tells about more than passages, which are compared by themselves.
    static bool is_compared(const Row& row) {
        if (row.status != document::RowStatus::kApplied || row.action == document::kCollapse ||
            row.action == GALLEY_KEEP) {
            return false;
        }
        return row.action != GALLEY_STRIP || row.category == "wrap" ||
               row.category == "normalization" || row.category == "whitespace";
    }

    /// Notices are passages; a split that makes an article is not.
    static bool makes_article(const Document& d, const Row& row) {
        return std::ranges::any_of(d.children(), [&](const auto& child) {
            return child->kind() != Kind::kNotice && child->range() == row.range;
        });
    }

    static Decisions decisions_of(Family& family) {
        Decisions out;
        family.each([&](const Document& d) {
            for (const auto& row : d.rows()) {
                if (is_compared(row) && (row.action != GALLEY_SPLIT || makes_article(d, row))) {
                    // An article is told by where it begins: its end moves with what follows.
                    const bool split = row.action == GALLEY_SPLIT;
                    out.emplace(
                        Place{
                            row.action,
                            row.range.begin,
                            split ? 0 : row.range.end,
                            row.replacement,
                            row.destination},
                        &row);
                }
            }
        });
        return out;
    }

    static Effect effect_of(const Row& row, bool is_new) {
        if (row.action == GALLEY_SPLIT) {
            return is_new ? Effect::kSplit : Effect::kNoSplit;
        }
        if (row.category == "wrap") {
            return is_new ? Effect::kJoined : Effect::kNotJoined;
        }
        return is_new ? Effect::kChanged : Effect::kNotChanged;
    }

    /// Where text beside a join or inside a change was stripped by one side, that is told already.
    bool stands_in_both(const Row& row, const Marks& old, const Marks& now) const {
        const auto stands = [&](ByteOffset at) {
            const auto* was = old.at(at);
            const auto* is = now.at(at);
            return (was == nullptr || was->stands) && (is == nullptr || is->stands);
        };
        const auto size = after_.source().size();
        return (row.range.begin == 0 || stands(row.range.begin - 1)) &&
               (row.range.end >= size || stands(row.range.end)) && stands(row.range.begin);
    }

    void compare_decisions(const Marks& old, const Marks& now) {
        const auto was = decisions_of(before_);
        const auto is = decisions_of(after_);
        const auto tell = [&](const Decisions& these, const Decisions& others, bool is_new) {
            for (const auto& [place, row] : these) {
                if (others.contains(place)) {
                    continue;
                }
                if (row->action == GALLEY_SPLIT || stands_in_both(*row, old, now)) {
                    add_decision(*row, is_new);
                }
            }
        };
        tell(was, is, false);
        tell(is, was, true);
    }

    void add_decision(const Row& row, bool is_new) {
        const auto source = after_.source();
        auto at = row.range;
        if (row.action == GALLEY_SPLIT) {
            at = galley::trimmed(source, at);
            at.end =
                std::min<ByteOffset>(at.end, std::min(source.find('\n', at.begin), source.size()));
        } else if (row.category == "wrap") {
            at = around(at);
        } else if (const auto inner = galley::trimmed(source, at); !inner.empty()) {
            at = inner;
        }
        add({effect_of(row, is_new),
             std::string(row.author->stage),
             std::string(row.rule),
             std::string(row.category)},
            galley::char_count(galley::slice(after_.source(), row.range)),
            example_at(at, line_number(source, row.range.begin)));
    }

    /// Some characters on both sides of a join.
    galley::span around(galley::span at) const {
        constexpr std::size_t kSideChars = 16;
        const auto source = after_.source();
        for (std::size_t n = 0; n < kSideChars && at.begin > 0; ++n) {
            const auto c = galley::decode_before(source, at.begin);
            if (c.value == '\n') {
                break;
            }
            at.begin -= c.size_bytes;
        }
        for (std::size_t n = 0; n < kSideChars && at.end < source.size(); ++n) {
            const auto c = galley::decode_at(source, at.end);
            if (c.value == '\n') {
                break;
            }
            at.end += c.size_bytes;
        }
        return at;
    }

    Family& before_;
    Family& after_;
    std::size_t most_examples_;
    Effects effects_;
};

}  // namespace

Effects compare_documents(Family& before, Family& after, std::size_t most_examples) {
    return Comparison(before, after, most_examples).run();
}

}  // namespace galley::core::workbench
