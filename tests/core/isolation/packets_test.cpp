// SPDX-License-Identifier: Apache-2.0
// What lies on the board reaches the worker, which can neither write there nor be sent beyond it.
#include "core/isolation/packets.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <sys/socket.h>

#include <gtest/gtest.h>

#include "core/isolation/board.hpp"
#include "core/isolation/messages.hpp"
#include "core/isolation/process.hpp"
#include "core/isolation/wire.hpp"

namespace galley::core::isolation {
namespace {

/// A worker that only listens.
struct Listener {
    Listener() {
        std::array<int, 2> pair{};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()), 0);
        const auto memory = make_board();
        Spawned spawned;
        spawned.socket = Fd(pair[0]);
        spawned.board = Board(memory, Board::Side::kHost);
        host = std::make_unique<Process>(std::move(spawned));
        socket = Fd(pair[1]);
        board = Board(memory, Board::Side::kWorker);
        inbox = std::make_unique<Inbox>(UINT64_MAX, board.calls());
    }

    /// Sends calls as Worker does. @returns what arrives.
    std::string_view send(const std::string& text) {
        Writer calls;
        calls.begin_in(host->room_for_calls());
        calls.put(Message::kCalls).put_raw(text);
        EXPECT_EQ(host->send_calls(calls.bytes()), Sent::kSent);
        EXPECT_EQ(inbox->receive(socket.get(), true), Received::kPacket);
        return inbox->packet().substr(1);
    }

    Received receive(std::string_view packet) {
        EXPECT_EQ(host->send(packet), Sent::kSent);
        return inbox->receive(socket.get(), true);
    }

    std::unique_ptr<Process> host;
    Fd socket;
    Board board;
    std::unique_ptr<Inbox> inbox;
};

TEST(Packets, CallsLieOnTheBoardUntilItIsCleared) {
    Listener worker;
    const auto first = worker.send("one");
    EXPECT_EQ(first, "one");
    EXPECT_GE(first.data(), worker.board.calls().data());
    EXPECT_LT(first.data(), worker.board.calls().data() + kCallBytes);
    const auto second = worker.send(std::string(1000, 'b'));
    EXPECT_EQ(second, std::string(1000, 'b'));
    EXPECT_EQ(first, "one") << "the first is still being worked on";
    EXPECT_EQ(worker.host->room_for_calls().size(), kCallBytes - 4 - 1001);
    worker.host->clear_board();
    EXPECT_EQ(worker.host->room_for_calls().size(), kCallBytes);
    EXPECT_EQ(worker.send("two").data(), first.data());
}

TEST(Packets, CallsThatTheBoardHasNoRoomForTakeAnotherWay) {
    Listener worker;
    const std::string most(kCallBytes - 1, 'a');
    EXPECT_EQ(worker.send(most), most);
    EXPECT_EQ(worker.host->room_for_calls().size(), 0U);
    EXPECT_EQ(worker.send("in a packet"), "in a packet");
    const std::string large(kPacketBytes + 1, 'b');
    EXPECT_EQ(worker.send(large), large);
    EXPECT_EQ(worker.host->room_for_calls().size(), 0U);
}

TEST(Packets, APlaceBeyondTheBoardIsNoPacket) {
    struct Case {
        std::uint64_t at, size;
    };

    Listener worker;
    for (const auto& [at, size] :
         {Case{0, 0},
          Case{kCallBytes, 1},
          Case{0, kCallBytes + 1},
          Case{1, UINT64_MAX},
          Case{UINT64_MAX, 2}}) {
        Writer packet;
        packet.put(Message::kOnBoard).put(at).put(size);
        EXPECT_EQ(worker.receive(packet.bytes()), Received::kBroken) << at << " " << size;
        EXPECT_EQ(worker.receive(packet.bytes().substr(0, 12)), Received::kBroken);
    }
}

TEST(Packets, AHostHasNoBoardToReadFrom) {
    Listener worker;
    worker.inbox = std::make_unique<Inbox>();
    Writer packet;
    packet.put(Message::kOnBoard).put<std::uint64_t>(0).put<std::uint64_t>(1);
    EXPECT_EQ(worker.receive(packet.bytes()), Received::kBroken);
}

TEST(PacketsDeathTest, AWorkerCannotWriteWhereCallsLie) {
    const Board board(make_board(), Board::Side::kWorker);
    auto* calls = const_cast<char*>(board.calls().data());
    EXPECT_DEATH(*calls = 'x', "");
}

TEST(Writer, LeavesMemoryThatIsNotItsOwnWhenThatIsFull) {
    std::string memory(12, '.');
    const std::span<char> room(memory.data(), 8);
    Writer out;
    out.begin_in(room);
    out.put_raw("12345678");
    EXPECT_EQ(out.bytes().data(), memory.data());
    out.put_raw("9");
    EXPECT_EQ(out.bytes(), "123456789");
    EXPECT_EQ(memory, "12345678....");
    out.begin_in(room);
    out.put_sized([](Writer& text) { text.put_raw("abc"); });
    EXPECT_EQ(Reader(out.bytes()).get_text(), "abc");
}

}  // namespace
}  // namespace galley::core::isolation
