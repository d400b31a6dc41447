// SPDX-License-Identifier: Apache-2.0
// Blocks of the journal: a letter for the kind, then its members in their order.
#include "core/state/records.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "core/state/packing.hpp"
#include "core/state/sections.hpp"

namespace galley::core::state {
namespace {

constexpr std::string_view kRun = "R";
constexpr std::string_view kCommit = "C";

void pack_balance(Packer& to, const Balance& b) {
    for (const auto count :
         {b.read,
          b.exported,
          b.duplicate,
          b.filtered,
          b.held,
          b.failed,
          b.articles,
          b.notices,
          b.stripped,
          b.bytes}) {
        to.number(count);
    }
}

Balance unpack_balance(Unpacker& from) {
    Balance b;
    for (auto* count :
         {&b.read,
          &b.exported,
          &b.duplicate,
          &b.filtered,
          &b.held,
          &b.failed,
          &b.articles,
          &b.notices,
          &b.stripped,
          &b.bytes}) {
        *count = from.number();
    }
    return b;
}

std::string_view body_of(std::string_view block, std::string_view kind) {
    return block.starts_with(kind) ? block.substr(kind.size()) : std::string_view{};
}

/// A commit says of each output once up to where it is kept.
bool names_once(const std::vector<OutputRecord>& outputs) {
    std::vector<std::string_view> names;
    for (const auto& output : outputs) {
        names.emplace_back(output.name);
    }
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) == names.end();
}

}  // namespace

Content content_of(const std::array<unsigned char, 32>& sha256) {
    Content out{};
    std::memcpy(out.data(), sha256.data(), sizeof out);
    return out;
}

Content rest_of(const std::array<unsigned char, 32>& sha256) {
    Content out{};
    std::memcpy(out.data(), sha256.data() + sizeof out, sizeof out);
    return out;
}

std::string hex_of(const Content& half) {
    std::array<unsigned char, sizeof(Content)> bytes{};
    std::memcpy(bytes.data(), half.data(), sizeof(Content));
    std::string out;
    for (const auto byte : bytes) {
        out += fmt::format("{:02x}", byte);
    }
    return out;
}

std::string CanceledRecord::uri() const {
    return fmt::format(
        "galley:{}{}#{}-{}", hex_of(content), hex_of(rest), outcome.begin, outcome.end);
}

const PositionRecord* Commit::position_of(std::string_view stage) const {
    const auto found = std::ranges::find(positions, stage, &PositionRecord::stage);
    return found == positions.end() ? nullptr : &*found;
}

void Commit::forget_documents() {
    documents.clear();
    redriven.clear();
    outcomes.clear();
    canceled.clear();
    has_outcomes = false;
}

std::string pack(const RunInfo& info) {
    std::string out(kRun);
    Packer to(out);
    for (const auto* text :
         {&info.run, &info.started, &info.version, &info.config, &info.pipeline, &info.chain}) {
        to.text(*text);
    }
    pack_list(to, info.set, [&](const auto& set) { to.text(set); });
    pack_list(to, info.parts_of_chain, [&](const auto& part) {
        to.text(part.first);
        to.text(part.second);
    });
    return out;
}

std::optional<RunInfo> unpack_run(std::string_view block) {
    Unpacker from(body_of(block, kRun));
    RunInfo out;
    for (auto* text :
         {&out.run, &out.started, &out.version, &out.config, &out.pipeline, &out.chain}) {
        *text = from.text();
    }
    unpack_list(from, [&] { out.set.emplace_back(from.text()); });
    unpack_list(from, [&] {
        const auto key = from.text();
        out.parts_of_chain.emplace_back(key, from.text());
    });
    return from.ok() && from.at_end() ? std::optional(std::move(out)) : std::nullopt;
}

std::string pack(const Commit& commit) {
    std::string out(kCommit);
    constexpr std::size_t kDocumentBytes = 128;
    out.reserve(commit.documents.size() * kDocumentBytes + 4096);
    Packer to(out);
    to.number(commit.number);
    to.flag(commit.sealed);
    to.flag(commit.ended);
    pack_list(to, commit.documents, [&](const auto& document) { pack_document(to, document); });
    pack_balance(to, commit.totals);
    pack_list(to, commit.stripped, [&](const auto& category) {
        to.text(category.first);
        to.number(category.second);
    });
    pack_list(to, commit.counters, [&](const auto& counter) {
        to.text(counter.stage);
        to.text(counter.name);
        to.real(counter.value);
    });
    pack_list(to, commit.positions, [&](const auto& position) {
        to.text(position.stage);
        to.text(position.text);
    });
    pack_list(to, commit.outputs, [&](const auto& output) {
        to.text(output.stage);
        to.text(output.name);
        to.number(output.kept_bytes);
        to.number(output.hash);
    });
    pack_sections(to, commit);
    return out;
}

std::optional<Commit> unpack_commit(std::string_view block) {
    Unpacker from(body_of(block, kCommit));
    Commit out;
    out.number = from.number();
    out.sealed = from.flag();
    out.ended = from.flag();
    unpack_list(from, [&] { out.documents.push_back(unpack_document(from)); });
    out.totals = unpack_balance(from);
    unpack_list(from, [&] {
        const auto category = from.text();
        out.stripped.emplace(category, from.number());
    });
    unpack_list(from, [&] {
        auto& counter = out.counters.emplace_back();
        counter.stage = from.text();
        counter.name = from.text();
        counter.value = from.real();
    });
    unpack_list(from, [&] {
        auto& position = out.positions.emplace_back();
        position.stage = from.text();
        position.text = from.text();
    });
    unpack_list(from, [&] {
        auto& output = out.outputs.emplace_back();
        output.stage = from.text();
        output.name = from.text();
        output.kept_bytes = from.number();
        output.hash = from.number();
    });
    while (from.ok() && !from.at_end()) {
        if (!unpack_section(from, out)) {
            return std::nullopt;
        }
    }
    const bool is_commit = from.ok() && from.at_end() && names_once(out.outputs);
    return is_commit ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace galley::core::state
