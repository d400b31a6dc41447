// SPDX-License-Identifier: Apache-2.0
// A blob as a reader in a worker holds it: its bytes lie with the host.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include <galley/plugin.h>

#include "core/isolation/blob_source.hpp"

namespace galley::core::isolation {

/// The galley_blob part is what the reader sees. Its address is kept.
class RemoteBlob {
  public:
    /// Asks the host for the bytes that come next: its status, and at least one byte unless the
    /// blob ends. The view lives until the next call.
    using Fetch = std::function<galley_status(std::string_view* bytes)>;

    RemoteBlob(const BlobFacts& facts, Fetch fetch);
    RemoteBlob(const RemoteBlob&) = delete;
    RemoteBlob& operator=(const RemoteBlob&) = delete;

    const galley_blob* raw() const { return &view_.raw; }

    /// As galley_build_v1::read.
    galley_status read(void* to, std::size_t room, std::size_t* got);

    /// The one behind what a reader holds.
    static RemoteBlob& of(const galley_blob* raw);

  private:
    struct View {
        galley_blob raw{};
        RemoteBlob* owner = nullptr;
    };

    View view_;
    std::string name_, media_type_;
    Fetch fetch_;
    std::string fetched_;
    std::size_t given_ = 0;
};

}  // namespace galley::core::isolation
