// SPDX-License-Identifier: Apache-2.0
// Paths go in by 64 bits of XXH3: a chance meeting needs the same content too. The table is probed
// from the slot that the content's hash names; nothing ever leaves it.
#include "core/state/known.hpp"

#include <bit>
#include <charconv>
#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>
#include <xxhash.h>

namespace galley::core::state {
namespace {

constexpr std::uint64_t kUnmet = 1;

}  // namespace

void UnmapKnown::operator()(KnownSlot* table) const {
    ::munmap(table, slots * sizeof(KnownSlot));
}

/// All zero. Its file is gone with the mapping, and with the process.
Known::Table Known::make_table(std::size_t slots) const {
    const auto bytes = slots * sizeof(Slot);
    int fd = folder_.empty() ? -1 : ::open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    // Room is taken first: a page that finds none when it is written ends the process.
    if (fd >= 0 && ::posix_fallocate(fd, 0, static_cast<off_t>(bytes)) != 0) {
        ::close(fd);
        fd = -1;
    }
    const int flags = fd >= 0 ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS;
    void* at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, flags, fd, 0);
    if (fd >= 0) {
        ::close(fd);
    }
    if (at == MAP_FAILED) {
        throw std::bad_alloc();
    }
    return Table(static_cast<Slot*>(at), UnmapKnown{slots});
}

Known::Slot Known::slot_of(const Content& content, std::uint64_t path_hash) {
    const auto first = content[0] ^ path_hash;
    return {first == 0 ? 1 : first, (content[1] ^ std::rotl(path_hash, 32)) | kUnmet};
}

void Known::insert(const Slot& slot) {
    const auto mask = table_.get_deleter().slots - 1;
    auto at = slot.first & mask;
    while (table_[at].first != 0) {
        at = (at + 1) & mask;
    }
    table_[at] = slot;
}

void Known::grow() {
    constexpr std::size_t kFirst = 1024;
    const auto before = table_ == nullptr ? 0 : table_.get_deleter().slots;
    const auto old = std::exchange(table_, make_table(before == 0 ? kFirst : before * 2));
    for (std::size_t i = 0; i < before; ++i) {
        if (old[i].first != 0) {
            insert(old[i]);
        }
    }
}

void Known::add(const Slot& slot) {
    if (table_ == nullptr || all_ * 2 >= table_.get_deleter().slots) {
        grow();
    }
    insert(slot);
    ++all_;
}

void Known::add(const Content& content, std::string_view path) {
    add(slot_of(content, XXH3_64bits(path.data(), path.size())));
}

void Known::add(const DocumentRecord& document) {
    if (!document.purged) {
        return add(document.content, document.path);
    }
    std::uint64_t hash = 0;
    const auto digits = std::string_view(document.path).substr(document.path.find(':') + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), hash, 16);
    add(slot_of(document.content, hash));
}

bool Known::take(const Content& content, std::string_view path) {
    const auto wanted = slot_of(content, XXH3_64bits(path.data(), path.size()));
    const std::lock_guard lock(mutex_);
    if (table_ == nullptr) {
        return false;
    }
    const auto mask = table_.get_deleter().slots - 1;
    for (auto at = wanted.first & mask; table_[at].first != 0; at = (at + 1) & mask) {
        if (table_[at].first == wanted.first && table_[at].second == wanted.second) {
            table_[at].second &= ~kUnmet;
            return true;
        }
    }
    return false;
}

}  // namespace galley::core::state
