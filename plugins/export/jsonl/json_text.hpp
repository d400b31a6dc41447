// SPDX-License-Identifier: Apache-2.0
// Writes JSON values straight into an output file's buffer.
#pragma once
#include <concepts>
#include <cstddef>
#include <string_view>

#include <galley/output_file.hpp>

namespace galley::jsonl {

/// Escapes UTF-8 for a JSON string, without the quotes.
/// @param to   room for 6 * text.size() + 16 bytes.
/// @returns    the end of what was written.
/// @cost       16 bytes at a time where nothing is to be escaped.   @thread any.
char* escape_json(std::string_view text, char* to);

inline constexpr std::size_t kNumberBytes = 32;

/// The shortest decimal that reads back as the same value; null when it is not finite.
/// @param to   room for kNumberBytes.
/// @returns    the end of what was written.
char* put_number(double value, char* to);

/// JSON values in the order they are called for; the caller puts the commas, with raw().
class JsonText {
  public:
    explicit JsonText(output_file& to) : to_(to) {}

    /// Bytes as they are: punctuation, keys, a part made before.
    void raw(std::string_view bytes) { to_.append(bytes); }

    /// A quoted string; UTF-8 is taken to be valid.
    void text(std::string_view utf8);

    /// A quoted string, or null for an empty one.
    void text_or_null(std::string_view utf8);

    void number(std::unsigned_integral auto value) { integer(value); }

    /// "[begin,end]"
    void range(span at);

    /// As put_number() does.
    void number(double value);

  private:
    void integer(std::uint64_t value);

    output_file& to_;
};

}  // namespace galley::jsonl
