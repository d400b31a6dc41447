// SPDX-License-Identifier: Apache-2.0
// The lines of one text, without their line ends.
#pragma once

#include <string_view>

#include <galley/lines.hpp>

#include "core/rules/rule.hpp"

namespace galley::core::rules {

/// Lines [begin, end), not none.
struct LineRange {
    LineIndex begin = 0;
    LineIndex end = 0;
};

class TextLines {
  public:
    /// Takes another text; keeps its memory, so that scanning many texts allocates nothing.
    void reset(std::string_view text) {
        text_ = text;
        lines_.read(text);
    }

    [[nodiscard]] LineIndex size() const { return static_cast<LineIndex>(lines_.size()); }

    [[nodiscard]] Span span(LineIndex line) const {
        const auto at = lines_[line];
        return {at.begin, at.end};
    }

    [[nodiscard]] std::string_view text() const { return text_; }

    [[nodiscard]] std::string_view operator[](LineIndex line) const { return slice(span(line)); }

    [[nodiscard]] std::string_view slice(Span span) const {
        return text_.substr(span.begin, span.size());
    }

    /// From where the first begins to where the last ends.
    [[nodiscard]] std::string_view slice(LineRange lines) const {
        return slice(Span{lines_[lines.begin].begin, lines_[lines.end - 1].end});
    }

    /// The line that holds the byte; a line end belongs to the line before it.
    [[nodiscard]] LineIndex line_of(ByteOffset at) const {
        return static_cast<LineIndex>(lines_.line_of(at));
    }

  private:
    std::string_view text_;
    galley::line_table lines_;
};

}  // namespace galley::core::rules
