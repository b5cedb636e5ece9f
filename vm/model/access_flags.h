/* access_flags.h - access flags as class files have them (JVMS 4.1, 4.5, 4.6)
 */
#ifndef MOKA_VM_MODEL_ACCESS_FLAGS_H
#define MOKA_VM_MODEL_ACCESS_FLAGS_H

/* Class, field and method access flags (JVMS 4.1, 4.5, 4.6) */
enum {
    ACC_PUBLIC = 0x0001,
    ACC_PRIVATE = 0x0002,
    ACC_PROTECTED = 0x0004,
    ACC_STATIC = 0x0008,
    ACC_FINAL = 0x0010,
    ACC_SUPER = 0x0020,
    ACC_SYNCHRONIZED = 0x0020,
    ACC_VOLATILE = 0x0040,
    ACC_BRIDGE = 0x0040,
    ACC_TRANSIENT = 0x0080,
    ACC_VARARGS = 0x0080,
    ACC_NATIVE = 0x0100,
    ACC_INTERFACE = 0x0200,
    ACC_ABSTRACT = 0x0400,
    ACC_STRICT = 0x0800,
    ACC_SYNTHETIC = 0x1000,
    ACC_ANNOTATION = 0x2000,
    ACC_ENUM = 0x4000,
    ACC_MODULE = 0x8000
};

/* The flags that each kind of member has; other bits of a class file mean nothing. */
enum {
    ACC_OF_MEMBERS = ACC_PUBLIC | ACC_PRIVATE | ACC_PROTECTED | ACC_STATIC | ACC_FINAL | ACC_SYNTHETIC,
    ACC_OF_FIELDS = ACC_OF_MEMBERS | ACC_VOLATILE | ACC_TRANSIENT | ACC_ENUM,
    ACC_OF_METHODS =
        ACC_OF_MEMBERS | ACC_SYNCHRONIZED | ACC_BRIDGE | ACC_VARARGS | ACC_NATIVE | ACC_ABSTRACT | ACC_STRICT
};
_Static_assert(ACC_OF_FIELDS == 0x50DF && ACC_OF_METHODS == 0x1DFF, "JVMS tables 4.5-A and 4.6-A");

#endif
