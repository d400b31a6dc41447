// SPDX-License-Identifier: Apache-2.0
// Places where the crash suite lets memory or threads run out, or ends the program.
#pragma once

namespace galley::core {

/// Does nothing; in the program of the tests it may end the process, or throw what a place like
/// this may throw: std::bad_alloc, or std::system_error as a thread that cannot be started.
/// @param place  "part.moment", the same at no other place; once a document, or rarer.
void failpoint(const char* place);

/// 0; in the program of the tests maybe what errno would be, had the call that follows failed.
[[nodiscard]] int failpoint_errno(const char* place);

}  // namespace galley::core
