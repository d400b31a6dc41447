// SPDX-License-Identifier: Apache-2.0
// Starts workers, all from one thread that lives as long as this object.
#pragma once
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <mutex>
#include <sys/types.h>
#include <thread>

#include "core/isolation/board.hpp"
#include "core/isolation/packets.hpp"
#include "core/result.hpp"

namespace galley::core::isolation {

/// A worker as it was started: alive until somebody waits for it.
struct Spawned {
    pid_t pid = -1;
    Fd process;  ///< pidfd: readable when the worker is dead
    Fd socket;   ///< packets
    Fd errors;   ///< what it writes to its standard error; not blocking
    Board board;
};

/// A worker dies with the thread that started it (PR_SET_PDEATHSIG), so lanes, whose threads come
/// and go, never start one themselves. @thread any.
class Spawner {
  public:
    /// @param program  the galley-worker to run.
    explicit Spawner(std::filesystem::path program);
    ~Spawner();
    Spawner(const Spawner&) = delete;
    Spawner& operator=(const Spawner&) = delete;

    /// @errors  kIo: what the system says.
    Result<Spawned> spawn();

    const std::filesystem::path& program() const { return program_; }

  private:
    void serve(const std::stop_token& stop);
    Result<Spawned> start() const;

    std::filesystem::path program_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<std::promise<Result<Spawned>>> wanted_;
    std::jthread thread_;
};

}  // namespace galley::core::isolation
