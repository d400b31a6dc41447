/* SPDX-License-Identifier: Apache-2.0 */
/* The galley plugin ABI, major 1: everything a plugin and its host say to each other (C11, no
 * dependencies). */
#ifndef GALLEY_PLUGIN_H
#define GALLEY_PLUGIN_H

/* THE CONTRACT
 *
 * Strings   UTF-8, pointer and length, not NUL-terminated; {0,0} = absent. Table rows marked `const
 * char *` are static, NUL-terminated data of the plugin. Memory    Who creates it frees it. The
 * host copies what it is given. What the host returns lives until the call into the plugin ends;
 * what `resource` returns lives as long as the instance. Errors    A status below 0 is a failure;
 * say why with host->set_error(text) before returning it. No exception, longjmp, signal or thread
 * exit crosses a function of these tables. Growth    Tables are append-only and begin with
 * struct_size: read it and use the prefix, never refuse a larger struct. Arrays carry the size of
 * their elements. Enumerators are never renumbered; unknown values and unknown extension ids are
 * ignored or refused with a message. Threads   [setup]         one thread, before any document.
 *           [one-document]  one call at a time per instance, on any thread; GALLEY_THREAD_SERIAL:
 * one per module. [any-thread]    any thread at any time while the instance lives.
 *
 * THE DOCUMENT
 *
 * A document is an ordered list of pieces: ranges of the immutable source text, or replacements
 * standing for one. text() is the current text: earlier removals gone, joins made. It does not
 * change during a call: decisions are applied when the call returns. All ranges, a child's too, are
 * bytes of text() as it was when the call began, half open, on code points; anything else is
 * GALLEY_E_ARGUMENT. Only cleanup decides on text; `decide` from another kind is GALLEY_E_CONTRACT.
 * The host stores ranges and evidence in source coordinates and checks the conservation law: the
 * decisions replayed backwards give the source, byte for byte. */

#include <stddef.h>
#include <stdint.h>

#define GALLEY_ABI_MAJOR 1
#define GALLEY_ABI_MINOR 0 /* what this header knows */
#ifndef GALLEY_TARGET_MINOR
#define GALLEY_TARGET_MINOR \
    0 /* what the author promises to need: the host refuses only what is above its own */
#endif

#ifdef __cplusplus
#define GALLEY_EXTERN_C extern "C"
#else
#define GALLEY_EXTERN_C
#endif
#define GALLEY_EXPORT GALLEY_EXTERN_C __attribute__((visibility("default")))

/* Is the (possibly appended) member present in this table, and set? */
#define GALLEY_HAS(table, member)                                                                \
    ((table) &&                                                                                  \
     (table)->struct_size >= offsetof(__typeof__(*(table)), member) + sizeof((table)->member) && \
     (table)->member)

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Values
 * ------------------------------------------------------------------------------------------------
 */

typedef struct galley_str {
    const char* ptr;
    size_t len;
} galley_str;

typedef struct galley_range {
    uint64_t begin, end; /* bytes, half open; {0,0} = none */
} galley_range;

typedef int32_t galley_status;

enum galley_status_code {
    GALLEY_OK = 0,
    GALLEY_SKIPPED = 1, /* process: the document is filtered; next: nothing (more) there */
    GALLEY_MORE = 2,    /* write: the outcome comes later, through outcomes() */
    GALLEY_KEPT = 3,    /* decide: a KEEP of this call covers the range; no error */
    GALLEY_E_FAILED = -1,
    GALLEY_E_ARGUMENT = -2,
    GALLEY_E_CONFIG = -3,
    GALLEY_E_UNSUPPORTED = -4,
    GALLEY_E_CANCELLED = -5,
    GALLEY_E_DEADLINE = -6,
    GALLEY_E_MEMORY = -7,
    GALLEY_E_RETRY = -8,
    GALLEY_E_REJECTED = -9, /* this document is bad; go on with the next */
    GALLEY_E_CONTRACT = -10
};

enum galley_kind {
    GALLEY_KIND_INGEST = 1,
    GALLEY_KIND_CLEANUP = 2,
    GALLEY_KIND_TAGGING = 3,
    GALLEY_KIND_EXPORT = 4
};

