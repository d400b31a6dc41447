// SPDX-License-Identifier: Apache-2.0
// A stage's parameters, checked against the plugin's table, and galley_conf_api over them.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <galley/testing/recording_host.hpp>

namespace galley GALLEY_SDK_HIDDEN {
namespace testing {

struct Value {
    std::vector<std::string> texts;  ///< none: no value
    std::int64_t integer = 0;
    double real = 0;
    std::string where = "default";
};

/// What a galley_conf stands for.
using Values = std::map<std::string, Value, std::less<>>;

/// @param values   filled in when nothing is wrong.
/// @returns        "" or the first problem: "max_gap: expected 0..99, got \"ten\"".
std::string check_parameters(const galley_plugin& plugin, const Parameters& given, Values& values);

const galley_conf_api& parameter_calls();

}  // namespace testing
}  // namespace GALLEY_SDK_HIDDEN
