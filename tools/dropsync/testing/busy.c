/* Changes files by the calls of the C library that Node does not use, for the recorder to follow. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MUST(call)                                     \
  if ((long)(call) < 0) {                              \
    perror(#call);                                     \
    return 1;                                          \
  }

int main(int count, char **arguments) {
  struct iovec parts[2] = {{"one ", 4}, {"two", 3}};
  int folder, file, target;
  if (count < 2) return 1;
  MUST(chdir(arguments[1]));
  MUST(mkdir("inner", 0700));
  MUST(folder = open("inner", O_RDONLY | O_DIRECTORY));
  MUST(file = creat("made", 0600));
  MUST(pwritev(file, parts, 2, 10));
  MUST(lseek(file, 3, SEEK_SET));
  MUST(writev(file, parts, 2));
  MUST(close(file));
  MUST(truncate("made", 12));
  MUST(file = openat(folder, "grown", O_RDWR | O_CREAT, 0600));
  MUST(fallocate(file, 0, 100, 50));
  if (posix_fallocate(file, 0, 200) != 0) return 1;
  MUST(target = openat(folder, "sent", O_WRONLY | O_CREAT, 0600));
  MUST(pwrite(file, "to be sent", 10, 0));
  MUST(sendfile(target, file, NULL, 10));
  MUST(lseek(file, 0, SEEK_SET));
  MUST(copy_file_range(file, NULL, target, NULL, 5, 0));
  MUST(fdatasync(target));
  MUST(linkat(folder, "sent", AT_FDCWD, "linked", 0));
  MUST(renameat(folder, "grown", folder, "renamed"));
  MUST(mkdirat(folder, "passing", 0700));
  MUST(unlinkat(folder, "passing", AT_REMOVEDIR));
  MUST(open("gone", O_WRONLY | O_CREAT | O_APPEND, 0600));
  MUST(remove("gone"));
  MUST(mkdir("gone too", 0700));
  MUST(remove("gone too"));
  return 0;
}