enum galley_thread_model {
    GALLEY_THREAD_INSTANCE =
        0, /* one call at a time per instance; the host makes one per document in flight */
    GALLEY_THREAD_SHARED =
        1, /* any number of calls on one instance (declared; not run by this host) */
    GALLEY_THREAD_SERIAL = 2, /* one call at a time over all instances of the module */
    GALLEY_THREAD_ORDERED = 3 /* as SERIAL, in input order (declared; not run by this host) */
};

enum galley_capability {
    GALLEY_CAP_REWRITES = 1, /* replacements may be longer than GALLEY_MAX_REPLACEMENT */
    GALLEY_CAP_NETWORK = 2,
    GALLEY_CAP_FILES = 4,
    GALLEY_CAP_STREAMS =
        8, /* a reader that may yield many documents from one blob: called serially, in order */
    GALLEY_CAP_REVIEW = 16 /* an exporter that is also given held documents */
};

#define GALLEY_MAX_REPLACEMENT 64 /* bytes */

enum galley_log_level {
    GALLEY_LOG_TRACE = 0,
    GALLEY_LOG_DEBUG = 1,
    GALLEY_LOG_INFO = 2,
    GALLEY_LOG_WARN = 3,
    GALLEY_LOG_ERROR = 4
};

typedef struct galley_doc galley_doc;   /* host owned; valid for the call it is given to */
typedef struct galley_conf galley_conf; /* host owned; valid during configure */
typedef struct galley_host galley_host;

/* ---- What is said about a document
 * --------------------------------------------------------------------------- */

enum galley_action {
    GALLEY_STRIP = 1, /* the range leaves the text */
    GALLEY_REPLACE,   /* the range is stood for by `replacement`; atomic from then on */
    GALLEY_MOVE,      /* the range goes before the byte `destination` */
    GALLEY_SPLIT,     /* the range leaves the text and becomes a child document */
    GALLEY_KEEP       /* a veto: within the call it wins over any other decision that overlaps it */
};

enum galley_flag { GALLEY_FINAL = 1 /* the safety brake does not hold this decision */ };

enum galley_child { GALLEY_CHILD_ARTICLE = 1, GALLEY_CHILD_NOTICE };

typedef struct galley_decision {
    uint32_t struct_size, action, flags, child; /* child: SPLIT only */
    galley_range range;
    uint64_t destination; /* MOVE: before this byte of text() */
    galley_str category,
        rule; /* one of the fixed categories, such as "notice"; "zh.lost_notice.1" */
    galley_str
        replacement; /* REPLACE: UTF-8, at most GALLEY_MAX_REPLACEMENT bytes unless CAP_REWRITES */
    double confidence; /* 0..1 */
} galley_decision;

/* A standoff annotation in a layer: block, headline, subhead, caption, paragraph, entity.* ... */
typedef struct galley_span {
    uint32_t struct_size, flags;
    galley_range range;
    galley_str layer, value;
    double confidence;
} galley_span;

/* A metadata value with its evidence. Values that belong together (a document and its numbers)
 * share a group > 0. */
typedef struct galley_field {
    uint32_t struct_size, flags, group, reserved;
    galley_str key, value;
    galley_range evidence;
} galley_field;

typedef struct galley_tag {
    uint32_t struct_size, flags;
    galley_str scheme, code, label;
    galley_range evidence;
    double confidence;
} galley_tag;

/* [one-document] Calls on a document. The *_at calls fill what the caller's struct_size has room
 * for; their ranges are clipped to what still stands, and what was emptied is left out of counts.
 * An absent layer, key or scheme means all. */
typedef struct galley_doc_api {
    uint32_t struct_size, reserved;
    galley_str (*text)(const galley_doc*);
    /* child: where the new child goes for SPLIT, else NULL. The child lives until the call returns;
     * what is said about it is in ranges of the parent's text. */
    galley_status (*decide)(galley_doc*, const galley_decision*, galley_doc** child);
    galley_status (*span_add)(galley_doc*, const galley_span*);
    size_t (*span_count)(const galley_doc*, galley_str layer);
    galley_status (*span_at)(const galley_doc*, galley_str layer, size_t index, galley_span* out);
    galley_status (*field_add)(galley_doc*, const galley_field*);
    size_t (*field_count)(const galley_doc*, galley_str key);
    galley_status (*field_at)(const galley_doc*, galley_str key, size_t index, galley_field* out);
    galley_status (*tag_add)(galley_doc*, const galley_tag*);
    size_t (*tag_count)(const galley_doc*, galley_str scheme);
    galley_status (*tag_at)(const galley_doc*, galley_str scheme, size_t index, galley_tag* out);
    /* Attachments: named bytes that travel with the document. "original": the bytes as they came
     * in. */
    galley_status (*attach)(galley_doc*, galley_str name, galley_str media_type, galley_str bytes);
    galley_status (*attachment)(
        const galley_doc*, galley_str name, galley_str* media_type, galley_str* bytes);
} galley_doc_api;

