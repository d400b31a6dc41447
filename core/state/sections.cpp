// SPDX-License-Identifier: Apache-2.0
// A section is its name, then its members; a commit without it has nothing of it.
#include "core/state/sections.hpp"

namespace galley::core::state {
namespace {

constexpr std::string_view kRedriven = "redriven";
constexpr std::string_view kTime = "time";
constexpr std::string_view kPurged = "purged";
constexpr std::string_view kOutcomes = "outcomes";
constexpr std::string_view kCanceled = "canceled";
constexpr std::string_view kVersion = "version";

void pack_content(Packer& to, const Content& content) {
    to.number(content[0]);
    to.number(content[1]);
}

Content unpack_content(Unpacker& from) {
    const auto first = from.number();
    return {first, from.number()};
}

void pack_outcome(Packer& to, const OutcomeRecord& outcome) {
    to.number(outcome.begin);
    to.number(outcome.end);
    to.number(outcome.digest);
    to.flag(outcome.is_notice);
}

OutcomeRecord unpack_outcome(Unpacker& from) {
    OutcomeRecord out;
    out.begin = from.number();
    out.end = from.number();
    out.digest = from.number();
    out.is_notice = from.flag();
    return out;
}

void pack_outcomes(Packer& to, const Commit& commit) {
    std::size_t at = 0;
    each_document(commit, [&](const DocumentRecord& document) {
        if (!document.written()) {
            return;
        }
        pack_content(to, document.rest);
        to.number(document.outcomes);
        for (std::uint32_t i = 0; i < document.outcomes; ++i) {
            pack_outcome(to, commit.outcomes[at++]);
        }
    });
}

void unpack_outcomes(Unpacker& from, Commit& out) {
    each_document(out, [&](DocumentRecord& document) {
        if (!document.written()) {
            return;
        }
        document.rest = unpack_content(from);
        document.outcomes = 0;
        for (auto left = from.number(); left > 0 && from.ok(); --left) {
            out.outcomes.push_back(unpack_outcome(from));
            ++document.outcomes;
        }
    });
    out.has_outcomes = true;
}

void pack_version(Packer& to, const VersionCounts& counts) {
    for (const auto count :
         {counts.added, counts.changed, counts.unchanged, counts.canceled, counts.kept}) {
        to.number(count);
    }
    to.flag(counts.looked_for_gone);
}

VersionCounts unpack_version(Unpacker& from) {
    VersionCounts out;
    for (auto* count : {&out.added, &out.changed, &out.unchanged, &out.canceled, &out.kept}) {
        *count = from.number();
    }
    out.looked_for_gone = from.flag();
    return out;
}

void take_purged(std::string_view purged, Commit& out) {
    std::size_t at = 0;
    each_document(out, [&](auto& document) {
        document.purged = at < purged.size() && purged[at] == '1';
        ++at;
    });
}

}  // namespace

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
    if (commit.has_outcomes) {
        to.text(kOutcomes);
        pack_outcomes(to, commit);
    }
    if (!commit.canceled.empty()) {
        to.text(kCanceled);
        pack_list(to, commit.canceled, [&](const auto& record) {
            pack_content(to, record.content);
            pack_content(to, record.rest);
            pack_outcome(to, record.outcome);
        });
    }
    if (commit.version != VersionCounts{}) {
        to.text(kVersion);
        pack_version(to, commit.version);
    }
}

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
    } else if (name == kOutcomes) {
        unpack_outcomes(from, out);
    } else if (name == kCanceled) {
        unpack_list(from, [&] {
            auto& record = out.canceled.emplace_back();
            record.content = unpack_content(from);
            record.rest = unpack_content(from);
            record.outcome = unpack_outcome(from);
        });
    } else if (name == kVersion) {
        out.version = unpack_version(from);
    } else {
        return false;
    }
    return true;
}

}  // namespace galley::core::state
