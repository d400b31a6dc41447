// SPDX-License-Identifier: Apache-2.0
// A lock of the open file description: asking who holds it takes nothing.
#include "core/state/lock.hpp"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace galley::core::state {
namespace {

std::filesystem::path lock_file(const std::filesystem::path& out) {
    return state_folder(out) / "lock";
}

struct flock whole_file(short type) {
    struct flock lock {};

    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

pid_t number_in(const File& file) {
    std::string text(32, '\0');
    const auto got = file.read_at(0, text.data(), text.size());
    pid_t pid = 0;
    if (got.has_value()) {
        std::from_chars(text.data(), text.data() + got.value(), pid);
    }
    return pid;
}

}  // namespace

std::filesystem::path state_folder(const std::filesystem::path& out) {
    return out / ".galley";
}

Result<Lock> Lock::take(const std::filesystem::path& out) {
    auto file = File::open(lock_file(out), O_RDWR | O_CREAT);
    if (!file.has_value()) {
        return unexpected(file.error());
    }
    auto whole = whole_file(F_WRLCK);
    if (::fcntl(file->descriptor(), F_OFD_SETLK, &whole) != 0) {
        if (errno != EAGAIN && errno != EACCES) {
            return unexpected(io_error(lock_file(out)));
        }
        return unexpected(Error{
            out.string() + ": another galley is at work on it (process " +
                std::to_string(number_in(file.value())) + "); wait for its end, or stop it",
            ErrorKind::kUsage});
    }
    Lock lock;
    lock.file_ = std::move(file).value();
    if (auto cut = lock.file_.cut(0); !cut.has_value()) {
        return unexpected(cut.error());
    }
    if (auto said = lock.file_.write_at(0, std::to_string(::getpid()) + "\n"); !said.has_value()) {
        return unexpected(said.error());
    }
    return lock;
}

std::optional<pid_t> Lock::owner(const std::filesystem::path& out) {
    const auto file = File::open(lock_file(out), O_RDONLY);
    auto whole = whole_file(F_RDLCK);
    if (!file.has_value() || ::fcntl(file->descriptor(), F_OFD_GETLK, &whole) != 0 ||
        whole.l_type == F_UNLCK) {
        return std::nullopt;
    }
    return number_in(file.value());
}

}  // namespace galley::core::state
