/* SPDX-License-Identifier: Apache-2.0 */
/* A bad plugin file for the checks: it exports more than its entry. */
#include <galley/plugin.h>

GALLEY_EXPORT int galley_helper(void);

int galley_helper(void) { return 1; }

GALLEY_EXPORT const galley_module* galley_module_v1(uint32_t host_minor) {
    (void)host_minor;
    return 0;
}
