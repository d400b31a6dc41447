// SPDX-License-Identifier: Apache-2.0
// Handlers, with nothing in them but what a handler may call.
#include "core/cli/signals.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <string_view>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/cli/exit_code.hpp"

namespace galley::core::cli {
namespace {

constexpr std::string_view kOverLimit =
    "galley: stopped: --graceful-limit is over; the same command goes on\n";

/// Where handlers find what they set.
struct Reached {
    std::atomic<std::atomic<bool>*> cancelled{nullptr};
    std::atomic<int> wake{-1};
    std::atomic<reporting::Log*> log{nullptr};
    std::atomic<bool> has_timer{false};
    timer_t timer{};
    itimerspec limit{};
};

Reached reached;

extern "C" void on_stop_signal(int) {
    auto* flag = reached.cancelled.load();
    if (flag == nullptr || flag->exchange(true)) {
        ::_exit(kInterrupted);
    }
    const int kept = errno;  // the thread that was interrupted may be looking at it
    constexpr std::uint64_t kOne = 1;
    static_cast<void>(!::write(reached.wake.load(), &kOne, sizeof kOne));
    if (reached.has_timer.load()) {
        ::timer_settime(reached.timer, 0, &reached.limit, nullptr);
    }
    errno = kept;
}

extern "C" void on_limit(int) {
    static_cast<void>(!::write(STDERR_FILENO, kOverLimit.data(), kOverLimit.size()));
    ::_exit(kInterrupted);
}

extern "C" void on_hangup(int) {
    if (auto* log = reached.log.load()) {
        log->reopen();
    }
}

void handle(int number, void (*handler)(int)) {
    struct sigaction action {};

    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigaction(number, &action, nullptr);
}

itimerspec once(std::chrono::nanoseconds after) {
    constexpr long kNanosecondsASecond = 1'000'000'000;
    itimerspec spec{};
    spec.it_value.tv_sec = static_cast<time_t>(after.count() / kNanosecondsASecond);
    spec.it_value.tv_nsec = static_cast<long>(after.count() % kNanosecondsASecond);
    return spec;
}

}  // namespace

Signals::Signals(
    pipeline::Services& services, reporting::Log& log, std::chrono::nanoseconds graceful_limit)
    : services_(services) {
    services.wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    reached.wake = services.wake;
    reached.cancelled = &services.cancelled;
    if (graceful_limit.count() > 0) {
        sigevent event{};
        event.sigev_notify = SIGEV_SIGNAL;
        event.sigev_signo = SIGALRM;
        reached.limit = once(graceful_limit);
        reached.has_timer = ::timer_create(CLOCK_MONOTONIC, &event, &reached.timer) == 0;
        handle(SIGALRM, on_limit);
    }
    if (log.is_file()) {
        reached.log = &log;
        handle(SIGHUP, on_hangup);
    }
    handle(SIGINT, on_stop_signal);
    handle(SIGTERM, on_stop_signal);
    handle(SIGPIPE, SIG_IGN);
}

Signals::~Signals() {
    for (const int number : {SIGINT, SIGTERM, SIGALRM}) {
        handle(number, SIG_DFL);
    }
    if (reached.log.exchange(nullptr) != nullptr) {
        handle(SIGHUP, SIG_IGN);  // one that comes late must not end the program
    }
    reached.cancelled = nullptr;
    if (reached.has_timer.exchange(false)) {
        ::timer_delete(reached.timer);
    }
    ::close(reached.wake.exchange(-1));
    services_.wake = -1;
}

}  // namespace galley::core::cli
