/* SPDX-License-Identifier: Apache-2.0 */
/* tagging.tag_length in plain C: tags a document as short or long by its number of lines. */
#include <stdlib.h>
#include <string.h>

#include <galley/plugin.h>

struct tag_length {
    const galley_host* host;
    int64_t long_lines;
};

static galley_str str(const char* text) {
    galley_str out = {text, strlen(text)};
    return out;
}

static galley_status create(const galley_host* host, void** self) {
    struct tag_length* made = calloc(1, sizeof *made);
    if (made == NULL) {
        return GALLEY_E_MEMORY;
    }
    made->host = host;
    *self = made;
    return GALLEY_OK;
}

static galley_status configure(void* self, const galley_conf* conf) {
    struct tag_length* me = self;
    return me->host->conf->get_int(conf, "long_lines", 0, &me->long_lines);
}

static galley_status process(void* self, galley_doc* doc) {
    const struct tag_length* me = self;
    const galley_str text = me->host->doc->text(doc);
    int64_t lines = text.len > 0 && text.ptr[text.len - 1] != '\n';
    for (size_t i = 0; i < text.len; ++i) {
        lines += text.ptr[i] == '\n';
    }
    galley_tag tag = {0};
    tag.struct_size = sizeof tag;
    tag.scheme = str("keyword");
    tag.code = str(lines >= me->long_lines ? "length:long" : "length:short");
    tag.label = tag.code;
    tag.confidence = 1.0;
    return me->host->doc->tag_add(doc, &tag);
}

static void destroy(void* self) {
    free(self);
}

static const galley_param params[] = {
    {sizeof(galley_param),
     GALLEY_PARAM_INT,
     0,
     0,
     "long_lines",
     "20",
     "lines of a long text",
     "lines",
     NULL,
     "1",
     NULL}};
static const char* const reads[] = {"body", NULL};
static const char* const writes[] = {"keyword", NULL};

static const galley_plugin plugin = {
    .struct_size = sizeof plugin,
    .kind = GALLEY_KIND_TAGGING,
    .id = "tagging.tag_length",
    .version = "1.0.0",
    .summary = "Tags a text as short or long",
    .license = "Apache-2.0",
    .params = params,
    .param_count = 1,
    .param_size = sizeof(galley_param),
    .reads = reads,
    .writes = writes,
    .create = create,
    .configure = configure,
    .process = process,
    .destroy = destroy};

GALLEY_EXPORT const galley_module* galley_module_v1(uint32_t host_minor) {
    static const galley_plugin* const plugins[] = {&plugin};
    static const galley_module module = {
        .struct_size = sizeof module,
        .abi_major = GALLEY_ABI_MAJOR,
        .abi_minor_needed = GALLEY_TARGET_MINOR,
        .plugin_count = 1,
        .plugin_size = sizeof(galley_plugin),
        .version = "1.0.0",
        .built_with = __VERSION__,
        .plugins = plugins};
    (void)host_minor;
    return &module;
}
