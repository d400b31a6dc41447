// SPDX-License-Identifier: Apache-2.0
// The input of a run: blobs from the source, given to the reader that knows them, as documents in
// order.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "core/pipeline/item.hpp"
#include "core/pipeline/stage.hpp"

namespace galley::core::pipeline {

/// What a reader does with the document that comes next.
struct ReaderCalls {
    const galley_reader_v1* table = nullptr;
    Instance* instance = nullptr;
};

enum class ReadOutcome : std::uint8_t {
    kDocument,  ///< the item's status tells how it went
    kBroken,    ///< the item failed, and so will what is left of the blob
    kEnd        ///< the blob ends and the item stays unused
};

/// Reads the next document of an open blob into an item.
ReadOutcome read_next(const ReaderCalls& reader, Item& item);

/// Opens, reads and closes a blob of one document.
void read_single(const ReaderCalls& reader, Item& item);

/// What a feed may have beside its stages.
struct FeedParts {
    isolation::Supervisor* supervisor = nullptr;  ///< needed when a reader is isolated
    /// Dead letters that run again in place of the source, which is not opened then; null: none.
    const std::vector<Letter>* letters = nullptr;
};

/// Serial: one caller. Streaming readers run here; others are left for the lanes.
class Feed {
  public:
    /// @errors  kConfig: an instance refused; kIo: the source cannot be opened.
    static Result<std::unique_ptr<Feed>> open(
        const std::vector<Stage>& stages, Services& services, const FeedParts& parts = {});
    ~Feed();

    /// Fills an empty batch. @returns false when there is nothing more.
    bool fill(Batch& batch, std::uint64_t& left);

    /// Whether the source had nothing more.
    bool at_end() const { return ended_ && streaming_reader_ == nullptr; }

    /// Why the source broke off, when it did.
    const std::optional<Error>& failure() const { return failure_; }

    /// Tells the source that the outcome of a blob is durable.
    void settle(std::string_view token, bool is_ok);

  private:
    struct Reader {
        std::unique_ptr<Instance> instance;
        const galley_reader_v1* table;
        std::size_t stage;
        bool streams;
    };

    Result<bool> add(const Stage& stage, std::size_t index);
    Result<bool> open_source();
    bool next_blob(Batch& batch);
    bool next_letter(Batch& batch);
    void mark_letter(Item& item) const;
    void choose_reader(std::shared_ptr<Blob> blob, Batch& batch);
    void give_up(std::shared_ptr<Blob> blob, const Item& lost, Batch& batch);
    void stream(Batch& batch);
    void end_stream(Batch& batch);

    Services* services_ = nullptr;
    std::unique_ptr<isolation::Worker> worker_;  ///< null: no reader is isolated
    std::unique_ptr<Instance> source_instance_;
    const galley_source_v1* source_ = nullptr;
    std::vector<Reader> readers_;
    std::shared_ptr<Blob> streaming_;
    Reader* streaming_reader_ = nullptr;
    std::uint64_t streamed_ = 0;
    const std::vector<Letter>* letters_ = nullptr;
    std::size_t next_letter_ = 0;
    const Letter* letter_ = nullptr;  ///< the one whose bytes are being read
    std::optional<Error> failure_;
    bool ended_ = false;
};

}  // namespace galley::core::pipeline
