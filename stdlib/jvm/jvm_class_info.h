/* jvm_class_info.h - facts about a class that come from its attributes, for reflection and for stack walkers
 */
#ifndef MOKA_STDLIB_JVM_JVM_CLASS_INFO_H
#define MOKA_STDLIB_JVM_JVM_CLASS_INFO_H

#include "vm/model/class.h"

/* Class.getModifiers: InnerClasses flags where that attribute lists the class, less ACC_SUPER. */
i32 class_info_modifiers(const Class *c);

#endif
