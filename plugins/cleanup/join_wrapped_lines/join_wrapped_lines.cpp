// SPDX-License-Identifier: Apache-2.0
// Joins line by line what goes on, then paragraphs over the captions that stand in between.
#include "join_wrapped_lines.hpp"

#include <algorithm>
#include <optional>

#include <galley/text.hpp>

#include "going_on.hpp"
#include "hyphens.hpp"
#include "line_signs.hpp"
#include "page.hpp"

namespace galley::join_wrapped_lines {
namespace {

class joiner {
  public:
    joiner(std::string_view text, const options& how)
        : how_(how), page_(read_page(text)), going_on_(page_, how), hyphens_(text) {}

    findings find() {
        const auto count = page_.lines.size();
        next_.assign(count, 0);
        links_.resize(count);
        for (std::size_t i = 0; i + 1 < count; ++i) {
            if (const auto found = going_on_.by_width(i)) {
                connect(i, i + 1, *found);
            }
        }
        if (how_.max_captions > 0) {
            join_neighbours(false);
            join_over_captions();
        }
        join_neighbours(true);
        return collect();
    }

  private:
    std::string_view line(std::size_t i) const { return page_.lines[i].text; }

    void connect(std::size_t i, std::size_t k, const link& how) {
        next_[i] = k;
        links_[i] = how;
    }

    /// The passages that begin with each line, as far as they are joined by now.
    std::vector<passage> read_ahead() const {
        std::vector<passage> ahead(page_.lines.size());
        for (auto i = ahead.size(); i-- > 0;) {
            ahead[i] =
                next_[i] == 0 ? going_on_.alone(i) : going_on_.alone(i).with(ahead[next_[i]]);
        }
        return ahead;
    }

    /// A line that may be a caption is not taken for the next half as long as what stands behind it
    /// has not been looked at.
    void join_neighbours(bool captions_too) {
        const auto ahead = read_ahead();
        passage behind;  // up to line i
        for (std::size_t i = 0; i + 1 < page_.lines.size(); ++i) {
            const bool first = i == 0 || next_[i - 1] == 0;
            behind = first ? going_on_.alone(i) : behind.with(going_on_.alone(i));
            if (next_[i] != 0 || !near(i + 1) || going_on_.captions_at(i + 1).said) {
                continue;
            }
            const auto found = going_on_.by_words(behind, ahead[i + 1]);
            if (found && (captions_too || is_sure(*found) || !going_on_.captions_at(i + 1).end)) {
                connect(i, i + 1, *found);
            }
        }
    }

    /// Both halves are judged as whole paragraphs: the line before a caption may be a short one,
    /// the line behind it need not end a sentence.
    void join_over_captions() {
        const auto ahead = read_ahead();
        std::vector<passage> behind(page_.lines.size());
        for (std::size_t i = 0; i < page_.lines.size(); ++i) {
            behind[i] = behind[i].width_columns == 0 ? going_on_.alone(i) : behind[i];
            if (next_[i] == 0 && going_on_.is_open(behind[i])) {
                look_behind_captions(behind[i], ahead) || look_behind_piece(behind[i], ahead);
            }
            if (const auto k = next_[i]; k != 0) {
                behind[k] = behind[i].with(going_on_.alone(k));
            }
        }
    }

    bool look_behind_captions(const passage& before, const std::vector<passage>& ahead) {
        bool said = true;
        auto at = before.last + 1;
        for (std::size_t captions = 0; captions < how_.max_captions; ++captions) {
            const auto found =
                at < ahead.size() && near(at) ? going_on_.captions_at(at) : caption_block{};
            if (found.end == 0 || found.end >= ahead.size() || !near(found.end)) {
                return false;
            }
            said = said && found.said;
            at = found.end;
            const auto how = going_on_.is_paragraph(ahead[at])
                                 ? going_on_.by_words(before, ahead[at])
                                 : std::nullopt;
            if (how && !going_on_.captions_at(at).said && (said || is_sure(*how))) {
                connect(before.last, at, {"wrap.caption", how->confidence - 0.05});
                return true;
            }
        }
        return false;
    }

    /// A piece of the sentence, torn off on both sides, stands between the paragraph and the
    /// caption.
    bool look_behind_piece(const passage& before, const std::vector<passage>& ahead) {
        const auto at = before.last + 1;
        if (at >= ahead.size() || !near(at) || !ahead[at].stop || going_on_.captions_at(at).said) {
            return false;
        }
        const auto both = before.with(ahead[at]);
        const auto end = ahead[at].last;
        const bool captions = end + 1 < ahead.size() && going_on_.captions_at(end + 1).said;
        if (!captions || !going_on_.is_open(both) || !look_behind_captions(both, ahead)) {
            return false;
        }
        const auto how = going_on_.by_words(before, ahead[at].with(ahead[next_[end]]));
        if (how) {
            connect(before.last, at, *how);
        } else {
            next_[end] = 0;
        }
        return how.has_value();
    }

    bool near(std::size_t i) const {
        return page_.lines[i].blank_lines_before <= how_.max_gap_lines;
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
                           (is_digit(last) && is_digit(first) && han_share(tail_of(line(i))) > 0.3);
        return {{begin, end}, glued ? "" : " ", links_[i].rule, links_[i].confidence};
    }

    options how_;
    page page_;
    going_on going_on_;
    std::vector<std::size_t> next_;  ///< line that goes on with line i; 0: none
    std::vector<link> links_;
    hyphens hyphens_;
};

}  // namespace

findings find_wraps(std::string_view text, const options& how) {
    return joiner(text, how).find();
}

}  // namespace galley::join_wrapped_lines
