// SPDX-License-Identifier: Apache-2.0
// Sets one key of a config's normal form, whether a file or --set says so.
#pragma once

#include "config.hpp"

namespace galley::core::config {

/// Each adds to config.problems when the key is unknown or its value is wrong.
void set_limit(Config& config, const Option& option);
void set_commit(Config& config, const Option& option);
void set_brake(Config& config, const Option& option);
void set_isolation(Config& config, const Option& option);
void set_plugins(Config& config, const Option& option);
/// A key of brake { sources { SOURCE { ... } } }.
void set_brake_source(Config& config, const std::string& source, const Option& option);

/// id, when, kinds, on_error, isolate; false when `option` is none of these.
bool set_stage_key(Config& config, Stage& stage, const Option& option);

/// "pipeline.STAGE.KEY=VALUE", "limits.KEY=VALUE", "commit.KEY=VALUE", "brake.KEY=VALUE",
/// "isolation.KEY=VALUE", "plugins.KEY=VALUE".
void apply_override(Config& config, std::string_view assignment);

/// "an unknown key" with what was meant.
Diagnostic unknown_key(const Option& option, std::span<const std::string> known);

/// Is this a name as stages and plugins have: a small letter, then small letters, digits, `_`?
bool is_name(std::string_view text);

}  // namespace galley::core::config
