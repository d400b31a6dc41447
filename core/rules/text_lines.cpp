// SPDX-License-Identifier: Apache-2.0
// The lines of one text, without their line ends.
#include "core/rules/text_lines.hpp"

#include <algorithm>

namespace galley::core::rules {

LineIndex TextLines::line_of(ByteOffset at) const {
    const auto behind = std::ranges::upper_bound(spans_, at, {}, &Span::begin);
    return static_cast<LineIndex>(behind - spans_.begin()) - 1;
}

}  // namespace galley::core::rules
