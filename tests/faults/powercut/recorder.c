/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LD_PRELOAD recorder: logs every write and every sync of the database files of a directory in order, and every HTTP answer that leaves.
 *
 *   POWERCUT_DIR=<data directory> POWERCUT_LOG=<file> LD_PRELOAD=libpowercut.so deskbelld serve …
 *
 * Files are those of the directory whose names begin with "deskbell.db"; "-shm" is left out, SQLite rebuilds it. A write is logged before it is
 * made and a sync after it was made, so an image never holds less than it should and never claims more. Thread-safe; the log is appended with one
 * write() per record, so it survives kill -9. */
#define _GNU_SOURCE
#include "recordformat.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { MaxDescriptors = 65536 };
enum Role { RoleNone = 0, RoleFile = 1, RoleDirectory = 2 };

/* The calls go to the kernel directly: nothing here needs the C library's own wrappers. */
static const char Prefix[] = "deskbell.db";

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static char directory[PATH_MAX];
static unsigned char roles[MaxDescriptors];
static uint64_t inodes[MaxDescriptors];

static uint64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (uint64_t)at.tv_sec * 1000000000ull + (uint64_t)at.tv_nsec;
}

/* With `lock` held. */
static void append(uint32_t kind, uint32_t flags, uint64_t inode, uint64_t offset, const char *name, const void *data, size_t length)
{
    struct RecordHead head = {kind, flags, inode, offset, (uint64_t)syscall(SYS_gettid), now(), (uint32_t)(name ? strlen(name) : 0), (uint32_t)length};
    struct iovec parts[3] = {{&head, sizeof head}, {(void *)name, head.name_length}, {(void *)data, length}};
    const ssize_t wanted = (ssize_t)(sizeof head + head.name_length + length);
    if (syscall(SYS_writev, log_fd, parts, 3) != wanted) {
        abort(); /* a log with a hole would prove nothing */
    }
}

/* The name inside the directory when `path` is one of its database files. */
static const char *recorded_name(const char *path)
{
    const size_t length = strlen(directory);
    if (log_fd < 0 || !path || strncmp(path, directory, length) != 0 || path[length] != '/') {
        return NULL;
    }
    const char *name = path + length + 1;
    const size_t end = strlen(name);
    if (strchr(name, '/') || strncmp(name, Prefix, sizeof Prefix - 1) != 0 || (end > 4 && strcmp(name + end - 4, "-shm") == 0)) {
        return NULL;
    }
    return name;
}

static void snapshot(const char *name)
{
    char path[PATH_MAX + NAME_MAX + 2];
    strcat(strcat(strcpy(path, directory), "/"), name);
    const int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    struct stat about;
    if (fd < 0 || fstat(fd, &about) != 0) {
        abort();
    }
    char *data = malloc((size_t)about.st_size + 1);
    ssize_t filled = 0;
    while (data && filled < about.st_size) {
        const ssize_t got = pread(fd, data + filled, (size_t)(about.st_size - filled), filled);
        if (got <= 0) {
            abort();
        }
        filled += got;
    }
    append(RecordSnapshot, 0, about.st_ino, 0, name, data, (size_t)about.st_size);
    free(data);
    syscall(SYS_close, fd);
}

__attribute__((constructor)) static void begin(void)
{
    const char *log = getenv("POWERCUT_LOG");
    const char *where = getenv("POWERCUT_DIR");
    if (!log || !where || !realpath(where, directory)) {
        return;
    }
    log_fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_fd < 0) {
        abort();
    }
    pthread_mutex_lock(&lock);
    append(RecordStart, 0, 0, 0, NULL, NULL, 0);
    DIR *listing = opendir(directory);
    char path[PATH_MAX + NAME_MAX + 2];
    for (struct dirent *entry = listing ? readdir(listing) : NULL; entry; entry = readdir(listing)) {
        strcat(strcat(strcpy(path, directory), "/"), entry->d_name);
        if (recorded_name(path)) {
            snapshot(entry->d_name);
        }
    }
    if (listing) {
        closedir(listing);
    }
    append(RecordReady, 0, 0, 0, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
}

static int opened(int dirfd, const char *path, int flags, mode_t mode)
{
    const char *name = recorded_name(path);
    const int is_directory = log_fd >= 0 && path && strcmp(path, directory) == 0;
    if (!name && !is_directory) {
        return (int)syscall(SYS_openat, dirfd, path, flags, mode);
    }
    pthread_mutex_lock(&lock);
    const int existed = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
    const int fd = (int)syscall(SYS_openat, dirfd, path, flags, mode);
    struct stat about;
    if (fd >= 0 && fd < MaxDescriptors && fstat(fd, &about) == 0) {
        roles[fd] = is_directory ? RoleDirectory : RoleFile;
        inodes[fd] = about.st_ino;
        if (name) {
            append(RecordOpen, (existed ? 0 : FlagCreated) | (existed && (flags & O_TRUNC) ? FlagTruncated : 0), about.st_ino, 0, name, NULL, 0);
        }
    }
    pthread_mutex_unlock(&lock);
    return fd;
}

static mode_t mode_of(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) ? (mode_t)va_arg(arguments, int) : 0;
}

#define DEFINE_OPEN(function)                                                                                                              \
    int function(const char *path, int flags, ...)                                                                                         \
    {                                                                                                                                      \
        va_list arguments;                                                                                                                 \
        va_start(arguments, flags);                                                                                                        \
        const mode_t mode = mode_of(flags, arguments);                                                                                     \
        va_end(arguments);                                                                                                                 \
        return opened(AT_FDCWD, path, flags, mode);                                                                                        \
    }
