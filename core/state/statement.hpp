// SPDX-License-Identifier: Apache-2.0
// A prepared statement of SQLite; its first error sticks and is told at the end.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace galley::core::state {

/// What SQLite last said about a database: kInvalidInput when it is damaged, else kIo.
Error database_error(sqlite3* database, const std::filesystem::path& path);

/// Values are bound in order; texts and blobs must live until step().
class Statement {
  public:
    Statement(sqlite3* database, const std::filesystem::path& path, const char* sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(std::uint64_t value);
    Statement& bind(std::string_view value);
    Statement& bind_blob(std::string_view value);

    /// @returns  whether there is a row.
    bool step();

    /// To bind and step once more.
    void again();

    /// Of the row; 0 or empty where there is none.
    std::uint64_t number(int column);
    std::string text(int column);

    Result<void> result() const;

  private:
    sqlite3* database_;
    const std::filesystem::path& path_;
    sqlite3_stmt* raw_ = nullptr;
    int bound_ = 0;
    bool ok_ = false;
};

}  // namespace galley::core::state
