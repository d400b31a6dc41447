// SPDX-License-Identifier: Apache-2.0
// Repeats on the real document what a plugin said about its copy in a worker.
#pragma once
#include <galley/plugin.h>

#include "core/document/document.hpp"
#include "core/isolation/messages.hpp"

namespace galley::core::isolation {

/// Makes the same calls, so that every check applies.
/// @returns  the plugin's status; GALLEY_E_CONTRACT where the host and the worker do not agree
///           about a call, with the reason said to `host`.
/// @param document  null: the call was about none, and nothing may be said.
galley_status replay(const Reply& reply, document::Document* document, const galley_host& host);

}  // namespace galley::core::isolation
