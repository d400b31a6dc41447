// SPDX-License-Identifier: Apache-2.0
// galley-worker: runs isolated plugins for galley, which starts it; no use by itself.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <sys/prctl.h>
#include <unistd.h>

#include "core/isolation/packets.hpp"
#include "core/isolation/wire.hpp"
#include "core/isolation/worker/hosted_stages.hpp"
#include "core/isolation/worker/last_words.hpp"
#include "core/isolation/worker/sandbox.hpp"

namespace {

using namespace galley::core::isolation;

constexpr int kLost = 71;  ///< the host is gone, or does not make sense

/// Dies with the host, and outlives what is meant for the host alone.
bool bind_to(const char* host) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) {
        std::signal(signal, SIG_IGN);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    return std::to_string(::getppid()) == host;
}

int refuse(const std::string& why) {
    constexpr std::size_t kMostText = 16 * 1024;
    Writer packet;
    packet.put(Message::kRefused).put_text(std::string_view(why).substr(0, kMostText));
    send_packet(kSocketFd, packet.bytes());
    return EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2 || !bind_to(argv[1])) {
        std::fputs("galley-worker: started by galley, for stages with `isolate process`\n", stderr);
        return EXIT_FAILURE;
    }
    Inbox inbox;
    OwnedSetup setup;
    Fd board_fd(kBoardFd);
    const Board board(board_fd, Board::Side::kWorker);
    board_fd.close();
    if (board.notices() == nullptr || inbox.receive(kSocketFd, true) != Received::kPacket ||
        inbox.packet()[0] != static_cast<char>(Message::kSetup) ||
        !read_setup(inbox.packet().substr(1), setup)) {
        return kLost;
    }
    ::tzset();  // reads a file, which it could not do later
    if (!setup.sandbox.cache.empty()) {
        ::setenv("XDG_CACHE_HOME", setup.sandbox.cache.c_str(), 1);
    }
    const auto order = setup.sandbox;
    const bool wants_packs = setup.wants_packs;
    auto state = enter_sandbox(order);
    HostedStages stages(kSocketFd, board);
    if (auto loaded = stages.load(std::move(setup)); !loaded.has_value()) {
        return refuse(loaded.error().message);
    }
    if (wants_packs && !stages.send_packs()) {
        return kLost;
    }
    speak_when_dying(kSocketFd);
    tighten_sandbox(order, state);
    Writer ready;
    ready.put(Message::kReady);
    write_state(state, ready);
    send_packet(kSocketFd, ready.bytes());
    // Destructors of plugins and of what they loaded are not worth a crash now.
    ::_exit(stages.serve() ? EXIT_SUCCESS : kLost);
}
