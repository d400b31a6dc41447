// SPDX-License-Identifier: Apache-2.0
// The state of a run and its outputs, read back: the journal, its blocks, the whole state of a
// folder, and lines of exports. The first byte says which; what is found is used or refused, and a
// state that opens takes another commit.
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <vector>
#include <xxhash.h>

#include "core/ledger/ledger_lines.hpp"
#include "core/state/packing.hpp"
#include "core/state/run_state.hpp"
#include "tests/core/config/catalog.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace galley::core::state {
namespace {

namespace fs = std::filesystem;

const RunInfo kInfo = {
    "run-1", "2026-01-01T00:00:00Z", "0.1.0", "/desk/a.info", "newsroom", {}, "c0ffee", {}};
constexpr std::string_view kPart = "{\"uri\":\"galley:1#0-9\",\"text\":\"The ferry runs.\"}\n";

void write(const fs::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

/// Blocks with marks and checksums that hold, so that what lies behind them is reached.
std::string journal_of(const std::vector<std::string>& blocks) {
    constexpr std::uint64_t kMark = 0x316b636f6c626c67;
    std::string out;
    Packer to(out);
    for (const auto& block : blocks) {
        to.number(kMark);
        to.number(block.size());
        to.number(XXH3_64bits(block.data(), block.size()));
        to.bytes(block);
    }
    return out;
}

void check_block(const std::string& block) {
    if (const auto run = unpack_run(block)) {
        const auto again = unpack_run(pack(*run));
        fuzz::require(again && pack(*again) == pack(*run), "a run packs as it was unpacked");
    }
    if (const auto commit = unpack_commit(block)) {
        const auto again = unpack_commit(pack(*commit));
        fuzz::require(again && pack(*again) == pack(*commit), "a commit packs as it was unpacked");
    }
}

/// A commit that may be what a run writes, or nearly so.
Commit commit_from(fuzz::Choices& choices, std::uint64_t number) {
    Commit commit;
    commit.number = choices.below(8) == 7 ? choices.number() : number;
    commit.sealed = choices.below(2) == 1;
    commit.ended = choices.below(2) == 1;
    for (auto left = choices.below(4); left > 0; --left) {
        auto& document = commit.documents.emplace_back();
        document.content = {choices.number(), choices.number()};
        document.path = choices.text();
        document.status = choices.below(2) == 0 ? std::string("ok") : std::string(choices.text());
        document.reason = choices.text();
    }
    commit.totals.read = choices.number();
    for (auto left = choices.below(3); left > 0; --left) {
        commit.positions.push_back({"jsonl", std::string(choices.text())});
        auto& output = commit.outputs.emplace_back();
        output.stage = "jsonl";
        output.name = choices.below(4) == 3 ? std::string(choices.text()) : "articles.jsonl";
        output.kept_bytes = choices.number();
        output.hash =
            XXH3_64bits(kPart.data(), std::min<std::size_t>(output.kept_bytes, kPart.size()));
    }
    return commit;
}

std::string journal_from(fuzz::Choices& choices) {
    std::vector<std::string> blocks = {pack(kInfo)};
    while (!choices.at_end() && blocks.size() < 6) {
        blocks.push_back(pack(commit_from(choices, blocks.size())));
        if (choices.below(8) == 7) {
            auto& last = blocks.back();
            last[choices.number() % last.size()] = static_cast<char>(choices.byte());
        }
    }
    return journal_of(blocks);
}

/// The first byte chooses what the rest is.
std::string journal_in(std::string_view input) {
    fuzz::Choices choices(input);
    const auto kind = choices.below(3);
    if (kind == 0) {
        return journal_from(choices);
    }
    auto rest = choices.rest();
    if (kind == 1) {
        return std::string(rest);
    }
    std::vector<std::string> blocks = {pack(kInfo)};
    while (!rest.empty() && blocks.size() < 6) {
        blocks.emplace_back(fuzz::take_until(rest, "\n--\n"));
    }
    return journal_of(blocks);
}

Commit one_more(const RunState& state) {
    Commit commit;
    commit.documents.push_back({{1, 2}, "one/more.txt", "ok", "", "", "", ""});
    commit.totals = state.last().totals;
    ++commit.totals.read;
    commit.outputs = state.last().outputs;
    return commit;
}

std::string whole_state(const fs::path& out) {
    auto state = RunState::open(out, kInfo, "2026-01-01T00:00:01Z");
    if (!state.has_value()) {
        fuzz::require(!state.error().message.empty(), "a refusal says why");
        return "refused";
    }
    const auto number = (*state)->last().number;
    const auto known = (*state)->past().known.size();
    const auto gone_on = (*state)->commit(one_more(**state));
    fuzz::require(
        gone_on.has_value(), "a state that opens goes on",
        gone_on.has_value() ? "" : gone_on.error().message);
    state->reset();
    state = RunState::open(out, kInfo, "2026-01-01T00:00:02Z");
    fuzz::require(state.has_value(), "what was committed is there");
    fuzz::require((*state)->last().number == number + 1, "no commit is lost");
    return std::to_string(number) + " " + std::to_string(known);
}

std::string read_folder(const config::TempFolder& folder, std::string_view input) {
    const auto out = folder.path() / "out";
    fs::remove_all(out);
    fs::create_directories(state_folder(out) / "parts");
    write(state_folder(out) / "journal", journal_in(input));
    write(state_folder(out) / "parts" / "articles.jsonl", kPart);
    {
        const auto journal = Journal::open(state_folder(out) / "journal");
        fuzz::require(journal.has_value(), "a journal of any bytes opens");
        for (std::size_t i = 0; i < journal->count(); ++i) {
            check_block(journal->read(i).value());
        }
        if (journal->count() == 0) {
            return "no journal";
        }
    }
    return whole_state(out);
}

/// What `galley verify` reads.
std::string read_lines(const config::TempFolder& folder, std::string_view input) {
    const auto path = folder.write("lines.jsonl", input);
    ledger::LineParser parser;
    ledger::LineFile file;
    fuzz::require(file.open(path.string()).has_value(), "the file is there");
    std::string out;
    for (auto more = file.next(); more.has_value() && *more; more = file.next()) {
        const auto row = parser.ledger_line(file.line());
        out += row.has_value() ? std::string(row->row.text) : "! " + row.error().message;
        const auto text = parser.text_line(file.line());
        out += text.has_value() ? std::string(text->text) : "! " + text.error().message;
        out += "\n";
    }
    return out;
}

}  // namespace
}  // namespace galley::core::state

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace galley::core;
    static const config::TempFolder folder;
    if (size == 0) {
        return 0;
    }
    const auto input = galley::fuzz::view(data + 1, size - 1);
    // A line of one byte is refused twice, by what it is not.
    galley::fuzz::check(input, 100 * size + 1000, [&](std::string_view in) {
        return data[0] % 4 == 3 ? state::read_lines(folder, in) : state::read_folder(folder, in);
    });
    return 0;
}
