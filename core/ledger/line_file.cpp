// SPDX-License-Identifier: Apache-2.0
// Blocks of 1 MiB; a longer line makes the buffer as long as itself.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "core/ledger/ledger_lines.hpp"

namespace galley::core::ledger {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20U;

}  // namespace

LineFile::~LineFile() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

Error LineFile::error(const char* what) const {
    return {path_ + ": " + what + ": " + std::strerror(errno), ErrorKind::kIo};
}

Result<void> LineFile::open(const std::string& path) {
    path_ = path;
    fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd_ < 0) {
        return unexpected(error("cannot open"));
    }
    return {};
}

Result<bool> LineFile::next() {
    for (std::size_t searched = begin_;;) {
        const auto found = std::string_view(buffer_).substr(0, end_).find('\n', searched);
        if (found != std::string_view::npos) {
            line_ = std::string_view(buffer_).substr(begin_, found - begin_);
            offset_ = buffer_offset_ + begin_;
            begin_ = found + 1;
            ++number_;
            return true;
        }
        buffer_.erase(0, begin_);
        buffer_offset_ += begin_;
        end_ -= begin_;
        begin_ = 0;
        searched = end_;
        buffer_.resize(std::max(end_ + kBlockBytes, buffer_.size()) + LineParser::kPaddingBytes);
        const auto got = ::read(fd_, buffer_.data() + end_, kBlockBytes);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return unexpected(error("cannot read"));
        }
        if (got == 0 && end_ == 0) {
            return false;
        }
        if (got == 0) {
            ++number_;
            return unexpected(Error{
                path_ + ":" + std::to_string(number_) + ": the last line is not complete",
                ErrorKind::kInvalidInput});
        }
        end_ += static_cast<std::size_t>(got);
    }
}

Result<std::string_view> LineFile::read_at(
    std::uint64_t offset, std::size_t size_bytes, std::string& to) const {
    to.resize(size_bytes + LineParser::kPaddingBytes);
    for (std::size_t done = 0; done < size_bytes;) {
        const auto got =
            ::pread(fd_, to.data() + done, size_bytes - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return unexpected(error("cannot read"));
        }
        done += static_cast<std::size_t>(got);
    }
    return std::string_view(to).substr(0, size_bytes);
}

}  // namespace galley::core::ledger
