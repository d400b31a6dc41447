// SPDX-License-Identifier: Apache-2.0
// SQLite behind the calls of Database.
#include "core/state/database.hpp"

#include <sqlite3.h>
#include <xxhash.h>

#include <fmt/format.h>

#include "core/failpoint.hpp"
#include "core/state/statement.hpp"

namespace galley::core::state {
namespace {

constexpr int kSchema = 2;  // 2: commits of dead letters that ran again

constexpr const char* kTables =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS run(one INTEGER PRIMARY KEY CHECK(one=1), run TEXT, started TEXT,"
    " version TEXT, config TEXT, pipeline TEXT, chain TEXT, block BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS commits(number INTEGER PRIMARY KEY, documents INTEGER, read "
    "INTEGER,"
    " exported INTEGER, duplicate INTEGER, filtered INTEGER, held INTEGER, failed INTEGER,"
    " articles INTEGER, notices INTEGER, hash INTEGER, block BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS unexported(number INTEGER PRIMARY KEY, in_commit INTEGER NOT NULL,"
    " path TEXT, status TEXT, stage TEXT, plugin TEXT, reason TEXT);"
    "CREATE TABLE IF NOT EXISTS sessions(number INTEGER PRIMARY KEY, started TEXT, ended TEXT,"
    " outcome TEXT, read INTEGER);"
    "PRAGMA user_version=2;"
    "COMMIT;";

}  // namespace

void Database::Close::operator()(sqlite3* db) const {
    sqlite3_close_v2(db);
}

Error Database::failure() const {
    return database_error(db_.get(), path_);
}

Result<void> Database::run(const char* sql) {
    return sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK
               ? Result<void>()
               : Result<void>(unexpected(failure()));
}

Result<Database> Database::open(const std::filesystem::path& path, Mode mode) {
    Database database;
    database.path_ = path;
    const int flags =
        mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
    database.db_.reset(raw);
    if (code != SQLITE_OK) {
        return unexpected(database.failure());
    }
    constexpr int kWaitMs = 10000;  // for a reader that makes a checkpoint
    sqlite3_busy_timeout(raw, kWaitMs);
    if (auto done = database.set_up(mode); !done.has_value()) {
        return unexpected(done.error());
    }
    return database;
}

Result<std::uint64_t> Database::schema() {
    Statement version(db_.get(), path_, "PRAGMA user_version");
    const auto found = version.step() ? version.number(0) : 0;
    if (auto read = version.result(); !read.has_value()) {
        return unexpected(read.error());
    }
    return found;
}

Result<void> Database::set_up(Mode mode) {
    const auto found = schema();
    if (!found.has_value()) {
        return unexpected(found.error());
    }
    if (found.value() > kSchema) {
        return unexpected(Error{
            path_.string() + ": made by a newer galley (schema " + std::to_string(found.value()) +
                "); this version knows " + std::to_string(kSchema),
            ErrorKind::kUsage});
    }
    if (mode == Mode::kReadOnly) {
        return found.value() > 0
                   ? Result<void>()
                   : Result<void>(unexpected(
                         Error{path_.string() + ": its run has not begun yet", ErrorKind::kUsage}));
    }
    if (auto done = run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"); !done.has_value()) {
        return done;
    }
    return run(kTables);
}

Result<void> Database::check() {
    Statement quick(db_.get(), path_, "PRAGMA quick_check(1)");
    const bool sound = quick.step() && quick.text(0) == "ok";
    if (auto read = quick.result(); !read.has_value()) {
        return read;
    }
    return sound ? Result<void>()
                 : Result<void>(unexpected(
                       Error{path_.string() + ": is damaged", ErrorKind::kInvalidInput}));
}

Result<void> Database::set_run(const RunInfo& info, std::string_view block) {
    Statement put(
        db_.get(),
        path_,
        "INSERT OR REPLACE INTO run(one,run,started,version,config,pipeline,chain,block) "
        "VALUES(1,?,?,?,?,?,?,?)");
    put.bind(info.run).bind(info.started).bind(info.version).bind(info.config);
    put.bind(info.pipeline).bind(info.chain).bind_blob(block).step();
    return put.result();
}

Result<std::string> Database::run_block() {
    Statement get(db_.get(), path_, "SELECT block FROM run");
    auto block = get.step() ? get.text(0) : std::string();
    if (auto read = get.result(); !read.has_value()) {
        return unexpected(read.error());
    }
    return block;
}

Result<std::uint64_t> Database::commit_count() {
    Statement get(db_.get(), path_, "SELECT count(*), coalesce(max(number),0) FROM commits");
    get.step();
    const auto count = get.number(0);
    const auto last = get.number(1);
    if (auto read = get.result(); !read.has_value()) {
        return unexpected(read.error());
    }
    if (count != last) {
        return unexpected(
            Error{path_.string() + ": is damaged: commits are missing", ErrorKind::kInvalidInput});
    }
    return count;
}

Result<std::string> Database::commit_block(std::uint64_t number) {
    Statement get(db_.get(), path_, "SELECT block,hash FROM commits WHERE number=?");
    auto block = get.bind(number).step() ? get.text(0) : std::string();
    const auto hash = get.number(1);
    if (auto read = get.result(); !read.has_value()) {
        return unexpected(read.error());
    }
    if (XXH3_64bits(block.data(), block.size()) != hash) {
        return unexpected(Error{
            fmt::format("{}: commit {} is damaged", path_.string(), number),
            ErrorKind::kInvalidInput});
    }
    return block;
}

Result<void> Database::add(const Commit& commit, std::string_view block) {
    if (auto begun = run("BEGIN IMMEDIATE"); !begun.has_value()) {
        return begun;
    }
    auto added = add_rows(commit, block);
    if (added.has_value()) {
        added = run("COMMIT");
    }
    if (!added.has_value() && sqlite3_get_autocommit(db_.get()) == 0) {
        sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    return added;
}

Result<void> Database::add_rows(const Commit& commit, std::string_view block) {
    const auto& t = commit.totals;
    Statement put(db_.get(), path_, "INSERT INTO commits VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
    put.bind(commit.number).bind(commit.documents.size()).bind(t.read).bind(t.exported);
    put.bind(t.duplicate).bind(t.filtered).bind(t.held).bind(t.failed);
    put.bind(t.articles).bind(t.notices);
    put.bind(XXH3_64bits(block.data(), block.size())).bind_blob(block).step();
    if (auto done = put.result(); !done.has_value()) {
        return done;
    }
    failpoint("database.rows");
    auto added = add_unexported(commit);
    return added.has_value() ? change_unexported(commit) : added;
}

Result<void> Database::add_unexported(const Commit& commit) {
    Statement list(db_.get(), path_, "INSERT INTO unexported VALUES(?,?,?,?,?,?,?)");
    auto number = commit.totals.read - commit.documents.size();
    for (const auto& document : commit.documents) {
        ++number;
        if (document.exported()) {
            continue;
        }
        list.again();
        list.bind(number).bind(commit.number).bind(document.path).bind(document.status);
        list.bind(document.stage).bind(document.plugin).bind(document.reason).step();
        if (auto done = list.result(); !done.has_value()) {
            return done;
        }
    }
    return {};
}

Result<void> Database::change_unexported(const Commit& commit) {
    for (const auto& [number, newly_read, document] : commit.redriven) {
        Statement change(
            db_.get(),
            path_,
            document.exported()
                ? "DELETE FROM unexported WHERE number=?"
                : "UPDATE unexported SET status=?2,stage=?3,plugin=?4,reason=?5 WHERE number=?1");
        change.bind(number);
        if (!document.exported()) {
            change.bind(document.status).bind(document.stage).bind(document.plugin);
            change.bind(document.reason);
        }
        change.step();
        if (auto done = change.result(); !done.has_value()) {
            return done;
        }
    }
    return {};
}

Result<void> Database::checkpoint() {
    constexpr auto kWhole = SQLITE_CHECKPOINT_TRUNCATE;
    return sqlite3_wal_checkpoint_v2(db_.get(), nullptr, kWhole, nullptr, nullptr) == SQLITE_OK
               ? Result<void>()
               : Result<void>(unexpected(failure()));
}

Result<void> Database::clear_commits() {
    return run("BEGIN IMMEDIATE; DELETE FROM commits; DELETE FROM unexported; COMMIT;");
}

Result<std::uint64_t> Database::begin_session(std::string_view started) {
    Statement put(db_.get(), path_, "INSERT INTO sessions(started) VALUES(?)");
    put.bind(started).step();
    if (auto done = put.result(); !done.has_value()) {
        return unexpected(done.error());
    }
    return static_cast<std::uint64_t>(sqlite3_last_insert_rowid(db_.get()));
}

Result<void> Database::end_session(const Session& session) {
    Statement put(
        db_.get(), path_, "UPDATE sessions SET ended=?, outcome=?, read=? WHERE number=?");
    put.bind(session.ended).bind(session.outcome).bind(session.read).bind(session.number).step();
    return put.result();
}

Result<void> Database::forget_session(std::uint64_t number) {
    Statement drop(db_.get(), path_, "DELETE FROM sessions WHERE number=?");
    drop.bind(number).step();
    return drop.result();
}

Result<std::vector<Session>> Database::sessions() {
    Statement get(
        db_.get(), path_, "SELECT number,started,ended,outcome,read FROM sessions ORDER BY number");
    std::vector<Session> out;
    while (get.step()) {
        out.push_back({get.number(0), get.text(1), get.text(2), get.text(3), get.number(4)});
    }
    if (auto read = get.result(); !read.has_value()) {
        return unexpected(read.error());
    }
    return out;
}

Result<std::vector<Unexported>> Database::unexported() {
    Statement get(
        db_.get(),
        path_,
        "SELECT number,path,status,stage,plugin,reason FROM unexported ORDER BY number");
    std::vector<Unexported> out;
    while (get.step()) {
        out.push_back(
            {get.number(0), get.text(1), get.text(2), get.text(3), get.text(4), get.text(5)});
    }
    if (auto read = get.result(); !read.has_value()) {
        return unexpected(read.error());
    }
    return out;
}

}  // namespace galley::core::state
