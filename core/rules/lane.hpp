// SPDX-License-Identifier: Apache-2.0
// The working memory of one scan, and the pool that lends it out.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/rules/prefilter.hpp"
#include "core/rules/rule.hpp"
#include "core/rules/text_lines.hpp"
#include "core/rules/text_search.hpp"

namespace galley::core::rules {

inline constexpr ByteOffset kAnywhere = SIZE_MAX;

/// A rule that may match at a place.
struct Candidate {
    LineIndex line = 0;
    PatternIndex rule = 0;
    Span where;           // the line, or the run
    ByteOffset from = 0;  // scope run: begin of the match in `where`, which is known already
    bool sure = false;    // it does match, all of `where`
    ByteOffset begins_before = kAnywhere;  // in the text: every match does
};

/// A rule that may match in the line at hand.
struct Found {
    PatternIndex rule = 0;
    ByteOffset begins_before = kAnywhere;  // in the text: every match does
};

/// Whether a guard's pattern matches a line.
struct LineAnswer {
    LineIndex line = 0;
    bool known = false;
    bool matches = false;
};

/// What searching lines needs for itself.
struct LineScratch {
    std::unique_ptr<Prefilter::Scratch> openings;
    std::unique_ptr<TextSearch::Scratch> texts;
    std::unique_ptr<Prefilter::Scratch> patterns;
};

struct Lane {
    LineScratch line_scratch;
    LineScratch long_scratch;
    std::unique_ptr<Prefilter::Scratch> run_scratch;
    std::vector<TextHit> text_hits;  // ascending by line
    std::vector<PatternIndex> ids;
    std::vector<Found> found;
    TextLines lines;
    std::vector<Candidate> candidates;
    // Answers known for this text, by place in CompiledSet::guards; of lines, the latest one.
    std::vector<std::optional<bool>> document_guards;
    std::vector<LineAnswer> line_guards;
};

/// Lends each scan a lane of its own without a lock; makes another when all are out.
class LanePool {
  public:
    LanePool() = default;
    LanePool(const LanePool&) = delete;
    LanePool& operator=(const LanePool&) = delete;

    ~LanePool() {
        for (auto& slot : slots_) {
            delete slot.load();
        }
    }

    /// @returns null when none is idle.
    [[nodiscard]] std::unique_ptr<Lane> take() {
        for (auto& slot : slots_) {
            if (slot.load(std::memory_order_relaxed) != nullptr) {
                if (auto* lane = slot.exchange(nullptr, std::memory_order_acquire)) {
                    return std::unique_ptr<Lane>(lane);
                }
            }
        }
        return nullptr;
    }

    void give_back(std::unique_ptr<Lane> lane) {
        for (auto& slot : slots_) {
            Lane* empty = nullptr;
            if (slot.compare_exchange_strong(empty, lane.get(), std::memory_order_release)) {
                static_cast<void>(lane.release());
                return;
            }
        }
    }

  private:
    static constexpr std::size_t kIdleLanes = 32;
    std::array<std::atomic<Lane*>, kIdleLanes> slots_{};
};

}  // namespace galley::core::rules
