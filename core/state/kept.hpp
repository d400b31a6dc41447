// SPDX-License-Identifier: Apache-2.0
// What outputs must hold: checksums taken at each commit, compared when a run is resumed.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/state/file.hpp"
#include "core/state/records.hpp"

namespace galley::core::state {

/// Takes the checksum of what was added to each output. One caller at a time.
class KeptHashes {
  public:
    explicit KeptHashes(std::filesystem::path parts) : parts_(std::move(parts)) {}

    /// Output `name` has been kept up to here before.
    void resume(const OutputRecord& output);

    /// Fills `hash` for what was kept since the last call.
    /// @errors  kIo: it cannot be read; kInvalidInput: it is not there, or shorter than said.
    Result<void> add(OutputRecord& output);

  private:
    struct Output {
        File file;
        std::uint64_t kept_bytes = 0;
    };

    std::filesystem::path parts_;
    std::map<std::string, Output, std::less<>> outputs_;
    std::string block_;
};

/// Where an output differs from what a commit said of it.
struct Damage {
    std::uint64_t commit = 0;
    std::string path;
    std::uint64_t begin = 0, end = 0;  ///< of the bytes that are not as they were
};

/// Compares outputs with the commits of a run, one after the other.
class KeptCheck {
  public:
    explicit KeptCheck(std::filesystem::path parts) : hashes_(parts), parts_(std::move(parts)) {}

    /// @returns  false when an output is not what the commit says; damage() tells where.
    /// @errors   kIo.
    Result<bool> holds(const Commit& commit);

    const Damage& damage() const { return damage_; }

  private:
    KeptHashes hashes_;
    std::filesystem::path parts_;
    std::map<std::string, std::uint64_t, std::less<>> begins_;
    Damage damage_;
};

}  // namespace galley::core::state
