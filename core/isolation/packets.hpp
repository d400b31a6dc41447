// SPDX-License-Identifier: Apache-2.0
// Packets over a SOCK_SEQPACKET socket; calls lie in shared memory, and what is too large for it or
// for a packet travels in a sealed memfd, or in parts.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace galley::core::isolation {

/// Packets are at most this long, their first byte included.
inline constexpr std::size_t kPacketBytes = 64 * 1024;

/// Where a worker finds its socket and its board.
inline constexpr int kSocketFd = 3, kBoardFd = 4;

/// A file descriptor that is closed with this object.
class Fd {
  public:
    Fd() = default;

    explicit Fd(int fd) : fd_(fd) {}

    Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

    Fd& operator=(Fd&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }

    ~Fd() { close(); }

    int get() const { return fd_; }

    void close();

  private:
    int fd_ = -1;
};

enum class Received { kPacket, kNothing, kClosed, kBroken };

enum class Sent { kSent, kFull, kGone };

/// Sends one message; over kPacketBytes as a kMemory packet with the bytes in a sealed memfd.
/// @returns  kFull: later, the other end is slow; kGone: it is gone, or there is no memory.
Sent send_message(int socket, std::string_view bytes);

/// Sends one packet of at most kPacketBytes. Waits while the other end is slow.
/// @returns  false: the other end is gone.
bool send_packet(int socket, std::string_view bytes);

/// Receives packets, and the bytes behind those that are kMemory packets.
class Inbox {
  public:
    /// @param most   a message that claims to be longer is kBroken.
    /// @param board  where those lie that are kOnBoard.
    explicit Inbox(std::uint64_t most = UINT64_MAX, std::string_view board = {})
        : most_(most), board_(board) {}

    /// @param wait  whether to wait for one; else kNothing when there is none.
    /// @returns     kBroken: a packet that is cut, or memory that does not hold what it should.
    Received receive(int socket, bool wait);

    /// The last one, until the next. Not empty.
    std::string_view packet() const { return packet_; }

  private:
    Received read_memory(const Fd& fd);
    Received read_board();

    std::uint64_t most_;
    std::string_view board_;
    std::string buffer_, large_;
    std::string_view packet_;
};

}  // namespace galley::core::isolation
