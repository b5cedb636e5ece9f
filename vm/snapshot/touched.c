/* touched.c - see touched.h. A fault that copies a page costs as much as ten pages copied in one call. */
#include "vm/snapshot/touched.h"

#include "vm/base/region.h"
#include "vm/base/state.h"
#include "vm/base/trace.h"
#include "vm/snapshot/cache.h"
#include "vm/snapshot/snapshot_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PATH_SIZE = 4096,
    RUN_LIMIT = 1024,
    TOUCHED_SHARE = 4, /* a program that writes more than a fourth is no measure for others */
    PAGES_AT_ONCE = 512
};

/* What is looked at: the file's two parts, and the variables of two libraries. */
typedef enum Part { PART_REGION, PART_IMAGE, PART_LIBJVM, PART_LIBGC, PART_COUNT } Part;

typedef struct Span {
    char *start;
    u64 pages;
} Span;

/* Pages that follow one another. */
typedef struct Run {
    u32 part, first, count;
} Run;

/* The file's content. */
typedef struct List {
    u64 snapshot; /* the sum of the header that it belongs to */
    u64 count;
    Run runs[RUN_LIMIT];
    u64 sum; /* of all before it */
} List;

SNAPSHOT_STATE(rebuilt) static struct {
    Span spans[PART_COUNT];
    char path[PATH_SIZE];
    bool is_wanted; /* there is no list yet */
} state;

/* ---- the parts ---- */

static void find_span(Part part, const char *start, u64 size)
{
    u64 first = (u64)(uintptr_t)start & ~(u64)(SNAPSHOT_PAGE - 1);
    u64 end = ALIGN_UP((u64)(uintptr_t)start + size, SNAPSHOT_PAGE);
    state.spans[part] = (Span){(char *)(uintptr_t)first, (end - first) / SNAPSHOT_PAGE};
}

/* What the loader has made unwritable after its relocations is no part of a library's variables. */
static int find_variables(struct dl_phdr_info *library, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    Part part = strstr(library->dlpi_name, "/libjvm.so") ? PART_LIBJVM
                : strstr(library->dlpi_name, "/libgc.so") ? PART_LIBGC
                                                          : PART_COUNT;
    const ElfW(Phdr) *writable = NULL;
    u64 skipped = 0;
    for (ElfW(Half) i = 0; part != PART_COUNT && i < library->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &library->dlpi_phdr[i];
        if (header->p_type == PT_LOAD && header->p_flags & PF_W)
            writable = header;
        else if (header->p_type == PT_GNU_RELRO)
            skipped = ALIGN_UP(header->p_vaddr + header->p_memsz, SNAPSHOT_PAGE);
    }
    if (writable && writable->p_vaddr + writable->p_memsz > skipped) {
        u64 from = writable->p_vaddr > skipped ? writable->p_vaddr : skipped;
        find_span(part, (const char *)(uintptr_t)(library->dlpi_addr + from),
                  writable->p_vaddr + writable->p_memsz - from);
    }
    return 0;
}

static void find_spans(const SnapshotHeader *header)
{
    find_span(PART_REGION, region_base, header->sections[SECTION_REGION].size);
    find_span(PART_IMAGE, (const char *)(uintptr_t)SNAPSHOT_IMAGE_BASE, header->sections[SECTION_IMAGE].size);
    dl_iterate_phdr(find_variables, NULL);
}

static u64 page_limit(void)
{
    u64 pages = 0;
    for (u32 i = 0; i < PART_COUNT; i++)
        pages += state.spans[i].pages;
    return pages / TOUCHED_SHARE;
}

/* ---- the list is used ---- */

static u64 list_bytes(u64 count)
{
    return offsetof(List, runs) + ALIGN_UP(count * sizeof(Run), sizeof(u64));
}

/* The sum follows the last run. */
static bool is_whole(const List *list, u64 bytes)
{
    u64 sum;
    if (bytes < offsetof(List, runs) || list->count > RUN_LIMIT ||
        bytes != list_bytes(list->count) + sizeof sum)
        return false;
    memcpy(&sum, (const char *)list + list_bytes(list->count), sizeof sum);
    return sum == format_sum(list, list_bytes(list->count));
}

