// SPDX-License-Identifier: Apache-2.0
// Weighs each line by its words and by what stands around it.
#include "tag_captions.hpp"

#include <algorithm>

#include <galley/text.hpp>

#include "caption_words.hpp"

namespace galley::tag_captions {
namespace {

constexpr double kCreditConfidence = 0.95;
constexpr double kSceneConfidence = 0.75;
constexpr double kTailConfidence = 0.65;

/// The lines of an article that are not blank.
class Page {
  public:
    Page(std::string_view text, const std::vector<span>& taken) : text_(text) {
        for (const auto& line : split_lines(text)) {
            if (!line.blank()) {
                const auto at = trimmed(text, line.at);
                lines_.push_back(at);
                taken_.push_back(std::any_of(
                    taken.begin(), taken.end(), [&](span other) { return other.overlaps(at); }));
            }
        }
    }

    std::vector<Caption> captions() const {
        std::vector<Caption> found;
        const auto tail = tail_begin();
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const double sure = taken_[i] ? 0 : confidence(i, tail);
            if (sure > 0) {
                found.push_back({lines_[i], sure});
            }
        }
        return found;
    }

  private:
    std::string_view line(std::size_t i) const { return slice(text_, lines_[i]); }

    double confidence(std::size_t i, std::size_t tail) const {
        if (has_credit(line(i)) || is_lone_credit(line(i))) {
            return kCreditConfidence;
        }
        if (ends_with_its_day(line(i)) || credited_below(i)) {
            return kSceneConfidence;
        }
        if (shows_a_scene(line(i)) && between_paragraphs(i)) {
            return kSceneConfidence;
        }
        return i >= tail ? kTailConfidence : 0;
    }

    /// The next line is nothing but its credit.
    bool credited_below(std::size_t i) const {
        return i + 1 < lines_.size() && is_lone_credit(line(i + 1)) && lines_[i].size() <= 400;
    }

    /// A paragraph of running text.
    bool is_paragraph(std::size_t i) const {
        constexpr std::size_t kParagraphBytes = 120;
        return lines_[i].size() >= kParagraphBytes && ends_sentence(line(i));
    }

    /// Paragraphs around, captions between not counted.
    bool between_paragraphs(std::size_t i) const {
        std::size_t before = i;
        while (before > 0 && is_short_phrase(line(before - 1))) {
            --before;
        }
        std::size_t after = i + 1;
        while (after < lines_.size() && is_short_phrase(line(after))) {
            ++after;
        }
        return before > 0 && is_paragraph(before - 1) &&
               (after == lines_.size() || is_paragraph(after));
    }

    /// Where a run of at least three short lines after the last paragraph begins, or the number of
    /// lines: captions of pictures that stood below the text. A list after a colon is none.
    std::size_t tail_begin() const {
        auto begin = lines_.size();
        while (begin > 0 && !taken_[begin - 1] && is_short_phrase(line(begin - 1))) {
            --begin;
        }
        const bool enough = lines_.size() - begin >= 3 && begin > 0 && is_paragraph(begin - 1);
        return enough ? begin : lines_.size();
    }

    std::string_view text_;
    std::vector<span> lines_;
    std::vector<bool> taken_;
};

}  // namespace

std::vector<Caption> find_captions(std::string_view text, const std::vector<span>& taken) {
    return Page(text, taken).captions();
}

}  // namespace galley::tag_captions
