/* region_walk.c - looks for host addresses in the metadata region after a program has run (architecture D6)
 * In:     region_walk LIBJVM BASE END CLASSPATH CLASS ...: BASE and END are the distances of the variables
 * region_base and region_end from JNI_CreateJavaVM in this LIBJVM; each CLASS has a main without arguments of
 * interest Out:    "words N host H", and one line for each word that lies in a mapping of the process which
 * is neither the region nor the collector's heap: a library, malloc's heap, a stack. Exit code 1 if there are
 * any, 2 if it could not look. Keeps:  the world is quiet while it looks: the program's threads have ended or
 * wait. */
#include "tests/embed/host.h"

#include <inttypes.h>

enum { MAX_MAPPINGS = 4096, MAX_REPORTS = 40 };

typedef struct Mapping {
    uintptr_t start, end;
    char name[200];
} Mapping;

static Mapping mappings[MAX_MAPPINGS];
static int mapping_count;

/* Every mapping but the region's own. */
static void read_mappings(uintptr_t region_start, uintptr_t region_end)
{
    char line[512];
    FILE *maps = fopen("/proc/self/maps", "r");
    if (!maps)
        host_fail("no /proc/self/maps");
    while (mapping_count < MAX_MAPPINGS && fgets(line, sizeof line, maps)) {
        Mapping *m = &mappings[mapping_count];
        m->name[0] = '\0';
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %*s %*s %*s %*s %199[^\n]", &m->start, &m->end, m->name) <
            2)
            continue;
        mapping_count += m->end <= region_start || m->start >= region_end;
    }
    fclose(maps);
}

static const Mapping *find_mapping(uintptr_t address)
{
    for (int i = 0; i < mapping_count; i++)
        if (address >= mappings[i].start && address < mappings[i].end)
            return &mappings[i];
    return NULL;
}

static void report(const uintptr_t *at, const Mapping *m)
{
    printf("%p: %016" PRIxPTR " in %s (", (const void *)at, *at, m->name[0] ? m->name : "anonymous memory");
    Dl_info info;
    if (dladdr((void *)*at, &info) && info.dli_sname)
        printf("%s", info.dli_sname);
    printf("), between");
    for (int i = -3; i <= 3; i++)
        printf(" %016" PRIxPTR, i ? at[i] : 0);
    printf("\n");
}

/* The number of words that are host addresses. */
static unsigned long walk(const uintptr_t *start, const uintptr_t *end, int (*is_heap)(const void *))
{
    unsigned long words = 0, found = 0;
    for (const uintptr_t *at = start; at < end; at++) {
        words += *at != 0;
        if (*at < 0x10000 || *at >= (uintptr_t)1 << 47)
            continue;
        const Mapping *m = find_mapping(*at);
        if (!m || is_heap((const void *)*at))
            continue;
        if (found++ < MAX_REPORTS)
            report(at, m);
    }
    printf("words %lu host %lu\n", words, found);
    return found;
}

int main(int argc, char **argv)
{
    if (argc < 6)
        host_fail("usage: region_walk LIBJVM BASE END CLASSPATH CLASS...");
    HostCreate create = host_open(argv[1]);
    int (*is_heap)(const void *) = (int (*)(const void *))dlsym(RTLD_DEFAULT, "GC_is_heap_ptr");
    if (!is_heap)
        host_fail("no GC_is_heap_ptr");
    JNIEnv *env = host_create(create, argv[4], NULL, 0);
    for (int i = 5; i < argc; i++)
        host_run_main(env, argv[i], NULL, 0);
    uintptr_t base = *(uintptr_t *)((char *)create + atol(argv[2]));
    uintptr_t end = *(uintptr_t *)((char *)create + atol(argv[3]));
    read_mappings(base, end);
    fflush(stdout);
    return walk((const uintptr_t *)base + 3, (const uintptr_t *)end - 3, is_heap) > 0;
}
