/* SPDX-License-Identifier: Apache-2.0 */
/* An export that stops at its tenth document until somebody has opened and closed the FIFO that GALLEY_GATE names. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <galley/plugin.h>

enum { kGatedDocument = 10 };

static unsigned long written;

static galley_status create(const galley_host* host, void** self) {
    *self = (void*)(size_t)host;
    return GALLEY_OK;
}

static galley_status configure(void* self, const galley_conf* conf) {
    (void)self;
    (void)conf;
    return GALLEY_OK;
}

static void destroy(void* self) {
    (void)self;
}

static galley_status begin(void* self, galley_str run, galley_str position) {
    (void)self;
    (void)run;
    (void)position;
    return GALLEY_OK;
}

static galley_status write_document(void* self, const galley_doc* doc, galley_str key) {
    const char* gate = getenv("GALLEY_GATE");
    (void)self;
    (void)doc;
    (void)key;
    if (++written == kGatedDocument && gate != NULL) {
        char byte;
        const int fd = open(gate, O_RDONLY);
        while (fd >= 0 && read(fd, &byte, 1) > 0) {
        }
        close(fd);
    }
    return GALLEY_OK;
}

static galley_status prepare(void* self, galley_str* position) {
    (void)self;
    position->ptr = "0";
    position->len = 1;
    return GALLEY_OK;
}

static galley_status commit(void* self) {
    (void)self;
    return GALLEY_OK;
}

static void abort_batch(void* self) {
    (void)self;
}

static const void* extension(void* self, const char* id) {
    static const galley_export_v1 table = {
        .struct_size = sizeof table,
        .begin = begin,
        .write = write_document,
        .prepare = prepare,
        .commit = commit,
        .abort = abort_batch};
    (void)self;
    return strcmp(id, GALLEY_EXPORT_V1) == 0 ? &table : NULL;
}

GALLEY_EXPORT const galley_module* galley_module_v1(uint32_t host_minor) {
    static const galley_plugin gated = {
        .struct_size = sizeof gated,
        .kind = GALLEY_KIND_EXPORT,
        .thread_model = GALLEY_THREAD_SERIAL,
        .id = "export.gated",
        .version = "1.0.0",
        .summary = "Does what it must not do",
        .license = "Apache-2.0",
        .param_size = sizeof(galley_param),
        .create = create,
        .configure = configure,
        .destroy = destroy,
        .extension = extension};
    static const galley_plugin* const plugins[] = {&gated};
    static const galley_module module = {
        .struct_size = sizeof module,
        .abi_major = GALLEY_ABI_MAJOR,
        .plugin_count = 1,
        .plugin_size = sizeof(galley_plugin),
        .version = "1.0.0",
        .built_with = __VERSION__,
        .plugins = plugins};
    (void)host_minor;
    return &module;
}
