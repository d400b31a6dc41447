/* SPDX-License-Identifier: Apache-2.0 */
/* A wall clock that jumps: ten years ahead and a day back, call by call. The steady clock is left alone. */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static atomic_uint calls;

static time_t jump(void) {
    enum { kDay = 24 * 60 * 60, kTenYears = 3653 * kDay };
    return atomic_fetch_add(&calls, 1) % 2 == 0 ? kTenYears : -kDay;
}

int clock_gettime(clockid_t clock, struct timespec* now) {
    const int done = (int)syscall(SYS_clock_gettime, clock, now);
    if (done == 0 && clock == CLOCK_REALTIME) {
        now->tv_sec += jump();
    }
    return done;
}

int gettimeofday(struct timeval* restrict now, void* restrict zone) {
    struct timespec exact;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}

time_t time(time_t* now) {
    struct timespec exact;
    clock_gettime(CLOCK_REALTIME, &exact);
    if (now != NULL) {
        *now = exact.tv_sec;
    }
    return exact.tv_sec;
}
