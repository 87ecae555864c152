// Preloaded into a driver. Counts the steps that its process takes on files of one folder, kills it before the n-th, has
// the disk be full from the n-th on, and writes down whom it calls.
//   SHIM_FOLDER  the folder         SHIM_LOG  where a line a step and a call is written
//   SHIM_KILL=n  killed before it   SHIM_FULL=n  no space from it on; also while the file SHIM_DISK_FULL exists
//   SHIM_KERNEL  what the system calls its version
//   SHIM_SHORT=n the n-th step, if it writes, takes half of it, and the disk is full from there on
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <utime.h>

enum { SPACE = 1, WRITES = 2 };
static int steps;

static void note(const char *what, const char *which) {
  const char *log = getenv("SHIM_LOG");
  if (!log) return;
  char line[600];
  int length = snprintf(line, sizeof line, "%s %.500s\n", what, which);
  int kept = errno;
  int file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file >= 0) {
    syscall(SYS_write, file, line, length);
    syscall(SYS_close, file);
  }
  errno = kept;
}

// Whether a path, which may be relative to a folder that is open, lies in the folder.
static int inside(int at, const char *path) {
  const char *folder = getenv("SHIM_FOLDER");
  if (!folder || !path) return 0;
  size_t length = strlen(folder);
  if (path[0] != '/' && at != AT_FDCWD) {
    char link[64], base[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    ssize_t got = syscall(SYS_readlinkat, AT_FDCWD, link, base, sizeof base - 1);
    return got >= (ssize_t)length && !strncmp(base, folder, length);
  }
  return !strncmp(path, folder, length);
}
static int holds(int file) { return file > 2 && inside(file, ""); }

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

// One step; -1 with errno where the disk is full. `*half` is set where only half is to be taken.
static int step(const char *what, const char *which, int needs, int *half) {
  int n = __atomic_add_fetch(&steps, 1, __ATOMIC_SEQ_CST);
  char named[64];
  snprintf(named, sizeof named, "step %d %s", n, what);
  note(named, which);
  if (n == number("SHIM_KILL")) kill(getpid(), SIGKILL);
  long full = number("SHIM_FULL"), brief = number("SHIM_SHORT");
  if (half) *half = n == brief;
  const char *flag = getenv("SHIM_DISK_FULL");
  int is_full = (full && n >= full) || (brief && n > brief) ||
                (flag && syscall(SYS_faccessat, AT_FDCWD, flag, F_OK) == 0);
  if (!is_full || !(needs & SPACE)) return 0;
  errno = ENOSPC;
  return -1;
}
#define STEP(what, which, needs) if (step(what, which, needs, 0) < 0) return -1
#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

// Opening for reading is no step; what is not there yet needs space.
#define OPEN(name, at, parameters, call)                                              \
  int name parameters {                                                               \
    mode_t mode = 0;                                                                  \
    if (flags & (O_CREAT | O_TMPFILE)) {                                              \
      va_list more;                                                                   \
      va_start(more, flags);                                                          \
      mode = va_arg(more, mode_t);                                                    \
      va_end(more);                                                                   \
    }                                                                                 \
    if ((flags & (O_CREAT | O_TRUNC)) && inside(at, path)) STEP("create", path, SPACE); \
    REAL(name);                                                                       \
    return real call;                                                                 \
  }
OPEN(open, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, AT_FDCWD, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, at, (int at, const char *path, int flags, ...), (at, path, flags, mode))
OPEN(openat64, at, (int at, const char *path, int flags, ...), (at, path, flags, mode))

#define FOPEN(name)                                                                   \
  FILE *name(const char *path, const char *how) {                                     \
    if (how[0] != 'r' && inside(AT_FDCWD, path) && step("create", path, SPACE, 0) < 0) return 0; \
    REAL(name);                                                                       \
    return real(path, how);                                                           \
  }
FOPEN(fopen)
FOPEN(fopen64)

#define WRITE(name, parameters, call)                                                 \
  ssize_t name parameters {                                                           \
    int half = 0;                                                                     \
    if (holds(file)) {                                                                \
      if (step("write", "", SPACE | WRITES, &half) < 0) return -1;                    \
      if (half && size > 1) size /= 2;                                                \
    }                                                                                 \
    REAL(name);                                                                       \
    return real call;                                                                 \
  }
WRITE(write, (int file, const void *from, size_t size), (file, from, size))
WRITE(pwrite, (int file, const void *from, size_t size, off_t at), (file, from, size, at))
WRITE(pwrite64, (int file, const void *from, size_t size, off64_t at), (file, from, size, at))
ssize_t writev(int file, const struct iovec *from, int count) {
  if (holds(file)) STEP("write", "", SPACE | WRITES);
  REAL(writev);
  return real(file, from, count);
}

#define FILES(name, what, is_inside, which, needs, parameters, call)                  \
  int name parameters {                                                               \
    if (is_inside) STEP(what, which, needs);                                          \
    REAL(name);                                                                       \
    return real call;                                                                 \
  }
#define HERE AT_FDCWD
FILES(rename, "rename", inside(HERE, to), to, 0, (const char *from, const char *to), (from, to))
FILES(renameat, "rename", inside(b, to), to, 0, (int a, const char *from, int b, const char *to), (a, from, b, to))
FILES(renameat2, "rename", inside(b, to), to, 0,
      (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags))
FILES(link, "link", inside(HERE, to), to, SPACE, (const char *from, const char *to), (from, to))
FILES(linkat, "link", inside(b, to), to, SPACE,
      (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
FILES(unlink, "remove", inside(HERE, path), path, 0, (const char *path), (path))
FILES(unlinkat, "remove", inside(at, path), path, 0, (int at, const char *path, int flags), (at, path, flags))
FILES(remove, "remove", inside(HERE, path), path, 0, (const char *path), (path))
FILES(rmdir, "remove", inside(HERE, path), path, 0, (const char *path), (path))
FILES(mkdir, "folder", inside(HERE, path), path, SPACE, (const char *path, mode_t mode), (path, mode))
FILES(mkdirat, "folder", inside(at, path), path, SPACE, (int at, const char *path, mode_t mode), (at, path, mode))
FILES(fsync, "sync", holds(file), "", 0, (int file), (file))
FILES(fdatasync, "sync", holds(file), "", 0, (int file), (file))
FILES(ftruncate, "truncate", holds(file), "", 0, (int file, off_t size), (file, size))
FILES(ftruncate64, "truncate", holds(file), "", 0, (int file, off64_t size), (file, size))
FILES(utime, "times", inside(HERE, path), path, 0, (const char *path, const struct utimbuf *to), (path, to))
FILES(utimes, "times", inside(HERE, path), path, 0, (const char *path, const struct timeval *to), (path, to))
FILES(utimensat, "times", inside(at, path), path, 0,
      (int at, const char *path, const struct timespec to[2], int flags), (at, path, to, flags))
FILES(futimens, "times", holds(file), "", 0, (int file, const struct timespec to[2]), (file, to))

static void called(const char *how, const struct sockaddr *to) {
  char host[INET6_ADDRSTRLEN] = "", line[80];
  int port = 0;
  if (!to) return;
  if (to->sa_family == AF_INET) {
    const struct sockaddr_in *four = (const void *)to;
    inet_ntop(AF_INET, &four->sin_addr, host, sizeof host);
    port = ntohs(four->sin_port);
  } else if (to->sa_family == AF_INET6) {
    const struct sockaddr_in6 *six = (const void *)to;
    inet_ntop(AF_INET6, &six->sin6_addr, host, sizeof host);
    port = ntohs(six->sin6_port);
  } else return;
  snprintf(line, sizeof line, "%s %d", host, port);
  note(how, line);
}
int connect(int file, const struct sockaddr *to, socklen_t length) {
  called("connect", to);
  REAL(connect);
  return real(file, to, length);
}
ssize_t sendto(int file, const void *from, size_t size, int flags, const struct sockaddr *to, socklen_t length) {
  called("sendto", to);
  REAL(sendto);
  return real(file, from, size, flags, to, length);
}
int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
  note("lookup", host ? host : "");
  REAL(getaddrinfo);
  return real(host, service, hints, found);
}
int uname(struct utsname *about) {
  REAL(uname);
  int result = real(about);
  const char *kernel = getenv("SHIM_KERNEL");
  if (kernel) snprintf(about->release, sizeof about->release, "%s", kernel);
  return result;
}
