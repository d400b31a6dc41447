// SPDX-License-Identifier: Apache-2.0
// What signals do to a run: the first one drains, the second stops; SIGHUP opens the log file anew.
#pragma once
#include <chrono>

#include "core/pipeline/services.hpp"
#include "core/reporting/log.hpp"
#include "core/result.hpp"

namespace galley::core::cli {

/// Signals are taken while this lives. One at a time in a process: handlers reach nothing but
/// globals.
class Signals {
  public:
    /// @param services        its `cancelled` and `wake` are set by the first SIGINT or SIGTERM.
    /// @param log             SIGHUP reopens it when it is a file; else SIGHUP is left alone.
    /// @param graceful_limit  after the first signal the run may go on for so long; 0: until it has
    ///                        drained.
    Signals(
        pipeline::Services& services, reporting::Log& log, std::chrono::nanoseconds graceful_limit);
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

  private:
    pipeline::Services& services_;
};

}  // namespace galley::core::cli
