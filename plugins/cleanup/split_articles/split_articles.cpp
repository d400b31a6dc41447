// SPDX-License-Identifier: Apache-2.0
// Weighs the lines before and behind each headline-shaped line.
#include "split_articles.hpp"

#include <algorithm>

#include <galley/bylines.hpp>
#include <galley/dates.hpp>
#include <galley/shapes.hpp>

#include "echo.hpp"

namespace galley::split_articles {
namespace {

constexpr std::size_t kRead = 2000;  // bytes behind a headline

struct evidence {
    std::string_view rule;
    double confidence = 0;
    bool filed = false;  ///< a dateline or a credit opens it: one paragraph is enough
};

/// What a line is for splitting.
enum class role { text, sentence, headline, subtitle, credit, source, page_mark, caption, item };

struct page_line {
    span at;
    std::string_view text;
    role is = role::text;
    std::size_t sentences_before = 0;  ///< lines of finished sentences before this one
    std::size_t chars_before = 0;      ///< their characters; a Latin letter counts half
};

/// "第A5版", "第五版 完", "（完）": a page or an article says where it ends.
bool is_page_mark(std::string_view line) {
    const bool page = line.starts_with("第") && line.find("版") != std::string_view::npos;
    return line == "完" || line == "（完）" || line == "(完)" || line == "-30-" || line == "###" ||
           (page && char_count(line) <= 12);
}

/// "来源：… 时间：…", "2021-03-02 09:10 某某日报": short, with a date or the word for a source.
bool is_source_line(std::string_view line) {
    if (ends_sentence(line) || char_count(line) > 60) {
        return false;
    }
    const bool named = line.find("来源") != std::string_view::npos ||
                       line.find("來源") != std::string_view::npos || line.starts_with("Source:");
    return named || first_iso_date(line).has_value();
}

/// A teaser breaks off: "… took part in the ...".
bool breaks_off(std::string_view line) {
    return line.ends_with("...") || line.ends_with("…") || line.ends_with("[详细]");
}

/// "© 2031 …. All rights reserved. …": sentences of no article.
bool is_rights_line(std::string_view line) {
    for (const std::string_view begin : {"©", "Copyright ", "(c) ", "版权所有", "版權所有"}) {
        if (line.starts_with(begin)) {
            return true;
        }
    }
    return false;
}

/// "About the author": what follows is who wrote the article above.
bool heads_a_biography(std::string_view line) {
    constexpr std::string_view kHeads[] = {
        "about the author",
        "about the authors",
        "about the writer",
        "about the writers",
        "about the contributor",
        "about the contributors",
        "about the reporter",
        "meet the author",
        "meet the writer",
        "meet the reporter"};
    return detail::table_holds(kHeads, detail::lowered(line));
}

role role_of(std::string_view line) {
    if (is_dash_line(line)) {
        return role::subtitle;
    }
    if (line.size() <= 600) {
        if (is_credit_line(line)) {
            return role::credit;
        }
        if (is_page_mark(line)) {
            return role::page_mark;
        }
        if (is_source_line(line)) {
            return role::source;
        }
    }
    if (is_caption_line(line)) {
        return role::caption;
    }
    if (is_item_line(line) && !ends_sentence(line)) {
        return role::item;
    }
    if (is_headline_shaped(line)) {
        return heads_a_biography(line) ? role::text : role::headline;
    }
    return ends_sentence(line) && !breaks_off(line) && !is_rights_line(line) ? role::sentence
                                                                             : role::text;
}

/// "责任编辑：甲", "Editing by …": who worked on an article, below its end.
bool only_editors(const credits& found) {
    return !found.people.empty() && std::ranges::none_of(found.people, [](const auto& one) {
        return one.role == credit_role::author || one.role == credit_role::desk;
    });
}

std::size_t weight(std::string_view line) {
    const auto chars = char_count(line);
    return han_share(line) > 0.3 ? chars : chars / 2;
}

class splitter {
  public:
    splitter(std::string_view text, const options& how) : text_(text), how_(how) { read(text); }

    std::vector<candidate> find() {
        std::vector<candidate> found;
        std::size_t article = 0;  // the line the article that is open began with
        for (std::size_t i = 1; i + 1 < lines_.size(); ++i) {
            if (lines_[i].is != role::headline || lines_[i + 1].is == role::headline) {
                continue;
            }
            auto one = weigh(i, article);
            if (one.rule.empty() && !closed_before(i)) {
                continue;
            }
            if (one.missing.empty()) {
                article = first_line(i);
            }
            found.push_back(one);
        }
        return found;
    }

  private:
    void read(std::string_view text) {
        std::size_t sentences = 0;
        std::size_t chars = 0;
        for (const auto& line : split_lines(text)) {
            if (line.blank()) {
                continue;
            }
            page_line one{
                {line.at.begin, trimmed(text, line.at).end}, line.text, role_of(line.text)};
            one.sentences_before = sentences;
            one.chars_before = chars;
            if (one.is == role::sentence) {
                ++sentences;
                chars += weight(line.text);
            }
            lines_.push_back(one);
        }
        lines_.push_back({{text.size(), text.size()}, {}, role::text, sentences, chars});
    }

    /// A kicker or the first line of a long headline stands above it.
    std::size_t first_of_group(std::size_t i) const {
        const auto floor = i > 2 ? i - 2 : 1;
        while (i > floor && lines_[i - 1].is == role::headline) {
            --i;
        }
        return i;
    }

    /// Where the article of headline i begins: behind a list, whose items look like headlines too,
    /// with the headline itself.
    std::size_t first_line(std::size_t i) const { return closed_before(i) ? first_of_group(i) : i; }

