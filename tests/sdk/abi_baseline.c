/* SPDX-License-Identifier: Apache-2.0 */
/* plugin.h in C: layout, and GALLEY_HAS. */
#include "abi_baseline.h"

int galley_test_has_process(const galley_plugin* plugin);

int galley_test_has_process(const galley_plugin* plugin) {
    return GALLEY_HAS(plugin, process);
}
