/* snapshot.c - see snapshot.h, snapshot_parts.h: a file is checked before anything is taken from it. */
#include "vm/snapshot/snapshot.h"

#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/host/options.h"
#include "vm/model/method.h"
#include "vm/snapshot/cache.h"
#include "vm/snapshot/key.h"
#include "vm/snapshot/snapshot_parts.h"
#include "vm/snapshot/touched.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

extern char __start_snapshot_saved[] __attribute__((visibility("hidden")));
extern char __stop_snapshot_saved[] __attribute__((visibility("hidden")));

SNAPSHOT_STATE(rebuilt) static struct {
    SnapshotHeader header;
    char *small; /* what precedes the region in the file */
    int file;    /* open until the image is mapped */
    bool is_open;
    char reason[256];
} state;

const SnapshotHeader *snapshot_header(void)
{
    return state.is_open ? &state.header : NULL;
}

/* ---- checks: each returns why the file is not used, or NULL ---- */

static const char *check_file(int file, struct stat *ret_status)
{
    if (fstat(file, ret_status) != 0 || !S_ISREG(ret_status->st_mode))
        return "it is no regular file";
    if (ret_status->st_uid != geteuid() && ret_status->st_uid != 0)
        return "it belongs to another user";
    if (ret_status->st_mode & (S_IWGRP | S_IWOTH))
        return "others may write to it";
    if (getuid() != geteuid() || getgid() != getegid())
        return "the process has another's rights";
    return NULL;
}

static bool extents_follow(const SnapshotHeader *h)
{
    u64 at = sizeof *h;
    for (u32 i = 0; i < SECTION_COUNT; i++) {
        const SnapshotExtent *section = &h->sections[i];
        if (section->offset < at || section->offset % 8 || section->size > h->file_size ||
            section->offset > h->file_size - section->size)
            return false;
        at = section->offset + section->size;
    }
    return h->sections[SECTION_REGION].offset % SNAPSHOT_PAGE == 0 &&
           h->sections[SECTION_IMAGE].offset % SNAPSHOT_PAGE == 0 &&
           h->sections[SECTION_REGION].size % SNAPSHOT_PAGE == 0 &&
           h->sections[SECTION_IMAGE].size % SNAPSHOT_PAGE == 0;
}

static const char *check_header(const SnapshotHeader *h, u64 file_size)
{
    if (memcmp(h->magic, SNAPSHOT_MAGIC, sizeof h->magic) != 0)
        return "it is no snapshot";
    if (h->format != SNAPSHOT_FORMAT || h->header_size != sizeof *h)
        return "it has another format";
    if (h->header_sum != format_sum(h, offsetof(SnapshotHeader, header_sum)))
        return "its header is damaged";
    if (h->file_size != file_size || !extents_follow(h))
        return "it is not complete";
    return NULL;
}

static const char *check_place(const SnapshotHeader *h)
{
    if (h->region_base != (u64)(uintptr_t)region_base || h->region_size != (u64)(region_end - region_base) ||
        h->sections[SECTION_REGION].size > h->region_size)
        return "the metadata region has another place";
    if (h->sections[SECTION_SAVED].size != (u64)(__stop_snapshot_saved - __start_snapshot_saved))
        return "the saved state has another size";
    return NULL;
}

/* Metadata holds the addresses of the compiler's stubs. Without a compiler nobody reads them. */
static const char *check_stubs(void)
{
    const SnapshotExtent *stubs = &state.header.sections[SECTION_STUBS];
    bool fits = !method_stubs[ENTRY_UNPREPARED] ||
                (stubs->size == sizeof method_stubs &&
                 memcmp(state.small + stubs->offset, method_stubs, sizeof method_stubs) == 0);
    return fits ? NULL : "the compiler's stubs have another place";
}

static const char *compare_keys(const char *key, size_t length)
{
    const SnapshotExtent *stored = &state.header.sections[SECTION_KEY];
    const char *text = state.small + stored->offset;
    if (length == stored->size && memcmp(key, text, length) == 0)
        return NULL;
    size_t same = 0, line = 0;
    while (same < length && same < stored->size && key[same] == text[same])
        if (key[same++] == '\n')
            line = same;
    snprintf(state.reason, sizeof state.reason, "it was written for \"%.*s\", and this is \"%.*s\"",
             (int)min_u32((u32)strcspn(text + line, "\n"), 90), text + line,
             (int)min_u32((u32)strcspn(key + line, "\n"), 90), key + line);
    return state.reason;
}