/* ---- Parameters
 * ---------------------------------------------------------------------------------------------- */

enum galley_param_type {
    GALLEY_PARAM_BOOL = 1, /* get_int: 0 or 1 */
    GALLEY_PARAM_INT,
    GALLEY_PARAM_REAL,
    GALLEY_PARAM_TEXT,
    GALLEY_PARAM_DURATION, /* get_int: nanoseconds */
    GALLEY_PARAM_SIZE,     /* get_int: bytes */
    GALLEY_PARAM_REGEX,
    GALLEY_PARAM_PATH, /* absolute, or relative to the config file; "-" is left alone */
    GALLEY_PARAM_ENUM, /* choices "a|b|c" */
    GALLEY_PARAM_LIST, /* get_text by index; default_value "a|b" */
    GALLEY_PARAM_SECRET
};

enum galley_param_flag {
    GALLEY_PARAM_REQUIRED = 1,
    GALLEY_PARAM_PATHS = 2 /* LIST: its elements are paths, relative to the config file like PATH */
};

/* One row of the parameter table: it feeds parsing, checking, help and the reference. Static data.
 */
typedef struct galley_param {
    uint32_t struct_size, type, flags, reserved;
    const char *name, *default_value, *help, *unit, *choices, *min,
        *max; /* unit .. max: may be NULL */
} galley_param;

/* [setup] Values, checked against the parameter table before. Index: 0, or the element of a list.
 */
typedef struct galley_conf_api {
    uint32_t struct_size, reserved;
    galley_status (*get_text)(const galley_conf*, const char* name, size_t index, galley_str* out);
    galley_status (*get_int)(const galley_conf*, const char* name, size_t index, int64_t* out);
    galley_status (*get_real)(const galley_conf*, const char* name, size_t index, double* out);
    size_t (*count)(const galley_conf*, const char* name);
    galley_str (*where)(
        const galley_conf*, const char* name); /* "newsroom.info:31", "default", "--set" */
} galley_conf_api;

/* ---- The host
 * ------------------------------------------------------------------------------------------------
 */

/* One per instance; given to create, valid as long as the instance. */
struct galley_host {
    uint32_t struct_size, abi_minor;
    galley_str name, version;
    const galley_doc_api* doc;
    const galley_conf_api* conf;
    const void* (*extension)(
        const galley_host*, const char* id);                    /* [any-thread] NULL: not offered */
    int (*log_enabled)(const galley_host*, int32_t level);      /* [any-thread] */
    void (*log)(const galley_host*, int32_t level, galley_str); /* [any-thread] */
    void (*set_error)(const galley_host*, galley_str); /* [one-document] before a status below 0 */
    void (*count)(
        const galley_host*,
        galley_str metric,
        double add); /* [any-thread] shown in the run report */
    /* [setup] A data file of this plugin, by its path below the plugin's data folder
     * ("rules/zh.rules"). Cached. */
    galley_status (*resource)(
        const galley_host*, galley_str name, const void** bytes, size_t* size);
    int (*cancelled)(
        const galley_host*); /* [any-thread] poll in long loops; then return E_CANCELLED */
    int64_t (*time_left_ns)(
        const galley_host*); /* [one-document] of this document's time; below 0: over */
    void* (*scratch)(
        const galley_host*, size_t bytes, size_t align); /* [one-document] freed after the call */
};

/* ---- The plugin
 * ---------------------------------------------------------------------------------------------- */

