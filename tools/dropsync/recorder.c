/*
 * Records what a process does to the files below one folder, in the order in which it happens: for LD_PRELOAD, 64-bit Linux.
 *
 *   WIZ_DROPSYNC_ROOT   the folder, an absolute path without links
 *   WIZ_DROPSYNC_LOG    where the record goes; outside the folder
 *   WIZ_DROPSYNC_MARKS  a file outside the folder: what the process writes to it becomes marks in the record
 *
 * One lock around each call and its entry makes the order of the record the order of the events. Calls go straight to the kernel.
 * The layout of an entry is known to one more file: events.ts.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

/* Some C libraries make these macros of the names without 64. */
#undef open64
#undef openat64
#undef creat64
#undef pwrite64
#undef pwritev64
#undef ftruncate64
#undef truncate64
#undef fallocate64
#undef posix_fallocate64
#undef sendfile64
#undef mmap64

#define SEEN __attribute__((visibility("default")))

enum { UNTRACKED, TRACKED, MARKS };
enum { CREATED = 1, EMPTIED = 2 };
enum { MOST_FDS = 65536 };

struct entry {
  int32_t kind, fd;
  int64_t offset, size;
  uint32_t path_length, data_length;
};

static unsigned char tracked[MOST_FDS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX], marks[PATH_MAX];
static size_t root_length;
static int log_fd = -1;
static long (*kernel)(long, ...);

static void fail(const char *why) {
  fprintf(stderr, "dropsync: %s (%s)\n", why, strerror(errno));
  abort();
}

/* The C library's syscall(), which this file replaces. May be needed before `start` has run. */
static long call(long number, long a, long b, long c, long d, long e, long f) {
  if (kernel == NULL) *(void **)&kernel = dlsym(RTLD_NEXT, "syscall");
  return kernel(number, a, b, c, d, e, f);
}

#define CALL(number, a, b, c, d) call(number, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)

__attribute__((constructor)) static void start(void) {
  const char *folder = getenv("WIZ_DROPSYNC_ROOT"), *log = getenv("WIZ_DROPSYNC_LOG"), *marked = getenv("WIZ_DROPSYNC_MARKS");
  if (folder == NULL || log == NULL) return;
  snprintf(root, sizeof root, "%s", folder);
  snprintf(marks, sizeof marks, "%s", marked == NULL ? "" : marked);
  root_length = strlen(root);
  log_fd = (int)CALL(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log_fd < 0) fail("the record cannot be written");
}

static int kept(int fd) { return fd >= 0 && fd < MOST_FDS ? tracked[fd] : UNTRACKED; }

static void record(char kind, int fd, int64_t offset, int64_t size, const char *path, const void *data, size_t length) {
  struct entry head = {kind, fd, offset, size, path == NULL ? 0 : (uint32_t)strlen(path), (uint32_t)length};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)path, head.path_length}, {(void *)data, length}};
  int before = errno;
  if (CALL(SYS_writev, log_fd, parts, 3, 0) != (long)(sizeof head + head.path_length + length)) fail("the record was cut off");
  errno = before;
}

/* Makes the path absolute. Whether it is the folder, or below it. */
static int below(int folder, const char *path, char *whole) {
  char link[64];
  ssize_t length = 0;
  if (log_fd < 0 || path == NULL) return 0;
  if (path[0] != '/') {
    snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
    length = CALL(SYS_readlinkat, AT_FDCWD, link, whole, PATH_MAX - 1);
    if (length < 0) return 0;
    whole[length++] = '/';
  }
  snprintf(whole + length, (size_t)(PATH_MAX - length), "%s", path);
  return strncmp(whole, root, root_length) == 0 && (whole[root_length] == '/' || whole[root_length] == '\0');
}

