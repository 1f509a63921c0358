// Renaming as Linux can, which Glibc's module does not show to Swift.
#pragma once

/// Puts each of two paths in the other's place, in one step. Returns 0, or an error number.
int files_exchange(const char *one, const char *other);

/// Renames, unless there is something of the new name. Returns 0, or an error number.
int files_rename_new(const char *from, const char *to);
