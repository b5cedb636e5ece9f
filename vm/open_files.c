/* open_files.c - see open_files.h.
 * Only what is alive is asked: a dead object's number may be another file's by then. */
#include "vm/open_files.h"

#include "classloader/load/loader.h"
#include "gc/inspect.h"
#include "vm/host/surroundings.h"
#include "vm/model/call.h"
#include "vm/model/class.h"
#include "vm/model/object.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A field of a class of the class library. */
typedef struct Place {
    const Class *holder; /* NULL: nothing has loaded it, so there is nothing to close */
    u32 offset;
} Place;

/* Looks for what is loaded, and loads nothing: a class's initializer would load libraries. */
static Place place_of(const char *class_name, const char *field, const char *desc)
{
    Place place = {.holder = loader_find_loaded(boot_loader, symbol_from(class_name))};
    const Field *f =
        place.holder ? class_declared_field(place.holder, symbol_from(field), symbol_from(desc)) : NULL;
    if (!f)
        return (Place){0};
    place.offset = f->offset;
    return place;
}

typedef struct Places {
    Place descriptor;           /* set to -1 when it is closed */
    Place cleanable, next;      /* `next` is the cleanable itself once it has run or was taken back */
    Place epoll, event, number; /* a selector's, and its event's */
    Place closed;               /* a selector's */
} Places;

static i32 int_at(const Object *object, const Place *place)
{
    return *FIELD_AT(object, place->offset, i32);
}

static bool is_instance(const Object *object, const Place *place)
{
    return place->holder && object_class(object) == place->holder;
}

static void close_selector(const Object *selector, const Places *places)
{
    if (!places->closed.holder || *FIELD_AT(selector, places->closed.offset, u8))
        return;
    surroundings_close(int_at(selector, &places->epoll));
    const Object *event = places->event.holder ? ref_load(selector, places->event.offset) : NULL;
    if (event && places->number.holder)
        surroundings_close(int_at(event, &places->number));
}

static void close_of(Object *object, void *context)
{
    const Places *places = context;
    if (is_instance(object, &places->descriptor))
        surroundings_close(int_at(object, &places->descriptor));
    else if (is_instance(object, &places->cleanable) && ref_load(object, places->next.offset) != object)
        surroundings_close(int_at(object, &places->cleanable));
    else if (is_instance(object, &places->epoll))
        close_selector(object, places);
}

static void close_all(void *places)
{
    heap_walk(close_of, places);
}

/* ---- libnio's marker ---- */

static Method *pre_close(void)
{
    static const char *const holders[] = {"sun/nio/ch/FileDispatcherImpl", "sun/nio/ch/UnixDispatcher"};
    for (size_t i = 0; i < COUNT_OF(holders); i++) {
        const Class *c = loader_find_loaded(boot_loader, symbol_from(holders[i]));
        Method *m = c && class_state(c) == CLASS_INITIALIZED
                        ? class_declared_method(c, symbol_from("preClose0"),
                                                symbol_from("(Ljava/io/FileDescriptor;)V"))
                        : NULL;
        if (m)
            return m;
    }
    return NULL;
}

/* Puts a copy of the marker in place of a descriptor of ours. */
static bool copy_marker(Thread *t, const Place *descriptor, int number)
{
    Method *m = pre_close();
    Object *object = m && descriptor->holder ? heap_new_object(t, (Class *)descriptor->holder) : NULL;
    if (!object)
        return false;
    *FIELD_AT(object, descriptor->offset, i32) = number;
    return call_method(t, m, &(Value){.l = object}, NULL);
}

static bool is_same_socket(int a, int b)
{
    struct stat of_a, of_b;
    return fstat(a, &of_a) == 0 && fstat(b, &of_b) == 0 && S_ISSOCK(of_a.st_mode) &&
           of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

static void close_same(int descriptor, void *copy)
{
    if (descriptor != *(int *)copy && is_same_socket(descriptor, *(int *)copy))
        surroundings_close(descriptor);
}

/* A socket whose other end is closed, which libnio copies over descriptors that are being closed while other
 * threads use them. No object knows its number. */
static void close_marker(Thread *t, const Place *descriptor)
{
    int copy = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (copy < 0)
        return;
    if (copy_marker(t, descriptor, copy))
        surroundings_for_each_open(close_same, &copy);
    t->exception = NULL;
    close(copy);
}

void open_files_close(Thread *t)
{
    Places places = {
        .descriptor = place_of("java/io/FileDescriptor", "fd", "I"),
        .cleanable = place_of("java/io/FileCleanable", "fd", "I"),
        .next = place_of("jdk/internal/ref/PhantomCleanable", "next", "Ljdk/internal/ref/PhantomCleanable;"),
        .epoll = place_of("sun/nio/ch/EPollSelectorImpl", "epfd", "I"),
        .event = place_of("sun/nio/ch/EPollSelectorImpl", "eventfd", "Lsun/nio/ch/EventFD;"),
        .number = place_of("sun/nio/ch/EventFD", "efd", "I"),
        .closed = place_of("java/nio/channels/spi/AbstractSelector", "closed", "Z"),
    };
    close_marker(t, &places.descriptor);
    heap_collect_and_visit(t, GC_CAUSE_SYSTEM_GC, HEAP_VISIT_AT_END, close_all, &places);
}
