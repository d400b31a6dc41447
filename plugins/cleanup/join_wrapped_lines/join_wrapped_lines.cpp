// SPDX-License-Identifier: Apache-2.0
// Decides which line ends break a sentence.
#include "join_wrapped_lines.hpp"

#include <algorithm>
#include <optional>

#include <galley/bylines.hpp>
#include <galley/shapes.hpp>

#include "hyphens.hpp"
#include "page.hpp"

namespace galley::join_wrapped_lines {
namespace {

/// A line of one sentence part and less than this may be a headline with a comma in it.
constexpr std::size_t kHeadlineColumns = 64;

struct link {
    std::string_view rule;
    double confidence = 0;
};

bool is_comma(char32_t c) {
    return c == ',' || c == U'，' || c == U'、' || c == ';' || c == U'；';
}

bool is_opener(char32_t c) {
    return c == U'“' || c == U'‘' || c == U'《' || c == U'（' || c == '(' || c == U'「' ||
           c == U'『';
}

bool begins_with_stop(std::string_view text) {
    const auto c = first_char(text).value;
    return is_comma(c) || c == U'。' || c == U'！' || c == U'？' || c == U'”' || c == U'）' ||
           c == U'》' || c == U'：' || c == U'」' || c == U'』' || c == '%';
}

bool is_small_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}

bool has_inner_end(std::string_view line) {
    bool end = false;
    each_char(line, [&](char32_t c, std::size_t) { end = end || c == U'。' || c == U'；'; });
    return end;
}

/// Lines that stand alone whatever is around them.
bool stands_alone(std::string_view line) {
    const bool by_line = read_credits(line).confidence >= 0.6;  // also "by Jane Roe - May 3"
    return by_line || is_dash_line(line) || is_caption_line(line) || is_table_row(line) ||
           line.starts_with("【") || line.starts_with("http") ||
           line.find("pic.twitter") != std::string_view::npos;
}

bool begins_paragraph(std::string_view line) {
    return is_item_line(line) || line.starts_with("□") || !find_dateline(line).at.empty();
}

/// Running text has stops inside; a headline or a caption seldom has.
bool has_inner_stop(std::string_view line) {
    bool stop = false;
    each_char(line, [&](char32_t c, std::size_t at) {
        stop = stop || (at > 0 && (c == U'，' || c == U'。' || c == U'；' || c == ',' || c == ';'));
    });
    return stop;
}

/// "the", "of", "and" …: no sentence and no headline ends with them.
bool ends_with_small_word(std::string_view line) {
    const auto blank = line.rfind(' ');
    const auto word = blank == std::string_view::npos ? line : line.substr(blank + 1);
    constexpr std::string_view kWords[] = {"the", "a",   "an",   "of",  "and",  "or",    "to",
                                           "in",  "for", "with", "by",  "at",   "from",  "that",
                                           "on",  "as",  "is",   "was", "were", "their", "his",
                                           "her", "its", "than", "but"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

class joiner {
  public:
    joiner(std::string_view text, const options& how)
        : how_(how), page_(read_page(text)), hyphens_(text) {}

    findings find() {
        const auto count = page_.lines.size();
        next_.assign(count, 0);
        links_.resize(count);
        for (std::size_t i = 0; i + 1 < count; ++i) {
            connect(i);
        }
        return collect();
    }

  private:
    std::string_view line(std::size_t i) const { return page_.lines[i].text; }

    /// Looks for the line that goes on with line i, behind captions if need be.
    void connect(std::size_t i) {
        if (!near(i + 1)) {
            return;
        }
        if (const auto found = goes_on(i, i + 1)) {
            next_[i] = i + 1;
            links_[i] = *found;
            return;
        }
        if (how_.max_captions == 0 || !surely_open(i)) {
            return;
        }
        const auto last = std::min(page_.lines.size(), i + 2 + how_.max_captions);
        for (auto k = i + 1; k + 1 < last && may_be_caption(k) && near(k + 1); ++k) {
            const auto found = goes_on(i, k + 1);
            if (found && is_paragraph(k + 1)) {
                next_[i] = k + 1;
                links_[i] = {"wrap.caption", found->confidence - 0.05};
                return;
            }
        }
    }

    bool near(std::size_t i) const {
        return page_.lines[i].blank_lines_before <= how_.max_gap_lines;
    }

    bool wide(std::size_t i) const {
        return page_.lines[i].width_columns >= how_.min_width_columns;
    }

    bool surely_open(std::size_t i) const {
        return wide(i) && !ends_sentence(line(i)) && has_inner_stop(line(i)) &&
               !stands_alone(line(i)) && !closed_by_mark(i);
    }

    bool closed_by_mark(std::size_t i) const {
        const auto last = last_char(line(i)).value;
        return last == ':' || last == U'：' || is_closer(last);
    }

    bool is_paragraph(std::size_t k) const {
        return (ends_sentence(line(k)) || has_inner_end(line(k))) && !may_be_caption(k);
    }

    bool may_be_caption(std::size_t k) const {
        const auto chars = char_count(line(k).substr(0, 400));
        return is_caption_line(line(k)) ||
               (chars < 40 && !ends_sentence(line(k)) && !is_item_line(line(k)) &&
                !is_dash_line(line(k)) && !is_credit_line(line(k)) && !begins_with_stop(line(k)) &&
                !is_comma(last_char(line(k)).value) && page_.lines[k].blank_lines_before > 0);
    }

    std::optional<link> goes_on(std::size_t i, std::size_t k) const {
        const auto before = line(i);
        const auto after = line(k);
        if (stands_alone(before) || stands_alone(after) || begins_paragraph(after)) {
            return std::nullopt;
        }
        const bool in_block = k == i + 1 && page_.lines[k].blank_lines_before == 0;
        const bool full = in_block && page_.full(i);
        if (ends_sentence(before)) {
            return full ? next_sentence(k) : std::nullopt;
        }
        if (in_block && page_.style == paragraph_style::indented && page_.lines[k].indented) {
            return std::nullopt;
        }
        if (full && !closed_by_mark(i)) {
            return link{"wrap.page_width", 0.95};
        }
        const bool east_asian = is_cjk(last_char(before).value) || han_share(tail(before)) > 0.3;
        return east_asian ? chinese(i, k) : latin(i, k);
    }

    static std::string_view tail(std::string_view text) {
        auto begin = text.size() > 60 ? text.size() - 60 : 0;
        while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
            --begin;
        }
        return text.substr(begin);
    }

    /// A full line that ends a sentence: the paragraph goes on when the page shows its paragraphs
    /// otherwise, by indents or by blank lines. When it shows them in neither way, a wrong join
    /// costs more than a missed one.
    std::optional<link> next_sentence(std::size_t k) const {
        if (page_.style == paragraph_style::indented) {
            return page_.lines[k].indented ? std::nullopt
                                           : std::optional(link{"wrap.page_width.indent", 0.85});
        }
        return page_.style == paragraph_style::blank_lines
                   ? std::optional(link{"wrap.page_width.block", 0.8})
                   : std::nullopt;
    }

    std::optional<link> chinese(std::size_t i, std::size_t k) const {
        const auto before = line(i);
        const auto after = line(k);
        const auto last = last_char(before).value;
        if (!wide(i) || !has_inner_stop(before) ||
            (is_item_line(before) && !has_inner_end(before))) {
            return std::nullopt;
        }
        if (begins_with_stop(after)) {
            return link{"wrap.stop", 0.95};
        }
        const bool paragraph_end = ends_sentence(after) || (wide(k) && has_inner_stop(after));
        if (!paragraph_end || closed_by_mark(i)) {
            return std::nullopt;
        }
        if (is_comma(last) || is_opener(last)) {
            return link{"wrap.comma", 0.95};
        }
        if (!has_inner_end(before) && page_.lines[i].width_columns < kHeadlineColumns) {
            return std::nullopt;
        }
        if (is_digit(last)) {
            return torn_number(before) ? std::optional(link{"wrap.number", 0.9}) : std::nullopt;
        }
        return link{"wrap.sentence", 0.85};
    }

    /// A short number behind a character; not a telephone number or the like.
    static bool torn_number(std::string_view text) {
        std::size_t digits = 0;
        while (is_digit(last_char(text).value)) {
            text.remove_suffix(last_char(text).size_bytes);
            ++digits;
        }
        const auto before = last_char(text).value;
        return digits <= 4 && (is_cjk(before) || before == ',' || before == '.');
    }

    std::optional<link> latin(std::size_t i, std::size_t k) const {
        const auto before = line(i);
        const auto last = last_char(before).value;
        if (!wide(i) || closed_by_mark(i)) {
            return std::nullopt;
        }
        if (is_small_letter(first_char(line(k)).value)) {
            return runs_on(k) && (is_latin_letter(last) || last == ',' || last == ';' ||
                                  last == '-' || is_digit(last))
                       ? std::optional(
                             link{last == '-' ? "wrap.hyphen" : "wrap.small_letter", 0.95})
                       : std::nullopt;
        }
        const bool open = ends_with_small_word(before) || (last == ',' && ends_sentence(line(k)));
        return open ? std::optional(link{"wrap.small_word", 0.85}) : std::nullopt;
    }

    /// More than a word of a menu or an address on the web.
    bool runs_on(std::size_t k) const {
        const auto word = line(k).substr(0, line(k).find(' '));
        const bool address = word.find('.') < word.size() - 1;
        return word.size() < line(k).size() && !address &&
               (ends_sentence(line(k)) || wide(k) || page_.wrap_columns > 0);
    }

    findings collect() {
        findings out;
        std::vector<std::size_t> chain_end(page_.lines.size());
        for (auto i = page_.lines.size(); i-- > 0;) {
            chain_end[i] = next_[i] == 0 ? i : chain_end[next_[i]];
        }
        for (std::size_t i = 0; i < page_.lines.size();) {
            const auto k = next_[i];
            if (k == 0) {
                ++i;
                continue;
            }
            if (k > i + 1) {
                out.moves.push_back(captions_between(i, k, chain_end[k]));
            }
            out.joins.push_back(join_of(i, k));
            i = k;
        }
        return out;
    }

    moved_captions captions_between(std::size_t i, std::size_t k, std::size_t end) const {
        moved_captions out{
            {page_.lines[i].at.end, page_.lines[k - 1].at.end}, page_.lines[end].at.end, {}};
        for (auto c = i + 1; c < k; ++c) {
            out.captions.push_back(page_.lines[c].at);
        }
        return out;
    }

    join join_of(std::size_t i, std::size_t k) {
        const auto begin = page_.lines[k - 1].at.end;
        const auto end = page_.lines[k].at.begin;
        const auto last = last_char(line(i)).value;
        const auto first = first_char(line(k)).value;
        if (last == '-' && k == i + 1 && is_small_letter(first)) {
            const bool kept = hyphens_.keeps(line(i), line(k));
            return {{kept ? begin : begin - 1, end}, "", "wrap.hyphen", links_[i].confidence};
        }
        const bool glued = is_cjk(last) || is_cjk(first) ||
                           (is_digit(last) && is_digit(first) && han_share(tail(line(i))) > 0.3);
        return {{begin, end}, glued ? "" : " ", links_[i].rule, links_[i].confidence};
    }

    options how_;
    page page_;
    std::vector<std::size_t> next_;  ///< line that goes on with line i; 0: none
    std::vector<link> links_;
    hyphens hyphens_;
};

}  // namespace

findings find_wraps(std::string_view text, const options& how) {
    return joiner(text, how).find();
}

}  // namespace galley::join_wrapped_lines
