// SPDX-License-Identifier: Apache-2.0
// Characters, their widths, and how differences are shown.
#include "core/workbench/difference.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <galley/text.hpp>

#include "core/reporting/log.hpp"

namespace galley::core::workbench {
namespace {

using CharRange = std::pair<char32_t, char32_t>;

/// Marks that stand on the character before them (the blocks of Unicode that hold only such).
constexpr std::array<CharRange, 12> kMarks = {
    {{0x300, 0x36F},
     {0x483, 0x489},
     {0x1AB0, 0x1AFF},
     {0x1DC0, 0x1DFF},
     {0x200D, 0x200D},
     {0x20D0, 0x20FF},
     {0x302A, 0x302F},
     {0x3099, 0x309A},
     {0xFE00, 0xFE0F},
     {0xFE20, 0xFE2F},
     {0x1F3FB, 0x1F3FF},
     {0xE0100, 0xE01EF}}};

/// East Asian Width W and F, to within whole blocks.
constexpr std::array<CharRange, 13> kWide = {
    {{0x1100, 0x115F},
     {0x2E80, 0x303E},
     {0x3041, 0x33FF},
     {0x3400, 0x4DBF},
     {0x4E00, 0xA4CF},
     {0xA960, 0xA97F},
     {0xAC00, 0xD7A3},
     {0xF900, 0xFAFF},
     {0xFE30, 0xFE6F},
     {0xFF00, 0xFF60},
     {0xFFE0, 0xFFE6},
     {0x1F300, 0x1FAFF},
     {0x20000, 0x3FFFD}}};

template <std::size_t N>
bool is_in(const std::array<CharRange, N>& ranges, char32_t c) {
    return std::ranges::any_of(
        ranges, [c](const CharRange& each) { return each.first <= c && c <= each.second; });
}

constexpr char32_t kJoiner = 0x200D;

struct Shown {
    std::string expected, got;
    Change change = Change::kSame;
};

std::string join(const std::vector<std::string_view>& units, std::size_t begin, std::size_t count) {
    std::string out;
    for (auto i = begin; i < begin + count; ++i) {
        out += units[i];
    }
    return out;
}

/// Changes with what they hold; neighbours of one kind together, a gone run before a new one.
std::vector<Shown> changes_of(std::string_view expected, std::string_view got) {
    const auto a = characters_of(expected);
    const auto b = characters_of(got);
    std::vector<Shown> out;
    std::size_t i = 0;
    std::size_t j = 0;
    for (const auto& run : edit_script(a, b)) {
        const bool same = run.change == Change::kSame;
        if (out.empty() || same != (out.back().change == Change::kSame)) {
            out.push_back({{}, {}, same ? Change::kSame : Change::kGone});
        }
        if (run.change != Change::kNew) {
            out.back().expected += join(a, i, run.count);
            i += run.count;
        }
        if (run.change != Change::kGone) {
            out.back().got += join(b, j, run.count);
            j += run.count;
        }
    }
    return out;
}

std::size_t weight(const Shown& change) {
    return std::max(galley::char_count(change.expected), galley::char_count(change.got));
}

/// Single characters that two changed passages happen to share make a difference hard to read:
/// a common run no longer than both of its neighbours joins them.
void join_scraps(std::vector<Shown>& changes) {
    for (std::size_t i = 1; i + 1 < changes.size();) {
        auto& scrap = changes[i];
        auto& before = changes[i - 1];
        const auto& after = changes[i + 1];
        const bool is_scrap = scrap.change == Change::kSame && weight(scrap) <= weight(before) &&
                              weight(scrap) <= weight(after);
        if (!is_scrap) {
            ++i;
            continue;
        }
        before.expected += scrap.expected + after.expected;
        before.got += scrap.got + after.got;
        const auto at = changes.begin() + static_cast<std::ptrdiff_t>(i);
        changes.erase(at, at + 2);
        i = 1;
    }
}

constexpr std::size_t kContextChars = 24;

/// The ends of a common run that touch a change.
std::string context(std::string_view text, bool has_before, bool has_after) {
    const auto chars = characters_of(text);
    const std::size_t kept = (has_before ? kContextChars : 0U) + (has_after ? kContextChars : 0U);
    if (chars.size() <= kept + 2) {
        return reporting::printable(text);
    }
    const auto head = has_before ? join(chars, 0, kContextChars) : std::string();
    const auto tail =
        has_after ? join(chars, chars.size() - kContextChars, kContextChars) : std::string();
    return reporting::printable(head) + "\u2026" + reporting::printable(tail);
}

std::string marked(std::string_view text, Change change, bool colour) {
    if (text.empty()) {
        return {};
    }
    const bool gone = change == Change::kGone;
    const auto shown = reporting::printable(text);
    if (colour) {
        return (gone ? "\x1b[31;9m" : "\x1b[32;4m") + shown + "\x1b[0m";
    }
    return (gone ? "[-" : "{+") + shown + (gone ? "-]" : "+}");
}

std::string render(const std::vector<Shown>& changes, bool colour) {
    std::string out;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto& each = changes[i];
        if (each.change == Change::kSame) {
            out += context(each.expected, i > 0, i + 1 < changes.size());
        } else {
            out += marked(each.expected, Change::kGone, colour);
            out += marked(each.got, Change::kNew, colour);
        }
    }
    return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

/// Whether two lines are one line changed: they share at least a third of their characters.
bool are_alike(const std::vector<Shown>& changes) {
    std::size_t same = 0;
    std::size_t all = 0;
    for (const auto& each : changes) {
        all += weight(each);
        same += each.change == Change::kSame ? weight(each) : 0;
    }
    return same * 3 >= all;
}

class Page {
  public:
    Page(std::string_view expected, std::string_view got, bool colour)
        : a_(lines_of(expected)), b_(lines_of(got)), colour_(colour) {}

