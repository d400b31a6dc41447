// SPDX-License-Identifier: Apache-2.0
// Temporary file, then rename.
#include "core/workbench/write_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

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

Result<bool> write_through(const fs::path& file, std::string_view content) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return unexpected(failed(file, errno));
    }
    const int code = write_all(fd, content) ? 0 : errno;
    ::close(fd);
    return code == 0 ? Result<bool>(true) : unexpected(failed(file, code));
}

}  // namespace

Result<bool> write_file(const fs::path& file, std::string_view content) {
    constexpr mode_t kMode = 0644;
    std::error_code unknown;
    if (fs::is_character_file(file, unknown) || fs::is_fifo(file, unknown)) {
        return write_through(file, content);
    }
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

}  // namespace galley::core::workbench
