// SPDX-License-Identifier: Apache-2.0
// A page of memory that galley and one worker share: what has to be seen while a call runs.
#pragma once
#include <atomic>
#include <cstdint>

#include "core/isolation/packets.hpp"

namespace galley::core::isolation {

/// What stands on it. A worker can write anything there: galley takes from it which of the calls
/// in flight runs, and nothing else.
struct Notices {
    std::atomic<std::uint64_t> begun{0};      ///< by the worker: calls begun since it started
    std::atomic<std::uint32_t> cancelled{0};  ///< by galley: the run is to stop
};

static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// The page, mapped as long as this object lives.
class Board {
  public:
    Board() = default;
    /// @param fd  of make_board().
    explicit Board(const Fd& fd);
    ~Board();
    Board(Board&& other) noexcept;
    Board& operator=(Board&& other) noexcept;

    /// Null: there was no memory.
    Notices* notices() const { return notices_; }

  private:
    Notices* notices_ = nullptr;
};

/// Memory for a board; its size is sealed, so that nobody is hurt by a page that went away.
/// @returns  no descriptor: errno says why.
Fd make_board();

}  // namespace galley::core::isolation
