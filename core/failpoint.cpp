// SPDX-License-Identifier: Apache-2.0
// Alone in its file, so that the tests can link one that does something.
#include "core/failpoint.hpp"

namespace galley::core {

void failpoint(const char* /*place*/) {}

int failpoint_errno(const char* /*place*/) {
    return 0;
}

}  // namespace galley::core