    std::string show() {
        const auto script = edit_script(a_, b_);
        for (std::size_t i = 0; i < script.size(); ++i) {
            if (script[i].change == Change::kSame) {
                same(script[i].count, i > 0, i + 1 < script.size());
                continue;
            }
            std::size_t gone = 0;
            std::size_t fresh = 0;
            for (; i < script.size() && script[i].change != Change::kSame; ++i) {
                (script[i].change == Change::kGone ? gone : fresh) += script[i].count;
            }
            --i;
            changed(gone, fresh);
        }
        return std::move(out_);
    }

  private:
    void line(std::string_view mark, std::string_view text) { (out_ += mark).append(text) += '\n'; }

    void same(std::size_t count, bool has_before, bool has_after) {
        for (std::size_t i = 0; i < count; ++i) {
            const bool near = (has_before && i == 0) || (has_after && i + 1 == count);
            if (near) {
                line("    ", context(a_[at_a_ + i], true, true));
            } else if (has_before ? i == 1 : i == 0) {
                line("    ", "\u2026");
            }
        }
        at_a_ += count;
        at_b_ += count;
    }

    void changed(std::size_t gone, std::size_t fresh) {
        const auto pairs = std::min(gone, fresh);
        for (std::size_t i = 0; i < pairs; ++i) {
            auto changes = changes_of(a_[at_a_ + i], b_[at_b_ + i]);
            const bool alike = are_alike(changes);
            join_scraps(changes);
            if (alike) {
                line("  ~ ", render(changes, colour_));
            } else {
                only("  - ", a_[at_a_ + i], "\x1b[31m");
                only("  + ", b_[at_b_ + i], "\x1b[32m");
            }
        }
        for (auto i = pairs; i < gone; ++i) {
            only("  - ", a_[at_a_ + i], "\x1b[31m");
        }
        for (auto i = pairs; i < fresh; ++i) {
            only("  + ", b_[at_b_ + i], "\x1b[32m");
        }
        at_a_ += gone;
        at_b_ += fresh;
    }

    void only(std::string_view mark, std::string_view text, std::string_view paint) {
        const auto shown = reporting::printable(text);
        line(mark, colour_ ? std::string(paint) + shown + "\x1b[0m" : shown);
    }

    std::vector<std::string_view> a_, b_;
    std::size_t at_a_ = 0, at_b_ = 0;
    bool colour_;
    std::string out_;
};

}  // namespace

std::vector<std::string_view> characters_of(std::string_view text) {
    std::vector<std::string_view> out;
    bool joined = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = galley::decode_at(text, at);
        if (!out.empty() && (joined || is_in(kMarks, c.value))) {
            out.back() = {out.back().data(), out.back().size() + c.size_bytes};
        } else {
            out.push_back(text.substr(at, c.size_bytes));
        }
        joined = c.value == kJoiner;
        at += c.size_bytes;
    }
    return out;
}

std::size_t width_columns(std::string_view text) {
    std::size_t columns = 0;
    for (const auto& each : characters_of(text)) {
        columns += is_in(kWide, galley::first_char(each).value) ? 2 : 1;
    }
    return columns;
}

std::size_t first_different_line(std::string_view expected, std::string_view got) {
    const auto end = std::min(expected.size(), got.size());
    std::size_t line = 1;
    for (std::size_t i = 0; i < end && expected[i] == got[i]; ++i) {
        line += expected[i] == '\n' ? 1 : 0;
    }
    return line;
}

std::string show_characters(std::string_view expected, std::string_view got, bool colour) {
    auto changes = changes_of(expected, got);
    join_scraps(changes);
    return render(changes, colour);
}

std::string show_difference(std::string_view expected, std::string_view got, bool colour) {
    return Page(expected, got, colour).show();
}

}  // namespace galley::core::workbench
