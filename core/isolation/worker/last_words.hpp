// SPDX-License-Identifier: Apache-2.0
// Tells the host, when the process dies by a signal, whether it had memory left.
#pragma once

namespace galley::core::isolation {

/// Installs handlers that work on a stack of their own. Not with address sanitizer, which has
/// its own.
void speak_when_dying(int socket);

}  // namespace galley::core::isolation
