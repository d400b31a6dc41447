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

#include "core/rules/class_parser.hpp"
#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

constexpr int kMaxDepth = 60;
constexpr std::uint32_t kMaxByteCount = 64;   // larger counts of one byte become "at least"
constexpr std::uint32_t kMaxGroupCount = 16;  // the same for groups
constexpr std::size_t kMaxSpelledChars = 32;  // non-ASCII characters of a class that are spelt out
constexpr std::size_t kMaxWidened = 32768;

struct Flags {
    bool fold_case = false;
    bool multi_line = false;
    bool dot_newline = false;
};

// How a piece of the pattern may be repeated.
enum class Shape {
    kByte,   // one byte: "a", "[0-9]"
    kGroup,  // several bytes; needs (?:) before a quantifier
    kBroad,  // one character out of a large class: `text` is a class of bytes, one to four of them
    kEmpty,  // an assertion
};

struct Piece {
    std::string text;
    Shape shape = Shape::kGroup;
};

struct Count {
    std::uint32_t least = 0;
    std::optional<std::uint32_t> most;
};

void append_hex(std::string& out, unsigned byte) {
    static constexpr char kDigits[] = "0123456789abcdef";
    out += "\\x";
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
}

void append_byte(std::string& out, char32_t byte) {
    const bool word = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                      (byte >= 'a' && byte <= 'z');
    if (word || byte == ' ' || byte == '_' || byte == ',') {
        out += static_cast<char>(byte);
    } else if (byte > ' ' && byte < 0x7F) {
        out += '\\';
        out += static_cast<char>(byte);
    } else {
        append_hex(out, static_cast<unsigned>(byte));
    }
}

void append_byte_range(std::string& out, char32_t first, char32_t last) {
    append_byte(out, first);
    if (last > first) {
        out += last > first + 1 ? "-" : "";
        append_byte(out, last);
    }
}

unsigned char lead_byte(char32_t c) {
    std::string bytes;
    append_utf8(bytes, c);
    return static_cast<unsigned char>(bytes.front());
}

// The members of a class, in the two halves that bytes treat differently.
struct ByteForm {
    std::string ascii;    // inside of [...], may be ""
    std::string leads;    // inside of [...]: first bytes of the others
    std::string spelled;  // "|x|y": the others, if they are few
    bool few = true;
    std::size_t ascii_count = 0;
};

ByteForm byte_form(const CharSet& set) {
    ByteForm form;
    std::size_t others = 0;
    for (auto [first, last] : set.sorted()) {
        if (first < 0x80) {
            const char32_t end = std::min<char32_t>(last, 0x7F);
            append_byte_range(form.ascii, first, end);
            form.ascii_count += end - first + 1;
            first = 0x80;
        }
        if (last < 0x80) {
            continue;
        }
        others += last - first + 1;
        append_byte_range(form.leads, lead_byte(first), lead_byte(last));
        for (char32_t c = first; c <= last && others <= kMaxSpelledChars; ++c) {
            form.spelled += '|';
            append_utf8(form.spelled, c);
        }
    }
    form.few = others <= kMaxSpelledChars;
    return form;
}

Piece piece_of(const OneChar& one) {
    auto form = byte_form(one.set);
    if (!form.few) {
        return {"[" + form.ascii + "\\x80-\\xbf" + form.leads + "]", Shape::kBroad};
    }
    if (form.spelled.empty()) {
        const bool plain = one.literal && form.ascii_count == 1;
        return {plain ? form.ascii : "[" + form.ascii + "]", Shape::kByte};
    }
    if (form.ascii.empty()) {
        form.spelled.erase(0, 1);
        const bool single = form.spelled.find('|') == std::string::npos;
        return {single ? form.spelled : "(?:" + form.spelled + ")", Shape::kGroup};
    }
    return {"(?:[" + form.ascii + "]" + form.spelled + ")", Shape::kGroup};
}

std::string repeat(const Piece& piece, const Count& count) {
    const bool byte = piece.shape == Shape::kByte;
    std::string out = byte || piece.text.starts_with("(?:") ? piece.text : "(?:" + piece.text + ")";
    const std::uint32_t bound = byte ? kMaxByteCount : kMaxGroupCount;
    const std::uint32_t least = std::min(count.least, bound);
    const bool open = !count.most || *count.most > bound;
    if (open && least <= 1) {
        return out + (least == 0 ? "*" : "+");
    }
    if (!open && least == 0 && *count.most == 1) {
        return out + "?";
    }
    out += "{" + std::to_string(least);
    if (open) {
        return out + ",}";
    }
    return out + (*count.most == least ? "" : "," + std::to_string(*count.most)) + "}";
}

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
            } else if (!quantified(out, flags, depth)) {
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
            out += piece->shape == Shape::kBroad ? piece->text + "{1,4}" : piece->text;
            return true;
        }
        if (piece->shape == Shape::kEmpty || next_is('*') || next_is('+') || next_is('?')) {
            return false;
        }
        if (piece->shape == Shape::kBroad) {
            out += piece->text + (count.least == 0 ? "*" : "+");
        } else {
            out += repeat(*piece, count);
        }
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
        return error == std::errc() && end != begin;
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
            const auto piece = piece_of(one_char(c, flags.fold_case));
            out += piece.shape == Shape::kBroad ? piece.text + "{1,4}" : piece.text;
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
};

}  // namespace

std::optional<std::string> widen(std::string_view pattern) {
    return Widener(pattern).all();
}

}  // namespace galley::core::rules
