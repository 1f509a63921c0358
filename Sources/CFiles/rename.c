#define _GNU_SOURCE
#include "CFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

static int rename_with(const char *from, const char *to, unsigned flags) {
#ifdef RENAME_EXCHANGE
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, flags) == 0 ? 0 : errno;
#else
  return ENOSYS;
#endif
}

int files_exchange(const char *one, const char *other) {
  return rename_with(one, other, 2); // RENAME_EXCHANGE
}

int files_rename_new(const char *from, const char *to) {
  return rename_with(from, to, 1); // RENAME_NOREPLACE
}
