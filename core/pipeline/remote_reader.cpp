// SPDX-License-Identifier: Apache-2.0
// Calls, and the way back into a blob whose worker died.
#include "core/pipeline/remote_reader.hpp"

#include <utility>

#include "core/pipeline/blob.hpp"

namespace galley::core::pipeline {

using isolation::Call;
using isolation::Task;

namespace {

constexpr std::size_t kSniffBytes = 4096;

RemoteReader& of(void* self) {
    return *static_cast<RemoteReader*>(self);
}

}  // namespace

/// How often a call on a stream may cost a worker; one that somebody else killed does not count.
struct RemoteReader::Tries {
    int attempts = 1;

    /// @param verdict  of a call that cost a worker.
    bool again(const isolation::Verdict& verdict) {
        constexpr int kMostAttempts = 2;
        constexpr int kMostOutsideKills = 20;
        if (verdict.from_outside) {
            return ++kills < kMostOutsideKills;
        }
        return verdict.death->status != "timeout" && attempts++ < kMostAttempts;
    }

    int kills = 0;
};

class RemoteReader::Source : public isolation::BlobSource {
  public:
    explicit Source(const galley_blob* raw) : blob_(Blob::of(raw)) {}

    isolation::BlobFacts facts() override {
        return {blob_.name(), blob_.media_type(), blob_.size(), blob_.head(kSniffBytes)};
    }

    galley_status read(void* to, std::size_t room, std::size_t* got) override {
        return blob_.read(to, room, got);
    }

    bool rewind() override { return blob_.rewind(); }

  private:
    Blob& blob_;
};

RemoteReader::RemoteReader(
    isolation::Worker& worker, std::uint32_t stage, HostContext& context, bool streams)
    : worker_(worker), stage_(stage), context_(context), streams_(streams) {}

RemoteReader::~RemoteReader() = default;

const galley_reader_v1& RemoteReader::table() {
    static const galley_reader_v1 made{
        sizeof(galley_reader_v1),
        0,
        nullptr,
        [](void* self, const galley_blob* blob, galley_str) -> std::int32_t {
            return of(self).sniff(blob);
        },
        [](void* self, const galley_blob* blob) { return of(self).open(blob); },
        [](void* self) { of(self).close(); },
        [](void* self, galley_doc* blank) { return of(self).next(blank); }};
    return made;
}

std::optional<isolation::Death> RemoteReader::take_death() {
    return std::exchange(death_, std::nullopt);
}

/// Waiting behind other documents is not this one's time.
isolation::Verdict RemoteReader::call(Call call) {
    constexpr std::size_t kNumber = SIZE_MAX;  // no item's
    const auto begin = HostContext::Clock::now();
    const bool limited = context_.deadline != HostContext::Clock::time_point::max();
    call.stage = stage_;
    call.number = kNumber;
    call.host = &context_;
    call.left = limited ? std::optional(context_.deadline - begin) : std::nullopt;
    worker_.post(call);
    auto verdict = worker_.take(kNumber);
    if (limited) {
        context_.deadline += HostContext::Clock::now() - begin - verdict.used;
    }
    if (!verdict.media_type.empty()) {
        media_type_ = verdict.media_type;
    }
    death_ = verdict.death;
    return verdict;
}

galley_status RemoteReader::sniff(const galley_blob* blob) {
    Source source(blob);
    return call({.task = Task::kSniff, .blob = &source}).status;
}

/// A blob of one document is opened when it is read.
galley_status RemoteReader::open(const galley_blob* blob) {
    source_ = std::make_unique<Source>(blob);
    passed_ = 0;
    return streams_ ? open_stream() : GALLEY_OK;
}

galley_status RemoteReader::next(galley_doc* blank) {
    if (streams_) {
        return next_of_stream(blank);
    }
    auto* document = static_cast<document::Document*>(blank);
    return call({.task = Task::kRead, .document = document, .blob = source_.get()}).status;
}

/// A document that cost a worker is tried once more, behind those that were read before.
galley_status RemoteReader::next_of_stream(galley_doc* blank) {
    auto* document = static_cast<document::Document*>(blank);
    for (Tries tries;;) {
        const auto verdict = call(
            {.task = Task::kNext,
             .document = document,
             .blob = source_.get(),
             .attempts = tries.attempts});
        if (!death_.has_value()) {
            ++passed_;
            return verdict.status;
        }
        if (!tries.again(verdict)) {
            return verdict.status;
        }
        const auto death = death_;
        if (!source_->rewind() || open_stream() < 0) {
            death_ = death;
            return verdict.status;
        }
    }
}

/// Opens the blob behind what was read of it. @returns death_ tells whether it cost a worker.
galley_status RemoteReader::open_stream() {
    for (Tries tries;;) {
        const auto verdict = call(
            {.task = Task::kOpen,
             .blob = source_.get(),
             .skip = passed_,
             .attempts = tries.attempts});
        if (!death_.has_value() || !tries.again(verdict) || !source_->rewind()) {
            return verdict.status;
        }
    }
}

void RemoteReader::close() {
    if (streams_ && source_ != nullptr) {
        static_cast<void>(call({.task = Task::kClose, .blob = source_.get()}));
        death_.reset();
    }
    source_.reset();
}

}  // namespace galley::core::pipeline
