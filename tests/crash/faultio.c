/* SPDX-License-Identifier: Apache-2.0 */
/* LD_PRELOAD fault injector: counts the I/O calls on files below $FIO_DIR and acts on the FIO_N-th.
 *   FIO_MODE   eio | enospc | enospc-sticky | short | eintr | kill | killafter
 *              enospc-sticky: this call and all after it; kill: die before the call; killafter: do
 *              half of it, then die
 *   FIO_REL    how relative paths below FIO_DIR begin, as the program under test writes them
 *   FIO_COUNT  file that receives "calls hit" at exit */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum mode { EIO_ONCE, ENOSPC_ONCE, ENOSPC_STICKY, SHORT, EINTR_ONCE, KILL, KILL_AFTER };

enum verdict { GO_ON, FAIL, HALF, HALF_AND_DIE };

static const char* const kModes[] = {
    "eio", "enospc", "enospc-sticky", "short", "eintr", "kill", "killafter"};
static const char *folder, *relative;
static long wanted = -1, calls;
static int mode, hit;

__attribute__((constructor)) static void begin(void) {
    const char* number = getenv("FIO_N");
    const char* name = getenv("FIO_MODE");
    folder = getenv("FIO_DIR");
    relative = getenv("FIO_REL");
    wanted = number ? atol(number) : -1;
    for (int i = 0; name && i < 7; ++i) {
        if (strcmp(name, kModes[i]) == 0) {
            mode = i;
        }
    }
}

__attribute__((destructor)) static void end(void) {
    const char* name = getenv("FIO_COUNT");
    FILE* file = name && *name ? fopen(name, "w") : NULL;
    if (file) {
        fprintf(file, "%ld %d\n", calls, hit);
        fclose(file);
    }
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) {
        pause();
    }
}

static int is_path_ours(const char* path) {
    return folder &&
           (strstr(path, folder) || (relative && strncmp(path, relative, strlen(relative)) == 0));
}

static int is_fd_ours(int fd) {
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t length = folder ? readlink(link, path, sizeof path - 1) : -1;
    if (length <= 0) {
        return 0;
    }
    path[length] = 0;
    return strstr(path, folder) != NULL;
}

/* `parts`: the call moves bytes, so that it can be interrupted and do a part. */
static enum verdict judge(int parts) {
    const long call = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    if (wanted < 0 || (mode == ENOSPC_STICKY ? call < wanted : call != wanted)) {
        return GO_ON;
    }
    hit = 1;
    switch (mode) {
        case EIO_ONCE:
            errno = EIO;
            return FAIL;
        case ENOSPC_ONCE:
        case ENOSPC_STICKY:
            errno = ENOSPC;
            return FAIL;
        case SHORT:
            return parts ? HALF : GO_ON;
        case EINTR_ONCE:
            errno = EINTR;
            return parts ? FAIL : GO_ON;
        case KILL:
            die();
            break;
        default:
            break;
    }
    return HALF_AND_DIE;
}

static size_t half(size_t size) {
    return size > 1 ? size / 2 : size;
}

#define REAL(type, name, ...)                     \
    static type (*real)(__VA_ARGS__);             \
    if (!real) {                                  \
        *(void**)&real = dlsym(RTLD_NEXT, #name); \
    }

/* A call that is done or not. */
#define WHOLE(ours, call)      \
    if (ours) {                \
        switch (judge(0)) {    \
            case FAIL:         \
                return -1;     \
            case HALF_AND_DIE: \
                call;          \
                die();         \
                break;         \
            default:           \
                break;         \
        }                      \
    }                          \
    return call

ssize_t write(int fd, const void* bytes, size_t size) {
    REAL(ssize_t, write, int, const void*, size_t)
    switch (is_fd_ours(fd) ? judge(1) : GO_ON) {
        case FAIL:
            return -1;
        case HALF:
            return real(fd, bytes, half(size));
        case HALF_AND_DIE:
            real(fd, bytes, half(size));
            die();
            break;
        default:
            break;
    }
    return real(fd, bytes, size);
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
    REAL(ssize_t, pwrite64, int, const void*, size_t, off64_t)
    switch (is_fd_ours(fd) ? judge(1) : GO_ON) {
        case FAIL:
            return -1;
        case HALF:
            return real(fd, bytes, half(size), at);
        case HALF_AND_DIE:
            real(fd, bytes, half(size), at);
            die();
            break;
        default:
            break;
    }
    return real(fd, bytes, size, at);
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
    return pwrite64(fd, bytes, size, at);
}

/* Counted as the write of its first piece would be. */
ssize_t writev(int fd, const struct iovec* pieces, int count) {
    REAL(ssize_t, writev, int, const struct iovec*, int)
    switch (is_fd_ours(fd) ? judge(1) : GO_ON) {
        case FAIL:
            return -1;
        case HALF:
            return real(fd, pieces, 1);
        case HALF_AND_DIE:
            real(fd, pieces, 1);
            die();
            break;
        default:
            break;
    }
    return real(fd, pieces, count);
}

int fsync(int fd) {
    REAL(int, fsync, int)
    WHOLE(is_fd_ours(fd), real(fd));
}

int fdatasync(int fd) {
    REAL(int, fdatasync, int)
    WHOLE(is_fd_ours(fd), real(fd));
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, ftruncate64, int, off64_t)
    WHOLE(is_fd_ours(fd), real(fd, size));
}

int ftruncate(int fd, off_t size) {
    return ftruncate64(fd, size);
}

int rename(const char* from, const char* to) {
    REAL(int, rename, const char*, const char*)
    WHOLE(is_path_ours(from), real(from, to));
}

int link(const char* from, const char* to) {
    REAL(int, link, const char*, const char*)
    WHOLE(is_path_ours(from), real(from, to));
}

int mkdir(const char* path, mode_t rights) {
    REAL(int, mkdir, const char*, mode_t)
    WHOLE(is_path_ours(path), real(path, rights));
}

int open64(const char* path, int flags, ...) {
    REAL(int, open64, const char*, int, ...)
    mode_t rights = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list rest;
        va_start(rest, flags);
        rights = va_arg(rest, mode_t);
        va_end(rest);
    }
    WHOLE((flags & O_CREAT) && is_path_ours(path), real(path, flags, rights));
}

int open(const char* path, int flags, ...) {
    mode_t rights = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list rest;
        va_start(rest, flags);
        rights = va_arg(rest, mode_t);
        va_end(rest);
    }
    return open64(path, flags, rights);
}

/* The system call behind it is made inside of libc, where nothing is seen: std::ofstream opens so. */
FILE* fopen64(const char* path, const char* how) {
    REAL(FILE*, fopen64, const char*, const char*)
    switch (how[0] != 'r' && is_path_ours(path) ? judge(0) : GO_ON) {
        case FAIL:
            return NULL;
        case HALF_AND_DIE:
            real(path, how);
            die();
            break;
        default:
            break;
    }
    return real(path, how);
}

int unlink(const char* path) {
    REAL(int, unlink, const char*)
    WHOLE(is_path_ours(path), real(path));
}

/* How a file is copied: std::filesystem::copy_file. */
ssize_t sendfile(int to, int from, off_t* at, size_t size) {
    REAL(ssize_t, sendfile, int, int, off_t*, size_t)
    switch (is_fd_ours(to) ? judge(1) : GO_ON) {
        case FAIL:
            return -1;
        case HALF:
            return real(to, from, at, half(size));
        case HALF_AND_DIE:
            real(to, from, at, half(size));
            die();
            break;
        default:
            break;
    }
    return real(to, from, at, size);
}
