// SPDX-License-Identifier: Apache-2.0
// Journal and database complete each other; then the outputs are compared with both.
#include "core/state/run_state.hpp"

#include <algorithm>
#include <system_error>

#include "core/state/chain_difference.hpp"

namespace galley::core::state {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kHowOn =
    "; what it held cannot be told: restore the file from a copy, or begin anew with --fresh if "
    "the inputs are still there";

Error damaged_block(const fs::path& out, std::uint64_t number) {
    return {
        (state_folder(out) / "journal").string() + ": commit " + std::to_string(number) +
            " cannot be read" + std::string(kHowOn),
        ErrorKind::kIo};
}

/// Whether anything stands in OUT that a run may have written.
bool holds_outputs(const fs::path& out) {
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(state_folder(out) / "parts", code)) {
        if (entry.is_directory(code) || entry.file_size(code) > 0) {
            return true;
        }
    }
    return std::ranges::any_of(fs::directory_iterator(out, code), [](const auto& entry) {
        return entry.path().filename() != ".galley";
    });
}

}  // namespace

Result<std::unique_ptr<RunState>> RunState::open(
    const fs::path& out, const RunInfo& info, std::string_view now) {
    auto lock = Lock::take(out);
    if (!lock.has_value()) {
        return unexpected(lock.error());
    }
    std::unique_ptr<RunState> state(new RunState(out, std::move(lock).value()));
    auto done = state->open_files();
    if (done.has_value()) {
        done = state->read_run(info);
    }
    if (done.has_value()) {
        done = state->complete_journal();
    }
    if (done.has_value()) {
        done = state->read_back();
    }
    if (done.has_value()) {
        done = state->complete_database();
    }
    if (!done.has_value()) {
        return unexpected(done.error());
    }
    auto session = state->database_->begin_session(now);
    if (!session.has_value()) {
        return unexpected(session.error());
    }
    state->session_.number = session.value();
    state->session_.started = now;
    state->read_before_ = state->last_.totals.read;
    return state;
}

Result<void> RunState::open_files() {
    auto journal = Journal::open(state_folder(out_) / "journal");
    if (!journal.has_value()) {
        return unexpected(journal.error());
    }
    journal_ = std::make_unique<Journal>(std::move(journal).value());
    return open_database();
}

/// A damaged database is put aside: all that it held is in the journal.
Result<void> RunState::open_database() {
    const auto path = state_folder(out_) / "state.db";
    auto opened = Database::open(path, Database::Mode::kReadWrite);
    auto sound = opened.has_value() ? opened->check() : Result<void>(unexpected(opened.error()));
    if (!sound.has_value() && sound.error().kind == ErrorKind::kInvalidInput) {
        opened = unexpected(sound.error());  // closed before it is renamed
        std::error_code code;
        for (const auto* end : {"", "-wal", "-shm"}) {
            const auto from = path.string() + end;
            if (fs::exists(from, code)) {
                fs::rename(from, path.string() + ".corrupt" + end, code);
            }
        }
        repairs_.push_back(
            sound.error().message + "; put aside as state.db.corrupt, made anew from the journal");
        opened = Database::open(path, Database::Mode::kReadWrite);
        sound = opened.has_value() ? Result<void>() : Result<void>(unexpected(opened.error()));
    }
    if (!sound.has_value()) {
        return sound;
    }
    database_ = std::make_unique<Database>(std::move(opened).value());
    return {};
}

