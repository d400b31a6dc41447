// SPDX-License-Identifier: Apache-2.0
// A target with a fault that the smoke must find.
#include "tests/fuzz/fuzzing.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = galley::fuzz::view(data, size);
    galley::fuzz::require(!input.ends_with("..."), "no input ends with three dots");
    return 0;
}
