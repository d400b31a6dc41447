// SPDX-License-Identifier: Apache-2.0
// Text of documents, names and messages for a terminal, as text and as JSON.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace galley::core::reporting {

/// `text` with control characters, and bidi controls, as \xNN or \u{NNNN}; what is not UTF-8 as
/// \xNN.
std::string printable(std::string_view text);

/// One line of JSON, with its line end. The same characters are written as \uNNNN, which says the
/// same to a program; what is not UTF-8 becomes U+FFFD.
std::string json_line(const nlohmann::ordered_json& value);

}  // namespace galley::core::reporting
