// SPDX-License-Identifier: Apache-2.0
// memfd and mmap.
#include "core/isolation/board.hpp"

#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace galley::core::isolation {

Fd make_board() {
    Fd fd(::memfd_create("galley-board", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    if (fd.get() < 0 || ::ftruncate(fd.get(), sizeof(Notices)) != 0 ||
        ::fcntl(fd.get(), F_ADD_SEALS, kSeals) != 0) {
        return {};
    }
    return fd;
}

/// New memory is zero, which is what both numbers begin with; an object made there by one side
/// would overwrite what the other said.
Board::Board(const Fd& fd) {
    void* page = ::mmap(nullptr, sizeof(Notices), PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
    notices_ = page == MAP_FAILED ? nullptr : std::launder(static_cast<Notices*>(page));
}

Board::~Board() {
    if (notices_ != nullptr) {
        ::munmap(notices_, sizeof(Notices));
    }
}

Board::Board(Board&& other) noexcept : notices_(std::exchange(other.notices_, nullptr)) {}

Board& Board::operator=(Board&& other) noexcept {
    std::swap(notices_, other.notices_);
    return *this;
}

}  // namespace galley::core::isolation
