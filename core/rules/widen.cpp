// SPDX-License-Identifier: Apache-2.0
// Derives from an RE2 pattern (UTF-8) a pattern for bytes that hits all the same text, and a little
// more.
//
// Every difference between the two engines is taken out here rather than trusted: classes are spelt
// out (\s has a vertical tab in one and not in the other), case is folded by hand (k has the Kelvin
// sign), a character of several bytes is one group, and a count of characters becomes "any number".
#include "core/rules/widen.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "core/rules/byte_piece.hpp"
#include "core/rules/class_parser.hpp"
#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

constexpr int kMaxDepth = 60;
constexpr std::size_t kMaxWidened = 32768;

struct Flags {
    bool fold_case = false;
    bool multi_line = false;
    bool dot_newline = false;
};

class Widener {
  public:
    explicit Widener(std::string_view pattern) : pattern_(pattern) {}

    std::optional<std::string> all() {
        Flags flags;
        std::string out;
        if (!alternatives(out, flags, 0) || at_ != pattern_.size() || out.size() > kMaxWidened) {
            return std::nullopt;
        }
        return out;
    }

  private:
    [[nodiscard]] bool more() const { return at_ < pattern_.size(); }

    [[nodiscard]] bool next_is(char c) const { return more() && pattern_[at_] == c; }

    // a|b|c up to ")" or the end. Flags set in the middle hold to the end of the group.
    bool alternatives(std::string& out, Flags flags, int depth) {
        if (depth > kMaxDepth) {
            return false;
        }
        while (more() && pattern_[at_] != ')') {
            if (next_is('|')) {
                out += '|';
                ++at_;
                cut_ = cut_ && depth > 0;
            } else if (std::string rest;
                       !quantified(cut_ && depth == 0 ? rest : out, flags, depth)) {
                return false;
            }
            if (out.size() > kMaxWidened) {
                return false;
            }
        }
        return true;
    }

    bool quantified(std::string& out, Flags& flags, int depth) {
        auto piece = atom(flags, depth);
        if (!piece) {
            return false;
        }
        Count count;
        if (!quantifier(count)) {
            out += once(*piece);
            return true;
        }
        if (piece->shape == Shape::kEmpty || next_is('*') || next_is('+') || next_is('?')) {
            return false;
        }
        if (depth == 0 && count.least > 0 && is_too_large(*piece, count)) {
            // What begins like a match may be one. Compiling the whole took Hyperscan seconds.
            out += once(*piece);
            cut_ = true;
            return true;
        }
        out += repeat(*piece, count);
        return true;
    }

    // * + ? {2} {2,} {2,3}, each with an optional ? for "as few as possible".
    bool quantifier(Count& count) {
        if (next_is('*') || next_is('+')) {
            count.least = pattern_[at_] == '+' ? 1 : 0;
            ++at_;
        } else if (next_is('?')) {
            count.most = 1;
            ++at_;
        } else if (!braces(count)) {
            return false;
        }
        at_ += next_is('?') ? 1 : 0;
        return true;
    }

    bool braces(Count& count) {
        if (!next_is('{')) {
            return false;
        }
        ByteOffset at = at_ + 1;
        if (!number(at, count.least)) {
            return false;
        }
        count.most = count.least;
        if (at < pattern_.size() && pattern_[at] == ',') {
            ++at;
            std::uint32_t most = 0;
            count.most = number(at, most) ? std::optional(most) : std::nullopt;
        }
        if (at >= pattern_.size() || pattern_[at] != '}') {
            return false;
        }
        at_ = at + 1;
        return true;
    }

    bool number(ByteOffset& at, std::uint32_t& value) const {
        const auto* begin = pattern_.data() + at;
        const auto [end, error] = std::from_chars(begin, pattern_.data() + pattern_.size(), value);
        at += static_cast<ByteOffset>(end - begin);
        const bool padded = end - begin > 1 && *begin == '0';  // RE2 takes it for text
        return error == std::errc() && end != begin && !padded;
    }

    std::optional<Piece> atom(Flags& flags, int depth) {
        switch (pattern_[at_]) {
            case '(':
                return group(flags, depth);
            case '[':
                return one(read_class(pattern_, at_, flags.fold_case));
            case '\\':
                return escape(flags);
            case '.':
                ++at_;
                return Piece{flags.dot_newline ? "[\\x00-\\xff]" : ".", Shape::kBroad};
            case '^':
                ++at_;
                return Piece{flags.multi_line ? "(?m:^)" : "^", Shape::kEmpty};
            case '$':
                ++at_;
                return Piece{flags.multi_line ? "(?m:$)" : "$", Shape::kEmpty};
            case '*':
            case '+':
            case '?':
                return std::nullopt;
            default:
                break;
        }
        const char32_t c = decode_at(pattern_, at_);
        return c == kInvalidChar ? std::nullopt : one(one_char(c, flags.fold_case));
    }

