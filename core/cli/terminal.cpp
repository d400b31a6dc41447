// SPDX-License-Identifier: Apache-2.0
// Streams and colour.
#include "core/cli/terminal.hpp"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include "core/cli/exit_code.hpp"
#include "core/reporting/log.hpp"

namespace galley::core::cli {

bool is_terminal(int fd) {
    return ::isatty(fd) == 1;
}

bool use_colour(When when, int fd) {
    if (when != When::kAuto) {
        return when == When::kAlways;
    }
    const char* no_colour = std::getenv("NO_COLOR");
    return is_terminal(fd) && (no_colour == nullptr || *no_colour == '\0');
}

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void say(std::string_view text) {
    std::fflush(stdout);
    std::fwrite(text.data(), 1, text.size(), stderr);
}

int fail(const Error& error) {
    std::string text = "galley: error: ";
    // A message may be several lines, one problem each; everything else that controls a terminal is
    // shown.
    for (std::size_t begin = 0; begin <= error.message.size();) {
        const auto end = std::min(error.message.find('\n', begin), error.message.size());
        text +=
            reporting::printable(std::string_view(error.message).substr(begin, end - begin)) + "\n";
        begin = end + 1;
    }
    say(text);
    return exit_code(error.kind);
}

}  // namespace galley::core::cli
