/* SPDX-License-Identifier: Apache-2.0 */
/* What a plugin needs besides documents: "galley.needs/1". Its build writes it into the manifest,
 * so that a host knows it without loading the plugin. C11. */
#ifndef GALLEY_NEEDS_H
#define GALLEY_NEEDS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GALLEY_NEEDS_V1 "galley.needs/1"

enum galley_need {
    GALLEY_NEED_ISOLATION = 1 /* parses a format of others: in a process of its own unless a config
                                 says `isolate none` */
};

/* plugin->extension(NULL, GALLEY_NEEDS_V1) */
typedef struct galley_needs_v1 {
    uint32_t struct_size, flags; /* of galley_need */
    const char* const*
        reads_files; /* files and folders read while documents are worked on; NULL-terminated, or
                        NULL. One without a slash in front lies in the plugin's data folder */
} galley_needs_v1;

#ifdef __cplusplus
}
#endif
#endif
