// SPDX-License-Identifier: Apache-2.0
// Takes the wanted values out of one JSON object, by simdjson, without allocating.
#pragma once
#include <cstddef>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

#include "strings.hpp"
#include "wanted.hpp"

namespace galley::jsonl {

/// A value of the object: the text of a string, or a number, true, false as written.
struct Value {
    std::size_t target;
    std::string_view text;  ///< valid until the next line is parsed
    bool is_string;
};

/// Parses lines; one parser for all of them. Not thread-safe.
class ObjectReader {
  public:
    /// @param max_depth  arrays and objects inside each other; what is not wanted is skipped
    ///                   without recursion, so the bound is for those who read the dead letters.
    explicit ObjectReader(std::size_t max_depth = kMaxDepth) : max_depth_(max_depth) {}

    static constexpr std::size_t kMaxDepth = 256;

    /// @param line      one JSON object.
    /// @param readable  bytes that may be read from line.data(): line.size() and 64 more.
    /// @param values    gets the wanted values in the order in which they stand; an array of
    ///                  strings or numbers gives one each; null and objects give none.
    /// @returns         empty, or what is wrong with the line.
    std::string read(
        std::string_view line,
        std::size_t readable,
        const WantedKey& wanted,
        std::vector<Value>& values);

  private:
    std::size_t max_depth_;
    simdjson::ondemand::parser parser_;
    Strings strings_;
};

}  // namespace galley::jsonl
