// SPDX-License-Identifier: Apache-2.0
// The blob that an isolated reader reads, as a worker's host needs it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <galley/plugin.h>

namespace galley::core::isolation {

/// What a reader may know of a blob before it reads.
struct BlobFacts {
    std::string_view name, media_type;
    std::uint64_t size = UINT64_MAX;
    std::string_view head;  ///< for sniffing
};

/// Outlives the calls that it is given to.
class BlobSource {
  public:
    virtual ~BlobSource() = default;

    virtual BlobFacts facts() = 0;
    /// As galley_build_v1::read.
    virtual galley_status read(void* to, std::size_t room, std::size_t* got) = 0;
    /// From the start again. @returns false: it cannot be read twice.
    virtual bool rewind() = 0;
};

}  // namespace galley::core::isolation
