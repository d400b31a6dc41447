// SPDX-License-Identifier: Apache-2.0
// One galley at a time on an output folder.
#pragma once
#include <filesystem>
#include <optional>
#include <sys/types.h>

#include "core/result.hpp"
#include "core/state/file.hpp"

namespace galley::core::state {

/// Held as long as it lives; the system gives it back when the process dies, however it dies.
class Lock {
  public:
    /// @errors  kUsage with the other process's number; kIo.
    static Result<Lock> take(const std::filesystem::path& out);

    /// Who holds it; nothing: nobody.
    static std::optional<pid_t> owner(const std::filesystem::path& out);

  private:
    File file_;
};

/// OUT/.galley.
std::filesystem::path state_folder(const std::filesystem::path& out);

}  // namespace galley::core::state
