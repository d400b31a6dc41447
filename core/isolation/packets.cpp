// SPDX-License-Identifier: Apache-2.0
// sendmsg and recvmsg with what they need around them.
#include "core/isolation/packets.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/isolation/messages.hpp"
#include "core/isolation/wire.hpp"

namespace galley::core::isolation {
namespace {

union Control {
    cmsghdr header;
    std::array<char, CMSG_SPACE(sizeof(int))> bytes;
};

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto done = ::write(fd, bytes.data(), bytes.size());
        if (done < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(done > 0 ? static_cast<std::size_t>(done) : 0);
    }
    return true;
}

Fd sealed_memory(std::string_view bytes) {
    Fd fd(::memfd_create("galley-document", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
    if (fd.get() < 0 || !write_all(fd.get(), bytes) || ::fcntl(fd.get(), F_ADD_SEALS, kSeals) < 0) {
        return {};
    }
    return fd;
}

Sent send_with(int socket, std::string_view bytes, int fd, int flags) {
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};
    Control control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (fd >= 0) {
        message.msg_control = control.bytes.data();
        message.msg_controllen = control.bytes.size();
        auto* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof fd);
        std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
    }
    ssize_t sent = 0;
    do {
        sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | flags);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        return Sent::kFull;
    }
    return sent == static_cast<ssize_t>(bytes.size()) ? Sent::kSent : Sent::kGone;
}

Fd fd_in(const msghdr& message) {
    for (auto* header = CMSG_FIRSTHDR(&message); header != nullptr;
         header = CMSG_NXTHDR(const_cast<msghdr*>(&message), header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
            header->cmsg_len >= CMSG_LEN(sizeof(int))) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
            return Fd(fd);
        }
    }
    return {};
}

}  // namespace

void Fd::close() {
    if (fd_ >= 0) {
        ::close(fd_);
        fd_ = -1;
    }
}

bool send_packet(int socket, std::string_view bytes) {
    return send_with(socket, bytes, -1, 0) == Sent::kSent;
}

Sent send_message(int socket, std::string_view bytes) {
    if (bytes.size() <= kPacketBytes) {
        return send_with(socket, bytes, -1, MSG_DONTWAIT);
    }
    const auto memory = sealed_memory(bytes);
    Writer packet;
    packet.put(Message::kMemory).put<std::uint64_t>(bytes.size());
    return memory.get() < 0 ? Sent::kGone
                            : send_with(socket, packet.bytes(), memory.get(), MSG_DONTWAIT);
}

Received Inbox::read_memory(const Fd& fd) {
    Reader in(packet_.substr(1));
    const auto size = in.get<std::uint64_t>();

    struct stat about {};

    if (!in.is_whole() || fd.get() < 0 || ::fstat(fd.get(), &about) != 0 ||
        size != static_cast<std::uint64_t>(about.st_size) || size == 0 || size > most_) {
        return Received::kBroken;
    }
    large_.resize(size);
    for (std::size_t got = 0; got < size;) {
        const auto n = ::pread(fd.get(), large_.data() + got, size - got, static_cast<off_t>(got));
        if (n == 0 || (n < 0 && errno != EINTR)) {
            return Received::kBroken;
        }
        got += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    packet_ = large_;
    return Received::kPacket;
}

Received Inbox::read_board() {
    Reader in(packet_.substr(1));
    const auto at = in.get<std::uint64_t>();
    const auto size = in.get<std::uint64_t>();
    if (!in.is_whole() || at > board_.size() || size == 0 || size > board_.size() - at) {
        return Received::kBroken;
    }
    packet_ = board_.substr(at, size);
    return Received::kPacket;
}

Received Inbox::receive(int socket, bool wait) {
    buffer_.resize(kPacketBytes);
    large_ = {};
    iovec part{buffer_.data(), buffer_.size()};
    Control control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.bytes.data();
    message.msg_controllen = control.bytes.size();
    ssize_t got = 0;
    do {
        got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
    } while (got < 0 && errno == EINTR);
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        return Received::kNothing;
    }
    if (got <= 0) {
        return Received::kClosed;
    }
    const auto memory = fd_in(message);
    packet_ = std::string_view(buffer_).substr(0, static_cast<std::size_t>(got));
    if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) {
        return Received::kBroken;
    }
    const auto type = static_cast<Message>(packet_[0]);
    return type == Message::kMemory    ? read_memory(memory)
           : type == Message::kOnBoard ? read_board()
                                       : Received::kPacket;
}

}  // namespace galley::core::isolation
