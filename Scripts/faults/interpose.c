// Makes the N-th call of one function fail, in files under one folder. Loaded with LD_PRELOAD.
//
//   FI_FN     open write fsync fdatasync close fstat ftruncate rename unlink readdir mkdir link read
//   FI_AT     which call fails, counted from 1
//   FI_ERR    the error number
//   FI_EVER   1: every call from that one on fails
//   FI_UNDER  only paths that begin with this count
//
// At exit it writes to the descriptor FI_TELL how many calls it saw and how many it failed.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *target, *under;
static long at, ever, failing;
static int number, tell = -1;
static _Atomic long seen, failed;

__attribute__((constructor)) static void start(void) {
    target = getenv("FI_FN");
    under = getenv("FI_UNDER");
    at = getenv("FI_AT") ? atol(getenv("FI_AT")) : 0;
    ever = getenv("FI_EVER") ? atol(getenv("FI_EVER")) : 0;
    number = getenv("FI_ERR") ? atoi(getenv("FI_ERR")) : EIO;
    tell = getenv("FI_TELL") ? atoi(getenv("FI_TELL")) : -1;
    (void)failing;
}

__attribute__((destructor)) static void stop(void) {
    if (tell >= 0) dprintf(tell, "calls %ld failed %ld\n", (long)seen, (long)failed);
}

static int is_under(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0 || !under) return 0;
    path[n] = 0;
    return strncmp(path, under, strlen(under)) == 0;
}

static int path_is_under(int dirfd, const char *path) {
    if (!under || !path) return 0;
    if (path[0] == '/') return strncmp(path, under, strlen(under)) == 0;
    return dirfd >= 0 && is_under(dirfd);
}

// 1 when this call has to fail; errno is set.
static int fails(const char *name, int counts) {
    if (!target || strcmp(target, name) || !counts) return 0;
    long n = ++seen;
    if (n == at || (ever && n > at)) {
        failed++;
        errno = number;
        return 1;
    }
    return 0;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = dlsym(RTLD_NEXT, #name)

static int open_mode(int flags, va_list list) {
    return flags & (O_CREAT | __O_TMPFILE) ? va_arg(list, int) : 0;
}

#define OPENAT(name) \
    int name(int dir, const char *path, int flags, ...) { \
        va_list list; \
        va_start(list, flags); \
        int mode = open_mode(flags, list); \
        va_end(list); \
        REAL(int, name, int, const char *, int, ...); \
        if (fails("open", path_is_under(dir, path))) return -1; \
        return real(dir, path, flags, mode); \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *bytes, size_t count) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (target && !strcmp(target, "write") && fails("write", is_under(fd))) return -1;
    return real(fd, bytes, count);
}

#define ON_FD(name, label) \
    int name(int fd) { \
        REAL(int, name, int); \
        if (target && !strcmp(target, label) && fails(label, is_under(fd))) return -1; \
        return real(fd); \
    }
ON_FD(fsync, "fsync")
ON_FD(fdatasync, "fdatasync")

int close(int fd) {
    REAL(int, close, int);
    int counts = target && !strcmp(target, "close") && is_under(fd);
    if (counts && fails("close", 1)) {
        int error = errno;
        real(fd);
        errno = error;
        return -1;
    }
    return real(fd);
}

#define FSTAT(name, type) \
    int name(int fd, struct type *out) { \
        REAL(int, name, int, struct type *); \
        if (target && !strcmp(target, "fstat") && fails("fstat", is_under(fd))) return -1; \
        return real(fd, out); \
    }
FSTAT(fstat, stat)
FSTAT(fstat64, stat64)

#define FSTATAT(name, type) \
    int name(int dir, const char *path, struct type *out, int flags) { \
        REAL(int, name, int, const char *, struct type *, int); \
        if (fails("fstat", path_is_under(dir, path))) return -1; \
        return real(dir, path, out, flags); \
    }
FSTATAT(fstatat, stat)
FSTATAT(fstatat64, stat64)

int mkdirat(int dir, const char *path, mode_t mode) {
    REAL(int, mkdirat, int, const char *, mode_t);
    if (fails("mkdir", path_is_under(dir, path))) return -1;
    return real(dir, path, mode);
}

int linkat(int old_dir, const char *old_path, int new_dir, const char *new_path, int flags) {
    REAL(int, linkat, int, const char *, int, const char *, int);
    if (fails("link", path_is_under(old_dir, old_path))) return -1;
    return real(old_dir, old_path, new_dir, new_path, flags);
}

#define PREAD(name, type) \
    ssize_t name(int fd, void *bytes, size_t count, type offset) { \
        REAL(ssize_t, name, int, void *, size_t, type); \
        if (target && !strcmp(target, "read") && fails("read", is_under(fd))) return -1; \
        return real(fd, bytes, count, offset); \
    }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

int ftruncate(int fd, off_t size) {
    REAL(int, ftruncate, int, off_t);
    if (target && !strcmp(target, "ftruncate") && fails("ftruncate", is_under(fd))) return -1;
    return real(fd, size);
}

int renameat(int old_dir, const char *old_path, int new_dir, const char *new_path) {
    REAL(int, renameat, int, const char *, int, const char *);
    if (fails("rename", path_is_under(old_dir, old_path))) return -1;
    return real(old_dir, old_path, new_dir, new_path);
}

int unlinkat(int dir, const char *path, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    if (fails("unlink", path_is_under(dir, path))) return -1;
    return real(dir, path, flags);
}

#define READDIR(name, type) \
    struct type *name(DIR *stream) { \
        REAL(struct type *, name, DIR *); \
        if (target && !strcmp(target, "readdir") && fails("readdir", is_under(dirfd(stream)))) return NULL; \
        return real(stream); \
    }
READDIR(readdir, dirent)
READDIR(readdir64, dirent64)
