// SPDX-License-Identifier: Apache-2.0
// The lines of ledger.jsonl, articles.jsonl and notices.jsonl, read back.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/ledger/family.hpp"
#include "core/result.hpp"

namespace galley::core::ledger {

/// One line of ledger.jsonl. Views live until the next line is parsed.
struct LedgerLine {
    LedgerRow row;
    std::string_view source_sha256;
    std::uint64_t source_bytes = 0;
    std::uint64_t article = 0;  ///< 0: made on a page or a notice
    bool purged = false;        ///< what was decided is no longer told
};

/// Parses lines; the message of an error names the key.
class LineParser {
  public:
    /// Bytes that must be readable behind a line.
    static constexpr std::size_t kPaddingBytes = 64;

    LineParser();
    ~LineParser();

    Result<LedgerLine> ledger_line(std::string_view padded);

    /// Uri and text of an article or a notice.
    Result<ExportedText> text_line(std::string_view padded);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A file line by line, through one buffer.
class LineFile {
  public:
    LineFile() = default;
    ~LineFile();
    LineFile(const LineFile&) = delete;
    LineFile& operator=(const LineFile&) = delete;

    Result<void> open(const std::string& path);

    /// @returns  whether there was one; it is in line() then.
    Result<bool> next();

    /// Without its line end, with LineParser's padding behind it; until the next call.
    std::string_view line() const { return line_; }

    std::uint64_t line_number() const { return number_; }

    /// Where line() begins in the file.
    std::uint64_t offset() const { return offset_; }

    /// Reads a line again into `to`, with padding behind it.
    Result<std::string_view> read_at(
        std::uint64_t offset, std::size_t size_bytes, std::string& to) const;

  private:
    Error error(const char* what) const;

    std::string path_, buffer_;
    std::string_view line_;
    std::size_t begin_ = 0, end_ = 0;
    std::uint64_t number_ = 0, offset_ = 0, buffer_offset_ = 0;
    int fd_ = -1;
};

}  // namespace galley::core::ledger
