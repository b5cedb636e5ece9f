/* ffi_stub.c - see ffi.h: the code that C calls for an upcall.
 * A page of code, which never changes once it is made, has a page of data behind it: each stub reads its
 * record and the place where it goes from there. */
#include "stdlib/ffi/ffi.h"

#include "vm/base/state.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096, STUB = 16, STUBS = PAGE / STUB };

/* Beside each stub, a page behind it. */
typedef struct StubData {
    void *record; /* NULL: the stub is not used */
    void *where;  /* of an unused stub ffi_leave: calling it is an error that is told */
} StubData;

_Static_assert(sizeof(StubData) == STUB, "data lies a page behind its stub");

typedef struct StubPage {
    struct StubPage *next;
    char *code;
    u16 unused[STUBS]; /* indices */
    u32 unused_count;
} StubPage;

SNAPSHOT_STATE(host) static struct {
    pthread_mutex_t lock;
    StubPage *pages;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

static StubData *data_of(void *code)
{
    return (StubData *)(void *)((char *)code + PAGE);
}

/* mov r10, [rip + record]; jmp [rip + where] */
static void write_stub(char *at)
{
    static const u8 load[] = {0x4C, 0x8B, 0x15}, jump[] = {0xFF, 0x25};
    i32 to_record = PAGE - 7, to_where = PAGE + 8 - 13;
    memcpy(at, load, sizeof load);
    memcpy(at + 3, &to_record, sizeof to_record);
    memcpy(at + 7, jump, sizeof jump);
    memcpy(at + 9, &to_where, sizeof to_where);
}

static StubPage *add_page_locked(void)
{
    StubPage *page = calloc(1, sizeof *page);
    char *code = mmap(NULL, (size_t)2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (!page || code == MAP_FAILED) {
        free(page);
        return NULL;
    }
    for (u32 i = 0; i < STUBS; i++) {
        write_stub(code + i * STUB);
        *data_of(code + i * STUB) = (StubData){NULL, (void *)(uintptr_t)ffi_leave};
        page->unused[i] = (u16)(STUBS - 1 - i);
    }
    mprotect(code, PAGE, PROT_READ | PROT_EXEC);
    page->unused_count = STUBS;
    page->code = code;
    page->next = state.pages;
    state.pages = page;
    return page;
}

void *ffi_stub_new(void *record, void *where)
{
    pthread_mutex_lock(&state.lock);
    StubPage *page = state.pages;
    while (page && !page->unused_count)
        page = page->next;
    if (!page)
        page = add_page_locked();
    char *code = page ? page->code + page->unused[--page->unused_count] * STUB : NULL;
    if (code)
        *data_of(code) = (StubData){record, where ? where : (void *)(uintptr_t)ffi_leave};
    pthread_mutex_unlock(&state.lock);
    return code;
}

/* The page with the stub; NULL: the address is none's. */
static StubPage *page_of_locked(const char *code)
{
    for (StubPage *page = state.pages; page; page = page->next)
        if (code >= page->code && code < page->code + PAGE && (code - page->code) % STUB == 0)
            return page;
    return NULL;
}

void *ffi_stub_free(void *code)
{
    void *record = NULL;
    pthread_mutex_lock(&state.lock);
    StubPage *page = page_of_locked(code);
    if (page && data_of(code)->record) {
        record = data_of(code)->record;
        *data_of(code) = (StubData){NULL, (void *)(uintptr_t)ffi_leave};
        page->unused[page->unused_count++] = (u16)(((char *)code - page->code) / STUB);
    }
    pthread_mutex_unlock(&state.lock);
    return record;
}

void ffi_reset(void)
{
    pthread_mutex_lock(&state.lock);
    for (StubPage *page = state.pages; page; page = page->next)
        for (u32 i = 0; i < STUBS; i++)
            data_of(page->code + i * STUB)->where = (void *)(uintptr_t)ffi_leave;
    pthread_mutex_unlock(&state.lock);
}
