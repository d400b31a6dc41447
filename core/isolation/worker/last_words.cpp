// SPDX-License-Identifier: Apache-2.0
// Signal handlers: only calls that are safe there.
#include "core/isolation/worker/last_words.hpp"

#include <array>
#include <csignal>
#include <sys/mman.h>
#include <sys/socket.h>

#include "core/isolation/messages.hpp"

namespace galley::core::isolation {
namespace {

int host_socket = -1;  // a handler can reach nothing else
std::array<char, 16384> handler_stack;

/// Returning from it lets the fault happen again, or abort() go on, with the default action.
extern "C" void on_fatal_signal(int) {
    constexpr std::size_t kLeastLeft = std::size_t{32} << 20;
    void* probe =
        ::mmap(nullptr, kLeastLeft, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (probe == MAP_FAILED) {
        const auto word = Message::kOutOfMemory;
        static_cast<void>(::send(host_socket, &word, sizeof word, MSG_DONTWAIT | MSG_NOSIGNAL));
    }
}

}  // namespace

void speak_when_dying(int socket) {
#ifdef __SANITIZE_ADDRESS__
    static_cast<void>(socket);
#else
    host_socket = socket;
    stack_t stack{};
    stack.ss_sp = handler_stack.data();
    stack.ss_size = handler_stack.size();
    ::sigaltstack(&stack, nullptr);

    struct sigaction action {};

    action.sa_handler = on_fatal_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_ONSTACK;
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
        ::sigaction(signal, &action, nullptr);
    }
#endif
}

}  // namespace galley::core::isolation
