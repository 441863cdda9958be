// walk FOLDER: what a label scan costs in plain C on one thread: readdir, lgetxattr of each whole path, compare the type.
// Prints how many entries it saw, how many of them have another type, and the milliseconds that it took.
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <time.h>

static long seen, wrong;

static void walk(char *path, size_t length) {
  char label[256];
  DIR *folder = opendir(path);
  if (folder == NULL)
    return;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    size_t name = strlen(entry->d_name);
    path[length] = '/';
    memcpy(path + length + 1, entry->d_name, name + 1);
    ssize_t size = lgetxattr(path, "security.selinux", label, sizeof label - 1);
    label[size > 0 ? size : 0] = 0;
    seen++;
    if (strstr(label, ":container_file_t:") == NULL)
      wrong++;
    if (entry->d_type == DT_DIR)
      walk(path, length + 1 + name);
    path[length] = 0;
  }
  closedir(folder);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

int main(int count, char **arguments) {
  char path[8192];
  if (count != 2)
    return 2;
  double start = now();
  walk(strcpy(path, arguments[1]), strlen(arguments[1]));
  printf("%ld %ld %.1f\n", seen, wrong, now() - start);
  return 0;
}
