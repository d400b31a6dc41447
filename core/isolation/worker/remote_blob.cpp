// SPDX-License-Identifier: Apache-2.0
// Bytes come by the packet and are read as the reader likes.
#include "core/isolation/worker/remote_blob.hpp"

#include <algorithm>
#include <cstring>

#include <galley/values.hpp>

namespace galley::core::isolation {

RemoteBlob::RemoteBlob(const BlobFacts& facts, Fetch fetch)
    : name_(facts.name), media_type_(facts.media_type), fetch_(std::move(fetch)) {
    view_.raw = galley_blob{
        sizeof(galley_blob),
        -1,
        galley::to_abi(std::string_view(name_)),
        galley::to_abi(std::string_view(media_type_)),
        galley_str{},
        facts.size};
    view_.owner = this;
}

RemoteBlob& RemoteBlob::of(const galley_blob* raw) {
    return *reinterpret_cast<const View*>(raw)->owner;
}

galley_status RemoteBlob::read(void* to, std::size_t room, std::size_t* got) {
    *got = 0;
    if (given_ == fetched_.size()) {
        std::string_view bytes;
        const auto status = fetch_(&bytes);
        fetched_ = bytes;
        given_ = 0;
        if (status < 0) {
            fetched_.clear();
            return status;
        }
    }
    *got = std::min(room, fetched_.size() - given_);
    std::memcpy(to, fetched_.data() + given_, *got);
    given_ += *got;
    return GALLEY_OK;
}

}  // namespace galley::core::isolation
