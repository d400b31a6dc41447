// SPDX-License-Identifier: Apache-2.0
// What galley and a worker say to each other, as values; their bytes are made and checked here.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <galley/plugin.h>
#include <galley/values.hpp>

#include "core/config/chain.hpp"
#include "core/document/document.hpp"
#include "core/isolation/blob_source.hpp"
#include "core/isolation/finding.hpp"
#include "core/result.hpp"

namespace galley::core::isolation {

/// The first byte of every packet.
enum class Message : std::uint8_t {
    // to the worker
    kSetup = 1,
    kCalls,       ///< one or more, each with its size before it
    kAttachment,  ///< the answer to kWantAttachment
    kBytes,       ///< the answer to kWantBytes
    kFlush,
    kMemory,   ///< the packet's bytes lie in the memfd that comes with it
    kOnBoard,  ///< u64, u64: and these, so many, on the board behind so many others
    // from the worker
    kLoading,         ///< u32: the stage whose plugin comes next
    kReady,           ///< the state of the sandbox
    kRefused,         ///< why the worker cannot start
    kLog,             ///< u64: the call; i32: the level; text
    kWantAttachment,  ///< u64: the call; its name
    kWantBytes,       ///< u64: the call whose blob is read on
    kPacks,           ///< the rule packs of all stages, when Setup asks for them
    kReplies,         ///< one or more in the order of calls, each with its size before it
    kPart,            ///< a part of a reply that is too long for a packet
    kDone,            ///< the last part of a reply, or the answer to kFlush
    kOutOfMemory      ///< the last words of a worker that hit its memory limit
};

/// What a call asks of a plugin.
enum class Task : std::uint8_t {
    kProcess = 1,
    kExplain,  ///< process, and before that what rules and plugin see in the text
    kSniff,    ///< of readers: how sure it is; the status says it
    kRead,     ///< the only document of a blob: open, next, close
    kOpen,     ///< a blob of several; passes over some, and stays open
    kNext,
    kClose
};

/// What the host asks of a worker's sandbox.
struct SandboxOrder {
    bool enabled = true;
    std::uint64_t memory_bytes = std::uint64_t{512} << 20;
    std::vector<std::string> readable;  ///< files and folders, until all stages are configured
    std::string cache;                  ///< may be written until then; "": none
    std::vector<std::string> kept;      ///< those of `readable` that stay so
};

/// What of it is in force.
struct SandboxState {
    std::int32_t landlock_abi = 0;  ///< 0: the kernel has none, or it was not asked for
    bool seccomp = false;
    std::uint64_t memory_bytes = 0;  ///< 0: no limit

    bool is_whole() const { return landlock_abi > 0 && seccomp; }

    /// "landlock abi 7, seccomp on, memory 512 MiB"
    std::string text() const;
};

/// All that a worker must know before the first document. What it refers to is borrowed when
/// written, and owned when read.
struct Setup {
    SandboxOrder sandbox;
    std::int32_t log_level = GALLEY_LOG_INFO;
    bool wants_packs = false;
    std::vector<const config::ResolvedStage*> stages;  ///< null: not for this worker
};

/// A Setup with the memory behind it.
struct OwnedSetup {
    SandboxOrder sandbox;
    std::int32_t log_level = GALLEY_LOG_INFO;
    bool wants_packs = false;
    /// id, version, file and sha256 only; no id: not for this worker
    std::vector<PluginInfo> plugins;
    std::vector<config::ResolvedStage> stages;
};

/// One call that a plugin made on a document. Views into the reply.
struct Said {
    enum class What : std::uint8_t { kDecision = 1, kSpan, kField, kTag, kAttachment, kText };

    What what = What::kDecision;
    bool accepted = false;    ///< what the worker answered the plugin
    std::uint32_t about = 0;  ///< 0: the document; n: the n-th child of this call
    galley_decision decision{};
    galley_span span{};
    galley_field field{};
    galley_tag tag{};
    galley_str name{}, media_type{}, bytes{};  ///< of kText: the encoding, nothing, the text
};

struct Counted {
    std::string_view metric;
    double add = 0;
};

struct Reply {
    std::int64_t used_ns = 0;  ///< as the worker says
    galley_status status = GALLEY_OK;
    std::string_view error;
    std::vector<Said> said;
    std::vector<Counted> counted;
    std::vector<Finding> findings;  ///< of kExplain
    std::string_view media_type;    ///< of readers
};

/// What a call is about, but for the document.
struct CallHead {
    Task task = Task::kProcess;
    std::uint32_t stage = 0;
    std::int64_t time_left_ns = INT64_MAX;  ///< INT64_MAX: no limit
    std::uint64_t most_bytes = UINT64_MAX;  ///< of a text: limits.document_size
    std::uint64_t skip = 0;                 ///< kOpen: documents to pass over
    BlobFacts blob;                         ///< kSniff, kRead, kOpen; views into the call

    bool has_document() const { return task == Task::kProcess || task == Task::kExplain; }
};

/// A rule pack that a stage compiled.
struct GivenPack {
    std::uint32_t stage = 0;
    std::string name, text;
};

std::string write_setup(const Setup& setup);
/// @returns  false: not what write_setup makes.
bool read_setup(std::string_view bytes, OwnedSetup& setup);

/// @param document  as a plugin sees it before the call; null where the task has none.
void write_call(const CallHead& head, const document::Document* document, class Writer& out);
/// Makes `family` that document, in coordinates of its text, which lies in `bytes`; a blank one
/// where there is none.
bool read_call(std::string_view bytes, CallHead& head, document::Family& family);

void write_said(const Said& said, class Writer& out);
/// @returns  false: not a reply; nothing of it may be used then.
bool read_reply(std::string_view bytes, Reply& reply);

void write_findings(const std::vector<Finding>& findings, class Writer& out);

void write_packs(const std::vector<GivenPack>& packs, class Writer& out);
bool read_packs(class Reader& in, std::vector<GivenPack>& packs);

void write_state(const SandboxState& state, class Writer& out);
bool read_state(class Reader& in, SandboxState& state);

}  // namespace galley::core::isolation
