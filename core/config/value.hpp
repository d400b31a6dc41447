// SPDX-License-Identifier: Apache-2.0
// Turns what a config says of a parameter into a typed value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config.hpp"
#include "core/loading/plugin_info.hpp"
#include "core/result.hpp"
#include "diagnostic.hpp"

namespace galley::core::config {

/// One parameter of a stage, checked, ready for galley_conf_api.
struct Value {
    std::string name;
    ParamType type = ParamType::kText;
    std::vector<std::string>
        texts;                 ///< as given; none: the parameter has no value; several: a list
    std::int64_t integer = 0;  ///< kBool 0 or 1, kInt, kDuration in ns, kSize in bytes
    double real = 0;           ///< kReal, and kInt too
    std::string where;         ///< "newsroom.info:31", "--set", "default"
};

/// @errors  wrong type, out of range, no such choice; with what was expected and what was got.
[[nodiscard]] Result<Value, Diagnostic> convert(const ParamInfo& param, const Option& option);

/// The value of a parameter that the config does not name.
/// @errors  a default that its own row refuses: a fault of the plugin.
[[nodiscard]] Result<Value, Diagnostic> convert_default(const ParamInfo& param, const Position& at);

/// Whole number with unit: ns us ms s min h d; "0" needs none. "1.5s" is allowed.
std::optional<std::int64_t> parse_duration_ns(std::string_view text);

/// Bytes, or with unit: B KB MB GB TB KiB MiB GiB TiB. "1.5MiB" is allowed.
std::optional<std::int64_t> parse_size_bytes(std::string_view text);

/// "12", "3/1000" or "0.3%".
std::optional<ErrorLimit> parse_error_limit(std::string_view text);

/// Items of a list: blanks or commas separate.
std::vector<std::string> split_list(std::string_view text);

/// Items of choices and of default lists: "a|b|c".
std::vector<std::string> split_choices(std::string_view text);

}  // namespace galley::core::config
