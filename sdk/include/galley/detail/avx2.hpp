// SPDX-License-Identifier: Apache-2.0
// Bytes by 32, for processors with AVX2, in programs that are built for any x86-64.
#pragma once
#include <cstring>

#include <galley/values.hpp>

#if defined(__x86_64__) && defined(__GNUC__)
#define GALLEY_HAS_AVX2 1

namespace galley GALLEY_SDK_HIDDEN {
namespace detail {

inline bool has_avx2() {
    return __builtin_cpu_supports("avx2") != 0;
}

/// Only for functions with [[gnu::target("avx2")]], as what follows.
using bytes_32 [[gnu::vector_size(32)]] = unsigned char;

[[gnu::target("avx2")]] inline bytes_32 load_32(const char* from) {
    bytes_32 bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
}

[[gnu::target("avx2")]] inline void store_32(char* to, bytes_32 bytes) {
    std::memcpy(to, &bytes, sizeof bytes);
}

/// One bit for each byte that has its highest bit set, as comparing gives them; the first's lowest.
template <class Bytes>
[[gnu::target("avx2")]] inline unsigned bits_of_32(Bytes found) {
    using Signed [[gnu::vector_size(32)]] = char;
    return static_cast<unsigned>(__builtin_ia32_pmovmskb256(reinterpret_cast<Signed>(found)));
}

}  // namespace detail
}  // namespace GALLEY_SDK_HIDDEN
#endif
