// SPDX-License-Identifier: Apache-2.0
// A file of the run state: whole reads and writes, made durable, every error with its path.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace galley::core::state {

/// What the system just said (errno), about a path: "out/x: No space left on device".
Error io_error(const std::filesystem::path& path);

/// Makes what was created or renamed in a folder durable.
Result<void> sync_folder(const std::filesystem::path& folder);

/// An open file; closes it.
class File {
  public:
    File() = default;
    File(File&& other) noexcept;
    File& operator=(File&& other) noexcept;
    ~File();

    /// @param flags  of open(2); new files are the owner's alone.
    static Result<File> open(const std::filesystem::path& path, int flags);

    Result<std::uint64_t> size() const;

    /// Fills `to` from `offset` on; fewer bytes at the end of the file.
    Result<std::size_t> read_at(std::uint64_t offset, char* to, std::size_t room) const;

    Result<void> write_at(std::uint64_t offset, std::string_view bytes);
    Result<void> cut(std::uint64_t size);

    /// Once it failed, the file is not used again.
    Result<void> sync();

    int descriptor() const { return fd_; }

    bool is_open() const { return fd_ >= 0; }

  private:
    int fd_ = -1;
    std::filesystem::path path_;
};

}  // namespace galley::core::state
