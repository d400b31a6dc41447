// SPDX-License-Identifier: Apache-2.0
// From signals and broken promises to words.
#include "core/isolation/failure.hpp"

#include <csignal>

#include <fmt/format.h>

namespace galley::core::isolation {

void Failure::explain(Ending ending, std::uint64_t memory_bytes, std::string_view time_limit) {
    const bool by_host = ending.signal == SIGKILL && ending.was_killed;
    stderr_tail = std::move(ending.stderr_tail);
    signal = ending.signal == 0 || by_host ? "" : signal_name(ending.signal);
    if (how == How::kFell) {
        how = ending.signal == SIGSYS                          ? How::kSandbox
              : ending.signal == SIGKILL && !ending.was_killed ? How::kOutside
              : ending.was_killed                              ? How::kLie
                                                               : How::kCrash;
    }
    switch (how) {
        case How::kTime:
            what = time_limit;
            break;
        case How::kMemory:
            what = fmt::format("isolation.memory: {} MiB were not enough", memory_bytes >> 20U);
            break;
        case How::kSandbox:
            what = "isolation.sandbox: a call to the system that is forbidden (SIGSYS)";
            break;
        case How::kTooMuch:
            what = fmt::format("said more than {} MiB", kMostReplyBytes >> 20U);
            break;
        case How::kLie:
            what = "the worker broke its protocol and was killed";
            break;
        default:
            what = signal.empty() ? fmt::format("exit with status {}", ending.exit_status) : signal;
    }
}

std::string_view Failure::code() const {
    switch (how) {
        case How::kTime:
            return "time-limit";
        case How::kMemory:
            return "memory-limit";
        case How::kSandbox:
            return "sandbox";
        case How::kTooMuch:
            return "output-limit";
        case How::kLie:
            return "lie";
        default:
            return "crash";
    }
}

Death Failure::death(int attempts) && {
    return {
        how == How::kTime ? "timeout" : "crash",
        std::string(code()),
        fmt::format("{}, in {} attempt{}", what, attempts, attempts == 1 ? "" : "s"),
        std::move(signal),
        attempts,
        std::move(stderr_tail)};
}

}  // namespace galley::core::isolation
