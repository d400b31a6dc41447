// SPDX-License-Identifier: Apache-2.0
// The two steps by which a worker gives up what it does not need. Neither can be taken back.
#pragma once
#include "core/isolation/messages.hpp"

namespace galley::core::isolation {

/// Before any code of a plugin runs: limits, no new privileges, files of plugins and libraries read
/// only, no network, no new programs, no tracing.
/// @returns  what is in force; less than was asked for where the kernel has less.
SandboxState enter_sandbox(const SandboxOrder& order);

/// When all plugins are loaded and configured: no file but those of order.kept, and only the calls
/// that working on a document needs. Anything else kills the process.
void tighten_sandbox(const SandboxOrder& order, SandboxState& state);

}  // namespace galley::core::isolation
