// SPDX-License-Identifier: Apache-2.0
// What the terminal allows: colour, progress; and how commands speak.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace galley::core::cli {

enum class When : std::uint8_t { kAuto, kAlways, kNever };

/// Options every command has.
struct Common {
    When colour = When::kAuto;
    int verbose = 0;  ///< -v, -vv
    bool quiet = false;
    bool json_log = false;
    bool json = false;  ///< data as JSON, one object a line
};

/// Colour on a stream: asked for, or a terminal and no NO_COLOR.
bool use_colour(When when, int fd);

bool is_terminal(int fd);

/// Data, on stdout.
void print(std::string_view text);
/// For people, on stderr.
void say(std::string_view text);
/// "galley: error: ..." on stderr. @returns the exit code of its kind.
int fail(const Error& error);

}  // namespace galley::core::cli
