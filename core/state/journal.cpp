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

Result<void> Journal::scan() {
    const auto size = file_.size();
    if (!size.has_value()) {
        return unexpected(size.error());
    }
    std::string content;
    while (end() + kHeadBytes <= size.value()) {
        char head[kHeadBytes];
        if (auto got = file_.read_at(end(), head, kHeadBytes); !got.has_value()) {
            return unexpected(got.error());
        }
        Unpacker from({head, kHeadBytes});
        const auto mark = from.number();
        const auto length = from.number();
        const auto hash = from.number();
        if (mark != kMark || length > size.value() - end() - kHeadBytes) {
            break;
        }
        content.resize(length);
        if (auto got = file_.read_at(end() + kHeadBytes, content.data(), length);
            !got.has_value()) {
            return unexpected(got.error());
        }
        if (XXH3_64bits(content.data(), content.size()) != hash) {
            break;
        }
        ends_.push_back(end() + kHeadBytes + length);
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
