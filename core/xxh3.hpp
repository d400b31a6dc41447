// SPDX-License-Identifier: Apache-2.0
// XXH3 by the vectors that the processor has: the same hashes, for long texts in less than half the
// time of what any x86-64 can do. The library looks at the processor when it is first asked.
#pragma once
#include <xxhash.h>
#if defined(__x86_64__) && __has_include(<xxh_x86dispatch.h>)
#include <xxh_x86dispatch.h>
#endif
