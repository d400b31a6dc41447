// SPDX-License-Identifier: Apache-2.0
// Lines that come again and again: a few are let through, the others are counted.
#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace galley::core::reporting {

/// One caller at a time. Bounded: of more different lines than kMostKinds none is counted.
class Repeats {
  public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::uint64_t kMostTimes = 5;  ///< the same line, within kWindow
    static constexpr std::chrono::seconds kWindow{10};
    static constexpr std::size_t kMostKinds = 10'000;

    /// A line that was not written so many times.
    struct Counted {
        int level;
        std::string line;
        std::uint64_t times;
    };

    /// Whether to write a line.
    bool lets_through(int level, const std::string& line, Time now);

    /// What was counted in windows that are over.
    std::vector<Counted> take_ended(Time now);

  private:
    struct Window {
        Time begin;
        int level;
        std::uint64_t times;
    };

    std::map<std::string, Window, std::less<>> windows_;
    std::deque<std::string> order_;  ///< by begin
};

}  // namespace galley::core::reporting
