/* SPDX-License-Identifier: Apache-2.0 */
/* A plugin file for the loading tests; SAMPLE_* definitions make the faulty ones. */
#include <galley/plugin.h>

#ifndef SAMPLE_ENTRY
#define SAMPLE_ENTRY galley_module_v1
#endif
#ifndef SAMPLE_VERSION
#define SAMPLE_VERSION "1.0.0"
#endif
#ifndef SAMPLE_MODULE_SIZE
#define SAMPLE_MODULE_SIZE sizeof module
#endif
#ifndef SAMPLE_CREATE
#define SAMPLE_CREATE create
#endif

#ifdef SAMPLE_NEEDS
void a_symbol_that_nobody_has(void);
#endif

static galley_status create(const galley_host* host, void** self) {
    *self = (void*)host;
#ifdef SAMPLE_NEEDS
    a_symbol_that_nobody_has();
#endif
    return GALLEY_OK;
}

static galley_status configure(void* self, const galley_conf* conf) {
    (void)self;
    (void)conf;
    return GALLEY_OK;
}

static galley_status process(void* self, galley_doc* doc) {
    (void)self;
    (void)doc;
    return GALLEY_OK;
}

static void destroy(void* self) { (void)self; }

static const galley_param params[] = {
    {sizeof(galley_param),
     GALLEY_PARAM_INT,
     GALLEY_PARAM_REQUIRED,
     0,
     "max_gap_lines",
     NULL,
     "lines, with a \\ and\na line end",
     "lines",
     NULL,
     "0",
     "99"},
    {sizeof(galley_param),
     GALLEY_PARAM_ENUM,
     0,
     0,
     "mode",
     "",
     "which way",
     NULL,
     "up|down",
     NULL,
     NULL}};
static const char* const reads[] = {"body", "headline", NULL};
static const char* const writes[] = {"body", NULL};

static const galley_plugin first = {
    .struct_size = sizeof first,
    .kind = GALLEY_KIND_CLEANUP,
    .thread_model = GALLEY_THREAD_SERIAL,
    .capabilities = GALLEY_CAP_REWRITES,
    .id = "cleanup.sample",
    .version = SAMPLE_VERSION,
    .summary = "Does nothing = well",
    .license = "Apache-2.0",
    .params = params,
    .param_count = 2,
    .param_size = sizeof(galley_param),
    .reads = reads,
    .writes = writes,
    .create = SAMPLE_CREATE,
    .configure = configure,
    .process = process,
    .destroy = destroy};

static const galley_plugin second = {
    .struct_size = sizeof second,
    .kind = GALLEY_KIND_TAGGING,
    .id = "tagging.sample",
    .version = "2.0.0",
    .summary = "The second of one file",
    .license = "MIT",
    .param_size = sizeof(galley_param),
    .create = create,
    .configure = configure,
    .process = process,
    .destroy = destroy};

GALLEY_EXPORT const galley_module* SAMPLE_ENTRY(uint32_t host_minor) {
    static const galley_plugin* const plugins[] = {&first, &second};
    static const galley_module module = {
        .struct_size = SAMPLE_MODULE_SIZE,
        .abi_major = GALLEY_ABI_MAJOR,
        .plugin_count = 2,
        .plugin_size = sizeof(galley_plugin),
        .version = SAMPLE_VERSION,
        .built_with = __VERSION__,
        .plugins = plugins};
    (void)host_minor;
    return &module;
}
