// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/nthfailure/faultvfs.h"

#include "tests/faults/nthfailure/faultplan.h"

#include <cstring>
#include <sqlite3.h>

namespace deskbell::test {
namespace {

/// `base` first: the library sees a sqlite3_file. The real file follows in the same allocation.
struct FaultFile {
    sqlite3_file base;
    sqlite3_file *real;
};

sqlite3_vfs *realVfs = nullptr;
sqlite3_mem_methods realMemory{};

sqlite3_file *real(sqlite3_file *file) { return reinterpret_cast<FaultFile *>(file)->real; }

/// The result code of a struck call; SQLITE_OK when it is not struck.
int struck(DiskCall call, int ioError)
{
    auto &plan = FaultPlan::instance();
    if (!plan.strikes(call)) {
        return SQLITE_OK;
    }
    switch (plan.fault()) {
    case DiskFault::Full: return SQLITE_FULL;
    case DiskFault::Busy: return SQLITE_BUSY;
    case DiskFault::NoMemory: return SQLITE_NOMEM;
    case DiskFault::IoError: break;
    }
    return ioError;
}

int closeFile(sqlite3_file *file)
{
    return real(file)->pMethods ? real(file)->pMethods->xClose(real(file)) : SQLITE_OK;
}
int readFile(sqlite3_file *file, void *data, int size, sqlite3_int64 at)
{
    const int code = struck(DiskCall::Read, SQLITE_IOERR_READ);
    return code ? code : real(file)->pMethods->xRead(real(file), data, size, at);
}
int writeFile(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
    const int code = struck(DiskCall::Write, SQLITE_IOERR_WRITE);
    if (code) {
        // As on a real disk, part of it may have arrived.
        real(file)->pMethods->xWrite(real(file), data, size / 2, at);
        return code;
    }
    return real(file)->pMethods->xWrite(real(file), data, size, at);
}
int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const int code = struck(DiskCall::Truncate, SQLITE_IOERR_TRUNCATE);
    return code ? code : real(file)->pMethods->xTruncate(real(file), size);
}
int syncFile(sqlite3_file *file, int flags)
{
    const int code = struck(DiskCall::Sync, SQLITE_IOERR_FSYNC);
    return code ? code : real(file)->pMethods->xSync(real(file), flags);
}
int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    const int code = struck(DiskCall::Size, SQLITE_IOERR_FSTAT);
    return code ? code : real(file)->pMethods->xFileSize(real(file), size);
}
int lockFile(sqlite3_file *file, int level)
{
    const int code = struck(DiskCall::Lock, SQLITE_IOERR_LOCK);
    return code ? code : real(file)->pMethods->xLock(real(file), level);
}
int unlockFile(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int checkReservedLock(sqlite3_file *file, int *result) { return real(file)->pMethods->xCheckReservedLock(real(file), result); }
int controlFile(sqlite3_file *file, int operation, void *argument)
{
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
int sectorSize(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file *file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
int mapShared(sqlite3_file *file, int region, int size, int isExtending, void volatile **memory)
{
    const int code = struck(DiskCall::SharedMemory, SQLITE_IOERR_SHMMAP);
    return code ? code : real(file)->pMethods->xShmMap(real(file), region, size, isExtending, memory);
}
int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    // To give a lock back never fails.
    const int code = flags & SQLITE_SHM_LOCK ? struck(DiskCall::SharedLock, SQLITE_IOERR_SHMLOCK) : SQLITE_OK;
    return code ? code : real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void sharedBarrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }
int unmapShared(sqlite3_file *file, int isDeleting) { return real(file)->pMethods->xShmUnmap(real(file), isDeleting); }

constexpr sqlite3_io_methods Methods{2, closeFile, readFile, writeFile, truncateFile, syncFile, sizeOfFile, lockFile, unlockFile, checkReservedLock,
    controlFile, sectorSize, characteristics, mapShared, lockShared, sharedBarrier, unmapShared, nullptr, nullptr};

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    auto *opened = reinterpret_cast<FaultFile *>(file);
    opened->base.pMethods = nullptr;
    opened->real = reinterpret_cast<sqlite3_file *>(opened + 1);
    std::memset(opened->real, 0, size_t(realVfs->szOsFile));
    if (const int code = struck(DiskCall::Open, SQLITE_CANTOPEN)) {
        return code;
    }
    const int code = realVfs->xOpen(realVfs, name, opened->real, flags, outFlags);
    // The library closes a file exactly when it has methods.
    if (opened->real->pMethods) {
        opened->base.pMethods = &Methods;
    }
    return code;
}
int deleteFile(sqlite3_vfs *, const char *name, int isSynced)
{
    const int code = struck(DiskCall::Delete, SQLITE_IOERR_DELETE);
    return code ? code : realVfs->xDelete(realVfs, name, isSynced);
}
int accessFile(sqlite3_vfs *, const char *name, int flags, int *result) { return realVfs->xAccess(realVfs, name, flags, result); }
int fullPath(sqlite3_vfs *, const char *name, int size, char *path) { return realVfs->xFullPathname(realVfs, name, size, path); }

void *allocate(int size) { return FaultPlan::instance().strikes(DiskCall::Allocate) ? nullptr : realMemory.xMalloc(size); }
void *reallocate(void *memory, int size)
{
    return FaultPlan::instance().strikes(DiskCall::Allocate) ? nullptr : realMemory.xRealloc(memory, size);
}

} // namespace

bool installDatabaseFaults()
{
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &realMemory) != SQLITE_OK) {
        return false;
    }
    static sqlite3_mem_methods memory;
    memory = realMemory;
    memory.xMalloc = allocate;
    memory.xRealloc = reallocate;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &memory) != SQLITE_OK) {
        return false;
    }
    realVfs = sqlite3_vfs_find(nullptr);
    if (!realVfs) {
        return false;
    }
    static sqlite3_vfs vfs;
    vfs = *realVfs;
    vfs.pNext = nullptr;
    vfs.zName = "deskbell-faults";
    vfs.szOsFile = int(sizeof(FaultFile)) + realVfs->szOsFile;
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPath;
    return sqlite3_vfs_register(&vfs, 1) == SQLITE_OK;
}

} // namespace deskbell::test
