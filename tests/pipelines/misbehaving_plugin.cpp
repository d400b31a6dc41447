// SPDX-License-Identifier: Apache-2.0
// A cleanup plugin for tests that does harm when a text begins with a mark such as !SEGV, and
// strips lines that begin with "AD " otherwise. Run it with `isolate process` only.
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

#include <galley/plugin.h>

#ifndef READS_FILE
#define READS_FILE "/etc/passwd"
#endif

namespace {

const galley_host* the_host;
volatile std::uint64_t sink;
char* volatile leaked;

galley_str str(std::string_view text) {
    return {text.data(), text.size()};
}

int overflow(volatile char* above, int depth) {
    volatile char frame[4096];
    frame[0] = static_cast<char>(depth);
    return depth < 0 ? *above : overflow(frame, depth + 1) + frame[0];
}

galley_status strip(galley_doc* doc, std::uint64_t begin, std::uint64_t end, galley_str rule) {
    galley_decision decision{};
    decision.struct_size = sizeof decision;
    decision.action = GALLEY_STRIP;
    decision.range = {begin, end};
    decision.category = str("advertisement");
    decision.rule = rule;
    decision.confidence = 1.0;
    return the_host->doc->decide(doc, &decision, nullptr);
}

void eat_memory() {
    constexpr std::size_t kStep = 16 << 20;
    while (true) {
        auto* block = static_cast<char*>(std::malloc(kStep));
        if (block == nullptr) {
            std::abort();
        }
        std::memset(block, 1, kStep);
    }
}

void fork_for_ever() {
    for (int i = 0; i < 1000; ++i) {
        if (::fork() == 0) {
            ::pause();
        }
    }
}

[[noreturn]] void sleep_for_ever() {
    while (true) {
        ::sleep(1000);
    }
}

galley_status misbehave(std::string_view text, galley_doc* doc) {
    const auto is = [&](std::string_view mark) { return text.starts_with(mark); };
    if (is("!SEGV")) {
        *reinterpret_cast<volatile int*>(8) = 1;
    } else if (is("!ABRT")) {
        ::write(2, "the ink is gone\n", 16);
        std::abort();
    } else if (is("!EXIT")) {
        std::exit(0);
    } else if (is("!HANG")) {
        while (true) {
            sink = sink + 1;
        }
    } else if (is("!SLEP")) {
        sleep_for_ever();
    } else if (is("!OOM!")) {
        eat_memory();
    } else if (is("!STAK")) {
        return overflow(nullptr, 0);
    } else if (is("!SOCK")) {
        return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? GALLEY_OK : GALLEY_E_FAILED;
    } else if (is("!FORK")) {
        fork_for_ever();
    } else if (is("!LIE!")) {
        return strip(doc, 0, 5, {text.data(), std::size_t{1} << 46U});
    } else if (is("!THRW")) {
        throw 42;
    } else if (is("!KILL")) {
        ::kill(::getpid(), SIGKILL);
    } else if (is("!CLOS")) {
        ::close(3);
        sleep_for_ever();
    } else if (is("!SPEAK")) {
        return ::write(3, "\377nonsense", 9) > 0 ? GALLEY_OK : GALLEY_E_FAILED;
    } else if (is("!WAIT")) {
        while (the_host->cancelled(the_host) == 0) {
            sink = sink + 1;
        }
        return GALLEY_E_CANCELLED;
    } else if (is("!TIME")) {
        while (the_host->time_left_ns(the_host) > 0) {
            sink = sink + 1;
        }
        return GALLEY_E_DEADLINE;
    } else if (is("!LEAK")) {
        constexpr std::size_t kLeaked = 1 << 20;
        leaked = static_cast<char*>(std::malloc(kLeaked));
        std::memset(leaked, 1, kLeaked);
    } else if (is("!LOGS")) {
        while (true) {
            the_host->log(the_host, GALLEY_LOG_DEBUG, str("still here"));
        }
    } else if (is("!FILE")) {
        // Needs what the manifest declares, see reads_files in isolation_test.py.
        return ::open(READS_FILE, O_RDONLY) < 0 ? GALLEY_E_FAILED : GALLEY_OK;
    } else if (is("!OPEN")) {
        // The file is refused, and the document goes on as if nothing had been asked.
        return ::open("/etc/passwd", O_RDONLY) < 0 ? GALLEY_OK : GALLEY_E_FAILED;
    }
    return GALLEY_OK;
}

/// WORK_US of processor time, for measurements; at most half a microsecond more.
void work() {
#ifdef WORK_US
    timespec begin{};
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
    do {
        for (int i = 0; i < 50; ++i) {
            sink = sink * 31 + 7;
        }
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    } while ((now.tv_sec - begin.tv_sec) * 1000000 + (now.tv_nsec - begin.tv_nsec) / 1000 <
             WORK_US);
#endif
}

galley_status process(void*, galley_doc* doc) {
    const auto raw = the_host->doc->text(doc);
    const std::string_view text(raw.ptr, raw.len);
    if (text.starts_with("!")) {
        if (const auto status = misbehave(text, doc); status < 0) {
            return status;
        }
    }
    work();
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        if (text.substr(begin).starts_with("AD ")) {
            if (const auto status = strip(doc, begin, end, str("ad.line")); status < 0) {
                return status;
            }
        }
        begin = end;
    }
    return GALLEY_OK;
}

galley_status create(const galley_host* host, void** self) {
    the_host = host;
    *self = &the_host;
    return GALLEY_OK;
}

galley_status configure(void*, const galley_conf*) {
#ifdef DIE_AT_START
    std::abort();
#endif
    return GALLEY_OK;
}

void destroy(void*) {}

galley_plugin make_plugin() {
    galley_plugin plugin{};
    plugin.struct_size = sizeof plugin;
    plugin.kind = GALLEY_KIND_CLEANUP;
    plugin.id = "cleanup.misbehave";
    plugin.version = "1.0.0";
    plugin.summary = "Does harm where a text asks for it";
    plugin.license = "Apache-2.0";
    plugin.param_size = sizeof(galley_param);
    plugin.create = create;
    plugin.configure = configure;
    plugin.process = process;
    plugin.destroy = destroy;
    return plugin;
}

}  // namespace

GALLEY_EXPORT const galley_module* galley_module_v1(std::uint32_t) {
    static const galley_plugin plugin = make_plugin();
    static const galley_plugin* const plugins[] = {&plugin};
    static const galley_module module = {
        sizeof(galley_module),
        GALLEY_ABI_MAJOR,
        0,
        1,
        sizeof(galley_plugin),
        0,
        "1.0.0",
        __VERSION__,
        plugins};
    return &module;
}
