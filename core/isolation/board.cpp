// SPDX-License-Identifier: Apache-2.0
// memfd and mmap.
#include "core/isolation/board.hpp"

#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace galley::core::isolation {
namespace {

constexpr std::size_t kPage = 64 * 1024;  ///< the largest page there is where galley runs
static_assert(sizeof(Notices) <= kPage);

void* map(const Fd& fd, int access, std::size_t size, std::size_t at) {
    void* memory = ::mmap(nullptr, size, access, MAP_SHARED, fd.get(), static_cast<off_t>(at));
    return memory == MAP_FAILED ? nullptr : memory;
}

}  // namespace

Fd make_board() {
    Fd fd(::memfd_create("galley-board", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    if (fd.get() < 0 || ::ftruncate(fd.get(), kPage + kCallBytes) != 0 ||
        ::fcntl(fd.get(), F_ADD_SEALS, kSeals) != 0) {
        return {};
    }
    return fd;
}

/// New memory is zero, which is what both numbers begin with; an object made there by one side
/// would overwrite what the other said.
Board::Board(const Fd& fd, Side side) {
    constexpr int kBoth = PROT_READ | PROT_WRITE;
    calls_ =
        static_cast<char*>(map(fd, side == Side::kHost ? kBoth : PROT_READ, kCallBytes, kPage));
    void* page = calls_ == nullptr ? nullptr : map(fd, kBoth, sizeof(Notices), 0);
    notices_ = page == nullptr ? nullptr : std::launder(static_cast<Notices*>(page));
}

Board::~Board() {
    if (notices_ != nullptr) {
        ::munmap(notices_, sizeof(Notices));
    }
    if (calls_ != nullptr) {
        ::munmap(calls_, kCallBytes);
    }
}

Board::Board(Board&& other) noexcept
    : notices_(std::exchange(other.notices_, nullptr)),
      calls_(std::exchange(other.calls_, nullptr)) {}

Board& Board::operator=(Board&& other) noexcept {
    std::swap(notices_, other.notices_);
    std::swap(calls_, other.calls_);
    return *this;
}

}  // namespace galley::core::isolation
