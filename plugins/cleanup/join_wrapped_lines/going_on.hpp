// SPDX-License-Identifier: Apache-2.0
// Whether a paragraph, as far as it is joined, goes on with another.
#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "join_wrapped_lines.hpp"
#include "page.hpp"

namespace galley::join_wrapped_lines {

struct link {
    std::string_view rule;
    double confidence = 0;
};

/// Lines that are known to be one passage: what they show together.
struct passage {
    std::size_t first = 0, last = 0;  ///< lines of the page
    std::size_t width_columns = 0;    ///< of all lines together
    bool stop = false;                ///< a comma or a full stop inside
    bool end = false;                 ///< a finished Chinese sentence inside

    /// This one with `next` joined behind it.
    passage with(const passage& next) const;
};

/// Lines that are, or may be, one caption. One that does not say so stands in a sentence only when
/// the two halves are surely one: a subhead looks the same.
struct caption_block {
    std::size_t end = 0;  ///< the line behind it; 0: no caption
    bool said = false;    ///< by its words or its credit
};

class going_on {
  public:
    going_on(const page& in, const options& how);

    /// What line i shows by itself.
    const passage& alone(std::size_t i) const { return lines_[i]; }

    /// The line directly below goes on, by the width of the page.
    std::optional<link> by_width(std::size_t i) const;

    /// The passage goes on, by how it ends and how the other one begins and ends.
    std::optional<link> by_words(const passage& before, const passage& after) const;

    /// Unfinished running text: worth looking behind a caption.
    bool is_open(const passage& one) const;

    /// Running text that comes to an end.
    bool is_paragraph(const passage& one) const;

    /// The caption that stands at line i, with the line of its credit.
    caption_block captions_at(std::size_t i) const;

  private:
    std::string_view text(std::size_t i) const { return page_.lines[i].text; }

    bool wide(const passage& one) const { return one.width_columns >= how_.min_width_columns; }

    bool directly_below(const passage& before, const passage& after) const;
    bool fills_column(const passage& before, const passage& after) const;
    bool may_be_caption(std::size_t i) const;
    std::optional<link> next_sentence(std::size_t k) const;
    std::optional<link> chinese(const passage& before, const passage& after) const;
    std::optional<link> latin(const passage& before, const passage& after) const;

    const page& page_;
    options how_;
    std::vector<passage> lines_;
    std::vector<bool> stands_alone_, begins_paragraph_;
    std::array<std::size_t, 256> open_lines_of_width_{};  ///< that end no sentence
};

/// Whether the two halves are one sentence by more than their shape: a comma before the gap, a stop
/// or a small letter behind it.
bool is_sure(const link& one);

}  // namespace galley::join_wrapped_lines
