// SPDX-License-Identifier: Apache-2.0
// galley: the program.
#include <exception>

#include "core/cli/command_line.hpp"
#include "core/cli/exit_code.hpp"
#include "core/cli/terminal.hpp"
#include "core/shortage.hpp"

int main(int argc, char** argv) {
    using namespace galley::core;  // main only: the names of three calls
    try {
        return cli::run_command_line(argc, argv);
    } catch (const std::exception& e) {
        return cli::fail(error_of(e));
    }
}
