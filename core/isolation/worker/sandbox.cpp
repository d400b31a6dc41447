// SPDX-License-Identifier: Apache-2.0
// Limits, Landlock and seccomp in the order in which they may be entered.
#include "core/isolation/worker/sandbox.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/isolation/worker/landlock.hpp"

namespace galley::core::isolation {
namespace {

/// Address sanitizer maps terabytes and calls the system in ways of its own.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

/// Where the loader finds libraries, and what programs read of the system's settings.
constexpr std::array<const char*, 8> kSystem = {
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/ld.so.preload",
    "/etc/localtime",
    "/proc/self",
    "/sys/devices/system/cpu"};

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

void limit(__rlimit_resource what, rlim_t value) {
    const rlimit both{value, value};
    ::setrlimit(what, &both);
}

/// Calls that some architecture does not have are no error.
template <class... Conditions>
void rule(const Filter& filter, std::uint32_t action, const char* name, Conditions... conditions) {
    const int call = seccomp_syscall_resolve_name(name);
    if (call != __NR_SCMP_ERROR) {
        const std::array<scmp_arg_cmp, sizeof...(conditions)> all{conditions...};
        seccomp_rule_add_array(
            filter.get(), action, call, static_cast<unsigned>(all.size()), all.data());
    }
}

bool deny_network_and_programs() {
    static constexpr std::array kDenied = {
        "socket",
        "socketpair",
        "connect",
        "bind",
        "listen",
        "accept",
        "accept4",
        "execve",
        "execveat",
        "fork",
        "vfork",
        "ptrace",
        "process_vm_readv",
        "process_vm_writev",
        "kill",
        "tkill",
        "pidfd_open",
        "pidfd_send_signal",
        "pidfd_getfd",
        "setns",
        "unshare",
        "mount",
        "umount2",
        "pivot_root",
        "chroot",
        "bpf",
        "perf_event_open",
        "userfaultfd",
        "io_uring_setup",
        "keyctl",
        "add_key",
        "request_key",
        "init_module",
        "finit_module",
        "kexec_load",
        "open_by_handle_at",
        "setuid",
        "setgid",
        "personality",
        "mknod",
        "mknodat"};
    const Filter filter(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
    if (filter == nullptr) {
        return false;
    }
    for (const auto* name : kDenied) {
        rule(filter, SCMP_ACT_ERRNO(EPERM), name);
    }
    // Threads yes, processes no; glibc falls back to clone, whose flags a filter can see.
    rule(filter, SCMP_ACT_ERRNO(ENOSYS), "clone3");
    rule(filter, SCMP_ACT_ERRNO(EPERM), "clone", SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    return seccomp_load(filter.get()) == 0;
}

/// Working memory, threads, time, and talking to the host.
void allow_work(const Filter& filter) {
    static constexpr std::array kAllowed = {
        "read",
        "readv",
        "pread64",
        "write",
        "writev",
        "sendmsg",
        "recvmsg",
        "sendto",
        "recvfrom",
        "poll",
        "ppoll",
        "close",
        "fstat",
        "lseek",
        "munmap",
        "mremap",
        "madvise",
        "brk",
        "futex",
        "clock_gettime",
        "clock_getres",
        "clock_nanosleep",
        "nanosleep",
        "gettimeofday",
        "time",
        "getrandom",
        "getpid",
        "gettid",
        "getppid",
        "rt_sigaction",
        "rt_sigprocmask",
        "rt_sigreturn",
        "sigaltstack",
        "sched_yield",
        "sched_getaffinity",
        "restart_syscall",
        "set_robust_list",
        "rseq",
        "exit",
        "exit_group",
        "getrusage",
        "sysinfo",
        "uname",
        "getcpu",
        "membarrier",
        "getuid",
        "geteuid",
        "getgid",
        "getegid"};
    for (const auto* name : kAllowed) {
        rule(filter, SCMP_ACT_ALLOW, name);
    }
    // fstat of newer C libraries: of a descriptor, not of a path.
    rule(
        filter,
        SCMP_ACT_ALLOW,
        "newfstatat",
        SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));
    for (const auto* name : {"mmap", "mprotect"}) {
        rule(filter, SCMP_ACT_ALLOW, name, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    }
    rule(filter, SCMP_ACT_ALLOW, "clone", SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    // abort() and raise(): a signal to itself.
    rule(
        filter,
        SCMP_ACT_ALLOW,
        "tgkill",
        SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid())));
    rule(filter, SCMP_ACT_ALLOW, "prlimit64", SCMP_A2(SCMP_CMP_EQ, 0));
}

/// Libraries that look whether a file is there go on without it.
/// @param allowed  Landlock says which files may be read: those that the manifest names.
void treat_files(const Filter& filter, bool allowed) {
    const auto action = allowed ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EACCES);
    static constexpr std::array kFiles = {
        "open",
        "openat",
        "openat2",
        "access",
        "faccessat",
        "faccessat2",
        "readlink",
        "readlinkat",
        "stat",
        "lstat",
        "statx",
        "statfs",
        "getcwd"};
    for (const auto* name : kFiles) {
        rule(filter, action, name);
    }
    rule(filter, action, "getdents64");
    rule(filter, SCMP_ACT_ERRNO(EACCES), "memfd_create");
    rule(filter, action, "newfstatat", SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, 0));
    rule(filter, SCMP_ACT_ERRNO(ENOTTY), "ioctl");
    rule(filter, SCMP_ACT_ERRNO(ENOSYS), "clone3");
}

bool allow_work_only(bool reads_files) {
    const Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS), &seccomp_release);
    if (filter == nullptr) {
        return false;
    }
    allow_work(filter);
    treat_files(filter, reads_files);
    return seccomp_load(filter.get()) == 0;
}

}  // namespace

SandboxState enter_sandbox(const SandboxOrder& order) {
    constexpr rlim_t kMostFiles = 64;
    SandboxState state;
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, kMostFiles);
    ::prctl(PR_SET_DUMPABLE, 0);
    if (!kSanitized && order.memory_bytes > 0) {
        limit(RLIMIT_AS, order.memory_bytes);
        state.memory_bytes = order.memory_bytes;
    }
    if (!order.enabled || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return state;
    }
    LandlockPaths paths{order.readable, order.cache};
    paths.readable.insert(paths.readable.end(), kSystem.begin(), kSystem.end());
    state.landlock_abi = restrict_files(paths);
    state.seccomp = !kSanitized && deny_network_and_programs();
    return state;
}

void tighten_sandbox(const SandboxOrder& order, SandboxState& state) {
    limit(RLIMIT_FSIZE, 0);
    if (state.landlock_abi > 0) {
        state.landlock_abi = restrict_files({order.kept, ""});
    }
    if (order.enabled && state.seccomp) {
        state.seccomp = allow_work_only(state.landlock_abi > 0 && !order.kept.empty());
    }
}

}  // namespace galley::core::isolation
