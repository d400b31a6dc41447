// SPDX-License-Identifier: Apache-2.0
// What outputs must hold: checksums taken at each commit, compared when a run is resumed.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "core/state/file.hpp"
#include "core/state/records.hpp"

struct XXH3_state_s;

namespace galley::core::state {

/// The checksum of bytes as they pass.
class PassingHash {
  public:
    void add(std::string_view bytes);

    /// How many passed since the last take().
    std::uint64_t size_bytes() const { return size_bytes_; }

    /// Of these; and begins anew.
    std::uint64_t take();

  private:
    struct Free {
        void operator()(XXH3_state_s* state) const;
    };

    std::unique_ptr<XXH3_state_s, Free> state_;
    std::uint64_t size_bytes_ = 0;
};

/// Takes the checksum of what was added to each output. One caller at a time.
class KeptHashes {
  public:
    explicit KeptHashes(std::filesystem::path parts) : parts_(std::move(parts)) {}

    /// Output `name` has been kept up to here before.
    void resume(const OutputRecord& output);

    /// Fills `hash` for what was kept since the last call, unless it is known.
    /// @errors  kIo: it cannot be read; kInvalidInput: it is not there, or shorter than said.
    Result<void> add(OutputRecord& output);

  private:
    struct Output {
        File file;
        std::uint64_t kept_bytes = 0;
    };

    static Result<void> check_size(
        Output& known, const std::filesystem::path& path, std::uint64_t kept_bytes);

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
