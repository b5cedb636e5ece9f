/* reflect.h - the objects of java.lang.reflect and the calls made through them
 * In:     the VM's fields and methods
 * Out:    Field, Method, Constructor, Parameter, RecordComponent objects
 * Effects: all may collect and, where types are named, load classes. NULL and false: an exception is pending,
 *         unless stated otherwise
 * Keeps:  an object's `slot` is the member's index in its class: class-file order.
 * Tests:  tests/java/Reflect*.java
 */
#ifndef MOKA_STDLIB_REFLECT_REFLECT_H
#define MOKA_STDLIB_REFLECT_REFLECT_H

#include "vm/library/wellknown.h"
#include "vm/model/method.h"
#include "vm/model/thread.h"

/* A new Field, Method or Constructor object. */
Object *reflect_new_field(Thread *t, const Field *f);
Object *reflect_new_method(Thread *t, const Method *m);
Object *reflect_new_constructor(Thread *t, const Method *m);
/* A Parameter[] from MethodParameters; NULL without an exception: the method has no such attribute.
 * executable: the Method or Constructor. */
Object *reflect_new_parameters(Thread *t, const Method *m, Object *executable);
/* A RecordComponent[]; NULL without an exception: the class is no record. */
Object *reflect_new_record_components(Thread *t, const Class *c);

/* An array of references of this component class. */
Object *reflect_new_array(Thread *t, Class *component, i32 length);
/* A byte[] with the info of the attribute at a class-file offset; NULL without an exception when the offset
 * is 0. */
Object *reflect_attribute_bytes(Thread *t, const Class *c, u32 info);

/* A direct ByteBuffer over `capacity` bytes of memory outside the heap, which it does not free. */
Object *reflect_new_direct_buffer(Thread *t, const void *address, i64 capacity);

/* A box of a primitive value; the object itself for references; NULL (no exception) for void. */
Object *reflect_box(Thread *t, Type type, Value value);
/* The value in a box, and its type; T_ILLEGAL: the object is no box. */
Type reflect_unbox(const Object *box, Value *ret);
/* Converts by widening (JLS 5.1.2). False, and nothing is pending: that is not possible. */
bool reflect_widen(Type from, Type to, Value *value);

/* Method.invoke and Constructor.newInstance without access checks. parameter_types: the Class[] of the Method
 * or Constructor object. IllegalArgumentException is thrown for arguments that do not fit; an exception of
 * the method's comes in an InvocationTargetException. */
Object *reflect_invoke(Thread *t, Method *m, Object *parameter_types, Object *receiver, Object *arguments);
Object *reflect_construct(Thread *t, Method *constructor, Object *parameter_types, Object *arguments);
/* An instance whose constructor does not run, of a class that is initialized first. InstantiationException
 * when new could not make one, IllegalAccessException for Class. */
Object *reflect_allocate(Thread *t, Class *c);

#endif
