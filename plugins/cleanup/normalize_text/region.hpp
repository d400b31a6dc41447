// SPDX-License-Identifier: Apache-2.0
// A few neighbouring characters of one line that may need changes, decided together.
#pragma once
#include <string_view>
#include <vector>

#include "characters.hpp"
#include "normalize_text.hpp"

namespace galley::normalize_text {

/// A character, or an escape sequence as one.
struct Unit {
    ByteOffset begin, end;
    char32_t value;  ///< folded
    Kind kind;
    bool is_folded = false;
    bool is_dropped = false;
    Rule rule = Rule::kControl;  ///< why it is dropped
};

/// Where a region lies in its line: what stands before and behind it.
struct Edges {
    bool line_begins = false, line_ends = false;
};

/// Decides on a region: invisible characters, blanks at edges, letters with marks. The first and
/// the last unit may be plain characters that are only looked at.
class Region {
  public:
    Region(std::string_view text, const Options& options) : text_(text), options_(options) {}

    /// Forgets the units.
    void clear() { units_.clear(); }

    /// Adds the unit at a byte. @returns  its end.
    ByteOffset add(ByteOffset at);

    /// Adds the changes to `out`.
    void decide(Edges edges, std::vector<Change>& out);

  private:
    void drop_invisible();
    bool is_needed(std::size_t at) const;
    void drop_edges(Edges edges);
    void drop_blanks(std::size_t begin, std::size_t end, bool leads, bool trails);
    std::size_t compose(std::size_t at, std::vector<Change>& out);
    std::size_t end_of_letter(std::size_t at) const;
    void emit(std::size_t begin, std::size_t end, std::vector<Change>& out) const;

    std::string_view text_;
    const Options& options_;
    std::vector<Unit> units_;
    std::vector<char32_t> letter_;
    mutable int right_to_left_ = -1;  // not looked at yet
};

}  // namespace galley::normalize_text
