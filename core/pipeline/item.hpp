// SPDX-License-Identifier: Apache-2.0
// An input document on its way through the run, and the batches that carry several.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/document/family.hpp"
#include "core/isolation/supervisor.hpp"
#include "core/pipeline/blob.hpp"
#include "core/pipeline/stage.hpp"
#include "core/state/records.hpp"

namespace galley::core::pipeline {

struct Letter;

/// One input document. Its blob is still to be read when `reader` is set.
struct Item {
    document::Family family;
    std::shared_ptr<Blob>
        blob;  ///< kept for its original bytes; a streaming blob is shared by its documents
    std::size_t reader = SIZE_MAX;     ///< index of the reader stage that reads it in a lane
    std::string stage, plugin;         ///< where it failed, for the dead letter
    bool streamed = false;             ///< one of several documents of its blob
    bool known = false;                ///< settled by an earlier session of the run
    const Letter* letter = nullptr;    ///< the dead letter that it is, when letters run again
    std::size_t read_fields = 0;       ///< fields of its root that its reader set
    std::vector<std::string> refused;  ///< by exports: "uri|stage"
    std::vector<state::OutcomeRecord> outcomes;  ///< its articles and notices, once it is through
    bool dropped = false;  ///< cut off by a stop: read again when the run is resumed
    std::optional<isolation::Death> death;  ///< of the worker that it cost

    void fail(
        std::string_view status,
        std::string_view at_stage,
        std::string_view plugin_id,
        std::string reason) {
        family.status = status;
        family.reason = std::move(reason);
        stage = at_stage;
        plugin = plugin_id;
    }

    bool is_ok() const { return family.status == "ok" || family.status == "ok_with_warnings"; }
};

/// Documents that travel together, so that small ones do not pay for the pipeline each.
struct Batch {
    static constexpr std::size_t kMostItems = 32;
    static constexpr std::uint64_t kMostBytes = 32 * 1024;
    /// Of a lane with a worker: once a batch one wakes the other, with caches that went cold.
    static constexpr std::uint64_t kMostIsolatedBytes = 256 * 1024;

    explicit Batch(std::uint64_t bytes_at_most = kMostBytes) : most_bytes(bytes_at_most) {}

    std::uint64_t most_bytes;
    std::vector<std::unique_ptr<Item>> items;
    std::size_t count = 0;                     ///< items in use
    std::vector<std::shared_ptr<Blob>> ended;  ///< containers whose last document came before here
    std::uint64_t bytes = 0;
    std::vector<StageWork> work;  ///< what its documents cost the stages of their lane

    Item& add() {
        if (count == items.size()) {
            items.push_back(std::make_unique<Item>());
        }
        auto& item = *items[count++];
        item.family.reset();
        item.blob.reset();
        item.reader = SIZE_MAX;
        item.streamed = false;
        item.known = false;
        item.letter = nullptr;
        item.read_fields = 0;
        item.refused.clear();
        item.outcomes.clear();
        item.dropped = false;
        item.death.reset();
        return item;
    }

    void drop_last() { items[--count]->blob.reset(); }

    void clear() {
        count = 0;
        bytes = 0;
        ended.clear();
        work.clear();
    }

    bool full() const { return count >= kMostItems || bytes >= most_bytes; }
};

}  // namespace galley::core::pipeline
