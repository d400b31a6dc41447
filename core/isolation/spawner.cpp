// SPDX-License-Identifier: Apache-2.0
// posix_spawn with the descriptors that a worker gets, and no others.
#include "core/isolation/spawner.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "core/failpoint.hpp"

namespace galley::core::isolation {
namespace {

/// Above what a worker uses, so that placing one descriptor never overwrites another.
constexpr int kFirstFd = 10;

Fd lifted(Fd low) {
    return Fd(::fcntl(low.get(), F_DUPFD_CLOEXEC, kFirstFd));
}

unexpected<Error> failure(std::string_view what, int error) {
    return unexpected(Error{
        "galley-worker: " + std::string(what) + ": " + std::generic_category().message(error),
        ErrorKind::kIo});
}

/// A worker gets what decides how text is read and how the loader works; nothing that may be a
/// secret.
std::vector<std::string> environment() {
    static constexpr std::array<const char*, 8> kKept = {
        "LANG",
        "LC_ALL",
        "LC_CTYPE",
        "TZ",
        "LD_LIBRARY_PATH",
        "ASAN_OPTIONS",
        "LSAN_OPTIONS",
        "UBSAN_OPTIONS"};
    std::vector<std::string> out;
    for (const auto* name : kKept) {
        if (const char* value = std::getenv(name); value != nullptr) {
            out.push_back(std::string(name) + "=" + value);
        }
    }
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (auto& text : texts) {
        out.push_back(text.data());
    }
    out.push_back(nullptr);
    return out;
}

/// File actions and attributes of posix_spawn, freed with this object.
class SpawnPlan {
  public:
    SpawnPlan(int socket, int board, int errors) {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, socket, kSocketFd);
        ::posix_spawn_file_actions_adddup2(&actions, board, kBoardFd);
        ::posix_spawn_file_actions_addclosefrom_np(&actions, kBoardFd + 1);
        ::posix_spawnattr_init(&attributes);
        sigset_t none;
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigmask(&attributes, &none);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    }

    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }

    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

}  // namespace

Spawner::Spawner(std::filesystem::path program) : program_(std::move(program)) {
    failpoint("spawner.thread");
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

Spawner::~Spawner() = default;

Result<Spawned> Spawner::spawn() {
    std::future<Result<Spawned>> result;
    {
        const std::lock_guard lock(mutex_);
        result = wanted_.emplace_back().get_future();
    }
    changed_.notify_one();
    return result.get();
}

void Spawner::serve(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return !wanted_.empty(); })) {
        auto promise = std::move(wanted_.front());
        wanted_.pop_front();
        lock.unlock();
        try {
            promise.set_value(start());
        } catch (...) {  // it is thrown where the worker is wanted
            promise.set_exception(std::current_exception());
        }
        lock.lock();
    }
}

Result<Spawned> Spawner::start() const {
    std::array<int, 2> pair{};
    std::array<int, 2> pipe{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) {
        return failure("no socket", errno);
    }
    Spawned out;
    out.socket = Fd(pair[0]);
    const auto worker_socket = lifted(Fd(pair[1]));
    if (::pipe2(pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return failure("no pipe", errno);
    }
    out.errors = Fd(pipe[0]);
    const auto worker_errors = lifted(Fd(pipe[1]));
    const auto board = lifted(make_board());
    out.board = Board(board, Board::Side::kHost);
    if (out.board.notices() == nullptr) {
        return failure("no memory to share", errno);
    }
    const SpawnPlan plan(worker_socket.get(), board.get(), worker_errors.get());
    std::vector<std::string> arguments = {program_.string(), std::to_string(::getpid())};
    auto variables = environment();
    int failed = failpoint_errno("spawner.spawn");
    if (failed == 0) {
        failed = ::posix_spawn(
            &out.pid,
            program_.c_str(),
            &plan.actions,
            &plan.attributes,
            pointers(arguments).data(),
            pointers(variables).data());
    }
    if (failed != 0) {
        return failure(program_.string() + " cannot be started", failed);
    }
    out.process = Fd(static_cast<int>(::syscall(SYS_pidfd_open, out.pid, 0)));
    return out;
}

}  // namespace galley::core::isolation
