// SPDX-License-Identifier: Apache-2.0
// The command line of galley: options, help texts, and which command runs.
#pragma once

namespace galley::core::cli {

/// @returns  an exit code.
int run_command_line(int argc, char** argv);

}  // namespace galley::core::cli
