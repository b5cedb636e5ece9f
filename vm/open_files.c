/* open_files.c - see open_files.h.
 * Only what is alive and open is asked: the number of what is not may be another file's since. */
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
    u32 offset;          /* of a static field from the mirror */
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

static i32 int_at(const Object *object, const Place *place)
{
    return *FIELD_AT(object, place->offset, i32);
}

static bool is_instance(const Object *object, const Place *place)
{
    const Class *c = object_class(object);
    while (c && c != place->holder)
        c = c->super;
    return c && place->holder;
}

/* ---- what owns a FileDescriptor ---- */

enum { MOST_OWNERS = 10 };

/* A class whose field `fd` is a FileDescriptor. Those of java.io set its number to -1 when they close it;
 * others leave it, and have a state. */
typedef struct Owner {
    Place descriptor;
    Place state; /* no holder: none */
    i32 closed;  /* of the states */
} Owner;

typedef struct Places {
    Owner owners[MOST_OWNERS];
    u32 owner_count;
    Place number;          /* a FileDescriptor's */
    Place cleanable, next; /* `next` is the cleanable itself once it has run or was taken back */
    Place epoll, event;    /* a selector's */
    Place event_number, selector_closed;
} Places;

static void add_owner(Places *places, const char *class_name, const char *holder, bool has_state)
{
    Owner *owner = &places->owners[places->owner_count];
    owner->descriptor = place_of(holder, "fd", "Ljava/io/FileDescriptor;");
    Place closed = has_state ? place_of(class_name, "ST_CLOSED", "I") : (Place){0};
    owner->state = has_state ? place_of(class_name, "state", "I") : (Place){0};
    if (!owner->descriptor.holder || (has_state && !(closed.holder && owner->state.holder)))
        return;
    owner->closed = closed.holder ? int_at(closed.holder->mirror, &closed) : 0;
    places->owner_count++;
}

static void find_owners(Places *places)
{
    static const char *const plain[] = {"java/io/FileInputStream", "java/io/FileOutputStream",
                                        "java/io/RandomAccessFile", "sun/nio/ch/FileChannelImpl"};
    static const char *const channels[] = {
        "sun/nio/ch/SocketChannelImpl", "sun/nio/ch/ServerSocketChannelImpl",
        "sun/nio/ch/DatagramChannelImpl", "sun/nio/ch/SourceChannelImpl", "sun/nio/ch/SinkChannelImpl"};
    _Static_assert(COUNT_OF(plain) + COUNT_OF(channels) + 1 == MOST_OWNERS, "room for all owners");
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        add_owner(places, plain[i], plain[i], false);
    for (size_t i = 0; i < COUNT_OF(channels); i++)
        add_owner(places, channels[i], channels[i], true);
    add_owner(places, "sun/nio/ch/NioSocketImpl", "java/net/SocketImpl", true);
}

static void close_owned(const Object *object, const Owner *owner, const Place *number)
{
    if (!is_instance(object, owner->state.holder ? &owner->state : &owner->descriptor) ||
        (owner->state.holder && int_at(object, &owner->state) >= owner->closed))
        return;
    const Object *descriptor = ref_load(object, owner->descriptor.offset);
    if (descriptor)
        surroundings_close(int_at(descriptor, number));
}

static void close_selector(const Object *selector, const Places *places)
{
    if (!places->selector_closed.holder || *FIELD_AT(selector, places->selector_closed.offset, u8))
        return;
    surroundings_close(int_at(selector, &places->epoll));
    const Object *event = places->event.holder ? ref_load(selector, places->event.offset) : NULL;
    if (event && places->event_number.holder)
        surroundings_close(int_at(event, &places->event_number));
}

static void close_of(Object *object, void *context)
{
    const Places *places = context;
    for (u32 i = 0; i < places->owner_count; i++)
        close_owned(object, &places->owners[i], &places->number);
    if (is_instance(object, &places->cleanable) && ref_load(object, places->next.offset) != object)
        surroundings_close(int_at(object, &places->cleanable));
    if (is_instance(object, &places->epoll))
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
        .number = place_of("java/io/FileDescriptor", "fd", "I"),
        .cleanable = place_of("java/io/FileCleanable", "fd", "I"),
        .next = place_of("jdk/internal/ref/PhantomCleanable", "next", "Ljdk/internal/ref/PhantomCleanable;"),
        .epoll = place_of("sun/nio/ch/EPollSelectorImpl", "epfd", "I"),
        .event = place_of("sun/nio/ch/EPollSelectorImpl", "eventfd", "Lsun/nio/ch/EventFD;"),
        .event_number = place_of("sun/nio/ch/EventFD", "efd", "I"),
        .selector_closed = place_of("java/nio/channels/spi/AbstractSelector", "closed", "Z"),
    };
    find_owners(&places);
    close_marker(t, &places.number);
    heap_collect_and_visit(t, GC_CAUSE_SYSTEM_GC, HEAP_VISIT_AT_END, close_all, &places);
}