typedef struct galley_plugin {
    uint32_t struct_size, kind, thread_model, capabilities;
    const char *id, *version, *summary,
        *license; /* "cleanup.strip_notices", "1.0.0", one sentence, SPDX id */
    const galley_param* params;
    uint32_t param_count, param_size;
    const char *const *reads,
        *const *writes; /* layers, field keys, "body"; NULL-terminated lists, or NULL */
    galley_status (*create)(const galley_host*, void** self);   /* [setup] */
    galley_status (*configure)(void* self, const galley_conf*); /* [setup] once, after create */
    galley_status (*process)(void* self, galley_doc*); /* [one-document] cleanup and tagging */
    galley_status (*flush)(
        void* self, galley_doc* last_or_null); /* [one-document] after the last document */
    void (*destroy)(void* self);               /* after the last call */
    const void* (*extension)(void* self, const char* id); /* self NULL: which ids are offered */
} galley_plugin;

typedef struct galley_module {
    uint32_t struct_size, abi_major, abi_minor_needed, plugin_count, plugin_size, reserved;
    const char *version, *built_with;
    const galley_plugin* const* plugins;
} galley_module;

/* The only exported symbol of a plugin file; its name carries the major. */
GALLEY_EXPORT const galley_module* galley_module_v1(uint32_t host_minor);

/* ---- Ingest: plugin->extension(self, ...)
 * ---------------------------------------------------------------------- */

/* What a source delivers: a named run of bytes, by file descriptor or in chunks. */
typedef struct galley_blob {
    uint32_t struct_size;
    int32_t fd; /* or -1: chunks, by source->read */
    galley_str name, media_type,
        token;     /* name: as shown to people; token: the source's own mark for outcome() */
    uint64_t size; /* or UINT64_MAX */
} galley_blob;

#define GALLEY_SOURCE_V1 "galley.source/1"

/* Delivers blobs, one call at a time. Back-pressure and retry are the host's. */
typedef struct galley_source_v1 {
    uint32_t struct_size, reserved;
    galley_status (*open)(void* self);
    void (*close)(void* self);
    /* Its fd is the host's from then on; strings live until the next call. SKIPPED: none left;
     * E_RETRY: none yet; E_REJECTED: this one cannot be read, go on (name is set, set_error says
     * why). */
    galley_status (*next)(void* self, galley_blob* out);
    galley_status (*read)(
        void* self, galley_str token, void* to, size_t room, size_t* got); /* got 0: the end */
    galley_status (*outcome)(
        void* self, galley_str token, galley_status); /* after exports and run state are durable */
} galley_source_v1;

#define GALLEY_READER_V1 "galley.reader/1"

/* Turns a blob into documents, one after the other. */
typedef struct galley_reader_v1 {
    uint32_t struct_size, reserved;
    const char* const* media_types;
    int32_t (*sniff)(
        void* self, const galley_blob*, galley_str head); /* 0..100: how sure that it is mine */
    galley_status (*open)(void* self, const galley_blob*);
    void (*close)(void* self);
    /* SKIPPED: the blob ends, blank stays unused; E_REJECTED: this document is bad, go on with the
     * next. */
    galley_status (*next)(void* self, galley_doc* blank);
} galley_reader_v1;

#define GALLEY_BUILD_V1 "galley.build/1"

/* host->extension, for readers: the only place where text is set, once, with LF line ends. */
typedef struct galley_build_v1 {
    uint32_t struct_size, reserved;
    /* [one-document] The blob's bytes from the start, in order; got 0: the end. */
    galley_status (*read)(const galley_blob*, void* to, size_t room, size_t* got);
    /* Not UTF-8: E_ARGUMENT. Over limits.document_size: E_REJECTED. */
    galley_status (*set_text)(galley_doc* blank, galley_str utf8, galley_str original_encoding);
    galley_status (*add_blob)(
        galley_doc* blank, galley_str name, galley_str media_type, galley_str chunk);
    /* set_text, of bytes that the reader's own parser has found to be UTF-8: in the host's process
     * they are not looked at again. Of other bytes outputs are no UTF-8 either. */
    galley_status (*set_checked_text)(
        galley_doc* blank, galley_str utf8, galley_str original_encoding);
} galley_build_v1;

/* ---- Rules: host->extension
 * ------------------------------------------------------------------------------------ */

#define GALLEY_RULES_V1 "galley.rules/1"
typedef struct galley_rules galley_rules; /* lives as long as the instance that compiled it */

/* A rule pack: a resource's or a file's name, or its content (then name is what messages call it).
 */
typedef struct galley_pack {
    galley_str name, text;
} galley_pack;

enum galley_rule_action { GALLEY_RULE_STRIP = 1, GALLEY_RULE_FIELD, GALLEY_RULE_ITEM };

