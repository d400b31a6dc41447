// SPDX-License-Identifier: Apache-2.0
// Progress of a run on stderr: a bar on a terminal, else one line every few seconds.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "core/pipeline/run.hpp"

namespace galley::core::reporting {

/// One caller at a time.
class Progress {
  public:
    /// @param input_bytes  of all input files, for the ETA; 0: not known.
    Progress(bool terminal, std::uint64_t input_bytes)
        : terminal_(terminal), input_bytes_(input_bytes) {}

    ~Progress() { finish(); }

    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(const pipeline::Balance& balance);
    /// Takes the bar off the terminal.
    void finish();

  private:
    using Clock = std::chrono::steady_clock;
    bool terminal_;
    std::uint64_t input_bytes_;
    Clock::time_point started_ = Clock::now();
    Clock::time_point last_ = started_;
    std::optional<pipeline::Balance> before_;  ///< of earlier sessions
    bool drawn_ = false;
};

/// The line that is drawn, without its line end: "[=====     ]  48 %  1,200 documents  350/s  ETA
/// 0:12".
/// @param before  what earlier sessions of the run had done; the rate is this one's.
std::string progress_line(
    const pipeline::Balance& balance,
    std::uint64_t input_bytes,
    double seconds,
    const pipeline::Balance& before = {});

}  // namespace galley::core::reporting
