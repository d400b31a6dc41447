// SPDX-License-Identifier: Apache-2.0
// Opens without blocking, checks what was opened, and checks every character.
#include "source_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "unicode.hpp"

namespace galley::core::config {

namespace {

constexpr std::size_t kLargestBytes = std::size_t{1} << 20;

struct OpenFile {
    int fd;

    explicit OpenFile(const std::filesystem::path& path)
        : fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}

    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    ~OpenFile() {
        if (fd >= 0) {
            ::close(fd);
        }
    }
};

std::string reason(int error) {
    return std::generic_category().message(error);
}

Result<std::string, std::string> read_bytes(const std::filesystem::path& path) {
    const OpenFile file(path);
    if (file.fd < 0) {
        return unexpected("cannot be opened: " + reason(errno));
    }

    struct stat found {};

    if (::fstat(file.fd, &found) != 0 || !S_ISREG(found.st_mode)) {
        return unexpected(std::string(
            S_ISDIR(found.st_mode) ? "is a folder, not a config file" : "is not a regular file"));
    }
    std::string bytes(kLargestBytes + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const ssize_t got = ::read(file.fd, bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno != EINTR) {
            return unexpected("cannot be read: " + reason(errno));
        }
        if (got == 0) {
            break;
        }
        size += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    if (size > kLargestBytes) {
        return unexpected(std::string("is larger than 1 MiB; a config is not that long"));
    }
    bytes.resize(size);
    return bytes;
}

std::string with_line_feeds(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r') {
            out += text[at];
        } else if (at + 1 == text.size() || text[at + 1] != '\n') {
            out += '\n';
        }
    }
    return out;
}

std::optional<Diagnostic> first_bad_character(std::string_view text, Position position) {
    position.line = 1;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = decode(text, at);
        if (!point.valid) {
            return Diagnostic{
                position,
                fmt::format(
                    "not UTF-8 (byte {:02X}); save it as UTF-8",
                    static_cast<unsigned>(point.value)),
                {}};
        }
        if (is_control(point.value) && point.value != '\n' && point.value != '\t') {
            return Diagnostic{
                position,
                fmt::format(
                    "holds a control character (U+{:04X})", static_cast<unsigned>(point.value)),
                {}};
        }
        position.line += point.value == '\n' ? 1 : 0;
        at += point.bytes;
    }
    return std::nullopt;
}

}  // namespace

Result<std::string, Diagnostic> read_source(const std::filesystem::path& file) {
    const Position position{file.string(), 0, {}};
    Result<std::string, std::string> bytes = read_bytes(file);
    if (!bytes) {
        return unexpected(Diagnostic{position, bytes.error(), {}});
    }
    std::string_view text = *bytes;
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        return unexpected(Diagnostic{position, "is UTF-16; save it as UTF-8", {}});
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    std::string lines = with_line_feeds(text);
    if (std::optional<Diagnostic> bad = first_bad_character(lines, position)) {
        return unexpected(*std::move(bad));
    }
    return lines;
}

}  // namespace galley::core::config
