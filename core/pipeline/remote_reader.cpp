// SPDX-License-Identifier: Apache-2.0
// Calls, and the way back into a stream whose worker died.
#include "core/pipeline/remote_reader.hpp"

#include <utility>

namespace galley::core::pipeline {

using isolation::Task;

namespace {

constexpr std::size_t kSniffBytes = 4096;

RemoteReader& of(void* self) {
    return *static_cast<RemoteReader*>(self);
}

}  // namespace

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

galley_status RemoteReader::sniff(const galley_blob* blob) {
    Source source(blob);
    source_.swap(*reinterpret_cast<std::unique_ptr<Source>*>(&source_));
    return GALLEY_OK;
}

}  // namespace galley::core::pipeline
