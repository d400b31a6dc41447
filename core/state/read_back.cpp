// SPDX-License-Identifier: Apache-2.0
// Alone in its file, so that the tests can link an engine that does without.
#include "core/state/run_state.hpp"

namespace galley::core::state {

bool reads_back() {
    return true;
}

}  // namespace galley::core::state
