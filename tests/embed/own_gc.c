/* own_gc.c - a host that collects its own garbage with the libgc that the VM wants for its heap
 * In:     own_gc LIBJVM CLASSPATH
 * Out:    what JNI_CreateJavaVM answers, twice; then whether the host's objects have outlived it
 */
#include "tests/embed/host.h"

#include <gc.h>
#include <stdarg.h>
#include <string.h>

enum { CELLS = 100000 };

typedef struct Cell {
    struct Cell *next;
    long number;
} Cell;

static jint JNICALL hear(FILE *stream, const char *format, va_list args)
{
    (void)stream;
    return vprintf(format, args);
}

static void try_to_create(HostCreate create, const char *class_path)
{
    char path[4096];
    snprintf(path, sizeof path, "-Djava.class.path=%s", class_path);
    JavaVMOption options[] = {{path, NULL}, {"vfprintf", (void *)hear}};
    JavaVMInitArgs args = {JNI_VERSION_1_8, 2, options, JNI_FALSE};
    JavaVM *vm;
    JNIEnv *env;
    printf("create %d\n", create(&vm, (void **)&env, &args));
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    GC_INIT();
    Cell *list = NULL;
    for (long i = 0; i < CELLS; i++) {
        Cell *cell = GC_MALLOC(sizeof *cell);
        *cell = (Cell){list, i};
        list = cell;
    }
    HostCreate create = host_open(argv[1]);
    for (int i = 0; i < 2; i++)
        try_to_create(create, argv[2]);
    for (long i = 0; i < CELLS; i++)
        memset(GC_MALLOC(100), 1, 100);
    GC_gcollect();
    long expected = CELLS;
    for (const Cell *cell = list; cell; cell = cell->next)
        expected -= cell->number == expected - 1;
    printf("lost %ld\n", expected);
    return 0;
}