static long opened(int folder, const char *path, int flags, mode_t mode) {
  char whole[PATH_MAX];
  int inside = below(folder, path, whole), marking = !inside && marks[0] != '\0' && strcmp(path, marks) == 0;
  if (!inside && !marking) return CALL(SYS_openat, folder, path, flags, mode);
  pthread_mutex_lock(&lock);
  int before = errno;
  int absent = CALL(SYS_faccessat, folder, path, F_OK, 0) != 0;
  errno = before;
  long fd = CALL(SYS_openat, folder, path, flags, mode);
  if (fd >= MOST_FDS) fail("too many open files");
  if (fd >= 0) {
    tracked[fd] = marking ? MARKS : TRACKED;
    if (inside)
      record('O', (int)fd, (absent ? CREATED : 0) | ((flags & O_TRUNC) != 0 ? EMPTIED : 0), 0, whole, NULL, 0);
  }
  pthread_mutex_unlock(&lock);
  return fd;
}

#define OPENING(name)                                   \
  SEEN int name(const char *path, int flags, ...) {     \
    va_list more;                                       \
    va_start(more, flags);                              \
    mode_t mode = (mode_t)va_arg(more, int);            \
    va_end(more);                                       \
    return (int)opened(AT_FDCWD, path, flags, mode);    \
  }
OPENING(open)
OPENING(open64)

#define OPENING_AT(name)                                         \
  SEEN int name(int folder, const char *path, int flags, ...) {  \
    va_list more;                                                \
    va_start(more, flags);                                       \
    mode_t mode = (mode_t)va_arg(more, int);                     \
    va_end(more);                                                \
    return (int)opened(folder, path, flags, mode);               \
  }
OPENING_AT(openat)
OPENING_AT(openat64)

#define CREATING(name) \
  SEEN int name(const char *path, mode_t mode) { return (int)opened(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode); }
CREATING(creat)
CREATING(creat64)

SEEN int close(int fd) {
  if (kept(fd) == UNTRACKED) return (int)CALL(SYS_close, fd, 0, 0, 0);
  pthread_mutex_lock(&lock);
  tracked[fd] = UNTRACKED;
  int result = (int)CALL(SYS_close, fd, 0, 0, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

/* Takes down `length` bytes that were written, at `offset`, or before where the file now stands when that is negative. */
static void written(int fd, const void *data, ssize_t length, int64_t offset) {
  if (length <= 0) return;
  if (tracked[fd] == MARKS) record('K', fd, 0, 0, NULL, data, (size_t)length);
  else record('W', fd, offset >= 0 ? offset : CALL(SYS_lseek, fd, 0, SEEK_CUR, 0) - length, 0, NULL, data, (size_t)length);
}

SEEN ssize_t write(int fd, const void *data, size_t length) {
  if (kept(fd) == UNTRACKED) return CALL(SYS_write, fd, data, length, 0);
  pthread_mutex_lock(&lock);
  ssize_t result = CALL(SYS_write, fd, data, length, 0);
  written(fd, data, result, -1);
  pthread_mutex_unlock(&lock);
  return result;
}

#define WRITING_AT(name, offset_type)                                               \
  SEEN ssize_t name(int fd, const void *data, size_t length, offset_type offset) {  \
    if (kept(fd) == UNTRACKED) return CALL(SYS_pwrite64, fd, data, length, offset); \
    pthread_mutex_lock(&lock);                                                      \
    ssize_t result = CALL(SYS_pwrite64, fd, data, length, offset);                  \
    written(fd, data, result, offset);                                              \
    pthread_mutex_unlock(&lock);                                                    \
    return result;                                                                  \
  }
WRITING_AT(pwrite, off_t)
WRITING_AT(pwrite64, off_t)

/* Several pieces at once; the kernel's own call takes the offset in two halves, of which 64-bit systems use the first. */
static ssize_t gathered(long number, int fd, const struct iovec *parts, int count, int64_t offset) {
  if (kept(fd) == UNTRACKED) return CALL(number, fd, parts, count, offset);
  pthread_mutex_lock(&lock);
  ssize_t result = CALL(number, fd, parts, count, offset);
  int64_t at = offset >= 0 || tracked[fd] == MARKS ? offset : CALL(SYS_lseek, fd, 0, SEEK_CUR, 0) - result;
  ssize_t left = result;
  for (int part = 0; part < count && left > 0; part++) {
    ssize_t length = (ssize_t)parts[part].iov_len < left ? (ssize_t)parts[part].iov_len : left;
    written(fd, parts[part].iov_base, length, at);
    at += length;
    left -= length;
  }
  pthread_mutex_unlock(&lock);
  return result;
}

SEEN ssize_t writev(int fd, const struct iovec *parts, int count) { return gathered(SYS_writev, fd, parts, count, -1); }
SEEN ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return gathered(SYS_pwritev, fd, parts, count, offset);
}
SEEN ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset) {
  return gathered(SYS_pwritev, fd, parts, count, offset);
}

