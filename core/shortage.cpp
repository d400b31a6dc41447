// SPDX-License-Identifier: Apache-2.0
// What the standard library throws when the system has no more to give.
#include "core/shortage.hpp"

#include <new>
#include <system_error>

namespace galley::core {

Error error_of(const std::exception& thrown) {
    if (dynamic_cast<const std::bad_alloc*>(&thrown) != nullptr) {
        return {"memory ran out", ErrorKind::kIo};
    }
    const auto* system = dynamic_cast<const std::system_error*>(&thrown);
    if (system != nullptr && system->code() == std::errc::resource_unavailable_try_again) {
        return {std::string("a thread cannot be started: ") + system->what(), ErrorKind::kIo};
    }
    return {std::string("unexpected: ") + thrown.what(), ErrorKind::kInternal};
}

}  // namespace galley::core
