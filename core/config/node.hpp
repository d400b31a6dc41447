// SPDX-License-Identifier: Apache-2.0
// A parsed config file as a tree that knows its lines, the same for INFO and JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "diagnostic.hpp"

namespace galley::core::config {

/// What stands after a key. PropertyTree keeps none of this: to it all is text.
enum class Form { kNothing, kText, kLiteral, kNull, kObject, kArray };

struct Node {
    std::string key;    ///< empty for the root and the items of an array
    std::string value;  ///< text beside the key; an INFO node may have a value and children
    Form form = Form::kNothing;  ///< INFO: of the value; kObject when only children follow
    std::string file;
    std::uint32_t line = 0;  ///< of the key
    std::vector<Node> children;

    Position position(std::string key_path) const { return {file, line, std::move(key_path)}; }
};

inline constexpr std::size_t kDeepestNesting = 64;
inline constexpr std::size_t kMostKeys = 20000;

/// @param file  for positions only.
/// @errors      nesting over 64 deep, over 20000 keys, syntax; one problem, with its line.
[[nodiscard]] Result<Node, Diagnostic> parse_info(const std::string& text, const std::string& file);
[[nodiscard]] Result<Node, Diagnostic> parse_json(const std::string& text, const std::string& file);

}  // namespace galley::core::config
