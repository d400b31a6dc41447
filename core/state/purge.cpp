// SPDX-License-Identifier: Apache-2.0
// The first half of a purge: the files of the run without the documents, in OUT/.galley/purge.
#include "core/state/purge.hpp"

#include <algorithm>
#include <fcntl.h>
#include <system_error>

#include <fmt/format.h>

#include "core/failpoint.hpp"
#include "core/state/commits.hpp"
#include "core/state/purge_choice.hpp"
#include "core/state/run_state.hpp"
#include "core/state/run_status.hpp"

namespace galley::core::state {
namespace fs = std::filesystem;

namespace {

class Purge {
  public:
    Purge(fs::path out, const PurgeRequest& request, const Scrubbing& scrubbing)
        : out_(std::move(out)), request_(request), scrubbing_(scrubbing) {}

    Result<PurgeReport> run(std::string_view now);

  private:
    Result<void> complete_earlier() const;
    Result<Lock> look(std::string_view now);
    Result<void> read_journal();
    void list_letters();
    Result<void> scrub_outputs();
    Result<void> scrub_state();
    Result<void> write_database(const std::vector<std::string>& blocks);
    Result<void> make_ready();

    fs::path made() const { return state_folder(out_) / "purge"; }

    fs::path out_;
    const PurgeRequest& request_;
    const Scrubbing& scrubbing_;
    RunInfo info_;
    std::vector<Session> sessions_;
    std::vector<Commit> commits_;
    Gone gone_;
    std::vector<std::string> letters_;  ///< folders in OUT
    PurgeReport report_;
};

/// One that was killed: until it is done, state.db may be neither the old one nor the new.
Result<void> Purge::complete_earlier() const {
    std::error_code code;
    if (!fs::exists(made() / "ready", code)) {
        return {};
    }
    const auto lock = Lock::take(out_);
    return lock.has_value() ? finish_purge(out_) : Result<void>(unexpected(lock.error()));
}

/// A whole run, mended if it must be, and at rest.
/// @returns  its lock, which nobody else had in between.
Result<Lock> Purge::look(std::string_view now) {
    if (auto completed = complete_earlier(); !completed.has_value()) {
        return unexpected(completed.error());
    }
    auto status = read_status(out_);
    if (!status.has_value()) {
        return unexpected(status.error());
    }
    info_ = status->info;
    sessions_ = status->sessions;
    auto state = RunState::open(out_, info_, now);
    if (!state.has_value()) {
        return unexpected(state.error());
    }
    if (auto forgotten = state.value()->forget_session(); !forgotten.has_value()) {
        return unexpected(forgotten.error());
    }
    if (!state.value()->past().complete || !state.value()->last().ended) {
        return unexpected(Error{
            out_.string() +
                ": its run is not complete; go on with it first, with its inputs: galley run " +
                info_.config + " --out " + out_.string(),
            ErrorKind::kUsage});
    }
    return RunState::give_up(std::move(state).value());
}

Result<void> Purge::read_journal() {
    return each_commit(out_, [this](Commit commit) {
        commits_.push_back(std::move(commit));
        return Result<void>();
    });
}

void Purge::list_letters() {
    for (const auto& document : report_.documents) {
        for (const auto* place : {"", "replayed/"}) {
            const auto letter =
                fmt::format("dead-letter/{}/{}{:08}", info_.run, place, document.number);
            std::error_code code;
            if (fs::exists(out_ / letter, code)) {
                letters_.push_back(letter);
            }
        }
    }
}

Result<void> Purge::scrub_outputs() {
    const auto parts = state_folder(out_) / "parts";
    std::error_code code;
    for (const auto& entry : fs::recursive_directory_iterator(parts, code)) {
        const auto name = entry.path().lexically_relative(parts);
        const auto to = made() / "parts" / name;
        if (entry.is_directory(code)) {
            fs::create_directories(to, code);
            continue;
        }
        failpoint("purge.output");
        auto changed = scrubbing_.output(entry.path(), to, gone_);
        if (!changed.has_value()) {
            return unexpected(changed.error());
        }
        if (changed.value()) {
            report_.outputs.push_back(name.string());
            auto file = File::open(to, O_RDONLY);
            auto synced = file.has_value() ? file->sync() : Result<void>(unexpected(file.error()));
            if (!synced.has_value()) {
                return synced;
            }
            continue;
        }
        fs::remove(to, code);
        fs::create_hard_link(entry.path(), to, code);
        if (code) {
            fs::copy_file(entry.path(), to, fs::copy_options::overwrite_existing, code);
        }
        if (code) {
            return unexpected(Error{to.string() + ": " + code.message(), ErrorKind::kIo});
        }
    }
    std::ranges::sort(report_.outputs);
    return {};
}

Result<void> Purge::scrub_state() {
    auto journal = Journal::open(made() / "journal");
    if (!journal.has_value()) {
        return unexpected(journal.error());
    }
    std::vector<std::string> blocks = {pack(info_)};
    KeptHashes hashes(made() / "parts");
    for (auto& commit : commits_) {
        for (auto& position : commit.positions) {
            position.text = scrubbing_.position(position.text, gone_);
        }
        for (auto& output : commit.outputs) {
            if (auto hashed = hashes.add(output); !hashed.has_value()) {
                return hashed;
            }
        }
        blocks.push_back(pack(commit));
    }
    for (const auto& block : blocks) {
        if (auto added = journal->append(block); !added.has_value()) {
            return added;
        }
    }
    return write_database(blocks);
}

Result<void> Purge::write_database(const std::vector<std::string>& blocks) {
    auto opened = Database::open(made() / "state.db", Database::Mode::kReadWrite);
    if (!opened.has_value()) {
        return unexpected(opened.error());
    }
    auto& database = opened.value();
    auto done = database.set_run(info_, blocks.front());
    for (std::size_t i = 0; i < commits_.size() && done.has_value(); ++i) {
        done = database.add(commits_[i], blocks[i + 1]);
    }
    for (auto session : sessions_) {
        if (!done.has_value()) {
            break;
        }
        const auto number = database.begin_session(session.started);
        if (!number.has_value()) {
            return unexpected(number.error());
        }
        session.number = number.value();
        done = session.ended.empty() ? Result<void>() : database.end_session(session);
    }
    failpoint("purge.database");
    // The file alone takes the place of the old one.
    return done.has_value() ? database.checkpoint() : done;
}

/// From here on the purge is carried out, whatever happens.
Result<void> Purge::make_ready() {
    std::string text;
    for (const auto& letter : letters_) {
        text += letter + "\n";
    }
    std::vector<fs::path> folders = {made()};
    std::error_code ignored;  // they were made just now
    for (const auto& entry : fs::recursive_directory_iterator(made(), ignored)) {
        if (entry.is_directory(ignored)) {
            folders.push_back(entry.path());
        }
    }
    for (const auto& folder : folders) {
        if (auto synced = sync_folder(folder); !synced.has_value()) {
            return synced;
        }
    }
    auto file = File::open(made() / "list", O_RDWR | O_CREAT);
    auto written =
        file.has_value() ? file->write_at(0, text) : Result<void>(unexpected(file.error()));
    if (written.has_value()) {
        written = file->sync();
    }
    if (!written.has_value()) {
        return written;
    }
    failpoint("purge.ready");
    std::error_code code;
    fs::rename(made() / "list", made() / "ready", code);
    if (code) {
        return unexpected(
            Error{(made() / "ready").string() + ": " + code.message(), ErrorKind::kIo});
    }
    return sync_folder(made());
}

Result<PurgeReport> Purge::run(std::string_view now) {
    const auto lock = look(now);
    if (!lock.has_value()) {
        return unexpected(lock.error());
    }
    auto done = read_journal();
    if (done.has_value()) {
        PurgeChoice choice(info_, request_);
        choice.choose(commits_);
        gone_ = choice.gone();
        report_.documents = choice.documents();
        list_letters();
    }
    if (done.has_value() && !report_.documents.empty()) {
        std::error_code code;
        fs::create_directories(made() / "parts", code);
        for (auto step : {&Purge::scrub_outputs, &Purge::scrub_state, &Purge::make_ready}) {
            done = done.has_value() ? (this->*step)() : done;
        }
        if (!done.has_value()) {
            fs::remove_all(made(), code);
        } else {
            done = finish_purge(out_);
        }
    }
    report_.dead_letters = letters_.size();
    return done.has_value() ? Result<PurgeReport>(std::move(report_))
                            : Result<PurgeReport>(unexpected(done.error()));
}

}  // namespace

Result<PurgeReport> purge_run(
    const fs::path& out,
    const PurgeRequest& request,
    std::string_view now,
    const Scrubbing& scrubbing) {
    return Purge(out, request, scrubbing).run(now);
}

}  // namespace galley::core::state
