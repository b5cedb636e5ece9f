/* n_String.c - java.lang.String and its helpers. */
#include "stdlib/native/natives.h"
#include "vm/string/strings.h"

static u64 n_String_intern(Thread *t, const Slot *args)
{
    return (u64)(uintptr_t)string_intern(t, arg_ref(args, 0));
}

static u64 n_StringUTF16_isBigEndian(Thread *t, const Slot *args)
{
    (void)t, (void)args;
    return 0;
}

const NativeRow n_String_natives[] = {
    NATIVE("java/lang/String", "intern", "()Ljava/lang/String;", n_String_intern),
    NATIVE_UNTIL(17, "java/lang/StringUTF16", "isBigEndian", "()Z", n_StringUTF16_isBigEndian),
    {0},
};