    /// Whether what stands before the headline has come to its end.
    bool closed_before(std::size_t i) const {
        auto k = first_of_group(i);
        while (k > 0 && lines_[k - 1].is == role::caption) {
            --k;
        }
        const auto before = k == 0 ? role::text : lines_[k - 1].is;
        return before == role::sentence || before == role::credit || before == role::page_mark;
    }

    /// A sure byline of a Chinese paper: the article before may have ended in a list, a table or
    /// verse. English pages list teasers with bylines below their stories.
    bool is_signed(std::size_t i, const evidence& proof) const {
        return proof.rule == "split.headline_byline" && proof.confidence >= 0.9 &&
               han_share(lines_[i].text) > 0.3;
    }

    candidate weigh(std::size_t i, std::size_t article) const {
        const auto& line = lines_[i];
        const auto proof = evidence_behind(i);
        candidate out{line.at, lines_[first_line(i)].at.begin, proof.rule, {}, proof.confidence};
        if (proof.rule.empty()) {
            out.missing = "no byline, source line or dateline behind it";
        } else if (!closed_before(i) && !is_signed(i, proof)) {
            out.missing = "no finished sentence, byline or page mark before it";
        } else if (body(article, i) < how_.min_body_chars) {
            out.missing = "too little body before it";
        } else if (!enough_behind(i, proof.filed)) {
            out.missing = "too little body behind it";
        } else if (!(proof.filed && is_story(i)) && !is_named(i)) {
            out.missing = "no word of it in the text behind it";
        } else if (line.text == lines_[article].text) {
            out.missing = "the headline of the same article again";
        }
        return out;
    }

    evidence evidence_behind(std::size_t i) const {
        auto k = i + 1;
        while (k + 1 < lines_.size() && k <= i + 2 && lines_[k].is == role::subtitle) {
            ++k;
        }
        const auto& next = lines_[k];
        const bool filed = next.is == role::sentence || next.is == role::text;
        if (filed && (!find_dateline(next.text).at.empty() || opens_with_credit(next.text))) {
            return {"split.headline_dateline", 0.9, true};
        }
        if (next.is == role::credit) {
            const auto marked = next.text.starts_with("□");
            const auto credits = read_credits(next.text);
            if (only_editors(credits)) {
                return {};  // they end an article
            }
            const auto sure = credits.confidence;
            return {"split.headline_byline", marked ? 0.95 : sure < 0.9 ? 0.75 : 0.9, true};
        }
        if (next.is == role::source) {
            return {"split.headline_source", 0.85, false};
        }
        const bool ended =
            first_of_group(i) > 0 && lines_[first_of_group(i) - 1].is != role::sentence;
        return k > i + 1 && ended ? evidence{"split.headline_subtitle", 0.75, false} : evidence{};
    }

    /// "本报讯（记者 甲）…", "（记者 甲）…".
    static bool opens_with_credit(std::string_view line) {
        const auto found = find_inline_credits(line);
        return !found.people.empty() && found.confidence >= 0.9 && found.at.begin <= 48;
    }

    std::size_t body(std::size_t from, std::size_t to) const {
        return lines_[to].chars_before - lines_[from].chars_before;
    }

    /// Two paragraphs, or one behind a byline or a dateline: a teaser has neither.
    bool enough_behind(std::size_t i, bool filed) const {
        const auto end = next_start(i);
        const auto paragraphs = lines_[end].sentences_before - lines_[i].sentences_before;
        return body(i, end) >= how_.min_body_chars && paragraphs >= (filed ? 1U : 2U);
    }

    /// A byline stands over teasers of English pages too: one paragraph makes no story there.
    bool is_story(std::size_t i) const {
        const bool chinese = han_share(lines_[i].text) > 0.3;
        return chinese || evidence_behind(i).rule != "split.headline_byline" ||
               lines_[next_start(i)].sentences_before - lines_[i].sentences_before >= 2;
    }

    /// Whether the text behind takes up a word of line i: a date stands below comments, teasers and
    /// the name of a writer too.
    bool is_named(std::size_t i) const {
        const auto& source = lines_[i + 1];
        return takes_up(text_.substr(source.at.end, kRead), lines_[i].text);
    }

    /// Where the article that begins with line i ends at the latest: at a headline with evidence.
    std::size_t next_start(std::size_t i) const {
        for (auto k = i + 1; k + 1 < lines_.size(); ++k) {
            if (lines_[k].is == role::headline && lines_[k + 1].is != role::headline &&
                !evidence_behind(k).rule.empty()) {
                return k;
            }
        }
        return lines_.size() - 1;
    }

    std::string_view text_;
    options how_;
    std::vector<page_line> lines_;  ///< those that are not blank, and one behind the last
};

}  // namespace

std::vector<candidate> find_candidates(std::string_view text, const options& how) {
    return splitter(text, how).find();
}

std::vector<article> find_articles(std::string_view text, const options& how) {
    std::vector<article> articles;
    const auto whole = trimmed(text, {0, text.size()});
    for (const auto& one : find_candidates(text, how)) {
        if (!one.missing.empty()) {
            continue;
        }
        if (articles.empty()) {
            const auto first = text.rfind('\n', whole.begin);
            const auto begin = first == std::string_view::npos || whole.begin == 0 ? 0 : first + 1;
            articles.push_back({{begin, one.begin}, one.rule, one.confidence});
        }
        articles.back().at.end = one.begin;
        articles.push_back({{one.begin, text.size()}, one.rule, one.confidence});
    }
    return articles;
}

}  // namespace galley::split_articles
