// SPDX-License-Identifier: Apache-2.0
// Waiting for packets and for the end.
#include "core/isolation/process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/isolation/messages.hpp"
#include "core/isolation/wire.hpp"

namespace galley::core::isolation {
namespace {

/// Milliseconds for poll, rounded up; -1: for ever.
int poll_time(Clock::time_point until) {
    if (until == Clock::time_point::max()) {
        return -1;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    constexpr std::int64_t kMost = 1 << 30;
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, kMost));
}

}  // namespace

Process::~Process() {
    if (spawned_.pid > 0) {
        static_cast<void>(end());
    }
}

void Process::read_errors() {
    std::array<char, kTailBytes> part{};
    ssize_t got = 0;
    while ((got = ::read(spawned_.errors.get(), part.data(), part.size())) > 0) {
        tail_.append(part.data(), static_cast<std::size_t>(got));
        if (tail_.size() > kTailBytes) {
            tail_.erase(0, tail_.size() - kTailBytes);
        }
    }
    if (got == 0) {
        spawned_.errors.close();  // else poll would report it for ever
    }
}

Sent Process::send_calls(std::string_view calls) {
    if (calls.data() != room_for_calls().data()) {
        return send(calls);
    }
    Writer packet;
    packet.put(Message::kOnBoard).put<std::uint64_t>(on_board_).put<std::uint64_t>(calls.size());
    const auto sent = send(packet.bytes());
    on_board_ += sent == Sent::kSent ? calls.size() : 0;
    return sent;
}

Process::Event Process::receive(Clock::time_point until, bool wants_room) {
    const auto wanted = static_cast<short>(wants_room ? POLLIN | POLLOUT : POLLIN);
    while (true) {
        std::array<pollfd, 3> ready{
            {{spawned_.socket.get(), wanted, 0},
             {spawned_.process.get(), POLLIN, 0},
             {spawned_.errors.get(), POLLIN, 0}}};
        const int found = ::poll(ready.data(), ready.size(), poll_time(until));
        if (found < 0 && errno != EINTR) {
            return Event::kBroken;
        }
        if (found == 0 || Clock::now() >= until) {
            return Event::kTime;
        }
        if (ready[2].revents != 0) {
            read_errors();
        }
        // What it sent before it died counts.
        const auto got = (ready[0].revents & ~POLLOUT) != 0 || ready[1].revents != 0
                             ? inbox_.receive(spawned_.socket.get(), false)
                             : Received::kNothing;
        if (got == Received::kPacket) {
            return Event::kPacket;
        }
        if (got != Received::kNothing || ready[1].revents != 0) {
            return got == Received::kBroken ? Event::kBroken : Event::kGone;
        }
        if ((ready[0].revents & POLLOUT) != 0) {
            return Event::kRoom;
        }
    }
}

Ending Process::end() {
    constexpr int kGraceMs = 1000;
    Ending out;
    // A worker whose socket closed is about to be dead; let it say how.
    pollfd dead{spawned_.process.get(), POLLIN, 0};
    pollfd closed{spawned_.socket.get(), 0, 0};
    const bool is_closing = ::poll(&closed, 1, 0) > 0 && (closed.revents & POLLHUP) != 0;
    if (spawned_.process.get() < 0 || ::poll(&dead, 1, is_closing ? kGraceMs : 0) != 1) {
        ::kill(spawned_.pid, SIGKILL);
        out.was_killed = true;
    }
    int status = 0;
    while (::waitpid(spawned_.pid, &status, 0) < 0 && errno == EINTR) {
    }
    spawned_.pid = -1;
    out.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    out.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    read_errors();
    out.stderr_tail = std::move(tail_);
    return out;
}

std::uint64_t Process::resident_bytes() const {
    const auto path = "/proc/" + std::to_string(spawned_.pid) + "/statm";
    const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 128> text{};
    if (fd.get() < 0 || ::read(fd.get(), text.data(), text.size() - 1) <= 0) {
        return 0;
    }
    unsigned long long size = 0;
    unsigned long long resident = 0;
    if (std::sscanf(text.data(), "%llu %llu", &size, &resident) != 2) {
        return 0;
    }
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace galley::core::isolation
