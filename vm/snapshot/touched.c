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
    PAGE_LIMIT = 16 * 1024, /* of files that are larger there is no list */
    WORD_BITS = 64,
    TOUCHED_SHARE = 4, /* programs that write more than a fourth are no measure for others */
    ROUNDS = 3,        /* so many programs are watched before their list is used */
    PAGES_AT_ONCE = 512
};

/* What is looked at: the file's two parts, and the variables of two libraries. */
typedef enum Part { PART_REGION, PART_IMAGE, PART_LIBJVM, PART_LIBGC, PART_COUNT } Part;

typedef struct Span {
    char *start;
    u64 pages;
} Span;

/* The list's file: this, and a bit for each page of the parts, one after the other. */
typedef struct ListHeader {
    u64 snapshot; /* the sum of the header that it belongs to */
    u64 pages;
    u64 rounds; /* programs that have written what is in the list */
    u64 sum;    /* of the bits */
} ListHeader;

typedef struct List {
    ListHeader header;
    u64 bits[PAGE_LIMIT / WORD_BITS];
} List;

SNAPSHOT_STATE(rebuilt) static struct {
    Span spans[PART_COUNT];
    u64 pages; /* of all parts */
    char path[PATH_SIZE];
    bool is_wanted; /* this program is watched */
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
    state.pages = 0;
    for (u32 i = 0; i < PART_COUNT; i++)
        state.pages += state.spans[i].pages;
}

/* ---- the list is used ---- */

static u64 word_count(void)
{
    return ALIGN_UP(state.pages, WORD_BITS) / WORD_BITS;
}

static u64 list_bytes(void)
{
    return sizeof(ListHeader) + word_count() * sizeof(u64);
}

static u64 sum_of(const List *list)
{
    return format_sum(list->bits, list_bytes() - sizeof(ListHeader));
}

static bool has_page(const List *list, u64 page)
{
    return list->bits[page / WORD_BITS] >> page % WORD_BITS & 1;
}

static u64 page_count(const List *list)
{
    u64 count = 0;
    for (u64 i = 0; i < word_count(); i++)
        count += (u64)__builtin_popcountll(list->bits[i]);
    return count;
}

static bool read_list(List *list)
{
    struct stat status;
    int file = open(state.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return false;
    bool is_file = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    ssize_t bytes = is_file ? read(file, list, sizeof *list) : -1;
    close(file);
    return bytes == (ssize_t)list_bytes() && list->header.snapshot == snapshot_header()->header_sum &&
           list->header.pages == state.pages && list->header.rounds && list->header.sum == sum_of(list) &&
           page_count(list) <= state.pages / TOUCHED_SHARE;
}

/* Kernels before 5.14 know no such call, and copy each page when it is written. */
static void copy_pages(const List *list)
{
    u64 first = 0;
    for (u32 part = 0; part < PART_COUNT; first += state.spans[part++].pages)
        for (u64 page = 0, end; page < state.spans[part].pages; page = end + 1) {
            for (end = page; end < state.spans[part].pages && has_page(list, first + end);)
                end++;
            if (end > page)
                madvise(state.spans[part].start + page * SNAPSHOT_PAGE, (end - page) * SNAPSHOT_PAGE,
                        MADV_POPULATE_WRITE);
        }
}

void touched_copy(void)
{
    List list;
    state.is_wanted = false;
    if (!cache_list_path(snapshot_header()->header_sum, state.path, sizeof state.path))
        return;
    find_spans(snapshot_header());
    if (state.pages > PAGE_LIMIT)
        return;
    state.is_wanted = !read_list(&list) || list.header.rounds < ROUNDS;
    if (state.is_wanted)
        return;
    copy_pages(&list);
    TRACE(SNAPSHOT, "%s: %lu pages are copied at once", state.path, page_count(&list));
}

/* ---- the list is written ---- */

/* The kernel's word for a page tells that it is there, and whether it is still the file's. */
static bool is_written(u64 entry)
{
    enum { PRESENT = 63, FILE_OR_SHARED = 61 };
    return entry >> PRESENT & 1 && !(entry >> FILE_OR_SHARED & 1);
}

/* False: the kernel does not say. */
static bool add_part(List *list, int pagemap, const Span *span, u64 first)
{
    u64 entries[PAGES_AT_ONCE];
    for (u64 at = 0; at < span->pages; at += PAGES_AT_ONCE) {
        u64 count = span->pages - at < PAGES_AT_ONCE ? span->pages - at : PAGES_AT_ONCE;
        off_t offset = (off_t)(((u64)(uintptr_t)span->start / SNAPSHOT_PAGE + at) * sizeof *entries);
        if (pread(pagemap, entries, count * sizeof *entries, offset) != (ssize_t)(count * sizeof *entries))
            return false;
        for (u64 i = 0, page = first + at; i < count; i++, page++)
            list->bits[page / WORD_BITS] |= (u64)is_written(entries[i]) << page % WORD_BITS;
    }
    return true;
}

static bool make_list(List *list)
{
    int pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    bool known = pagemap >= 0;
    u64 first = 0;
    memset(list, 0, sizeof *list);
    for (u32 part = 0; known && part < PART_COUNT; first += state.spans[part++].pages)
        known = add_part(list, pagemap, &state.spans[part], first);
    if (pagemap >= 0)
        close(pagemap);
    return known && page_count(list) <= state.pages / TOUCHED_SHARE;
}

static void write_list(List *list)
{
    list->header.snapshot = snapshot_header()->header_sum;
    list->header.pages = state.pages;
    list->header.sum = sum_of(list);
    unlink(state.path);
    int file = open(state.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return;
    if (write(file, list, list_bytes()) < 0)
        unlink(state.path);
    close(file);
}

/* What the programs before have written as well stays in the list. Who reads one that is being written finds
 * it damaged. */
void touched_note(void)
{
    List list, before;
    if (!snapshot_header() || !state.is_wanted)
        return;
    state.is_wanted = false;
    if (!make_list(&list))
        return;
    if (read_list(&before)) {
        list.header.rounds = before.header.rounds;
        for (u64 i = 0; i < word_count(); i++)
            list.bits[i] &= before.bits[i];
    }
    list.header.rounds++;
    write_list(&list);
}
