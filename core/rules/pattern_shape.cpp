// SPDX-License-Identifier: Apache-2.0
// Reads the part of RE2's syntax whose meaning is plain; everything else counts as not told.
#include "core/rules/pattern_shape.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

constexpr std::string_view kFoldCase = "(?i)";
constexpr int kMaxDepth = 60;
constexpr std::uint32_t kMaxCount = 16;  // widen() makes larger counts "at least"
constexpr std::size_t kMaxMembers = 32;  // non-ASCII members of a class that widen() spells out

// Whether what was read begins where the line begins, and ends where it ends.
struct Edges {
    bool begins = false;
    bool ends = false;
};

class ShapeReader {
  public:
    explicit ShapeReader(std::string_view pattern) : pattern_(pattern) {}

    PatternShape read() {
        const auto edges = alternatives(0);
        if (!edges || at_ != pattern_.size()) {
            return {false, false, pattern_};
        }
        return {edges->begins && edges->ends, exact_, probe()};
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
    std::optional<Edges> alternatives(int depth) {
        if (depth > kMaxDepth) {
            return std::nullopt;
        }
        Edges all{true, true};
        do {
            const auto one = branch(depth);
            if (!one) {
                return std::nullopt;
            }
            all.begins = all.begins && one->begins;
            all.ends = all.ends && one->ends;
            branches_ += depth == 0 ? 1 : 0;
        } while (take('|'));
        return all;
    }

    std::optional<Edges> branch(int depth) {
        Edges edges;
        bool first = true;
        while (more() && !next_is('|') && !next_is(')')) {
            if (pattern_.substr(at_).starts_with(kFoldCase)) {
                at_ += kFoldCase.size();
                exact_ = false;
                continue;
            }
            const auto begin = at_;
            const auto one = item(depth);
            if (!one) {
                return std::nullopt;
            }
            edges = {first ? one->begins : edges.begins, one->ends};
            first = false;
            if (depth == 0) {
                note_rest(begin);
            }
        }
        return edges;
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

    // Whether widen() may make a count of this "at least": groups, and classes that become groups.
    static bool may_be_long(std::string_view item) {
        return item[0] == '(' ||
               (item[0] == '[' && std::ranges::any_of(item, [](char byte) { return byte < 0; }));
    }

    std::optional<Edges> item(int depth) {
        Edges edges;
        const auto begin = at_;
        const char c = pattern_[at_];
        if (c == '(') {
            const auto inner = group(depth);
            if (!inner) {
                return std::nullopt;
            }
            edges = *inner;
        } else if (c == '[') {
            if (!character_class()) {
                return std::nullopt;
            }
        } else if (c == '\\') {
            if (!escape(edges)) {
                return std::nullopt;
            }
        } else if (c == '.') {
            ++at_;
            return dot();
        } else if (c == '^' || c == '$') {
            ++at_;
            edges = {c == '^', c == '$'};
        } else if (c == '*' || c == '+' || c == '?' || decode_at(pattern_, at_) == kInvalidChar) {
            return std::nullopt;
        }
        const auto before = at_;
        const bool loose = next_is('{') && may_be_long(pattern_.substr(begin, at_ - begin));
        exact_ = quantifier() && !loose && exact_;
        return at_ == before ? edges : Edges{};
    }

    // ".*" takes what is left of a line, or all before the rest; of other counts bytes know less.
    Edges dot() {
        if (!take('*')) {
            exact_ = false;
            static_cast<void>(quantifier());
            return {};
        }
        return {true, !take('?')};
    }

    // @returns false when widen() makes the count a larger one.
    bool quantifier() {
        bool exact = true;
        if (!take('*') && !take('+') && !take('?') && !braces(exact)) {
            return true;
        }
        take('?');
        return exact;
    }

    bool braces(bool& exact) {
        const auto close = next_is('{') ? pattern_.find('}', at_) : std::string_view::npos;
        if (close == std::string_view::npos) {
            return false;
        }
        std::uint32_t number = 0;
        const auto* end = pattern_.data() + close;
        for (const auto* at = pattern_.data() + at_ + 1; at < end; ++at) {
            const auto [behind, error] = std::from_chars(at, end, number);
            exact = exact && (behind == at || (error == std::errc() && number <= kMaxCount));
            at = behind;
        }
        at_ = close + 1;
        return true;
    }

    std::optional<Edges> group(int depth) {
        ++at_;
        if (take('?')) {
            for (; more() && !next_is(':') && !next_is(')'); ++at_) {
                if (pattern_[at_] != 'i') {
                    return std::nullopt;  // a name, or a flag that changes what "^" or "*" mean
                }
                exact_ = false;
            }
            if (!take(':')) {
                return std::nullopt;
            }
        }
        const auto edges = alternatives(depth + 1);
        return take(')') ? edges : std::nullopt;
    }

    // Exact: characters one by one, ranges of ASCII, \d \s \w and punctuation behind a backslash.
    bool character_class() {
        ++at_;
        exact_ = exact_ && !next_is('^') && !next_is(']');
        take('^');
        take(']');
        std::size_t members = 0;
        bool range = false;
        while (more() && !next_is(']')) {
            if (pattern_.substr(at_).starts_with("[:")) {
                exact_ = false;
                at_ = std::min(pattern_.find(":]", at_), pattern_.size() - 2) + 2;
                continue;
            }
            if (next_is('\\')) {
                step_over_escape();
                continue;
            }
            const auto c = decode_at(pattern_, at_);
            members += c >= 0x80 ? 1 : 0;
            exact_ = exact_ && !(range && c >= 0x80) && members <= kMaxMembers;
            range = c == '-';
            exact_ = exact_ && !(range && members > 0);
        }
        return take(']');
    }

    bool escape(Edges& edges) {
        const char letter = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0';
        if (letter == '\0' || letter == 'Q') {
            return false;
        }
        edges = {letter == 'A', letter == 'z'};
        step_over_escape();
        return true;
    }

    void step_over_escape() {
        const char letter = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0';
        const bool word = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') ||
                          static_cast<unsigned char>(letter) >= 0x80;
        const bool plain = letter == 't' || letter == 'd' || letter == 's' || letter == 'w';
        exact_ = exact_ && (!word || plain);
        at_ = std::min(at_ + 2, pattern_.size());
        if (next_is('{') && (letter == 'p' || letter == 'P' || letter == 'x')) {
            at_ = std::min(pattern_.find('}', at_), pattern_.size() - 1) + 1;
        }
    }

    std::string_view pattern_;
    std::size_t at_ = 0;
    std::size_t rest_ = pattern_.size();
    std::size_t branches_ = 0;
    bool exact_ = true;
};

}  // namespace

PatternShape shape_of(std::string_view pattern) {
    return ShapeReader(pattern).read();
}

}  // namespace galley::core::rules
