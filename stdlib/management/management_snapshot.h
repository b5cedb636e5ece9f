/* management_snapshot.h - what threads do, seen while the world stands still
 * In:      which threads, and how much of each
 * Out:     a record of each one that is alive; objects are kept in handles of the thread that asks
 * Used by: management_thread.c (ThreadInfo), management_dump.c (jdk.internal.vm.ThreadSnapshot)
 * Effects: stops the world; with synchronizers the heap is collected and walked
 * Tests:   tests/java/ManagementThreads.java, tests/java25/{Thread,Virtual}Dumps.java
 */
#ifndef MOKA_STDLIB_MANAGEMENT_MANAGEMENT_SNAPSHOT_H
#define MOKA_STDLIB_MANAGEMENT_MANAGEMENT_SNAPSHOT_H

#include "vm/thread/handles.h"
#include "vm/base/vec.h"
#include "vm/library/thread_object.h"
#include "vm/model/method.h"

/* One thread while the world stood still. Handles are local to the thread that asks. */
typedef struct ThreadSnapshot {
    i32 place; /* index in the result */
    HandleRef thread, blocker, owner;
    HandleRef carrier; /* of a virtual thread that has one; else NULL */
    i32 status;
    bool in_native;
    u64 blocked, waited; /* how often it began to */
    u64 blocked_nanos, waited_nanos;
    VEC(const Method *) methods;
    VEC(u32) bcis;
    VEC(HandleRef) monitors; /* youngest first */
    VEC(i32) monitor_depths; /* index of the frame; -1: entered by native code */
    VEC(HandleRef) synchronizers;
} ThreadSnapshot;

typedef struct SnapshotRequest {
    Thread *current;
    const i64 *ids; /* NULL: every thread */
    i32 id_count;
    i32 max_depth; /* of stacks; negative: all */
    bool monitors, synchronizers;
    bool for_dump; /* as jdk.internal.vm.ThreadSnapshot: no hidden frames; the monitor waited in is there */
    VEC(ThreadSnapshot) found;
} SnapshotRequest;

/* Fills `found`, the oldest thread first. */
void management_take_snapshots(SnapshotRequest *request);
/* One thread, which may be virtual, with a carrier or without. Nothing is found if it is not alive. */
void management_take_snapshot_of(SnapshotRequest *request, HandleRef java_thread);
/* Frees `found`; the handles end with the native call. */
void management_free_snapshots(SnapshotRequest *request);

/* Thread.threadId() of a thread that is alive. */
static inline i64 management_id_of(const Thread *thread)
{
    return thread_object_id(thread_carrier_object(thread));
}

#endif
