// SPDX-License-Identifier: Apache-2.0
// A file that an exporter appends to in whole blocks, can cut back, and makes durable.
#pragma once
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <galley/values.hpp>

namespace galley GALLEY_SDK_HIDDEN {

/// Appends through one buffer that is allocated once. What is handed to the system ends where a
/// block of the file does, until flush(): writing whole blocks costs two thirds of writing others.
/// Every error is a failure with the path and the system's reason; after one the file is not used
/// again.
class output_file {
  public:
    static constexpr std::size_t block_bytes = std::size_t{64} << 10U;
    static constexpr std::size_t max_room_bytes = std::size_t{1} << 15U;

    output_file() = default;
    output_file(const output_file&) = delete;
    output_file& operator=(const output_file&) = delete;

    ~output_file() { close(); }

    /// Opens or creates the file and cuts it to `keep_bytes`.
    /// @errors  failure, also when the file is shorter than that.
    void open(std::string path, std::uint64_t keep_bytes = 0) {
        close();
        path_ = std::move(path);
        fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

        struct stat found {};

        if (fd_ < 0 || ::fstat(fd_, &found) != 0) {
            fail("cannot open");
        }
        if (static_cast<std::uint64_t>(found.st_size) < keep_bytes) {
            throw failure(
                GALLEY_E_FAILED,
                path_ + ": expected at least " + std::to_string(keep_bytes) + " bytes, found " +
                    std::to_string(found.st_size));
        }
        if (!buffer_) {
            buffer_.reset(new char[block_bytes + max_room_bytes]);
        }
        cut(keep_bytes);
    }

    /// Calls f(std::string_view) with all that is handed to the system from now on, in order.
    void on_flush(std::function<void(std::string_view)> f) { on_flush_ = std::move(f); }

    bool is_open() const { return fd_ >= 0; }

    const std::string& path() const { return path_; }

    /// Bytes of the file, those still in the buffer included.
    std::uint64_t size_bytes() const { return written_ + used_; }

    /// Room for `bytes` (at most max_room_bytes) more; hand the end of what was put there to
    /// put_until().
    char* room(std::size_t bytes) {
        if (used_ + bytes > block_bytes) {
            hand_over_blocks();
        }
        return buffer_.get() + used_;
    }

    void put_until(const char* end) { used_ = static_cast<std::size_t>(end - buffer_.get()); }

    void append(std::string_view text) {
        if (used_ + text.size() > block_bytes) {
            return append_in_parts(text);
        }
        used_ += text.copy(buffer_.get() + used_, text.size());
    }

    /// Hands everything to the system; durable only after sync().
    void flush() { hand_over(used_); }

    /// Makes what was flushed durable. A sync that failed is never tried again.
    void sync() {
        if (::fdatasync(fd_) != 0) {
            fail("cannot sync");
        }
    }

    /// Drops everything from `size_bytes` on.
    void cut(std::uint64_t size_bytes) {
        flush();
        const auto size = static_cast<off_t>(size_bytes);
        if (::ftruncate(fd_, size) != 0 || ::lseek(fd_, size, SEEK_SET) < 0) {
            fail("cannot cut");
        }
        written_ = size_bytes;
    }

    void close() noexcept {
        if (fd_ >= 0) {
            ::close(std::exchange(fd_, -1));
        }
        used_ = 0;
        written_ = 0;
    }

  private:
    void append_in_parts(std::string_view text) {
        while (!text.empty()) {
            const auto part = std::min(text.size(), max_room_bytes);
            char* to = room(part);
            std::memcpy(to, text.data(), part);
            put_until(to + part);
            text.remove_prefix(part);
        }
    }

    /// What is left ends before the end of a block.
    void hand_over_blocks() {
        const auto in_block = static_cast<std::size_t>(written_ % block_bytes);
        if (in_block + used_ >= block_bytes) {
            hand_over((in_block + used_) / block_bytes * block_bytes - in_block);
        }
    }

    /// The first `bytes` of the buffer.
    void hand_over(std::size_t bytes) {
        for (std::size_t done = 0; done < bytes;) {
            const auto wrote = ::write(fd_, buffer_.get() + done, bytes - done);
            if (wrote < 0 && errno == EINTR) {
                continue;
            }
            if (wrote <= 0) {
                used_ = 0;
                fail("cannot write");
            }
            done += static_cast<std::size_t>(wrote);
        }
        if (on_flush_ && bytes > 0) {
            on_flush_({buffer_.get(), bytes});
        }
        written_ += bytes;
        used_ -= bytes;
        std::memmove(buffer_.get(), buffer_.get() + bytes, used_);
    }

    [[noreturn]] void fail(const char* what) {
        const int reason = errno;
        close();
        throw failure(GALLEY_E_FAILED, path_ + ": " + what + ": " + std::strerror(reason));
    }

    std::string path_;
    std::function<void(std::string_view)> on_flush_;
    std::unique_ptr<char[]> buffer_;
    std::size_t used_ = 0;
    std::uint64_t written_ = 0;
    int fd_ = -1;
};

}  // namespace GALLEY_SDK_HIDDEN
