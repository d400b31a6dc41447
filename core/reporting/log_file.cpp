// SPDX-License-Identifier: Apache-2.0
// Each line is one write, so that what others append stays whole too.
#include "core/reporting/log_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace galley::core::reporting {

LogFile::~LogFile() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

Result<void> LogFile::open() {
    constexpr mode_t kForOwnerAndGroup = 0640;  // paths of documents, and what plugins say of them
    const int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY;
    const int opened = ::open(path_.c_str(), flags, kForOwnerAndGroup);
    if (opened < 0) {
        return unexpected(
            Error{path_ + ": cannot be opened: " + std::strerror(errno), ErrorKind::kIo});
    }
    if (fd_ >= 0) {
        ::close(fd_);
    }
    fd_ = opened;
    return {};
}

void LogFile::sink_it_(const spdlog::details::log_msg& message) {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    const char* from = line.data();
    for (auto left = line.size(); left > 0;) {
        const auto put = ::write(fd_, from, left);
        if (put < 0 && errno != EINTR) {
            return;  // a full disk costs log lines, never the run
        }
        from += put < 0 ? 0 : put;
        left -= put < 0 ? 0 : static_cast<std::size_t>(put);
    }
}

}  // namespace galley::core::reporting
