// SPDX-License-Identifier: Apache-2.0
// Calls of SQLite, left out after the first that failed.
#include "core/state/statement.hpp"

#include <sqlite3.h>

namespace galley::core::state {

Error database_error(sqlite3* database, const std::filesystem::path& path) {
    const int primary = sqlite3_extended_errcode(database) & 0xff;
    const bool is_damage = primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
    return {
        path.string() + ": " + sqlite3_errmsg(database),
        is_damage ? ErrorKind::kInvalidInput : ErrorKind::kIo};
}

Statement::Statement(sqlite3* database, const std::filesystem::path& path, const char* sql)
    : database_(database), path_(path) {
    ok_ = sqlite3_prepare_v2(database, sql, -1, &raw_, nullptr) == SQLITE_OK;
}

Statement::~Statement() {
    sqlite3_finalize(raw_);
}

Statement& Statement::bind(std::uint64_t value) {
    ok_ = ok_ && sqlite3_bind_int64(raw_, ++bound_, static_cast<std::int64_t>(value)) == SQLITE_OK;
    return *this;
}

Statement& Statement::bind(std::string_view value) {
    ok_ = ok_ &&
          sqlite3_bind_text64(
              raw_, ++bound_, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
    return *this;
}

Statement& Statement::bind_blob(std::string_view value) {
    ok_ = ok_ && sqlite3_bind_blob64(raw_, ++bound_, value.data(), value.size(), SQLITE_STATIC) ==
                     SQLITE_OK;
    return *this;
}

bool Statement::step() {
    const int code = ok_ ? sqlite3_step(raw_) : SQLITE_ERROR;
    ok_ = ok_ && (code == SQLITE_ROW || code == SQLITE_DONE);
    return ok_ && code == SQLITE_ROW;
}

void Statement::again() {
    sqlite3_reset(raw_);
    bound_ = 0;
}

std::uint64_t Statement::number(int column) {
    return static_cast<std::uint64_t>(sqlite3_column_int64(raw_, column));
}

std::string Statement::text(int column) {
    const auto* from = static_cast<const char*>(sqlite3_column_blob(raw_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(raw_, column));
    return from == nullptr ? std::string() : std::string(from, size);
}

Result<void> Statement::result() const {
    return ok_ ? Result<void>() : Result<void>(unexpected(database_error(database_, path_)));
}

}  // namespace galley::core::state