static bool fits(const List *list)
{
    u64 pages = 0;
    for (u32 i = 0; i < list->count; i++) {
        const Run *run = &list->runs[i];
        if (run->part >= PART_COUNT || (u64)run->first + run->count > state.spans[run->part].pages)
            return false;
        pages += run->count;
    }
    return list->snapshot == snapshot_header()->header_sum && pages <= page_limit();
}

/* Kernels before 5.14 know no such call, and copy each page when it is written. */
static void copy_run(const Run *run)
{
    char *start = state.spans[run->part].start + (u64)run->first * SNAPSHOT_PAGE;
    madvise(start, (size_t)run->count * SNAPSHOT_PAGE, MADV_POPULATE_WRITE);
}

static bool read_list(List *list)
{
    struct stat status;
    int file = open(state.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) {
        state.is_wanted = errno == ENOENT;
        return false;
    }
    bool is_file = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    ssize_t bytes = is_file ? read(file, list, sizeof *list) : -1;
    close(file);
    return bytes >= 0 && is_whole(list, (u64)bytes);
}

/* A list that does not fit goes, and the next start leaves another one. */
void touched_copy(void)
{
    List list;
    state.is_wanted = false;
    if (!cache_list_path(snapshot_header()->header_sum, state.path, sizeof state.path))
        return;
    find_spans(snapshot_header());
    if (read_list(&list) && fits(&list)) {
        for (u32 i = 0; i < list.count; i++)
            copy_run(&list.runs[i]);
        TRACE(SNAPSHOT, "%s: %lu stretches of pages are copied at once", state.path, list.count);
    } else if (!state.is_wanted) {
        unlink(state.path);
    }
}

/* ---- the list is written ---- */

/* The kernel's word for a page tells that it is there, and whether it is still the file's. */
static bool is_written(u64 entry)
{
    enum { PRESENT = 63, FILE_OR_SHARED = 61 };
    return entry >> PRESENT & 1 && !(entry >> FILE_OR_SHARED & 1);
}

static bool add_page(List *list, u32 part, u32 page)
{
    Run *last = list->count ? &list->runs[list->count - 1] : NULL;
    if (last && last->part == part && last->first + last->count == page) {
        last->count++;
        return true;
    }
    if (list->count == RUN_LIMIT)
        return false;
    list->runs[list->count++] = (Run){part, page, 1};
    return true;
}

/* False: the kernel does not say, or there is no room. */
static bool add_part(List *list, int pagemap, u32 part)
{
    u64 entries[PAGES_AT_ONCE];
    const Span *span = &state.spans[part];
    for (u64 at = 0; at < span->pages; at += PAGES_AT_ONCE) {
        u64 count = span->pages - at < PAGES_AT_ONCE ? span->pages - at : PAGES_AT_ONCE;
        off_t offset = (off_t)(((u64)(uintptr_t)span->start / SNAPSHOT_PAGE + at) * sizeof *entries);
        if (pread(pagemap, entries, count * sizeof *entries, offset) != (ssize_t)(count * sizeof *entries))
            return false;
        for (u64 i = 0; i < count; i++)
            if (is_written(entries[i]) && !add_page(list, part, (u32)(at + i)))
                return false;
    }
    return true;
}

static bool make_list(List *list)
{
    int pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    bool known = pagemap >= 0;
    memset(list, 0, sizeof *list);
    list->snapshot = snapshot_header()->header_sum;
    for (u32 part = 0; known && part < PART_COUNT; part++)
        known = add_part(list, pagemap, part);
    if (pagemap >= 0)
        close(pagemap);
    return known && fits(list);
}

/* Who reads a list that is being written finds it damaged. */
void touched_note(void)
{
    List list;
    if (!snapshot_header() || !state.is_wanted || !make_list(&list))
        return;
    state.is_wanted = false;
    u64 size = list_bytes(list.count), sum = format_sum(&list, size);
    memcpy((char *)&list + size, &sum, sizeof sum);
    int file = open(state.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return;
    if (write(file, &list, size + sizeof sum) < 0)
        unlink(state.path);
    close(file);
}
