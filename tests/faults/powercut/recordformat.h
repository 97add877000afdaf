/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* The recorder's log: records one behind the other, each this head, then `name_length` bytes, then `data_length` bytes. Host byte
   order: the log never leaves its machine. Shared by recorder.c and recordlog.cpp. */

enum RecordKind {
    RecordStart = 1,     /* a process begins to record; the snapshots of all files follow, then RecordReady */
    RecordSnapshot = 2,  /* name, inode, data: what the page cache holds */
    RecordReady = 3,
    RecordOpen = 4,      /* name, inode; flags: FlagCreated, FlagTruncated */
    RecordWrite = 5,     /* inode, offset, data; logged before the call */
    RecordTruncate = 6,  /* inode, offset = new size; logged before the call */
    RecordSyncBegin = 7, /* inode, thread */
    RecordSyncEnd = 8,   /* inode, thread; the call succeeded */
    RecordDirSyncBegin = 9, /* thread */
    RecordDirSyncEnd = 10,  /* thread */
    RecordUnlink = 11,   /* name */
    RecordRename = 12,   /* name, data = the new name */
    RecordAnswer = 13    /* offset = the client's port, inode = HTTP status; logged before the bytes leave */
};

enum RecordFlag { FlagCreated = 1, FlagTruncated = 2 };

struct RecordHead {
    uint32_t kind;
    uint32_t flags;
    uint64_t inode;
    uint64_t offset;
    uint64_t thread;
    uint64_t nanoseconds; /* monotonic */
    uint32_t name_length;
    uint32_t data_length;
};
