// SPDX-License-Identifier: Apache-2.0
// Must not compile as a plugin does: plugins do not see core.
#include "core/result.hpp"

#include <galley/plugin.hpp>
