// SPDX-License-Identifier: Apache-2.0
// A line of a text: its shape, what rules say about it, whether and as what it goes.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include <galley/text.hpp>

#include "hit.hpp"
#include "kinds.hpp"
#include "measure.hpp"

namespace galley::strip_furniture {

/// Why a line goes. Views live as long as the rules, or for good.
struct Verdict {
    std::string_view category, rule;
    double confidence = 1.0;
    bool final = false;
};

/// A line that is not blank.
struct Line {
    span at;                           ///< includes its line end
    std::string_view text;             ///< trimmed
    std::span<const Hit* const> hits;  ///< on it, by rule and place
    Signs signs;                       ///< of all of them
    Kind kind = Kind::kUnknown;        ///< what it went as
    bool gone = false;                 ///< `why` says why
    bool foot = false;                 ///< gone, as what a page shows below its story
    bool heading = false;              ///< of a section: `section`
    bool terms = false;                ///< heading of a disclaimer, or one of its sentences
    bool menu = false;                 ///< a menu word alone
    bool outlet = false;               ///< the name of a paper alone
    bool dated = false;                ///< nothing but a date, or a writer's name
    bool account = false;              ///< who posted it, above the date of posting
    bool label = false;                ///< a label of a table of the document's data
    bool parts = false;     ///< nothing but parts of furniture, none of which says it by itself
    std::string_view says;  ///< the field that all of it is, when no rule says so
    Verdict why;

    // The shape is asked of few lines of a text, so it is read when it is asked. reaches() and
    // within() read no more of a long line than they need.
    std::size_t columns() const {
        if (!counted_) {
            columns_ = static_cast<std::uint32_t>(count_columns(text));
            counted_ = true;
        }
        return columns_;
    }

    /// columns() >= least.
    bool reaches(std::size_t least) const {
        // A character has one column or more, and four bytes or fewer.
        if (text.size() < least || text.size() >= 4 * least || columns_ >= least) {
            return text.size() >= least;
        }
        return !counted_ && count_to(least);
    }

    /// columns() <= most.
    bool within(std::size_t most) const { return !reaches(most + 1); }

    /// Commas, colons, quotes: what a label does not have; three of them may be more.
    std::size_t marks() const {
        if (marks_ == kUnknown) {
            marks_ = static_cast<std::uint8_t>(count_marks(text, 3));
        }
        return marks_;
    }

    /// Seven of them may be more.
    std::size_t digits() const {
        if (digits_ == kUnknown) {
            digits_ = static_cast<std::uint8_t>(count_digits(text, 7));
        }
        return digits_;
    }

    /// Ends a sentence.
    bool finished() const {
        if (finished_ == Known::kNot) {
            finished_ = ends_sentence(text) ? Known::kYes : Known::kNo;
        }
        return finished_ == Known::kYes;
    }

    /// Ends with three dots: cut off by the page.
    bool teaser() const {
        return text.ends_with("...") || text.ends_with("\u2026") || text.ends_with("..");
    }

    /// Short, without a sentence: a link, a label, a headline, a caption, an item of a list.
    bool link() const { return within(120) && (!finished() || teaser() || !reaches(60)); }

    /// The same without an end: a credit stands behind it, or a list follows.
    bool paragraph() const {
        return story() || (!gone && !heading && !teaser() && reaches(100) && marks() >= 3);
    }

    /// A paragraph of a story: long and finished().
    bool story() const { return !gone && !heading && long_sentence(); }

  private:
    enum class Known : std::uint8_t { kNot, kNo, kYes };

    static constexpr std::uint8_t kUnknown = 0xFF;

    bool count_to(std::size_t least) const {
        columns_ = static_cast<std::uint32_t>(least_columns(text));
        if (columns_ < least) {
            columns_ = static_cast<std::uint32_t>(count_columns(text, least));
            counted_ = columns_ < least;
        }
        return !counted_;
    }

    bool long_sentence() const {
        if (long_sentence_ == Known::kNot) {
            const bool is = reaches(60) && !teaser() && finished();
            long_sentence_ = is ? Known::kYes : Known::kNo;
        }
        return long_sentence_ == Known::kYes;
    }

    mutable std::uint32_t columns_ = 0;  ///< at least; all of them when counted_
    mutable bool counted_ = false;
    mutable std::uint8_t marks_ = kUnknown;
    mutable std::uint8_t digits_ = kUnknown;
    mutable Known long_sentence_ = Known::kNot;
    mutable Known finished_ = Known::kNot;
};

}  // namespace galley::strip_furniture