/* What the kernel copied by itself is read back. */
static ssize_t copied(int fd, ssize_t length, int64_t offset) {
  char link[64];
  if (length <= 0) return length;
  int before = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int source = (int)CALL(SYS_openat, AT_FDCWD, link, O_RDONLY | O_CLOEXEC, 0);
  void *data = malloc((size_t)length);
  if (data == NULL || CALL(SYS_pread64, source, data, length, offset) != length) fail("a copy cannot be read back");
  written(fd, data, length, offset);
  free(data);
  CALL(SYS_close, source, 0, 0, 0);
  errno = before;
  return length;
}

#define SENDING(name)                                                                              \
  SEEN ssize_t name(int target, int source, off_t *offset, size_t length) {                        \
    if (kept(target) != TRACKED) return CALL(SYS_sendfile, target, source, offset, length);        \
    pthread_mutex_lock(&lock);                                                                     \
    int64_t at = CALL(SYS_lseek, target, 0, SEEK_CUR, 0);                                          \
    ssize_t result = copied(target, CALL(SYS_sendfile, target, source, offset, length), at);       \
    pthread_mutex_unlock(&lock);                                                                   \
    return result;                                                                                 \
  }
SENDING(sendfile)
SENDING(sendfile64)

static ssize_t copy_range(int source, int64_t *from, int target, int64_t *to, size_t length, unsigned flags) {
  pthread_mutex_lock(&lock);
  int64_t at = to != NULL ? *to : CALL(SYS_lseek, target, 0, SEEK_CUR, 0);
  ssize_t result = call(SYS_copy_file_range, source, (long)from, target, (long)to, (long)length, flags);
  copied(target, result, at);
  pthread_mutex_unlock(&lock);
  return result;
}

SEEN ssize_t copy_file_range(int source, off_t *from, int target, off_t *to, size_t length, unsigned flags) {
  if (kept(target) == TRACKED) return copy_range(source, from, target, to, length, flags);
  return call(SYS_copy_file_range, source, (long)from, target, (long)to, (long)length, flags);
}

/* libuv copies by number, without the function above. */
SEEN long syscall(long number, ...) {
  va_list more;
  va_start(more, number);
  long a = va_arg(more, long), b = va_arg(more, long), c = va_arg(more, long);
  long d = va_arg(more, long), e = va_arg(more, long), f = va_arg(more, long);
  va_end(more);
  if (number == SYS_copy_file_range && kept((int)c) == TRACKED)
    return copy_range((int)a, (int64_t *)b, (int)c, (int64_t *)d, (size_t)e, (unsigned)f);
  return call(number, a, b, c, d, e, f);
}

