// SPDX-License-Identifier: Apache-2.0
// A document is settled when exporters, dead letters and the run state have it on disk.
#include "core/pipeline/checkpoints.hpp"

#include "core/failpoint.hpp"
#include "core/pipeline/utc.hpp"

namespace galley::core::pipeline {
namespace {

/// Of its first article, else of its first notice; what reviewing exports call it.
std::string uri_of(const Item& item) {
    auto& family = const_cast<document::Family&>(item.family);
    std::string article;
    std::string notice;
    family.each([&](document::Document& document) {
        auto& uri = document.kind() == document::Kind::kNotice ? notice : article;
        if (document.kind() != document::Kind::kPage && uri.empty()) {
            uri = document.uri();
        }
    });
    return article.empty() ? notice : article;
}

state::DocumentRecord record_of(const Item& item) {
    state::DocumentRecord record;
    record.content = state::content_of(item.family.source_digest());
    record.path = item.family.path;
    record.status = item.family.status;
    if (record.exported()) {
        return record;
    }
    record.stage = item.stage;
    record.plugin = item.plugin;
    record.reason = item.family.reason;
    if (record.status == "held") {
        record.uri = uri_of(item);
    }
    return record;
}

}  // namespace

Checkpoints::Checkpoints(CommitParts parts) : parts_(parts) {
    if (parts_.state != nullptr) {
        held_ = std::move(parts_.state->past().held);
    }
}

Result<bool> Checkpoints::begin_exports() {
    if (parts_.sinks == nullptr || parts_.sinks->begun()) {
        return true;
    }
    return parts_.sinks->begin(parts_.report.run, parts_.state->last());
}

void Checkpoints::note(const Item& item) {
    if (parts_.state == nullptr) {
        return;
    }
    auto& record = documents_.emplace_back(record_of(item));
    note_outcomes(item, record);
    if (parts_.earlier != nullptr) {
        parts_.earlier->note(parts_.report.balance.read, record);
    }
    if (record.status == "held") {
        held_.insert_or_assign(parts_.report.balance.read, record);
    }
}

void Checkpoints::note_again(const Item& item) {
    const auto& letter = *item.letter;
    auto& again = redriven_.emplace_back();
    again = {letter.number, letter.status == "failed_read", record_of(item)};
    note_outcomes(item, again.document);
    if (parts_.earlier != nullptr) {
        parts_.earlier->note(letter.number, again.document);
    }
    held_.erase(letter.number);
    if (again.document.status == "held") {
        held_.insert_or_assign(letter.number, again.document);
    }
}

/// What one export refused and others have is like nothing that comes after it.
void Checkpoints::note_outcomes(const Item& item, state::DocumentRecord& record) {
    if (!record.written()) {
        return;
    }
    record.rest = state::rest_of(item.family.source_digest());
    record.outcomes = static_cast<std::uint32_t>(item.outcomes.size());
    for (auto outcome : item.outcomes) {
        outcome.digest = record.exported() ? outcome.digest : state::OutcomeRecord::kUnknown;
        came_out_.push_back(outcome);
    }
}

Result<bool> Checkpoints::note(const state::CanceledRecord& canceled) {
    if (parts_.state == nullptr) {
        return true;
    }
    canceled_.push_back(canceled);
    const auto most = static_cast<std::size_t>(parts_.config.commits.documents);
    return canceled_.size() >= most ? commit(false) : Result<bool>(true);
}

void Checkpoints::note_end(const Blob& blob) {
    outcomes_.emplace_back(blob.token(), blob.all_ok());
}

bool Checkpoints::due() const {
    const auto& commits = parts_.config.commits;
    return documents_.size() + redriven_.size() >= static_cast<std::size_t>(commits.documents) ||
           ((has_news() || !outcomes_.empty()) && Clock::now() - last_ >= commits.time);
}

Result<bool> Checkpoints::commit(bool sealed) {
    last_ = Clock::now();
    const bool changed = has_news() || ending_;
    if (parts_.state != nullptr && changed) {
        if (auto done = commit_exports(sealed); !done.has_value()) {
            return done;
        }
    }
    for (const auto& [token, is_ok] : outcomes_) {
        failpoint("commit.acknowledge");
        parts_.feed.settle(token, is_ok);
    }
    outcomes_.clear();
    return true;
}

Result<bool> Checkpoints::commit_exports(bool sealed) {
    if (auto begun = begin_exports(); !begun.has_value()) {
        return begun;
    }
    failpoint("commit.letters");
    if (auto synced = parts_.accounting.sync_letters(); !synced.has_value()) {
        return synced;
    }
    parts_.counters.add(parts_.sinks->instances());
    state::Commit commit;
    if (auto done = parts_.sinks->commit(commit.positions); !done.has_value()) {
        return done;
    }
    failpoint("commit.exported");
    commit.time = iso_utc(std::chrono::system_clock::now());
    commit.sealed = sealed;
    commit.ended = ending_;
    commit.has_outcomes = !documents_.empty() || !redriven_.empty();
    commit.documents = std::move(documents_);
    commit.redriven = std::move(redriven_);
    commit.outcomes = std::move(came_out_);
    commit.canceled = std::move(canceled_);
    commit.version = parts_.report.version;
    commit.totals = parts_.report.balance;
    commit.stripped = parts_.report.stripped_by_category;
    commit.counters = parts_.counters.records();
    commit.outputs = parts_.outputs->records();
    documents_.clear();
    redriven_.clear();
    came_out_.clear();
    canceled_.clear();
    if (auto kept = parts_.state->commit(std::move(commit)); !kept.has_value()) {
        return unexpected(kept.error());
    }
    return parts_.accounting.put_letters_aside();
}

Result<bool> Checkpoints::finish() {
    ending_ = parts_.state == nullptr || !parts_.state->last().ended || has_news() ||
              parts_.state->last().version != parts_.report.version;
    if (auto committed = commit(true); !committed.has_value() || parts_.state == nullptr) {
        return committed;
    }
    failpoint("commit.publish");
    return parts_.outputs->publish();
}

}  // namespace galley::core::pipeline