typedef struct galley_capture {
    galley_str name;
    galley_range range;
} galley_capture;

typedef struct galley_hit {
    uint32_t struct_size, action, flags, capture_count, capture_size, reserved;
    galley_range range, line; /* of the text given; line: the line or run, without its line end */
    galley_str rule, category, field,
        evidence; /* field: FIELD's name; evidence: guards met, for people */
    double confidence;
    const galley_capture* captures;
    galley_range subject; /* the line or run that the pattern was matched on, of the text given */
    uint64_t number;      /* of the rule, for `captures` below */
} galley_hit;

typedef galley_status (*galley_matched)(
    void* ctx, const galley_hit*); /* not OK: stop, and return it */

typedef galley_status (*galley_captured)(
    void* ctx, const galley_capture*); /* not OK: stop, and return it */

/* Rule files compiled once for all instances. What rules mean: docs/rules.md. */
typedef struct galley_rules_v1 {
    uint32_t struct_size, reserved;
    galley_status (*compile)(
        const galley_host*, const galley_pack*, size_t count, galley_rules**); /* [setup] */
    galley_status (*scan_line)(
        const galley_rules*, galley_str line, void* ctx, galley_matched); /* [any-thread] */
    galley_status (*scan_text)(
        const galley_rules*, galley_str text, void* ctx, galley_matched); /* [any-thread] */

    /* As scan_text, but captures are named only: their ranges are {0,0}. To find where they stand
     * costs more than all the rest of a scan; `captures` finds it for one hit.   [any-thread] */
    galley_status (*scan_names)(const galley_rules*, galley_str text, void* ctx, galley_matched);
    /* The captures of a hit in this text. @param number, subject, range  as the hit had them.
     * [any-thread] */
    galley_status (*captures)(
        const galley_rules*,
        galley_str text,
        uint64_t number,
        galley_range subject,
        galley_range range,
        void* ctx,
        galley_captured);
} galley_rules_v1;

/* ---- Export
 * ------------------------------------------------------------------------------------------------------
 */

/* One decision, in source coordinates. seq ascends over one input document with all its children.
 */
typedef struct galley_row {
    uint32_t struct_size, seq, action, flags;
    galley_range range;
    uint64_t destination;
    double confidence;
    galley_str stage, plugin, plugin_version, category, rule, text, replacement,
        status;               /* applied, held, kept */
    const galley_range* gaps; /* the host's line-end row: what it took out, in source coordinates */
    size_t gap_count;
} galley_row;

typedef struct galley_record {
    uint32_t struct_size, ordinal; /* 1-based among the articles of its file; 0: a notice */
    uint32_t row_count, child_count;
    const galley_doc* parent; /* or NULL */
    galley_range range;       /* outer begin and end in the source */
    galley_str uri, path, kind, status, reason, source_sha256; /* kind: article, notice, page */
    /* In a new version of a run: 1 when it is as an earlier version exported it, and so is not
     * written; and how many of its whole input document are. */
    uint32_t unchanged, unchanged_count;
} galley_record;

#define GALLEY_RECORD_V1 "galley.record/1"

/* host->extension, for exporters: all that review needs. [one-document] */
typedef struct galley_record_v1 {
    uint32_t struct_size, reserved;
    const galley_doc_api*
        source; /* the same read calls on the source text: unclipped, source coordinates */
    galley_status (*get)(const galley_doc*, galley_record* out);
    galley_status (*row_at)(const galley_doc*, size_t index, galley_row* out);
    galley_status (*child_at)(const galley_doc*, size_t index, const galley_doc** out);
} galley_record_v1;

#define GALLEY_EXPORT_V1 "galley.export/1"
typedef void (*galley_settled)(void* ctx, galley_str key, galley_status);

/* What an earlier version of the run exported, and what is no more. */
typedef struct galley_canceled {
    uint32_t struct_size, reserved;
    galley_str uri, kind; /* kind: article, notice */
} galley_canceled;

/* Calls, one at a time: begin recover? ((write | cancel)* prepare commit)* or abort. A batch is
 * durable in one step or not at all. A page (a parent of articles) is never written; its rows are
 * reached through its first child's record. In a new version of a run children that are written
 * stand before those that are not. */
