// SPDX-License-Identifier: Apache-2.0
// Memory that galley and one worker share: what has to be seen while a call runs, and the calls.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/isolation/packets.hpp"

namespace galley::core::isolation {

/// What stands on it. A worker can write anything there: galley takes from it which of the calls
/// in flight runs, and nothing else.
struct Notices {
    std::atomic<std::uint64_t> begun{0};      ///< by the worker: calls begun since it started
    std::atomic<std::uint32_t> cancelled{0};  ///< by galley: the run is to stop
};

static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// So much of it is for calls: mostly those of a batch, which has 256 KiB and a document.
inline constexpr std::size_t kCallBytes = 512 * 1024;

/// The memory, mapped as long as this object lives.
class Board {
  public:
    enum class Side { kHost, kWorker };

    Board() = default;
    /// @param fd    of make_board().
    /// @param side  a worker cannot write where calls lie.
    Board(const Fd& fd, Side side);
    ~Board();
    Board(Board&& other) noexcept;
    Board& operator=(Board&& other) noexcept;

    /// Null: there was no memory.
    Notices* notices() const { return notices_; }

    /// Of the host, which never reads there.
    std::span<char> room_for_calls() const { return {calls_, kCallBytes}; }

    /// Of the worker. What lies where a call was does not change until the call is answered.
    std::string_view calls() const { return {calls_, kCallBytes}; }

  private:
    Notices* notices_ = nullptr;
    char* calls_ = nullptr;
};

/// Memory for a board; its size is sealed, so that nobody is hurt by memory that went away.
/// @returns  no descriptor: errno says why.
Fd make_board();

}  // namespace galley::core::isolation