    static std::optional<Piece> one(const std::optional<OneChar>& character) {
        return character ? std::optional(piece_of(*character)) : std::nullopt;
    }

    std::optional<Piece> escape(const Flags& flags) {
        const char letter = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0';
        if (letter == 'Q') {
            return quotation(flags);
        }
        // \B is left out: it may stand inside a character of several bytes.
        const std::string_view assertion = letter == 'b'   ? "\\b"
                                           : letter == 'A' ? "^"
                                           : letter == 'z' ? "$"
                                                           : "";
        if (!assertion.empty() || letter == 'B') {
            at_ += 2;
            return Piece{std::string(assertion), Shape::kEmpty};
        }
        return one(read_escape(pattern_, at_, flags.fold_case));
    }

    // \Q...\E; a quantifier behind it would bind the last character only: left to RE2.
    std::optional<Piece> quotation(const Flags& flags) {
        const auto close = std::min(pattern_.find("\\E", at_), pattern_.size());
        std::string out;
        for (at_ += 2; at_ < close;) {
            const char32_t c = decode_at(pattern_, at_);
            if (c == kInvalidChar || c == '\\') {
                return std::nullopt;
            }
            out += once(piece_of(one_char(c, flags.fold_case)));
        }
        at_ = std::min(close + 2, pattern_.size());
        return Piece{std::move(out), Shape::kEmpty};
    }

    // ( (?: (?P<name> (?i: and (?i), which is no group but sets flags to the end of this one.
    std::optional<Piece> group(Flags& flags, int depth) {
        Flags inner = flags;
        ++at_;
        if (next_is('?')) {
            ++at_;
            if (!group_head(inner)) {
                return std::nullopt;
            }
            if (next_is(')')) {
                ++at_;
                flags = inner;
                return Piece{"", Shape::kEmpty};
            }
            ++at_;
        }
        std::string out;
        if (!alternatives(out, inner, depth + 1) || !next_is(')')) {
            return std::nullopt;
        }
        ++at_;
        return Piece{"(?:" + out + ")", Shape::kGroup};
    }

    // Up to, not including, the ":" ">" or ")" that ends the head.
    bool group_head(Flags& flags) {
        if (next_is('P')) {
            at_ = std::min(pattern_.find('>', at_), pattern_.size());
            return more();
        }
        for (bool on = true; more() && pattern_[at_] != ':' && pattern_[at_] != ')'; ++at_) {
            switch (pattern_[at_]) {
                case '-':
                    on = false;
                    break;
                case 'i':
                    flags.fold_case = on;
                    break;
                case 'm':
                    flags.multi_line = on;
                    break;
                case 's':
                    flags.dot_newline = on;
                    break;
                case 'U':
                    break;
                default:
                    return false;
            }
        }
        return more();
    }

    std::string_view pattern_;
    ByteOffset at_ = 0;
    bool cut_ = false;  // the rest of this branch, outside of all groups, is left out
};

bool is_quantifier(char c) {
    return c == '?' || c == '*' || c == '+' || c == '{';
}

// "^.*" before and ".*" or ".*$" behind the rest say how much of a line a match takes, not whether
// there is one. Hyperscan refuses the rule for it where an anchor stands inside: "(?:a|$).*".
std::string_view without_rest(std::string_view pattern) {
    constexpr std::string_view kBefore = "^.*";
    if (pattern.size() > kBefore.size() && pattern.starts_with(kBefore) &&
        !is_quantifier(pattern[kBefore.size()])) {
        pattern.remove_prefix(kBefore.size());
    }
    for (const std::string_view rest : {".*$", ".*"}) {
        const auto before =
            pattern.substr(0, pattern.size() - std::min(rest.size(), pattern.size()));
        const auto slashes = before.size() - (before.find_last_not_of('\\') + 1);
        if (!before.empty() && pattern.ends_with(rest) && slashes % 2 == 0) {
            return before;  // an odd "\\" makes the point a full stop
        }
    }
    return pattern;
}

}  // namespace

std::optional<std::string> widen(std::string_view pattern) {
    return Widener(without_rest(pattern)).all();
}

}  // namespace galley::core::rules