typedef struct galley_export_v1 {
    uint32_t struct_size, reserved;
    galley_status (*begin)(
        void* self, galley_str run, galley_str position); /* position absent: new; else cut to it.
             An exporter that gives no position in prepare cannot take part in a resumed run. */
    galley_status (*write)(
        void* self, const galley_doc*, galley_str key); /* key: run key of this export */
    galley_status (*prepare)(
        void* self, galley_str* position); /* to store once commit has made it durable */
    galley_status (*commit)(void* self);
    void (*abort)(void* self);
    galley_status (*recover)(
        void* self, void* ctx, galley_settled); /* keys found beyond position: not written again */
    galley_status (*outcomes)(
        void* self, void* ctx, galley_settled); /* late ones, polled; may be NULL */
    /* Only in a new version of a run, after all documents. NULL: it is not told. */
    galley_status (*cancel)(void* self, const galley_canceled*, galley_str key);
} galley_export_v1;

#define GALLEY_OUTPUT_V1 "galley.output/1"

/* host->extension, for exporters that write files. [one-document] */
typedef struct galley_output_v1 {
    uint32_t struct_size, reserved;
    /* Where to write what becomes OUT/<name> when the run ends cleanly. name: relative, plain
     * letters, digits and . _ - with at most one '/'; the same name gives the same path. path:
     * NUL-terminated, lives as long as the instance. Two exporters asking for one name: E_CONFIG.
     */
    galley_status (*path)(const galley_host*, galley_str name, galley_str* path);
    /* In prepare: the first `bytes` of OUT/<name> will not change any more. The host takes their
     * checksum, and compares it when the run is resumed. Not below what was said before. */
    galley_status (*kept)(const galley_host*, galley_str name, uint64_t bytes);
    /* Bytes appended to OUT/<name>, in order, each once: the host takes their checksum here, and
     * need not read the file for it. All that is kept next passes so, or the file is read. */
    galley_status (*passing)(const galley_host*, galley_str name, galley_str bytes);
} galley_output_v1;

#define GALLEY_RUN_V1 "galley.run/1"

typedef struct galley_run_counter {
    galley_str stage, name;
    double value; /* documents, or nanoseconds where the name ends in _ns */
} galley_run_counter;

typedef struct galley_run_totals {
    uint32_t struct_size, reserved;
    galley_str run, config, pipeline, chain,
        started; /* run id, file name, name, chain hash, ISO 8601 UTC */
    uint64_t read, exported, duplicate, filtered, held, failed; /* input documents: the balance */
    uint64_t articles, notices, stripped, bytes;
    const galley_run_counter* counters;
    size_t counter_count, counter_size;
    uint64_t ended; /* 1 in the last prepare of a run that read its whole input */
    /* 1, or which new version of a run this is: then articles and notices that earlier versions did
     * not export, exported otherwise, as they are, and that are no more. */
    uint64_t version, added, changed, unchanged, canceled;
} galley_run_totals;

/* A document that was not exported. */
typedef struct galley_run_document {
    uint32_t struct_size, reserved;
    galley_str uri, path, status, reason; /* uri: of its first article or notice */
} galley_run_document;

typedef void (*galley_listed)(void* ctx, const galley_run_document*);

/* host->extension, for exporters: the run so far; final in the last prepare. [one-document] */
typedef struct galley_run_v1 {
    uint32_t struct_size, reserved;
    galley_status (*totals)(const galley_host*, galley_run_totals* out);
    /* The documents held so far in the whole run, also those of earlier sessions, in input order.
     */
    galley_status (*each_held)(const galley_host*, void* ctx, galley_listed);
} galley_run_v1;

/* ---- Explain: plugin->extension, optional
 * -------------------------------------------------------------------------- */

typedef struct galley_finding {
    uint32_t struct_size, matched; /* matched 0: a near miss */
    galley_range range;            /* of text() */
    galley_str category, rule, evidence, missing;
    double score;
} galley_finding;

typedef void (*galley_found)(void* ctx, const galley_finding*);

#define GALLEY_EXPLAIN_V1 "galley.explain/1"

/* Evidence and near misses in a range of text(); for rules of the rule service the host answers
 * itself. */
typedef struct galley_explain_v1 {
    uint32_t struct_size, reserved;
    galley_status (*explain)(void* self, const galley_doc*, galley_range, void* ctx, galley_found);
} galley_explain_v1;

#ifdef __cplusplus
}
#endif
#endif
