// SPDX-License-Identifier: Apache-2.0
// One worker process as the host holds it: packets, the end of its standard error, its death.
#pragma once
#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/isolation/spawner.hpp"

namespace galley::core::isolation {

using Clock = std::chrono::steady_clock;

/// How a worker ended.
struct Ending {
    int signal = 0;           ///< 0: it called exit
    int exit_status = 0;      ///< of exit
    bool was_killed = false;  ///< by this host
    std::string stderr_tail;  ///< at most kTailBytes
};

/// Not thread-safe. The process is killed and waited for with this object.
class Process {
  public:
    static constexpr std::size_t kTailBytes = 4096;
    static constexpr std::size_t kMostMessageBytes = std::size_t{256} << 20;

    enum class Event { kPacket, kRoom, kTime, kGone, kBroken };

    explicit Process(Spawned spawned) : spawned_(std::move(spawned)) {}

    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    Sent send(std::string_view message) { return send_message(spawned_.socket.get(), message); }

    /// Where the next calls may be written: what is left of the board.
    std::span<char> room_for_calls() const {
        return spawned_.board.room_for_calls().subspan(on_board_);
    }

    /// The same for calls, wherever they were written.
    Sent send_calls(std::string_view calls);

    /// All calls are answered: the worker reads nothing on the board any more.
    void clear_board() { on_board_ = 0; }

    /// The next packet(), as soon as there is one, but not after `until`.
    /// @param wants_room  return kRoom when more can be sent.
    Event receive(Clock::time_point until, bool wants_room = false);

    std::string_view packet() const { return inbox_.packet(); }

    /// Kills it if it lives, and tells how it ended. Once.
    Ending end();

    Notices& notices() const { return *spawned_.board.notices(); }

    pid_t pid() const { return spawned_.pid; }

    /// What is resident now; 0 when that cannot be known.
    std::uint64_t resident_bytes() const;

  private:
    void read_errors();

    Spawned spawned_;
    Inbox inbox_{kMostMessageBytes};
    std::string tail_;
    std::size_t on_board_ = 0;  ///< bytes
};

}  // namespace galley::core::isolation
