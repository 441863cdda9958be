/* faulty FOLDER ORDER: a folder laid over itself (FUSE), where what is done is done below, with its owners, locks and errors, but fails while the file ORDER says so.
 * ORDER is one line, read anew at each operation: the number of an error, the operations that fail, and a pattern of the names that they fail for, such as
 *   5 read,write,fsync,rename *
 * Empty, or not there: nothing fails. A number of bytes after the pattern is what can still be written, so that a file may be cut off in its middle. */
#define _GNU_SOURCE
#define FUSE_USE_VERSION 31
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <fuse.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

static int base;
static const char *order;
static atomic_long written;

/* What is asked below the folder: never absolute, never empty. */
static const char *below(const char *path) { return path[1] ? path + 1 : "."; }

static int answer(int result) { return result == -1 ? -errno : 0; }

/* 0, or the error of this operation; room is how many bytes a write has left. */
static int fault(const char *operation, const char *path, long *room)
{
    char line[256], operations[160], pattern[64] = "*";
    int error = 0;
    long limit = 0;
    int file = open(order, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? 0 : read(file, line, sizeof line - 1);
    if (file >= 0)
        close(file);
    line[length > 0 ? length : 0] = 0;
    if (sscanf(line, "%d %159s %63s %ld", &error, operations, pattern, &limit) < 2) {
        atomic_store(&written, 0);
        return 0;
    }
    const char *name = strrchr(path, '/') + 1;
    if (fnmatch(pattern, name, FNM_EXTMATCH))
        return 0;
    for (char *rest = operations, *word; (word = strsep(&rest, ","));)
        if (!strcmp(word, operation)) {
            if (!room || (*room = limit - atomic_load(&written)) <= 0)
                return -error;
        }
    return 0;
}

#define MAY(operation, path) do { int error_ = fault(operation, path, NULL); if (error_) return error_; } while (0)

static void own(const char *path) /* as if the caller had made it; the folder's set-group-id has given the group already */
{
    char folder[PATH_MAX];
    struct stat of;
    snprintf(folder, sizeof folder, "%s", path);
    *(strrchr(folder, '/') + 1) = 0;
    int shared = !fstatat(base, below(folder), &of, 0) && of.st_mode & S_ISGID;
    if (fchownat(base, below(path), fuse_get_context()->uid, shared ? (gid_t)-1 : fuse_get_context()->gid, AT_SYMLINK_NOFOLLOW))
        perror("faulty: owner");
}

static void *begin(struct fuse_conn_info *connection, struct fuse_config *how)
{
    (void)connection;
    /* Nothing is remembered: others change the folder below. No .fuse_hidden files. */
    how->entry_timeout = how->attr_timeout = how->negative_timeout = 0;
    how->use_ino = how->hard_remove = 1;
    return NULL;
}

static int f_getattr(const char *path, struct stat *into, struct fuse_file_info *open)
{
    MAY("stat", path);
    return answer(open ? fstat(open->fh, into) : fstatat(base, below(path), into, AT_SYMLINK_NOFOLLOW));
}

static int f_readlink(const char *path, char *into, size_t size)
{
    MAY("read", path);
    ssize_t length = readlinkat(base, below(path), into, size - 1);
    if (length < 0)
        return -errno;
    into[length] = 0;
    return 0;
}

static int f_mknod(const char *path, mode_t mode, dev_t device)
{
    MAY("create", path);
    if (mknodat(base, below(path), mode, device))
        return -errno;
    own(path);
    return 0;
}

static int f_mkdir(const char *path, mode_t mode)
{
    MAY("mkdir", path);
    if (mkdirat(base, below(path), mode))
        return -errno;
    own(path);
    return 0;
}

static int f_unlink(const char *path)
{
    MAY("unlink", path);
    return answer(unlinkat(base, below(path), 0));
}

static int f_rmdir(const char *path)
{
    MAY("unlink", path);
    return answer(unlinkat(base, below(path), AT_REMOVEDIR));
}

static int f_symlink(const char *target, const char *path)
{
    MAY("create", path);
    if (symlinkat(target, base, below(path)))
        return -errno;
    own(path);
    return 0;
}

static int f_rename(const char *from, const char *to, unsigned flags)
{
    MAY("rename", from);
    MAY("rename", to);
    return answer(renameat2(base, below(from), base, below(to), flags));
}

static int f_link(const char *from, const char *to)
{
    MAY("create", to);
    return answer(linkat(base, below(from), base, below(to), 0));
}

static int f_chmod(const char *path, mode_t mode, struct fuse_file_info *open)
{
    MAY("change", path);
    return answer(open ? fchmod(open->fh, mode) : fchmodat(base, below(path), mode, 0));
}

static int f_chown(const char *path, uid_t uid, gid_t gid, struct fuse_file_info *open)
{
    MAY("change", path);
    return answer(open ? fchown(open->fh, uid, gid) : fchownat(base, below(path), uid, gid, AT_SYMLINK_NOFOLLOW));
}

static int f_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *open)
{
    MAY("change", path);
    return answer(open ? futimens(open->fh, times) : utimensat(base, below(path), times, AT_SYMLINK_NOFOLLOW));
}

