// SPDX-License-Identifier: Apache-2.0
// Reads the part of RE2's syntax whose meaning is plain; everything else counts as not told.
#include "core/rules/pattern_shape.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/rules/byte_piece.hpp"
#include "core/rules/class_parser.hpp"
#include "core/rules/edge_blanks.hpp"
#include "core/rules/opening.hpp"
#include "core/rules/quantifier.hpp"
#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

constexpr std::string_view kFoldCase = "(?i)";
constexpr int kMaxDepth = 60;
constexpr std::uint32_t kMaxCount = 16;  // widen() makes larger counts "at least"

// Of what was read: whether it begins where the line begins and ends where it ends, how many
// counted characters it takes at most, what it begins with, whether it takes more than blanks.
struct Part {
    bool begins = false;
    bool ends = false;
    std::uint64_t most = 0;
    Opening opening = {};
    bool only_blanks = false;
    bool group = false;  // of bytes: widen() may make a count of it "at least"
};

constexpr std::array<CharRange, 2> kCounted = {{{0x21, 0x7E}, {0x4000, 0x9FFF}}};

bool has_counted(const CharSet& set) {
    return std::ranges::any_of(set.sorted(), [](const CharRange& range) {
        return std::ranges::any_of(kCounted, [&](const CharRange& counted) {
            return range.first <= counted.last && counted.first <= range.last;
        });
    });
}

// widen() writes the characters as they are: sets that a larger one stands for are never so small.
// A line end may not be among them, so that a text of many lines can be searched at once.
bool is_spelled_out(const CharSet& set) {
    std::size_t others = 0;
    for (const auto& [first, last] : set.sorted()) {
        if (first <= '\n' && last >= '\n') {
            return false;
        }
        others += last < 0x80 ? 0 : last - std::max<char32_t>(first, 0x80) + 1;
    }
    return others <= kMaxSpelledChars;
}

bool is_ascii(const CharSet& set) {
    return std::ranges::all_of(
        set.ranges(), [](const CharRange& range) { return range.last < 0x80; });
}

class ShapeReader {
  public:
    explicit ShapeReader(std::string_view pattern) : pattern_(pattern) {}

    PatternShape read() {
        const auto all = alternatives(0);
        if (!all || at_ != pattern_.size()) {
            return {.probe = pattern_};
        }
        const bool line = all->begins && all->ends;
        PatternShape shape{
            line,
            names_ > 0,
            names_certain_,
            branches_ == 1 && names_ == 1 && edge_ == Edge::kBehindName && all->ends,
            exact_,
            line ? all->most : kAnyLength,
            probe(),
            all->begins};
        if (!all->opening.blank) {
            shape.opening = all->opening.chars.sorted();
        }
        if (!all->opening.blank && !all->opening.ends) {
            shape.opening_next = all->opening.next.sorted();
        }
        return shape;
    }

  private:
    [[nodiscard]] bool more() const { return at_ < pattern_.size(); }

    [[nodiscard]] bool next_is(char c) const { return more() && pattern_[at_] == c; }

    bool take(char c) {
        const bool found = next_is(c);
        at_ += found ? 1 : 0;
        return found;
    }

    // All branches must have an edge: which of them matches is not known.
    std::optional<Part> alternatives(int depth) {
        if (depth > kMaxDepth) {
            return std::nullopt;
        }
        Part all{true, true, 0, Opening::nothing(), true};
        const auto names = names_;
        std::size_t branches = 0;
        do {
            const auto one = branch(depth);
            if (!one) {
                return std::nullopt;
            }
            all.begins = all.begins && one->begins;
            all.ends = all.ends && one->ends;
            all.most = std::max(all.most, one->most);
            all.only_blanks = all.only_blanks && one->only_blanks;
            all.opening.add_branch(one->opening);
            ++branches;
        } while (take('|'));
        branches_ += depth == 0 ? branches : 0;
        names_certain_ = names_certain_ && (branches == 1 || names == names_);
        return all;
    }

    std::optional<Part> branch(int depth) {
        Part part{.only_blanks = true};
        bool first = true;
        while (more() && !next_is('|') && !next_is(')')) {
            if (pattern_.substr(at_).starts_with(kFoldCase)) {
                at_ += kFoldCase.size();
                fold_case();
                continue;
            }
            const auto begin = at_;
            const auto one = item(depth);
            if (!one) {
                return std::nullopt;
            }
            part.begins = first ? one->begins : part.begins;
            part.ends = one->ends;
            part.most = std::min<std::uint64_t>(part.most + one->most, kAnyLength);
            part.opening.append(one->opening);
            part.only_blanks = part.only_blanks && one->only_blanks;
            first = false;
            if (depth == 0) {
                note_rest(begin);
                note_edge(begin, *one, part.begins);
            }
        }
        return part;
    }

    void fold_case() {
        exact_ = false;
        folds_ = true;
    }

    // Remembers where ".*" or ".*$" begins, as long as nothing else follows.
    void note_rest(std::size_t begin) {
        const auto text = pattern_.substr(begin, at_ - begin);
        if (text == ".*") {
            rest_ = begin;
        } else if (text != "$") {
            rest_ = pattern_.size();
        }
    }

    // Blanks where the line begins, a named group, blanks: that is what kBehindName is reached by.
    void note_edge(std::size_t begin, const Part& one, bool line_begins) {
        const auto text = pattern_.substr(begin, at_ - begin);
        if (edge_ == Edge::kBefore && line_begins && text.starts_with("(?P<") &&
            text.back() == ')') {
            edge_ = Edge::kBehindName;
        } else if (!one.only_blanks) {
            edge_ = Edge::kNone;
        }
    }

