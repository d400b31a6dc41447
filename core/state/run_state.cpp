// SPDX-License-Identifier: Apache-2.0
// Beginning a run or finding it again, and committing to it.
#include "core/state/run_state.hpp"

#include <algorithm>
#include <system_error>

#include "core/failpoint.hpp"
#include "core/state/chain_difference.hpp"
#include "core/state/purge.hpp"

namespace galley::core::state {
namespace fs = std::filesystem;

namespace {

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
    return open(out, &info, now);
}

Result<std::unique_ptr<RunState>> RunState::reopen(const fs::path& out, std::string_view now) {
    return open(out, nullptr, now);
}

/// @param info  null: of the run that is there.
Result<std::unique_ptr<RunState>> RunState::open(
    const fs::path& out, const RunInfo* info, std::string_view now) {
    auto lock = Lock::take(out);
    if (!lock.has_value()) {
        return unexpected(lock.error());
    }
    if (auto finished = finish_purge(out); !finished.has_value()) {
        return unexpected(finished.error());
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

Result<void> RunState::read_run(const RunInfo* info) {
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
    if (!run && !copy && info == nullptr) {
        return unexpected(Error{
            out_.string() + ": holds no run; expected the --out of a run", ErrorKind::kUsage});
    }
    if (!run && !copy) {
        return begin(*info);
    }
    if (run && copy && run->run != copy->run) {
        return unexpected(Error{
            state_folder(out_).string() + ": journal and state.db are of different runs (" +
                run->run + ", " + copy->run + "); remove the one that does not belong there",
            ErrorKind::kIo});
    }
    info_ = run ? *run : *copy;
    if (info != nullptr && info_.chain != info->chain) {
        return unexpected(Error{
            out_.string() + ": holds a run of another chain (pipeline " + info_.pipeline + " of " +
                info_.config + ", begun " + info_.started + "):" + chain_difference(info_, *info) +
                "\nMake a new version of it with --rerun, name another --out, or delete that run "
                "with --fresh.",
            ErrorKind::kUsage});
    }
    resumed_ = true;
    return complete_run(run ? in_journal : "", copy ? in_database.value() : "");
}

/// What only one of the two has goes into the other.
Result<void> RunState::complete_run(const std::string& in_journal, const std::string& in_database) {
    if (in_journal.empty()) {
        if (auto made = journal_->cut(0); !made.has_value()) {
            return made;
        }
        return journal_->append(in_database);
    }
    return in_database.empty() ? database_->set_run(info_, in_journal) : Result<void>();
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
    failpoint("state.begun");
    return database_->set_run(info_, block);
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
        failpoint("state.seal");
        commit.sealed = true;
        unsealed_bytes_ = 0;
    }
    const auto block = pack(commit);
    failpoint("state.commit.journal");
    if (auto written = journal_->append(block); !written.has_value()) {
        return written;
    }
    failpoint("state.commit.database");
    if (auto added = database_->add(commit, block); !added.has_value()) {
        return added;
    }
    failpoint("state.commit.done");
    commit.forget_documents();
    last_ = std::move(commit);
    return {};
}

Result<void> RunState::end(std::string_view outcome, std::string_view now) {
    failpoint("state.end");
    session_.ended = now;
    session_.outcome = outcome;
    session_.read = last_.totals.read - read_before_;
    return database_->end_session(session_);
}

}  // namespace galley::core::state