Result<void> RunState::read_run(const RunInfo& info) {
    const auto in_database = database_->run_block();
    if (!in_database.has_value()) {
        return unexpected(in_database.error());
    }
    std::string in_journal;
    if (journal_->count() > 0 && reads_back()) {
        auto first = journal_->read(0);
        if (!first.has_value()) {
            return unexpected(first.error());
        }
        in_journal = std::move(first).value();
    }
    auto run = unpack_run(in_journal);
    const auto copy = unpack_run(in_database.value());
    if (!run && !copy) {
        return begin(info);
    }
    if (run && copy && run->run != copy->run) {
        return unexpected(Error{
            state_folder(out_).string() + ": journal and state.db are of different runs (" +
                run->run + ", " + copy->run + "); remove the one that does not belong there",
            ErrorKind::kIo});
    }
    const bool from_database = !run;
    info_ = from_database ? *copy : *run;
    if (info_.chain != info.chain) {
        return unexpected(Error{
            out_.string() + ": holds a run of another chain (pipeline " + info_.pipeline + " of " +
                info_.config + ", begun " + info_.started + "):" + chain_difference(info_, info) +
                "\nName another --out, or delete that run with --fresh.",
            ErrorKind::kUsage});
    }
    resumed_ = true;
    if (from_database) {
        if (auto made = journal_->cut(0); !made.has_value()) {
            return made;
        }
        return journal_->append(in_database.value());
    }
    return copy ? Result<void>() : database_->set_run(info_, in_journal);
}

Result<void> RunState::begin(const RunInfo& info) {
    if (holds_outputs(out_)) {
        return unexpected(Error{
            state_folder(out_).string() + ": the state of the run in " + out_.string() +
                " is lost (journal and state.db)" + std::string(kHowOn),
            ErrorKind::kIo});
    }
    info_ = info;
    const auto block = pack(info_);
    if (auto made = journal_->cut(0); !made.has_value()) {
        return made;
    }
    if (auto made = journal_->append(block); !made.has_value()) {
        return made;
    }
    for (const auto& folder : {state_folder(out_), out_}) {
        if (auto synced = sync_folder(folder); !synced.has_value()) {
            return synced;
        }
    }
    return database_->set_run(info_, block);
}

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
        return unexpected(damaged_block(out_, number));
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
    if (count.value() > wanted) {
        return database_->cut(wanted);
    }
    for (auto number = count.value() + 1; number <= wanted; ++number) {
        const auto commit = commit_at(number);
        const auto block = journal_->read(number);
        if (!commit.has_value() || !block.has_value()) {
            return unexpected(!commit.has_value() ? commit.error() : block.error());
        }
        if (auto added = database_->add(commit.value(), block.value()); !added.has_value()) {
            return added;
        }
    }
    return {};
}

void RunState::remember(Commit commit) {
    constexpr std::size_t kMostListed = 50;
    for (auto& document : commit.documents) {
        past_.known.add(document.content, document.path);
        if (document.exported() || document.status == "held") {
            past_.texts.push_back(document.content);
        }
        if (document.status == "held") {
            past_.held.push_back(document);
        }
        if (!document.exported() && past_.unexported.size() < kMostListed) {
            past_.unexported.push_back(std::move(document));
        }
    }
    commit.documents.clear();
    last_ = std::move(commit);
}

Result<void> RunState::commit(Commit commit) {
    commit.number = last_.number + 1;
    for (auto& output : commit.outputs) {
        const auto before = std::ranges::find(last_.outputs, output.name, &OutputRecord::name);
        unsealed_bytes_ +=
            output.kept_bytes - (before == last_.outputs.end() ? 0 : before->kept_bytes);
        if (auto hashed = hashes_.add(output); !hashed.has_value()) {
            return unexpected(Error{hashed.error().message, ErrorKind::kIo});
        }
    }
    if (commit.sealed || unsealed_bytes_ >= seal_bytes_) {
        commit.sealed = true;
        unsealed_bytes_ = 0;
    }
    const auto block = pack(commit);
    if (auto written = journal_->append(block); !written.has_value()) {
        return written;
    }
    if (auto added = database_->add(commit, block); !added.has_value()) {
        return added;
    }
    commit.documents.clear();
    last_ = std::move(commit);
    return {};
}

Result<void> RunState::end(std::string_view outcome, std::string_view now) {
    session_.ended = now;
    session_.outcome = outcome;
    session_.read = last_.totals.read - read_before_;
    return database_->end_session(session_);
}

}  // namespace galley::core::state