    [[nodiscard]] std::string_view probe() const {
        if (branches_ != 1) {
            return pattern_;
        }
        auto probe = pattern_.substr(0, rest_);
        if (probe.starts_with("^.*") && probe.size() > 3 && probe[3] != '?') {
            probe.remove_prefix(3);
        }
        return probe.empty() || probe == "^" ? pattern_ : probe;
    }

    std::optional<Part> item(int depth) {
        Part part;
        const auto names = names_;
        const char c = pattern_[at_];
        if (c == '(') {
            const auto inner = group(depth);
            if (!inner) {
                return std::nullopt;
            }
            part = *inner;
            part.group = true;
        } else if (c == '[') {
            if (!character_class(part)) {
                return std::nullopt;
            }
        } else if (c == '\\') {
            if (!escape(part)) {
                return std::nullopt;
            }
        } else if (c == '.') {
            ++at_;
            return dot();
        } else if (c == '^' || c == '$') {
            ++at_;
            part = {.begins = c == '^', .ends = c == '$', .only_blanks = true};
        } else if (c == '*' || c == '+' || c == '?') {
            return std::nullopt;
        } else {
            const auto literal = decode_at(pattern_, at_);
            if (literal == kInvalidChar) {
                return std::nullopt;
            }
            part.most = (folds_ && literal > ' ') || has_counted({{literal, literal}}) ? 1 : 0;
            part.opening = Opening::of(one_char(literal, folds_).set);
            part.only_blanks = is_edge_blank({literal, literal});
        }
        const auto before = at_;
        const bool none = next_is('*') || next_is('?') || pattern_.substr(at_).starts_with("{0");
        names_certain_ = names_certain_ && (!none || names == names_);
        const bool loose = next_is('{') && part.group;
        std::uint64_t times = 1;
        exact_ = quantifier(times) && !loose && exact_;
        part.opening.blank = part.opening.blank || none;
        part.opening.empty = part.opening.empty || none;
        if (times > 1) {
            part.opening.repeat();
        }
        return at_ == before ? part
                             : Part{
                                   .most = taken(part.most, times),
                                   .opening = std::move(part.opening),
                                   .only_blanks = part.only_blanks};
    }

    static std::uint64_t taken(std::uint64_t most, std::uint64_t times) {
        return most == 0 ? 0 : std::min<std::uint64_t>(most * times, kAnyLength);
    }

    // ".*" takes what is left of a line, or all before the rest; of other counts bytes know less.
    Part dot() {
        if (!take('*')) {
            exact_ = false;
            std::uint64_t times = 1;
            static_cast<void>(quantifier(times));
            return Part{false, false, times, Opening::any()};
        }
        return Part{true, !take('?'), kAnyLength, Opening::any()};
    }

    // @param times  the most.
    // @returns      false when widen() makes the count a larger one.
    bool quantifier(std::uint64_t& times) {
        const auto found = read_quantifier(pattern_, at_);
        times = found ? found->most : 1;
        return !found || found->largest_count <= kMaxCount;
    }

    std::optional<Part> group(int depth) {
        const bool outside = folds_;
        ++at_;
        if (take('?') && !group_head()) {
            return std::nullopt;
        }
        const auto inner = alternatives(depth + 1);
        folds_ = outside;
        return take(')') ? inner : std::nullopt;
    }

    // What follows "(?": "i:", "P<name>" and the like.
    bool group_head() {
        while (take('i')) {
            fold_case();
        }
        const auto rest = pattern_.substr(at_);
        if (rest.starts_with("P<") || rest.starts_with('<')) {
            ++names_;
            at_ = std::min(pattern_.find('>', at_), pattern_.size() - 1) + 1;
            return true;
        }
        return take(':');  // other flags may change what "^" or "*" mean
    }

    bool character_class(Part& part) {
        const auto one = read_class(pattern_, at_, folds_);
        if (one) {
            take_one(*one, part);
        }
        return one.has_value();
    }

    bool escape(Part& part) {
        const char letter = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0';
        if (letter == 'b' || letter == 'B' || letter == 'A' || letter == 'z') {
            at_ += 2;
            exact_ = exact_ && letter != 'B';  // widen() leaves it out
            part = {.begins = letter == 'A', .ends = letter == 'z', .only_blanks = true};
            return true;
        }
        const auto one = read_escape(pattern_, at_, folds_);
        if (one) {
            take_one(*one, part);
        }
        return one.has_value();
    }

    void take_one(const OneChar& one, Part& part) {
        exact_ = exact_ && is_spelled_out(one.set);
        part.most = has_counted(one.set) ? 1 : 0;
        part.only_blanks = std::ranges::all_of(one.set.sorted(), is_edge_blank);
        part.opening = Opening::of(one.set);
        part.group = !is_ascii(one.set);
    }

    enum class Edge { kBefore, kBehindName, kNone };

    std::string_view pattern_;
    std::size_t at_ = 0;
    Edge edge_ = Edge::kBefore;
    std::size_t rest_ = pattern_.size();
    std::size_t branches_ = 0;
    bool exact_ = true;
    bool folds_ = false;
    std::size_t names_ = 0;
    bool names_certain_ = true;
};

}  // namespace

PatternShape shape_of(std::string_view pattern) {
    return ShapeReader(pattern).read();
}

}  // namespace galley::core::rules
