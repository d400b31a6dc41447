// SPDX-License-Identifier: Apache-2.0
// How a worker failed a call, and what is said of it.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/isolation/process.hpp"
#include "core/isolation/supervisor.hpp"

namespace galley::core::isolation {

struct Failure {
    enum class How { kFell, kCrash, kTime, kMemory, kSandbox, kTooMuch, kLie, kOutside };
    /// Which of the calls in flight is meant.
    enum class Whose {
        kRunning,   ///< that the worker was at
        kAnswered,  ///< whose answer is wrong
        kAny        ///< one of those that it was at since it last answered
    };

    explicit Failure(How failed, Whose call = Whose::kRunning) : how(failed), whose(call) {}

    How how;  ///< kFell: its end will tell
    Whose whose;
    std::string signal, what, stderr_tail;

    /// Makes of the end of the worker how it failed.
    /// @param memory_bytes  what it was allowed.
    void explain(Ending ending, std::uint64_t memory_bytes, std::string_view time_limit);

    /// The last word on a document.
    Death death(int attempts) &&;

  private:
    std::string_view code() const;
};

/// A reply may be this long.
inline constexpr std::size_t kMostReplyBytes = Process::kMostMessageBytes;

}  // namespace galley::core::isolation
