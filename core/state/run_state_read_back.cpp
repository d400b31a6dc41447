// SPDX-License-Identifier: Apache-2.0
// Journal and database complete each other; then the outputs are compared with both.
#include <algorithm>

#include "core/failpoint.hpp"
#include "core/state/run_state.hpp"

namespace galley::core::state {

/// Commits that only the database has go back into the journal.
Result<void> RunState::complete_journal() {
    auto in_database = database_->commit_count();
    if (!in_database.has_value()) {
        return unexpected(in_database.error());
    }
    if (!reads_back()) {
        const auto kept = std::min<std::size_t>(journal_->count(), in_database.value() + 1);
        if (auto made = journal_->cut(kept); !made.has_value()) {
            return made;
        }
    }
    const auto had = journal_->count();
    for (auto number = had; number <= in_database.value(); ++number) {
        const auto block = database_->commit_block(number);
        if (!block.has_value()) {
            return block.error().kind == ErrorKind::kIo ? Result<void>(unexpected(block.error()))
                                                        : Result<void>();
        }
        failpoint("read_back.journal");
        if (auto added = journal_->append(block.value()); !added.has_value()) {
            return added;
        }
    }
    if (journal_->count() > had) {
        repairs_.push_back(
            (state_folder(out_) / "journal").string() + ": " +
            std::to_string(journal_->count() - had) + " commits were missing, taken from state.db");
    }
    return {};
}

Result<Commit> RunState::commit_at(std::uint64_t number) const {
    const auto block = journal_->read(number);
    if (!block.has_value()) {
        return unexpected(block.error());
    }
    auto commit = unpack_commit(block.value());
    if (!commit || commit->number != number) {
        return unexpected(Error{
            (state_folder(out_) / "journal").string() + ": commit " + std::to_string(number) +
                " cannot be read" + std::string(kHowOn),
            ErrorKind::kIo});
    }
    return *std::move(commit);
}

Result<void> RunState::read_back() {
    KeptCheck check(parts());
    const auto count = journal_->count();
    for (std::uint64_t number = 1; number < count; ++number) {
        auto commit = commit_at(number);
        if (!commit.has_value()) {
            return unexpected(commit.error());
        }
        const auto holds = reads_back() ? check.holds(commit.value()) : Result<bool>(true);
        if (!holds.has_value()) {
            return unexpected(holds.error());
        }
        if (!holds.value()) {
            if (auto refused = refuse_damage(check.damage(), number); !refused.has_value()) {
                return refused;
            }
            if (auto cut = journal_->cut(number); !cut.has_value()) {
                return cut;
            }
            break;
        }
        failpoint("read_back.commit");
        remember(std::move(commit).value());
    }
    for (const auto& output : last_.outputs) {
        hashes_.resume(output);
    }
    return {};
}

/// Behind the last seal the run can go back; before it, it cannot.
Result<void> RunState::refuse_damage(const Damage& damage, std::uint64_t from) {
    const auto where = damage.path + ": bytes " + std::to_string(damage.begin) + " to " +
                       std::to_string(damage.end) + " are not what was written";
    for (auto number = from; number < journal_->count(); ++number) {
        const auto commit = commit_at(number);
        if (!commit.has_value()) {
            return unexpected(commit.error());
        }
        if (commit->sealed) {
            return unexpected(
                Error{where + ", and they were sealed" + std::string(kHowOn), ErrorKind::kIo});
        }
    }
    repairs_.push_back(
        where + "; the documents of the last " + std::to_string(journal_->count() - from) +
        " commits are processed again");
    return {};
}

Result<void> RunState::complete_database() {
    const auto wanted = journal_->count() - 1;
    auto count = database_->commit_count();
    if (!count.has_value()) {
        return unexpected(count.error());
    }
    auto known = count.value();
    if (known > wanted) {
        if (auto cleared = database_->clear_commits(); !cleared.has_value()) {
            return cleared;
        }
        known = 0;
    }
    for (auto number = known + 1; number <= wanted; ++number) {
        const auto commit = commit_at(number);
        const auto block = journal_->read(number);
        if (!commit.has_value() || !block.has_value()) {
            return unexpected(!commit.has_value() ? commit.error() : block.error());
        }
        failpoint("read_back.database");
        if (auto added = database_->add(commit.value(), block.value()); !added.has_value()) {
            return added;
        }
    }
    return {};
}

void RunState::remember(Commit commit) {
    auto number = commit.totals.read - commit.documents.size();
    for (auto& document : commit.documents) {
        past_.known.add(document);
        if (document.exported() || document.status == "held") {
            past_.texts.push_back(document.content);
        }
        list(++number, std::move(document));
    }
    for (auto& redriven : commit.redriven) {
        remember(std::move(redriven));
    }
    // Dead letters that ran again say nothing of the input.
    past_.complete =
        commit.ended || (past_.complete && commit.documents.empty() && !commit.redriven.empty());
    commit.forget_documents();
    last_ = std::move(commit);
}

void RunState::remember(RedrivenRecord redriven) {
    auto& document = redriven.document;
    if (redriven.newly_read) {
        past_.known.add(document);
    }
    if (document.exported() || document.status == "held") {
        past_.texts.push_back(document.content);
    }
    if (!document.failed_or_held()) {
        past_.redriven.push_back(redriven.number);
    }
    past_.unexported.erase(redriven.number);
    past_.held.erase(redriven.number);
    list(redriven.number, std::move(document));
}

void RunState::list(std::uint64_t number, DocumentRecord document) {
    constexpr std::size_t kMostListed = 50;
    if (document.status == "held") {
        past_.held.insert_or_assign(number, document);
    }
    if (!document.exported() && past_.unexported.size() < kMostListed) {
        past_.unexported.insert_or_assign(number, std::move(document));
    }
}

}  // namespace galley::core::state
