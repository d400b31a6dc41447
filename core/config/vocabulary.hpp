// SPDX-License-Identifier: Apache-2.0
// The keys a config may hold besides the parameters of plugins, as parameter tables of their own.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/loading/plugin_info.hpp"

namespace galley::core::config {

/// limits { errors document_time … disk_space }
std::span<const ParamInfo> limit_params();

/// commit { documents time seal }
std::span<const ParamInfo> commit_params();

/// brake { smallest_body_chars share free_chars share.CATEGORY paragraph_chars sources }
std::span<const ParamInfo> brake_params();
/// Those that brake { sources { SOURCE { ... } } } may set too, beside share.CATEGORY.
std::span<const ParamInfo> brake_source_params();

/// isolation { sandbox memory worker_documents worker_deaths }
std::span<const ParamInfo> isolation_params();

/// What every stage takes: id when kinds on_error isolate.
std::span<const ParamInfo> stage_params();

/// galley pipeline stages limits commit brake isolation plugins include
std::span<const std::string> top_level_keys();

std::vector<std::string> names(std::span<const ParamInfo> params);

const ParamInfo* find_param(std::span<const ParamInfo> params, std::string_view name);

}  // namespace galley::core::config
