// SPDX-License-Identifier: Apache-2.0
// The worker protocol as galley sees it. A worker runs a plugin on a hostile document and may have
// been taken over: whatever packets it sends, the document stays one that the conservation law
// holds for, or the worker is buried. The input is a sequence of packets.
#include <array>
#include <climits>
#include <limits>
#include <string>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "core/document/family.hpp"
#include "core/isolation/replay.hpp"
#include "core/isolation/worker.hpp"
#include "tests/fuzz/fuzzing.hpp"
#include "tests/support/family_law.hpp"

namespace galley::core::isolation {
namespace {

/// What the next worker says, and how it ends.
std::string_view script;

/// No process has it: kill and waitpid find nobody.
constexpr pid_t kNobody = INT_MAX;

void send(int socket, std::string_view packet, int fd = -1) {
    std::array<char, CMSG_SPACE(sizeof(int))> control{};
    iovec part{const_cast<char*>(packet.data()), packet.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (fd >= 0) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        auto* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof fd);
        std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
    }
    // What does not fit any more is not said.
    static_cast<void>(::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT));
}

/// Mostly what the words of a document are.
std::string_view word(fuzz::Choices& choices) {
    static constexpr std::array<std::string_view, 10> kWords = {
        "other",
        "notice",
        "wrap",
        "source",
        "article",
        "caption",
        "",
        "a.rule",
        "\xFF\xFE",
        "\x1b[2J"};
    const auto chosen = choices.below(kWords.size() + 2);
    return chosen < kWords.size() ? kWords.at(chosen) : choices.text();
}

galley_str text(fuzz::Choices& choices) {
    return galley::to_abi(word(choices));
}

constexpr std::string_view kSource =
    "渡口的船\nThe ferry runs every hour.\nLost: a blue umbrella, at the quay.\nThe end.\n";

/// Where its lines begin, and its end.
constexpr std::array<std::uint64_t, 5> kEdges = {0, 13, 40, 76, 85};

/// Mostly of whole lines, which a document takes; else anything.
galley_range range(fuzz::Choices& choices) {
    const auto kind = choices.below(8);
    if (kind < 6) {
        const auto first = choices.below(kEdges.size() - 1);
        const auto lines = 1 + choices.below(2);
        return {kEdges.at(first), kEdges.at(std::min(first + lines, kEdges.size() - 1))};
    }
    const auto begin = choices.number();
    return {begin, kind == 6 ? begin + choices.below(16) : choices.number()};
}

double real(fuzz::Choices& choices) {
    using Limits = std::numeric_limits<double>;
    static constexpr std::array<double, 6> kReals = {
        1, 0.5, 0, -1, Limits::infinity(), Limits::quiet_NaN()};
    return kReals.at(choices.below(kReals.size()));
}

galley_decision decision_from(fuzz::Choices& choices) {
    static constexpr std::array<std::uint32_t, 8> kActions = {
        GALLEY_STRIP, GALLEY_SPLIT, GALLEY_REPLACE, GALLEY_MOVE, GALLEY_KEEP, GALLEY_STRIP, 0, 99};
    galley_decision d{};
    d.struct_size = sizeof d;
    d.action = kActions.at(choices.below(kActions.size()));
    d.range = range(choices);
    d.category = text(choices);
    d.rule = text(choices);
    d.confidence = choices.below(4) == 3 ? real(choices) : 1;
    d.flags = choices.below(8) == 7 ? choices.byte() : 0;
    const bool is_odd = choices.below(8) == 7;
    if (d.action == GALLEY_REPLACE || is_odd) {
        d.replacement = text(choices);
    }
    if (d.action == GALLEY_MOVE || is_odd) {
        d.destination = choices.below(4) == 3 ? choices.number() : kEdges.at(choices.below(5));
    }
    if (d.action == GALLEY_SPLIT || is_odd) {
        d.child = static_cast<std::uint32_t>(1 + choices.below(3));
    }
    return d;
}