static int f_truncate(const char *path, off_t size, struct fuse_file_info *open)
{
    MAY("truncate", path);
    if (open)
        return answer(ftruncate(open->fh, size));
    int file = openat(base, below(path), O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return -errno;
    int result = answer(ftruncate(file, size));
    close(file);
    return result;
}

static int opened(int file, struct fuse_file_info *open)
{
    if (file < 0)
        return -errno;
    open->fh = file;
    open->direct_io = 1;
    return 0;
}

static int f_open(const char *path, struct fuse_file_info *open)
{
    MAY("open", path);
    if ((open->flags & O_ACCMODE) != O_RDONLY)
        MAY("openwrite", path);
    return opened(openat(base, below(path), (open->flags & ~(O_CREAT | O_EXCL)) | O_CLOEXEC), open);
}

static int f_create(const char *path, mode_t mode, struct fuse_file_info *open)
{
    MAY("create", path);
    int result = opened(openat(base, below(path), open->flags | O_CREAT | O_CLOEXEC, mode), open);
    if (!result)
        own(path);
    return result;
}

static int f_read(const char *path, char *into, size_t size, off_t from, struct fuse_file_info *open)
{
    MAY("read", path);
    ssize_t length = pread(open->fh, into, size, from);
    return length < 0 ? -errno : length;
}

static int f_write(const char *path, const char *what, size_t size, off_t at, struct fuse_file_info *open)
{
    long room = LONG_MAX;
    int error = fault("write", path, &room);
    if (error)
        return error;
    ssize_t length = pwrite(open->fh, what, (long)size < room ? (long)size : room, at);
    if (length > 0 && room != LONG_MAX)
        atomic_fetch_add(&written, length);
    return length < 0 ? -errno : length;
}

static int f_fsync(const char *path, int data, struct fuse_file_info *open)
{
    MAY("fsync", path);
    return answer(data ? fdatasync(open->fh) : fsync(open->fh));
}

static int f_fallocate(const char *path, int mode, off_t from, off_t length, struct fuse_file_info *open)
{
    MAY("write", path);
    return answer(fallocate(open->fh, mode, from, length));
}

static int f_flock(const char *path, struct fuse_file_info *open, int how)
{
    (void)path;
    return answer(flock(open->fh, how));
}

static int f_release(const char *path, struct fuse_file_info *open)
{
    (void)path;
    return answer(close(open->fh));
}

static int f_statfs(const char *path, struct statvfs *into)
{
    if (fstatvfs(base, into))
        return -errno;
    if (fault("write", path, NULL) == -ENOSPC)
        into->f_bavail = into->f_bfree = 0;
    return 0;
}

static int f_opendir(const char *path, struct fuse_file_info *open)
{
    MAY("open", path);
    int folder = openat(base, below(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return -errno;
    open->fh = folder;
    return 0;
}

static int f_readdir(const char *path, void *into, fuse_fill_dir_t fill, off_t from, struct fuse_file_info *open, enum fuse_readdir_flags flags)
{
    (void)from, (void)flags;
    MAY("readdir", path);
    int again = openat(open->fh, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = again < 0 ? NULL : fdopendir(again);
    if (!folder)
        return -errno;
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct stat facts = { .st_ino = entry->d_ino, .st_mode = (mode_t)entry->d_type << 12 };
        if (fill(into, entry->d_name, &facts, 0, 0))
            break;
    }
    closedir(folder);
    return 0;
}

/* There are no calls that name an attribute's file by folder and path. */
static const char *named(const char *path, char name[PATH_MAX])
{
    snprintf(name, PATH_MAX, "/proc/self/fd/%d/%s", base, below(path));
    return name;
}

static int f_getxattr(const char *path, const char *name, char *into, size_t size)
{
    char file[PATH_MAX];
    ssize_t length = lgetxattr(named(path, file), name, into, size);
    return length < 0 ? -errno : length;
}

static int f_listxattr(const char *path, char *into, size_t size)
{
    char file[PATH_MAX];
    ssize_t length = llistxattr(named(path, file), into, size);
    return length < 0 ? -errno : length;
}

static int f_setxattr(const char *path, const char *name, const char *value, size_t size, int flags)
{
    char file[PATH_MAX];
    MAY("change", path);
    return answer(lsetxattr(named(path, file), name, value, size, flags));
}

static const struct fuse_operations operations = {
    .init = begin, .getattr = f_getattr, .readlink = f_readlink, .mknod = f_mknod, .mkdir = f_mkdir, .unlink = f_unlink, .rmdir = f_rmdir,
    .symlink = f_symlink, .rename = f_rename, .link = f_link, .chmod = f_chmod, .chown = f_chown, .utimens = f_utimens, .truncate = f_truncate,
    .open = f_open, .create = f_create, .read = f_read, .write = f_write, .fsync = f_fsync, .fallocate = f_fallocate, .flock = f_flock,
    .release = f_release, .statfs = f_statfs, .opendir = f_opendir, .readdir = f_readdir, .releasedir = f_release, .fsyncdir = f_fsync,
    .getxattr = f_getxattr, .listxattr = f_listxattr, .setxattr = f_setxattr,
};

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: faulty FOLDER ORDER\n", stderr);
        return 2;
    }
    order = argv[2];
    base = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (base < 0) {
        perror(argv[1]);
        return 1;
    }
    umask(0);
    /* The kernel judges who may do what, by the owners and modes below. */
    char *how[] = { argv[0], argv[1], "-o", "allow_other,default_permissions,fsname=faulty,dev,suid" };
    return fuse_main(4, how, &operations, NULL);
}
