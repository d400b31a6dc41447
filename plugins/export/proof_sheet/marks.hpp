// SPDX-License-Identifier: Apache-2.0
// Cuts a source text into segments that each show one decision, or none.
#pragma once
#include <cstdint>
#include <vector>

#include <galley/values.hpp>

namespace galley::proof_sheet {

/// How a decision is shown; where several lie on one another the later in this list wins.
enum class MarkKind : std::uint8_t { kKept, kHeld, kReplaced, kMoved, kStripped, kCut };

struct Mark {
    span at;
    MarkKind kind = MarkKind::kKept;
    std::uint32_t row = 0;  ///< whose decision: the caller's number for it
};

/// Where a metadata value was read.
struct Evidence {
    span at;
    std::uint32_t field = 0;  ///< the caller's number for it
};

struct Segment {
    static constexpr std::uint32_t kNone = UINT32_MAX;

    span at;
    std::uint32_t mark = kNone;         ///< index into the marks given
    std::vector<std::uint32_t> fields;  ///< evidence that covers it
};

/// @param outer   what is shown; marks and evidence outside of it are left out.
/// @param points  further places where a segment must begin.
/// @returns       segments in order, without gaps, covering `outer`.
/// @cost          n log n in marks, evidence and points.
std::vector<Segment> make_segments(
    span outer,
    const std::vector<Mark>& marks,
    const std::vector<Evidence>& evidence,
    const std::vector<ByteOffset>& points = {});

}  // namespace galley::proof_sheet
