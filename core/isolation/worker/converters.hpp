// SPDX-License-Identifier: Apache-2.0
// The C library's tables of encodings, which it looks for in files when they are first used.
#pragma once

namespace galley::core::isolation {

/// Loads those that texts come in, for good: readers of a worker cannot once documents come.
void load_converters();

}  // namespace galley::core::isolation
