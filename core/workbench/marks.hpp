// SPDX-License-Identifier: Apache-2.0
// Who holds or took each byte of a document's source, after it went through a chain.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/document/family.hpp"

namespace galley::core::workbench {

/// An article or notice that a byte stands in, or the decision that stripped it. Views live as long
/// as the document.
struct Taker {
    std::string_view label;        ///< "story", "notice", or the category it was stripped as
    std::string_view stage, rule;  ///< who stripped it, or cut the notice out
    bool stands = false;
};

/// Blanks that were tidied away, and whatever no one took, have no taker.
class Marks {
  public:
    explicit Marks(document::Family& family);

    /// Null: no taker.
    const Taker* at(ByteOffset in_source) const {
        const auto mark = marks_[in_source];
        return mark == 0 ? nullptr : &takers_[mark - 1];
    }

  private:
    std::uint32_t add(const Taker& taker);
    void mark(galley::span at, std::uint32_t by);
    void mark_standing(const document::Document& d);
    void mark_stripped(document::Family& family);

    std::vector<std::uint32_t> marks_;  ///< by byte: 1 + index of takers_, or 0
    std::vector<Taker> takers_;
};

}  // namespace galley::core::workbench
