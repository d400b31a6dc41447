// SPDX-License-Identifier: Apache-2.0
// A stage's checked values behind galley_conf_api.
#pragma once
#include <galley/plugin.h>

#include "core/config/chain.hpp"

/// What plugins hold a pointer to during configure.
struct galley_conf {
    const galley::core::config::ResolvedStage* stage;
};

namespace galley::core::pipeline {

const galley_conf_api& conf_api();

}  // namespace galley::core::pipeline
