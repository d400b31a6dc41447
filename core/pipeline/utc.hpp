// SPDX-License-Identifier: Apache-2.0
// The clock on the wall, as the run state tells it.
#pragma once
#include <chrono>
#include <string>

#include <fmt/chrono.h>

namespace galley::core::pipeline {

/// "2026-01-31T12:00:00Z".
inline std::string iso_utc(std::chrono::system_clock::time_point at) {
    return fmt::format(
        "{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

}  // namespace galley::core::pipeline