/* A change of an open file that is one call and one entry. */
static long changed(char kind, int fd, int64_t offset, int64_t size, long number, long a, long b, long c) {
  if (kept(fd) != TRACKED) return CALL(number, fd, a, b, c);
  pthread_mutex_lock(&lock);
  long result = CALL(number, fd, a, b, c);
  if (result == 0) record(kind, fd, offset, size, NULL, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

SEEN int fsync(int fd) { return (int)changed('S', fd, 0, 0, SYS_fsync, 0, 0, 0); }
SEEN int fdatasync(int fd) { return (int)changed('S', fd, 0, 0, SYS_fdatasync, 0, 0, 0); }
SEEN int ftruncate(int fd, off_t size) { return (int)changed('T', fd, 0, size, SYS_ftruncate, size, 0, 0); }
SEEN int ftruncate64(int fd, off_t size) { return (int)changed('T', fd, 0, size, SYS_ftruncate, size, 0, 0); }

static int allocated(int fd, int mode, off_t offset, off_t size) {
  /* Plain growth is understood; a hole punched or a range moved is not. */
  return (int)changed(mode == 0 ? 'G' : 'X', fd, offset, size, SYS_fallocate, mode, offset, size);
}
SEEN int fallocate(int fd, int mode, off_t offset, off_t size) { return allocated(fd, mode, offset, size); }
SEEN int fallocate64(int fd, int mode, off_t offset, off_t size) { return allocated(fd, mode, offset, size); }
SEEN int posix_fallocate(int fd, off_t offset, off_t size) { return allocated(fd, 0, offset, size) == 0 ? 0 : errno; }
SEEN int posix_fallocate64(int fd, off_t offset, off_t size) { return allocated(fd, 0, offset, size) == 0 ? 0 : errno; }

#define MAPPING(name)                                                                                  \
  SEEN void *name(void *address, size_t length, int protection, int flags, int fd, off_t offset) {     \
    if (kept(fd) == TRACKED && (protection & PROT_WRITE) != 0 && (flags & MAP_PRIVATE) == 0) {         \
      pthread_mutex_lock(&lock);                                                                       \
      record('X', fd, offset, (int64_t)length, NULL, NULL, 0);                                         \
      pthread_mutex_unlock(&lock);                                                                     \
    }                                                                                                  \
    return (void *)call(SYS_mmap, (long)address, (long)length, protection, flags, fd, offset);         \
  }
MAPPING(mmap)
MAPPING(mmap64)

/* A change of names: one call and one entry; the second path goes where data goes. */
static int named(char kind, int from_folder, const char *from, int to_folder, const char *to, int64_t size, long number, long flags) {
  char first[PATH_MAX], second[PATH_MAX] = "";
  int inside = below(from_folder, from, first);
  if (to != NULL) inside = below(to_folder, to, second) || inside;
  long a = from_folder, b = (long)from, c = to == NULL ? flags : to_folder, d = (long)to, e = to == NULL ? 0 : flags;
  if (!inside) return (int)call(number, a, b, c, d, e, 0);
  pthread_mutex_lock(&lock);
  int result = (int)call(number, a, b, c, d, e, 0);
  if (result == 0) record(kind, -1, 0, size, first, second, strlen(second));
  pthread_mutex_unlock(&lock);
  return result;
}

SEEN int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  return named(flags == 0 ? 'R' : 'X', from_folder, from, to_folder, to, 0, SYS_renameat2, flags);
}
SEEN int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, 0);
}
SEEN int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }
SEEN int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  return named('L', from_folder, from, to_folder, to, 0, SYS_linkat, flags);
}
SEEN int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
SEEN int symlink(const char *text, const char *path) {
  char whole[PATH_MAX];
  if (below(AT_FDCWD, path, whole)) record('X', -1, 0, 0, whole, NULL, 0);
  return (int)CALL(SYS_symlinkat, text, AT_FDCWD, path, 0);
}
SEEN int unlinkat(int folder, const char *path, int flags) { return named('U', folder, path, 0, NULL, 0, SYS_unlinkat, flags); }
SEEN int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
SEEN int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
SEEN int remove(const char *path) {
  int result = unlink(path);
  return result != 0 && errno == EISDIR ? rmdir(path) : result;
}
SEEN int mkdirat(int folder, const char *path, mode_t mode) {
  return named('M', folder, path, 0, NULL, 0, SYS_mkdirat, (long)mode);
}
SEEN int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

static int cut(const char *path, off_t size) {
  char whole[PATH_MAX];
  if (!below(AT_FDCWD, path, whole)) return (int)CALL(SYS_truncate, path, size, 0, 0);
  pthread_mutex_lock(&lock);
  int result = (int)CALL(SYS_truncate, path, size, 0, 0);
  if (result == 0) record('t', -1, 0, size, whole, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}
SEEN int truncate(const char *path, off_t size) { return cut(path, size); }
SEEN int truncate64(const char *path, off_t size) { return cut(path, size); }
