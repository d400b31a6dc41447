// SPDX-License-Identifier: Apache-2.0
// OpenSSL counts, a sealed memfd keeps.
#include "sealed_copy.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <openssl/evp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

namespace galley::core::loading {

namespace {

class Open {
  public:
    explicit Open(int fd) : fd_(fd) {}

    ~Open() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }

    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;

    int get() const { return fd_; }

    int release() { return std::exchange(fd_, -1); }

  private:
    int fd_;
};

unexpected<Error> failed(std::string_view what) {
    return unexpected(Error{fmt::format("{}: {}", what, std::strerror(errno)), ErrorKind::kIo});
}

/// Calls take(bytes) for all of a file, piece by piece; false breaks off.
Result<void> read_all(int fd, const std::function<bool(std::string_view)>& take) {
    std::array<char, 1 << 16> buffer{};
    for (off_t at = 0;;) {
        const auto got = ::pread(fd, buffer.data(), buffer.size(), at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0 || (got > 0 && !take({buffer.data(), static_cast<std::size_t>(got)}))) {
            return failed("cannot be read");
        }
        if (got == 0) {
            return {};
        }
        at += got;
    }
}

Result<std::string> digest_of(int fd) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
        EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    bool counts = EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
    auto read = read_all(fd, [&](std::string_view bytes) {
        counts = counts && EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1;
        return true;
    });
    if (!read.has_value()) {
        return unexpected(read.error());
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (!counts || EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1) {
        return unexpected(Error{"OpenSSL offers no SHA-256", ErrorKind::kInternal});
    }
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += fmt::format("{:02x}", digest[i]);
    }
    return text;
}

Result<int> open_regular(const std::filesystem::path& file) {
    Open opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));

    struct stat status {};

    if (opened.get() < 0 || ::fstat(opened.get(), &status) != 0) {
        return failed("cannot be opened");
    }
    if (!S_ISREG(status.st_mode)) {
        return unexpected(Error{"is not a regular file", ErrorKind::kIo});
    }
    return opened.release();
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto put = ::write(fd, bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(put < 0 ? 0 : static_cast<std::size_t>(put));
    }
    return true;
}

}  // namespace

Result<std::string> sha256_of(const std::filesystem::path& file) {
    auto opened = open_regular(file);
    if (!opened.has_value()) {
        return unexpected(opened.error());
    }
    const Open fd(opened.value());
    return digest_of(fd.get());
}

Result<std::string> sealed_copy(const std::filesystem::path& file, const std::string& sha256) {
    auto opened = open_regular(file);
    if (!opened.has_value()) {
        return unexpected(opened.error());
    }
    const Open from(opened.value());
    Open copy(::memfd_create("galley-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (copy.get() < 0) {
        return failed("cannot be copied into memory");
    }
    auto copied =
        read_all(from.get(), [&](std::string_view bytes) { return write_all(copy.get(), bytes); });
    if (!copied.has_value()) {
        return unexpected(copied.error());
    }
    constexpr int kSeals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    if (::fcntl(copy.get(), F_ADD_SEALS, kSeals) != 0) {
        return failed("cannot be sealed in memory");
    }
    auto digest = digest_of(copy.get());
    if (!digest.has_value()) {
        return digest;
    }
    if (digest.value() != sha256) {
        return unexpected(Error{
            fmt::format("has the SHA-256 {} now, expected {}", digest.value(), sha256),
            ErrorKind::kConfig});
    }
    return fmt::format("/proc/self/fd/{}", copy.release());
}

}  // namespace galley::core::loading
