/* SPDX-License-Identifier: Apache-2.0 */
/* A plugin that does what FAULT says, for the tests of how galley tells of faulty plugins. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <galley/plugin.h>

enum { kFail, kSilent, kHalf, kDecide, kCreate, kConfigure, kHang, kSlow, kTell, kRefuse, kMemory, kNothing };

#ifndef FAULT
#define FAULT kNothing
#endif
#ifndef FAULT_KIND
#define FAULT_KIND GALLEY_KIND_CLEANUP
#define FAULT_ID "cleanup.faulty"
#endif

static const galley_host* the_host;
static char told[256]; /* "the password is ...", for kTell */

static galley_str str(const char* text) {
    galley_str out = {text, strlen(text)};
    return out;
}

static galley_status create(const galley_host* host, void** self) {
    the_host = host;
    *self = (void*)&the_host;
    if (FAULT == kCreate) {
        host->set_error(host, str("the machine has no printing press"));
        return GALLEY_E_UNSUPPORTED;
    }
    return GALLEY_OK;
}

static galley_status configure(void* self, const galley_conf* conf) {
    (void)self;
    (void)conf;
    if (FAULT == kTell) {
        galley_str password = {"", 0};
        the_host->conf->get_text(conf, "password", 0, &password);
        strcpy(told, "the password is ");
        strncat(told, password.ptr, password.len);
    }
    if (FAULT == kMemory) {
        return GALLEY_E_MEMORY;
    }
    if (FAULT == kConfigure) {
        the_host->set_error(the_host, str("ink: expected black"));
        return GALLEY_E_CONFIG;
    }
    return GALLEY_OK;
}

/* Only texts that speak of ink are trouble, and only while the file FAULT_WHILE is there. */
static int is_trouble(galley_str text) {
    const char* file = getenv("FAULT_WHILE");
    return (file == NULL || access(file, F_OK) == 0) && text.len > 3 &&
           memmem(text.ptr, text.len, "ink", 3) != NULL;
}

static galley_status strip(galley_doc* doc, uint64_t begin, uint64_t end) {
    galley_decision decision = {0};
    decision.struct_size = sizeof decision;
    decision.action = GALLEY_STRIP;
    decision.range.begin = begin;
    decision.range.end = end;
    decision.category = str("other");
    decision.rule = str("faulty");
    decision.confidence = 1.0;
    return the_host->doc->decide(doc, &decision, NULL);
}

static galley_status process(void* self, galley_doc* doc) {
    const galley_str text = the_host->doc->text(doc);
    (void)self;
    if (!is_trouble(text)) {
        return GALLEY_OK;
    }
    switch (FAULT) {
        case kFail:
            strip(doc, 0, 3);
            the_host->set_error(the_host, str("the ink\x1b[31m is wet"));
            return GALLEY_E_FAILED;
        case kHang:
            for (;;) {
                pause();
            }
        case kSlow:
            while (the_host->time_left_ns(the_host) > 0) {
                usleep(1000);
            }
            return GALLEY_OK;
        case kTell:
            the_host->log(the_host, GALLEY_LOG_WARN, str(told));
            the_host->set_error(the_host, str(told));
            return GALLEY_E_FAILED;
        case kSilent:
            return GALLEY_E_FAILED;
        case kHalf:
            return strip(doc, 0, 1);
        case kDecide:
            return strip(doc, 0, 3);
        default:
            return GALLEY_OK;
    }
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

/* An export that refuses trouble. */
static galley_status write_document(void* self, const galley_doc* doc, galley_str key) {
    (void)self;
    (void)key;
    if (FAULT == kRefuse && is_trouble(the_host->doc->text(doc))) {
        the_host->set_error(the_host, str("no ink for it"));
        return GALLEY_E_REJECTED;
    }
    return GALLEY_OK;
}

static galley_status prepare(void* self, galley_str* position) {
    (void)self;
    *position = str("anywhere");
    return GALLEY_OK;
}

static galley_status commit(void* self) {
    (void)self;
    return GALLEY_OK;
}

static const void* extension(void* self, const char* id) {
    static const galley_export_v1 export_table = {
        .struct_size = sizeof export_table,
        .begin = begin,
        .write = write_document,
        .prepare = prepare,
        .commit = commit};
    (void)self;
    return FAULT_KIND == GALLEY_KIND_EXPORT && strcmp(id, GALLEY_EXPORT_V1) == 0 ? &export_table
                                                                                 : NULL;
}

static const galley_param params[] = {
    {.struct_size = sizeof(galley_param),
     .type = GALLEY_PARAM_SECRET,
     .name = "password",
     .help = "nobody is to read it"}};

static const galley_plugin faulty = {
    .struct_size = sizeof faulty,
    .kind = FAULT_KIND,
    .thread_model = GALLEY_THREAD_SERIAL,
    .id = FAULT_ID,
    .version = "1.0.0",
    .summary = "Does what it must not do",
    .license = "Apache-2.0",
    .params = FAULT == kTell ? params : NULL,
    .param_count = FAULT == kTell ? 1 : 0,
    .param_size = sizeof(galley_param),
    .create = create,
    .configure = configure,
    .process = process,
    .destroy = destroy,
    .extension = extension};

#ifndef FAULT_ENTRY
#define FAULT_ENTRY galley_module_v1
#endif

GALLEY_EXPORT const galley_module* FAULT_ENTRY(uint32_t host_minor) {
    static const galley_plugin* const plugins[] = {&faulty};
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
