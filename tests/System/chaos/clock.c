/* Preloaded into a process, it steps that process's wall clock by the nanoseconds that the file says which stands below (8 bytes, as this processor has them), at once
 * and while it runs. The monotonic clock stays, as it does when a real clock is stepped; unlike then, so do the times of files. Needs no library, of any release. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>

#define SECOND 1000000000L

static long call(long number, long a, long b, long c, long d, long e, long f)
{
    register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
    return result;
}

static const volatile long *offset;

__attribute__((constructor)) static void begin(void)
{
    long file = call(SYS_open, (long)"/usr/local/lib/hs-clock", O_RDONLY | O_CLOEXEC, 0, 0, 0, 0);
    if (file < 0)
        return;
    long page = call(SYS_mmap, 0, 4096, PROT_READ, MAP_SHARED, file, 0);
    call(SYS_close, file, 0, 0, 0, 0, 0);
    if (page > 0 || page < -4095)
        offset = (const volatile long *)page;
}

int clock_gettime(clockid_t id, struct timespec *into)
{
    long result = call(SYS_clock_gettime, id, (long)into, 0, 0, 0, 0);
    if (result)
        return -1;
    if (offset && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) {
        long now = into->tv_sec * SECOND + into->tv_nsec + *offset;
        into->tv_sec = now / SECOND;
        into->tv_nsec = now % SECOND;
    }
    return 0;
}

int gettimeofday(struct timeval *restrict into, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    into->tv_sec = now.tv_sec;
    into->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *into)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    if (into)
        *into = now.tv_sec;
    return now.tv_sec;
}
