// SPDX-License-Identifier: Apache-2.0
// The failpoints of galley_failing. GALLEY_FAILPOINT=PLACE:N:ACTION acts when PLACE is passed for
// the N-th time: kill, stop (SIGSTOP, for another to go on), bad_alloc, error.
// GALLEY_FAILPOINT_LIST=FILE gets a line for each passing.
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>

#include "core/failpoint.hpp"

namespace galley::core {
namespace {

struct Wish {
    std::string place, action;
    long passing = 0;
};

Wish read_wish() {
    const char* text = std::getenv("GALLEY_FAILPOINT");
    const std::string all = text == nullptr ? "" : text;
    const auto first = all.find(':');
    const auto last = all.rfind(':');
    if (first == std::string::npos || first == last) {
        return {};
    }
    return {all.substr(0, first), all.substr(last + 1), std::strtol(&all[first + 1], nullptr, 10)};
}

/// A line is one write, so that threads do not mix theirs.
void list(std::string_view place) {
    static const char* const path = std::getenv("GALLEY_FAILPOINT_LIST");
    static const int file =
        path == nullptr ? -1 : ::open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) {
        const auto line = std::string(place) + "\n";
        static_cast<void>(!::write(file, line.data(), line.size()));
    }
}

/// What is to happen here and now; empty: nothing.
std::string_view action_at(const char* place) {
    static const Wish wish = read_wish();
    static std::atomic<long> passings{0};
    list(place);
    return wish.place == place && ++passings == wish.passing ? wish.action : std::string_view();
}

}  // namespace

int failpoint_errno(const char* place) {
    const auto action = action_at(place);
    if (action == "kill") {
        ::kill(::getpid(), SIGKILL);
    } else if (action == "stop") {
        ::kill(::getpid(), SIGSTOP);
    } else if (action == "bad_alloc") {
        throw std::bad_alloc();
    }
    return action == "error" ? EAGAIN : 0;
}

void failpoint(const char* place) {
    if (const int error = failpoint_errno(place); error != 0) {
        throw std::system_error(error, std::generic_category());
    }
}

}  // namespace galley::core
