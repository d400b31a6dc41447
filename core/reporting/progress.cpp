// SPDX-License-Identifier: Apache-2.0
// Drawing of progress.
#include "core/reporting/progress.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "core/reporting/summary.hpp"

namespace galley::core::reporting {
namespace {

constexpr auto kBarInterval = std::chrono::milliseconds(100);
constexpr auto kLineInterval = std::chrono::seconds(10);

std::string clock_text(double seconds) {
    const auto all = static_cast<std::uint64_t>(std::max(0.0, seconds) + 0.5);
    return all >= 3600 ? fmt::format("{}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60)
                       : fmt::format("{}:{:02}", all / 60, all % 60);
}

}  // namespace

std::string progress_line(
    const pipeline::Balance& balance,
    std::uint64_t input_bytes,
    double seconds,
    const pipeline::Balance& before) {
    const auto rate =
        seconds > 0 ? static_cast<double>(balance.read - before.read) / seconds : 0.0;
    const auto counts = fmt::format(
        "{} documents  {}/s",
        with_commas(balance.read),
        with_commas(static_cast<std::uint64_t>(rate)));
    if (input_bytes == 0) {
        return fmt::format("{}  {}", counts, clock_text(seconds));
    }
    const auto share = [&](std::uint64_t bytes) {
        return std::min(1.0, static_cast<double>(bytes) / static_cast<double>(input_bytes));
    };
    const double done = share(balance.bytes);
    const double now = done - share(before.bytes);
    constexpr int kWidth = 24;
    const auto filled = static_cast<std::size_t>(done * kWidth);
    const auto eta = now > 0 ? clock_text(seconds * (1 - done) / now) : std::string("-");
    return fmt::format(
        "[{}{}] {:3.0f} %  {}  ETA {}",
        std::string(filled, '='),
        std::string(kWidth - filled, ' '),
        done * 100,
        counts,
        eta);
}

void Progress::show(const pipeline::Balance& balance) {
    const auto now = Clock::now();
    before_ = before_ ? before_ : balance;
    if (now - last_ <
        (terminal_ ? Clock::duration(kBarInterval) : Clock::duration(kLineInterval))) {
        return;
    }
    last_ = now;
    const std::chrono::duration<double> elapsed = now - started_;
    const auto line = progress_line(balance, input_bytes_, elapsed.count(), *before_);
    std::fputs(terminal_ ? ("\r\x1b[K" + line).c_str() : (line + "\n").c_str(), stderr);
    std::fflush(stderr);
    drawn_ = terminal_;
}

void Progress::finish() {
    if (drawn_) {
        std::fputs("\r\x1b[K", stderr);
        std::fflush(stderr);
        drawn_ = false;
    }
}

}  // namespace galley::core::reporting
