// SPDX-License-Identifier: Apache-2.0
// The lines of one text, without their line ends.
#pragma once

#include <string_view>
#include <vector>

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
        spans_.clear();
    }

    void add(Span line) { spans_.push_back(line); }

    [[nodiscard]] LineIndex size() const { return static_cast<LineIndex>(spans_.size()); }

    [[nodiscard]] Span span(LineIndex line) const { return spans_[line]; }

    [[nodiscard]] std::string_view text() const { return text_; }

    [[nodiscard]] std::string_view operator[](LineIndex line) const { return slice(spans_[line]); }

    [[nodiscard]] std::string_view slice(Span span) const {
        return text_.substr(span.begin, span.size());
    }

    /// From where the first begins to where the last ends.
    [[nodiscard]] std::string_view slice(LineRange lines) const {
        return slice(Span{spans_[lines.begin].begin, spans_[lines.end - 1].end});
    }

    /// The line that holds the byte; a line end belongs to the line before it.
    [[nodiscard]] LineIndex line_of(ByteOffset at) const;

  private:
    std::string_view text_;
    std::vector<Span> spans_;
};

}  // namespace galley::core::rules