Said said_from(fuzz::Choices& choices) {
    Said said;
    said.what =
        static_cast<Said::What>(choices.below(16) == 15 ? choices.byte() : 1 + choices.below(5));
    said.accepted = choices.below(4) != 3;
    said.about = static_cast<std::uint32_t>(choices.below(4) == 3 ? choices.below(4) : 0);
    said.decision = decision_from(choices);
    const auto& d = said.decision;
    const auto value = text(choices);
    said.span = {sizeof said.span, 0, d.range, d.category, d.rule, d.confidence};
    said.field.struct_size = sizeof said.field;
    said.field.group = choices.byte();
    said.field.key = d.category;
    said.field.value = value;
    said.field.evidence = d.range;
    said.tag.struct_size = sizeof said.tag;
    said.tag.scheme = d.category;
    said.tag.code = d.rule;
    said.tag.label = value;
    said.tag.evidence = d.range;
    said.tag.confidence = d.confidence;
    said.name = d.category;
    said.media_type = d.rule;
    said.bytes = value;
    return said;
}

std::string reply_from(fuzz::Choices& choices) {
    Writer out;
    out.put(static_cast<std::int64_t>(choices.number()));
    out.put<galley_status>(choices.below(4) == 3 ? -static_cast<int>(choices.byte()) : GALLEY_OK);
    out.put_text(word(choices));
    const auto counted = choices.below(3);
    out.put<std::uint64_t>(counted);
    for (auto left = counted; left > 0; --left) {
        out.put_text(word(choices)).put(real(choices));
    }
    const auto rows = choices.below(8);
    out.put<std::uint64_t>(rows);
    for (auto left = rows; left > 0; --left) {
        write_said(said_from(choices), out);
    }
    std::string bytes(out.bytes());
    for (auto lies = choices.below(16); lies > 13; --lies) {
        bytes[choices.number() % bytes.size()] = static_cast<char>(choices.byte());
    }
    return bytes;
}

void send_memory(int socket, fuzz::Choices& choices) {
    const Fd fd(::memfd_create("fuzz", MFD_CLOEXEC));
    std::string inside = choices.below(2) == 0 ? std::string(choices.text())
                                               : std::string(Writer().put(Message::kDone).bytes()) +
                                                     reply_from(choices);
    static_cast<void>(::ftruncate(fd.get(), static_cast<off_t>(inside.size())));
    static_cast<void>(::pwrite(fd.get(), inside.data(), inside.size(), 0));
    Writer packet;
    packet.put(Message::kMemory);
    packet.put<std::uint64_t>(choices.below(4) == 3 ? choices.number() : inside.size());
    send(socket, packet.bytes(), choices.below(8) == 7 ? -1 : fd.get());
}

/// A long reply, in parts; or several short ones in one packet.
void send_reply(int socket, fuzz::Choices& choices) {
    if (choices.below(4) == 3) {
        const auto bytes = reply_from(choices);
        const auto cut = choices.number() % (bytes.size() + 1);
        send(socket, std::string(Writer().put(Message::kPart).bytes()) + bytes.substr(0, cut));
        return send(socket, std::string(Writer().put(Message::kDone).bytes()) + bytes.substr(cut));
    }
    Writer out;
    out.put(Message::kReplies);
    for (auto left = 1 + choices.below(3); left > 0; --left) {
        out.put_text(reply_from(choices));
    }
    send(socket, out.bytes());
}

void send_next(int socket, fuzz::Choices& choices) {
    Writer out;
    switch (choices.below(10)) {
        case 9:
            return send(socket, choices.text());
        case 1:
            return send_memory(socket, choices);
        case 2:
            out.put(Message::kLog).put(choices.number()).put(std::int32_t{choices.byte()});
            return send(socket, out.put_text(word(choices)).bytes());
        case 3:
            out.put(Message::kWantAttachment).put(choices.number());
            return send(socket, out.put_text(word(choices)).bytes());
        case 4:
            return send(socket, Writer().put(Message::kOutOfMemory).bytes());
        default:
            return send_reply(socket, choices);
    }
}

void send_ready(int socket, fuzz::Choices& choices) {
    Writer out;
    out.put(Message::kReady);
    write_state({7, true, 1}, out);
    send(socket, choices.below(16) == 15 ? choices.text() : out.bytes());
}

/// A host that takes all; its log must be bounded like everything else.
struct Host : galley_host {
    Host() : galley_host{} {
        set_error = [](const galley_host* host, galley_str text) {
            static_cast<Host*>(const_cast<galley_host*>(host))->error = galley::view(text);
        };
        count = [](const galley_host*, galley_str, double) {};
        log = [](const galley_host* host, std::int32_t, galley_str text) {
            static_cast<Host*>(const_cast<galley_host*>(host))->logged += text.len;
        };
    }

    std::string error;
    std::size_t logged = 0;
};

constexpr document::Author kAuthor{"stage", "cleanup.test", "1", GALLEY_KIND_CLEANUP, 0};

