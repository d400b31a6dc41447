// SPDX-License-Identifier: Apache-2.0
// Judges a line by the rules that match it.
#pragma once
#include <vector>

#include "page.hpp"

namespace galley::strip_furniture {

/// Judges the lines of one text.
class Judge {
  public:
    /// @param text  of the lines; borrowed.
    /// @param page  whose memory serves for one line after another.
    Judge(std::string_view text, Page& page)
        : text_(text), parts_(page.parts), dates_(page.dates) {}

    /// What the line says only among others of its kind: menu word, label, parts, date.
    void read_parts(Line& line);

    /// Drops the line, or signs it as a heading, when rules cover all of it. `before_story`: rules
    /// with the capture `head` count.
    void judge(Line& line, bool before_story);

  private:
    span inner(const Line& line) const {
        const auto begin = static_cast<ByteOffset>(line.text.data() - text_.data());
        return {begin, begin + line.text.size()};
    }

    std::string_view text_;
    std::vector<span>& parts_;
    std::vector<span>& dates_;
};

}  // namespace galley::strip_furniture
