// SPDX-License-Identifier: Apache-2.0
// The order in which the documents of one input meet the stages of a lane.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "core/document/family.hpp"

namespace galley::core::pipeline {

/// Cleanup goes depth first: the children that a call made go through the stages behind it before
/// their parent goes on; a page goes no further. Then each document that is no page goes through
/// tagging. Stages are numbered as in the lane.
class Route {
  public:
    struct Stop {
        document::Document* document = nullptr;
        std::size_t stage = 0;
    };

    /// From the first cleanup stage. @param family  outlives this, or the next begin.
    void begin(document::Family& family, std::size_t first_tagging, std::size_t stages);
    /// To be called when next() has no more stops, and cleanup is closed.
    void begin_tagging();

    /// Nothing: this part of the way is done. Whether a stage takes the document is its caller's
    /// to ask.
    std::optional<Stop> next();

    bool is_tagging() const { return is_tagging_; }

  private:
    /// A document that is under way, and how many of its children have been sent on theirs.
    struct Place {
        document::Document* document = nullptr;
        std::size_t stage = 0;
        std::size_t children = 0;
    };

    std::optional<Stop> next_in_cleanup();

    document::Family* family_ = nullptr;
    std::size_t first_tagging_ = 0, stages_ = 0;
    bool is_tagging_ = false;
    std::vector<Place> places_;  ///< cleanup: parents below children; tagging: one each, reversed
};

}  // namespace galley::core::pipeline
