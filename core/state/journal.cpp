// SPDX-License-Identifier: Apache-2.0
// A block is: mark, length, XXH3 of the content, content.
#include "core/state/journal.hpp"

#include <fcntl.h>
#include <xxhash.h>

#include "core/state/packing.hpp"

namespace galley::core::state {
namespace {

constexpr std::uint64_t kMark = 0x316b636f6c626c67;  // "glblock1"
constexpr std::size_t kHeadBytes = 24;

/// From where on, and where the file ends.
struct Extent {
    std::uint64_t begin = 0, end = 0;
};

/// Reads the content of the block that begins there. @returns  false: it is not whole.
Result<bool> block_at(const File& file, Extent at, std::string& content) {
    if (at.begin + kHeadBytes > at.end) {
        return false;
    }
    char head[kHeadBytes];
    if (auto got = file.read_at(at.begin, head, kHeadBytes); !got.has_value()) {
        return unexpected(got.error());
    }
    Unpacker from({head, kHeadBytes});
    const auto mark = from.number();
    const auto length = from.number();
    const auto hash = from.number();
    if (mark != kMark || length > at.end - at.begin - kHeadBytes) {
        return false;
    }
    content.resize(length);
    if (auto got = file.read_at(at.begin + kHeadBytes, content.data(), length); !got.has_value()) {
        return unexpected(got.error());
    }
    return XXH3_64bits(content.data(), content.size()) == hash;
}

}  // namespace

Result<Journal> Journal::open(const std::filesystem::path& path) {
    auto file = File::open(path, O_RDWR | O_CREAT);
    if (!file.has_value()) {
        return unexpected(file.error());
    }
    Journal journal;
    journal.file_ = std::move(file).value();
    if (auto scanned = journal.scan(); !scanned.has_value()) {
        return unexpected(scanned.error());
    }
    return journal;
}

Result<std::string> Journal::first_block(const std::filesystem::path& path) {
    const auto file = File::open(path, O_RDONLY);
    if (!file.has_value()) {
        return unexpected(file.error());
    }
    const auto size = file->size();
    if (!size.has_value()) {
        return unexpected(size.error());
    }
    std::string content;
    const auto whole = block_at(file.value(), {0, size.value()}, content);
    if (!whole.has_value()) {
        return unexpected(whole.error());
    }
    return whole.value() ? content : std::string();
}

Result<void> Journal::scan() {
    const auto size = file_.size();
    if (!size.has_value()) {
        return unexpected(size.error());
    }
    for (std::string content;;) {
        const auto whole = block_at(file_, {end(), size.value()}, content);
        if (!whole.has_value()) {
            return unexpected(whole.error());
        }
        if (!whole.value()) {
            break;
        }
        ends_.push_back(end() + kHeadBytes + content.size());
    }
    torn_ = end() != size.value();
    return {};
}

Result<std::string> Journal::read(std::size_t index) const {
    const auto begin = (index == 0 ? 0 : ends_[index - 1]) + kHeadBytes;
    std::string content(ends_[index] - begin, '\0');
    if (auto got = file_.read_at(begin, content.data(), content.size()); !got.has_value()) {
        return unexpected(got.error());
    }
    return content;
}

Result<void> Journal::append(std::string_view block) {
    if (torn_) {
        if (auto made = cut(count()); !made.has_value()) {
            return made;
        }
    }
    std::string bytes;
    bytes.reserve(block.size() + kHeadBytes);
    Packer to(bytes);
    to.number(kMark);
    to.number(block.size());
    to.number(XXH3_64bits(block.data(), block.size()));
    to.bytes(block);
    if (auto written = file_.write_at(end(), bytes); !written.has_value()) {
        return written;
    }
    if (auto synced = file_.sync(); !synced.has_value()) {
        return synced;
    }
    ends_.push_back(end() + bytes.size());
    return {};
}

Result<void> Journal::cut(std::size_t count) {
    ends_.resize(count);
    torn_ = false;
    if (auto made = file_.cut(end()); !made.has_value()) {
        return made;
    }
    return file_.sync();
}

}  // namespace galley::core::state
