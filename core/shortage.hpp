// SPDX-License-Identifier: Apache-2.0
// Exceptions that reach the edge of galley's own code, as errors.
#pragma once
#include <exception>

#include "core/result.hpp"

namespace galley::core {

/// Memory or threads that ran out: kIo, as when the system gives no process. Anything else is a
/// fault of galley's: kInternal.
Error error_of(const std::exception& thrown);

}  // namespace galley::core
