// SPDX-License-Identifier: Apache-2.0
// JSON strings to text: views where nothing is escaped, else copies made run by run.
#pragma once
#include <cstddef>
#include <memory>
#include <string_view>

namespace galley::jsonl {

/// Room for the unescaped strings of one line; grows, and is reused by the next line. simdjson's
/// own unescaping goes byte by byte in builds for any x86-64; this one goes by 16.
class Strings {
  public:
    /// Forgets the strings made. The strings of a line take no more room than the line.
    void begin(std::size_t line_bytes);

    /// @param raw  behind the opening quote of a string that is closed, valid UTF-8, and of this
    ///             line; 32 bytes behind the closing quote may be read.
    /// @param out  valid as long as the line and until begin().
    /// @returns    false: a bad escape, or half a surrogate pair.
    bool unescape(const char* raw, std::string_view& out);

  private:
    std::unique_ptr<char[]> room_;
    std::size_t size_ = 0;
    std::size_t used_ = 0;
};

}  // namespace galley::jsonl
