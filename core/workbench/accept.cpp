// SPDX-License-Identifier: Apache-2.0
// Writes what came out into a case's folder.
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "core/workbench/run_cases.hpp"

namespace galley::core::workbench {
namespace {

namespace fs = std::filesystem;

Error failed(const fs::path& file, int code) {
    return {
        file.string() + ": cannot be written: " + std::generic_category().message(code),
        ErrorKind::kIo};
}

bool write_all(int fd, std::string_view content) {
    while (!content.empty()) {
        const auto count = ::write(fd, content.data(), content.size());
        if (count < 0 && errno != EINTR) {
            return false;
        }
        content.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    return true;
}

/// A new file beside it takes its name, so that it is never half written, and a link is replaced
/// instead of followed.
Result<bool> replace(const fs::path& file, std::string_view content) {
    constexpr mode_t kMode = 0644;
    auto name = file.string() + ".XXXXXX";
    const int fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd < 0) {
        return unexpected(failed(file, errno));
    }
    const bool written = write_all(fd, content) && ::fchmod(fd, kMode) == 0 && ::fsync(fd) == 0;
    int code = written ? 0 : errno;
    code = ::close(fd) != 0 && code == 0 ? errno : code;
    if (code == 0 && ::rename(name.c_str(), file.c_str()) == 0) {
        return true;
    }
    code = code == 0 ? errno : code;
    ::unlink(name.c_str());
    return unexpected(failed(file, code));
}

}  // namespace

bool can_accept(const Outcome& outcome) {
    return outcome.verdict == Verdict::kFailed && !outcome.accepted.empty() &&
           std::ranges::none_of(outcome.differences, [](const Difference& each) {
               return each.what.starts_with("second run");
           });
}

Result<std::vector<std::string>> accept(const Outcome& outcome) {
    std::vector<std::string> written;
    for (const auto& [name, content] : outcome.accepted) {
        const auto file = outcome.folder / name;
        std::error_code code;
        if (content.empty()) {
            if (fs::remove(file, code)) {
                written.push_back("removed " + file.string());
            } else if (code) {
                return unexpected(failed(file, code.value()));
            }
            continue;
        }
        if (auto done = replace(file, content); !done.has_value()) {
            return unexpected(done.error());
        }
        written.push_back("wrote " + file.string());
    }
    return written;
}

}  // namespace galley::core::workbench