#define DEFINE_OPENAT(function)                                                                                                            \
    int function(int dirfd, const char *path, int flags, ...)                                                                              \
    {                                                                                                                                      \
        va_list arguments;                                                                                                                 \
        va_start(arguments, flags);                                                                                                        \
        const mode_t mode = mode_of(flags, arguments);                                                                                     \
        va_end(arguments);                                                                                                                 \
        return opened(dirfd, path, flags, mode);                                                                                           \
    }
DEFINE_OPEN(open)
DEFINE_OPEN(open64)
DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)

static int role_of(int fd) { return fd >= 0 && fd < MaxDescriptors ? roles[fd] : RoleNone; }

int close(int fd)
{
    if (role_of(fd) != RoleNone) {
        pthread_mutex_lock(&lock);
        roles[fd] = RoleNone;
        pthread_mutex_unlock(&lock);
    }
    return (int)syscall(SYS_close, fd);
}

static ssize_t written_at(int fd, const void *data, size_t length, off_t offset)
{
    if (role_of(fd) != RoleFile) {
        return syscall(SYS_pwrite64, fd, data, length, offset);
    }
    pthread_mutex_lock(&lock);
    append(RecordWrite, 0, inodes[fd], (uint64_t)offset, NULL, data, length);
    const ssize_t done = syscall(SYS_pwrite64, fd, data, length, offset);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return written_at(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) { return written_at(fd, data, length, offset); }

static int is_web_answer(int fd, unsigned *port)
{
    struct sockaddr_in peer;
    socklen_t length = sizeof peer;
    if (log_fd < 0 || getpeername(fd, (struct sockaddr *)&peer, &length) != 0 || peer.sin_family != AF_INET) {
        return 0;
    }
    *port = ntohs(peer.sin_port);
    return 1;
}

/* The driver has one request at a time on a connection, so an answer begins with its first byte. */
static void note_answer(int fd, const char *data, size_t length)
{
    static const char Begin[] = "HTTP/1.1 ";
    unsigned port = 0;
    if (length < sizeof Begin + 2 || memcmp(data, Begin, sizeof Begin - 1) != 0 || !is_web_answer(fd, &port)) {
        return;
    }
    pthread_mutex_lock(&lock);
    append(RecordAnswer, 0, (uint64_t)atoi(data + sizeof Begin - 1), port, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
}

ssize_t write(int fd, const void *data, size_t length)
{
    if (role_of(fd) != RoleFile) {
        return syscall(SYS_write, fd, data, length);
    }
    pthread_mutex_lock(&lock);
    const off_t at = lseek(fd, 0, SEEK_CUR);
    append(RecordWrite, 0, inodes[fd], (uint64_t)at, NULL, data, length);
    const ssize_t done = syscall(SYS_write, fd, data, length);
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t send(int fd, const void *data, size_t length, int flags)
{
    note_answer(fd, data, length);
    return syscall(SYS_sendto, fd, data, length, flags, NULL, 0);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    if (message && message->msg_iovlen > 0) {
        note_answer(fd, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
    }
    return syscall(SYS_sendmsg, fd, message, flags);
}

static int truncated(int fd, off_t size)
{
    if (role_of(fd) != RoleFile) {
        return (int)syscall(SYS_ftruncate, fd, size);
    }
    pthread_mutex_lock(&lock);
    append(RecordTruncate, 0, inodes[fd], (uint64_t)size, NULL, NULL, 0);
    const int done = (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate(int fd, off_t size) { return truncated(fd, size); }
int ftruncate64(int fd, off_t size) { return truncated(fd, size); }

static int synced(int fd, long call)
{
    const int role = role_of(fd);
    if (role == RoleNone) {
        return (int)syscall(call, fd);
    }
    const uint64_t inode = inodes[fd];
    pthread_mutex_lock(&lock);
    append(role == RoleFile ? RecordSyncBegin : RecordDirSyncBegin, 0, inode, 0, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    const int done = (int)syscall(call, fd);
    if (done == 0) {
        pthread_mutex_lock(&lock);
        append(role == RoleFile ? RecordSyncEnd : RecordDirSyncEnd, 0, inode, 0, NULL, NULL, 0);
        pthread_mutex_unlock(&lock);
    }
    return done;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int unlink(const char *path)
{
    const char *name = recorded_name(path);
    if (!name) {
        return (int)syscall(SYS_unlink, path);
    }
    pthread_mutex_lock(&lock);
    const int done = (int)syscall(SYS_unlink, path);
    if (done == 0) {
        append(RecordUnlink, 0, 0, 0, name, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int rename(const char *from, const char *to)
{
    const char *old_name = recorded_name(from);
    const char *new_name = recorded_name(to);
    if (!old_name && !new_name) {
        return (int)syscall(SYS_rename, from, to);
    }
    if (!old_name || !new_name) {
        abort(); /* a database file that comes from elsewhere would have no history */
    }
    pthread_mutex_lock(&lock);
    const int done = (int)syscall(SYS_rename, from, to);
    if (done == 0) {
        append(RecordRename, 0, 0, 0, old_name, new_name, strlen(new_name));
    }
    pthread_mutex_unlock(&lock);
    return done;
}

/* A database file mapped for writing would change behind the recorder's back. */
void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    if (fd >= 0 && role_of(fd) == RoleFile && (protection & PROT_WRITE) && (flags & MAP_SHARED)) {
        abort();
    }
    return (void *)syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}
void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t offset) { return mmap(address, length, protection, flags, fd, offset); }
