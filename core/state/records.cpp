// SPDX-License-Identifier: Apache-2.0
// Blocks of the journal: a letter for the kind, then its members in their order.
#include "core/state/records.hpp"

#include <algorithm>
#include <cstring>

#include "core/state/packing.hpp"

namespace galley::core::state {
namespace {

constexpr std::string_view kRun = "R";
constexpr std::string_view kCommit = "C";

template <class T, class F>
void pack_list(Packer& to, const T& list, F&& each) {
    to.number(list.size());
    for (const auto& element : list) {
        each(element);
    }
}

/// Calls each() as often as the list is long; a length that is a lie ends with the bytes.
template <class F>
void unpack_list(Unpacker& from, F&& each) {
    for (auto left = from.number(); left > 0 && from.ok(); --left) {
        each();
    }
}

void pack_document(Packer& to, const DocumentRecord& document) {
    to.number(document.content[0]);
    to.number(document.content[1]);
    to.text(document.path);
    to.text(document.status);
    if (!document.exported()) {
        to.text(document.uri);
        to.text(document.stage);
        to.text(document.plugin);
        to.text(document.reason);
    }
}

DocumentRecord unpack_document(Unpacker& from) {
    DocumentRecord out;
    out.content[0] = from.number();
    out.content[1] = from.number();
    out.path = from.text();
    out.status = from.text();
    if (!out.exported()) {
        out.uri = from.text();
        out.stage = from.text();
        out.plugin = from.text();
        out.reason = from.text();
    }
    return out;
}

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

/// What not every commit has stands behind what all have, each under its name.
constexpr std::string_view kRedriven = "redriven";
constexpr std::string_view kTime = "time";
constexpr std::string_view kPurged = "purged";

/// The documents of a commit in one row, those that ran again behind the others.
template <class C, class F>
void each_document(C& commit, F&& f) {
    for (auto& document : commit.documents) {
        f(document);
    }
    for (auto& redriven : commit.redriven) {
        f(redriven.document);
    }
}

void pack_sections(Packer& to, const Commit& commit) {
    if (!commit.redriven.empty()) {
        to.text(kRedriven);
        pack_list(to, commit.redriven, [&](const auto& record) {
            to.number(record.number);
            to.flag(record.newly_read);
            pack_document(to, record.document);
        });
    }
    if (!commit.time.empty()) {
        to.text(kTime);
        to.text(commit.time);
    }
    std::string purged;
    each_document(commit, [&](const auto& document) { purged += document.purged ? '1' : '0'; });
    if (purged.find('1') != std::string::npos) {
        to.text(kPurged);
        to.text(purged);
    }
}

void take_purged(std::string_view purged, Commit& out) {
    std::size_t at = 0;
    each_document(out, [&](auto& document) {
        document.purged = at < purged.size() && purged[at] == '1';
        ++at;
    });
}

/// @returns  false for a section that this version does not know.
bool unpack_section(Unpacker& from, Commit& out) {
    const auto name = from.text();
    if (name == kRedriven) {
        unpack_list(from, [&] {
            auto& record = out.redriven.emplace_back();
            record.number = from.number();
            record.newly_read = from.flag();
            record.document = unpack_document(from);
        });
    } else if (name == kTime) {
        out.time = from.text();
    } else if (name == kPurged) {
        take_purged(from.text(), out);
    } else {
        return false;
    }
    return true;
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

const PositionRecord* Commit::position_of(std::string_view stage) const {
    const auto found = std::ranges::find(positions, stage, &PositionRecord::stage);
    return found == positions.end() ? nullptr : &*found;
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