/// All that the worker made of the document.
std::string state_of(document::Family& family) {
    std::string out;
    family.each([&](document::Document& d) {
        fuzz::require(fuzz::is_utf8(d.text()), "the text is UTF-8");
        out.append(d.text()).append("\n");
        for (const auto& row : d.rows()) {
            out.append(row.rule).append(row.replacement).append(row.text);
        }
        for (const auto& field : d.fields) {
            fuzz::require(
                field.evidence.end <= family.source().size(), "evidence lies in the source");
            out.append(field.key).append(field.value);
        }
        for (const auto& tag : d.tags) {
            fuzz::require(tag.confidence >= 0 && tag.confidence <= 1, "confidence is a share");
            out.append(tag.scheme).append(tag.code).append(tag.label);
        }
        for (const auto& span : d.spans) {
            fuzz::require(span.range.end <= family.source().size(), "a span lies in the source");
            out.append(span.layer).append(span.value);
        }
    });
    const auto broken = tests::broken_law(family);
    fuzz::require(!broken, "the conservation law holds", broken.value_or(""));
    return out;
}

/// A document in a call, and whether its verdict came.
struct Sheet {
    document::Family family;
    Host host;
    bool has_verdict = false;
};

std::string end_call(Sheet& sheet, const Verdict& verdict) {
    fuzz::require(!std::exchange(sheet.has_verdict, true), "one verdict for each call");
    auto& root = sheet.family.root();
    if (verdict.status >= 0) {
        fuzz::require(!verdict.death.has_value(), "who is given up has failed");
        root.apply_call();
    } else {
        root.drop_call();
        fuzz::require(root.text() == kSource, "a failed call leaves the text as it was");
        fuzz::require(root.children().empty(), "a failed call leaves no child");
    }
    return std::to_string(verdict.number) + " " + std::to_string(verdict.status) +
           (verdict.death.has_value() ? " " + verdict.death->reason : "") + "\n" +
           state_of(sheet.family);
}

config::IsolationSettings settings() {
    config::IsolationSettings out;
    out.worker_deaths = 0;
    return out;
}

std::string outcome() {
    constexpr std::size_t kCalls = 3;
    Supervisor supervisor("/nowhere/galley-worker", settings());
    const auto worker = Worker::create(supervisor, WorkerOptions{});
    if (!worker.has_value()) {
        fuzz::require(!worker.error().message.empty(), "a refusal says why");
        return "refused";
    }
    std::array<Sheet, kCalls> sheets;
    for (std::size_t i = 0; i < kCalls; ++i) {
        auto& root = sheets.at(i).family.root();
        sheets.at(i).family.set_source(kSource);
        root.begin_call(kAuthor);
        (*worker)->post({.number = i, .document = &root, .host = &sheets.at(i).host});
    }
    std::string out;
    while ((*worker)->in_flight() > 0) {
        const auto verdict = (*worker)->take();
        out += end_call(sheets.at(verdict.number), verdict);
    }
    for (const auto& sheet : sheets) {
        fuzz::require(sheet.has_verdict, "each call gets its verdict");
    }
    return out;
}

}  // namespace

// In place of the real one: a worker that has said all it will say and is dead.
Spawner::Spawner(std::filesystem::path program) : program_(std::move(program)) {}

Spawner::~Spawner() = default;

Result<Spawned> Spawner::spawn() {
    std::array<int, 2> pair{};
    fuzz::require(
        ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) == 0, "a socket pair");
    static Fd worker;  // open until the next one starts: what galley sends finds a reader
    worker = Fd(pair[1]);
    fuzz::Choices choices(script);
    Spawned out;
    out.board = Board(make_board(), Board::Side::kHost);
    fuzz::require(out.board.notices() != nullptr, "a board");
    out.board.notices()->begun = choices.number();
    send_ready(worker.get(), choices);
    while (!choices.at_end()) {
        send_next(worker.get(), choices);
    }
    out.pid = kNobody;
    out.socket = Fd(pair[0]);
    out.process = Fd(::eventfd(1, EFD_CLOEXEC));  // readable: dead
    out.errors = Fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    return out;
}

}  // namespace galley::core::isolation

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace galley;
    core::isolation::script = fuzz::view(data, size);
    fuzz::check(core::isolation::script, 300 * size + 6000, [](std::string_view) {
        return core::isolation::outcome();
    });
    return 0;
}
