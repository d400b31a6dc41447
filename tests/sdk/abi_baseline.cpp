// SPDX-License-Identifier: Apache-2.0
// plugin.h in C++: the same layout.
#include "abi_baseline.h"
