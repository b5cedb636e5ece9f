/* heap_bench.c - starts heap_mutators.c, which lies beside it as a libjvm.so */
#include <dlfcn.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char self[PATH_MAX] = "", path[PATH_MAX + 16];
    if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
        return 2;
    snprintf(path, sizeof path, "%s/libjvm.so", dirname(self));
    void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
    int (*run)(int, char **) = library ? (int (*)(int, char **))dlsym(library, "heap_bench_main") : NULL;
    if (!run) {
        fprintf(stderr, "heap_bench: %s\n", dlerror());
        return 2;
    }
    return run(argc, argv);
}