/* The key is too large for a small stack. */
static const char *check_key(const char *home)
{
    const char *problem = "there is no memory";
    char *key = malloc(KEY_SIZE);
    size_t length = key ? key_text(home, state.header.is_application, key, &problem) : 0;
    if (length)
        problem = compare_keys(key, length);
    free(key);
    return problem;
}

/* ---- reading ---- */

static const char *read_small(void)
{
    size_t size = state.header.sections[SECTION_REGION].offset;
    state.small = malloc(size + 1);
    if (!state.small || !format_read(state.file, state.small, size, 0))
        return "it cannot be read";
    state.small[size] = '\0';
    size_t begin = sizeof(SnapshotHeader);
    if (format_sum(state.small + begin, size - begin) != state.header.small_sum)
        return "its tables are damaged";
    return NULL;
}

static void *map(SnapshotSection section, void *place, int how)
{
    const SnapshotExtent *extent = &state.header.sections[section];
    return mmap(place, extent->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | how, state.file,
                (off_t)extent->offset);
}

static const char *check_large(void)
{
    u64 sum;
    bool same = format_large_sum(state.file, &state.header, &sum) && sum == state.header.large_sum;
    return same ? NULL : "it is damaged";
}

/* It is as its writer has left it, as far as its number and time tell. */
static bool is_untouched(const struct stat *status)
{
    u64 time = (u64)status->st_mtim.tv_sec * 1000000000u + (u64)status->st_mtim.tv_nsec;
    return status->st_ino == state.header.inode && time == state.header.time && !options.snapshot_checked;
}

/* Until here nothing has been changed. */
static const char *take(void)
{
    if (map(SECTION_REGION, region_base, MAP_FIXED) == MAP_FAILED)
        return "it cannot be mapped";
    memcpy(__start_snapshot_saved, state.small + state.header.sections[SECTION_SAVED].offset,
           state.header.sections[SECTION_SAVED].size);
    region_set_chunks(
        (const u8 *)state.small + state.header.sections[SECTION_CHUNKS].offset,
        (const u32 *)(const void *)(state.small + state.header.sections[SECTION_OWNERS].offset));
    return NULL;
}

/* False: the place is taken, or the system has no memory. */
static bool map_image(void)
{
    const SnapshotExtent *extent = &state.header.sections[SECTION_IMAGE];
    void *place = (void *)(uintptr_t)SNAPSHOT_IMAGE_BASE;
    void *at = map(SECTION_IMAGE, place, MAP_FIXED_NOREPLACE);
    if (at == place)
        return true;
    if (at != MAP_FAILED)
        munmap(at, extent->size);
    return false;
}

static const char *open_file(const char *home, const char *path)
{
    struct stat status;
    const char *problem = NULL;
    state.file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (state.file < 0)
        return strerror(errno);
    if ((problem = check_file(state.file, &status)))
        return problem;
    if (!format_read(state.file, &state.header, sizeof state.header, 0))
        return "it is not complete";
    if ((problem = check_header(&state.header, (u64)status.st_size)) ||
        (problem = check_place(&state.header)) || (problem = read_small()) || (problem = check_key(home)) ||
        (problem = check_stubs()) || (problem = files_check()) ||
        (!is_untouched(&status) && (problem = check_large())))
        return problem;
    if (!map_image())
        return "the place of its objects is taken";
    return take();
}

static void drop(void)
{
    if (state.file >= 0)
        close(state.file);
    free(state.small);
    state.small = NULL;
}

void snapshot_find(const char *home)
{
    if (cache_is_wanted() && !options.snapshot_in && !options.snapshot_out)
        cache_find(home);
}

bool snapshot_is_used(void)
{
    return state.is_open;
}

void snapshot_reset(void)
{
    free(state.small);
    STATE_CLEAR(state);
}

bool snapshot_open(const char *home)
{
    const char *path = options.snapshot_in;
    if (!path)
        return false;
    const char *problem = open_file(home, path);
    if (problem) {
        TRACE(SNAPSHOT, "%s is not used: %s", path, problem);
        cache_refused();
        drop();
        return false;
    }
    close(state.file);
    state.is_open = true;
    touched_copy();
    TRACE(SNAPSHOT, "%s is used, %.1f MB", path, (double)state.header.file_size / MB);
    return true;
}

const void *snapshot_section(SnapshotSection section, size_t element_size, u32 *ret_count)
{
    const SnapshotExtent *extent = &state.header.sections[section];
    *ret_count = (u32)(extent->size / element_size);
    return state.small + extent->offset;
}
