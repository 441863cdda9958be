// tree FOLDER tree|flat: 100,000 empty files, in 1,100 folders or in one, each with the label that the trainer's container may touch.
// By the system call, because without SELinux chcon refuses; root may set the attribute all the same.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static void label(const char *path) {
  static const char right[] = "system_u:object_r:container_file_t:s0";
  if (lsetxattr(path, "security.selinux", right, sizeof right, 0) != 0) {
    perror(path);
    exit(1);
  }
}

static void folder(const char *path) {
  mkdir(path, 0755);
  label(path);
}

static void files(const char *in, int count) {
  char path[4096];
  for (int i = 0; i < count; i++) {
    snprintf(path, sizeof path, "%s/file-%06d", in, i);
    close(open(path, O_CREAT | O_WRONLY, 0644));
    label(path);
  }
}

int main(int count, char **arguments) {
  char path[4096];
  if (count != 3)
    return 2;
  folder(arguments[1]);
  if (strcmp(arguments[2], "flat") == 0) {
    files(arguments[1], 100000);
    return 0;
  }
  for (int i = 0; i < 1100; i++) {
    if (i % 11 == 0)
      snprintf(path, sizeof path, "%s/%02d", arguments[1], i / 11);
    else
      snprintf(path, sizeof path, "%s/%02d/%d", arguments[1], i / 11, i % 11);
    folder(path);
    if (i % 11 != 0)
      files(path, 100);
  }
  return 0;
}
