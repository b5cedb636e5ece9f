/* management_command.c - diagnostic commands, for the DiagnosticCommand MBean (management.h). */
#include "stdlib/command/command.h"
#include "stdlib/management/management.h"
#include "stdlib/reflect/reflect.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"
#include "vm/string/strings.h"

#include <stdlib.h>
#include <string.h>

jobjectArray management_get_commands(JNIEnv *env)
{
    JVM_ENTER(env);
    i32 count = (i32)command_count();
    HandleRef names = handles_local(t, reflect_new_array(t, WK(String), count));
    for (i32 i = 0; i < count && !t->exception; i++) {
        Object *name = string_from_host(t, command_by_rank((u32)i)->name);
        if (name)
            ref_array_set(handles_get(names), i, name);
    }
    jobject result = t->exception ? NULL : (jobject)names;
    JVM_LEAVE();
    return result;
}

/* NULL: there is none of this name, and an exception is pending. */
static const Command *command_of(Thread *t, const Object *name)
{
    char *text = name ? string_to_utf8(name) : NULL;
    const Command *command = text ? command_find(text, strlen(text)) : NULL;
    free(text);
    if (!name)
        THROW(t, NullPointerException, "Command name cannot be null.");
    else if (!command)
        THROW(t, IllegalArgumentException, "Unknown diagnostic command");
    return command;
}

void management_get_command_info(JNIEnv *env, jobjectArray names, ManagementCommand *ret_infos)
{
    JVM_ENTER(env);
    const Object *array = border_get(names);
    for (i32 i = 0; array && i < array_length(array) && !t->exception; i++) {
        const Command *command = command_of(t, ref_array_get(array, i));
        if (!command)
            break;
        CommandGrant grant = command_grant(command);
        ret_infos[i] = (ManagementCommand){.name = command->name,
                                           .description = command->description,
                                           .impact = command->impact,
                                           .permission_class = grant.class,
                                           .permission_name = grant.name,
                                           .permission_action = grant.action,
                                           .argument_count = (jint)command->count,
                                           .is_enabled = JNI_TRUE};
    }
    JVM_LEAVE();
}

void management_get_command_arguments(JNIEnv *env, jstring name, ManagementArgument *ret_infos, jint count)
{
    JVM_ENTER(env);
    const Command *command = command_of(t, border_get(name));
    jint place = 0;
    for (jint i = 0; command && i < count && i < (jint)command->count; i++) {
        const CommandArgument *argument = &command->arguments[i];
        ret_infos[i] = (ManagementArgument){.name = argument->name,
                                            .description = argument->description,
                                            .type = argument->type,
                                            .initial = argument->shown ? argument->shown : argument->initial,
                                            .is_mandatory = argument->is_mandatory,
                                            .is_option = argument->is_option,
                                            .place = argument->is_option ? -1 : place++};
    }
    JVM_LEAVE();
}

jstring management_run_command(JNIEnv *env, jstring line)
{
    JVM_ENTER(env);
    char *text = line ? string_to_utf8(border_get(line)) : NULL, *said = NULL;
    size_t length;
    FILE *out = text ? open_memstream(&said, &length) : NULL;
    if (!line)
        THROW(t, NullPointerException, "Command line cannot be null.");
    else if (!out)
        throw_out_of_memory(t, "Java heap space");
    else
        command_execute(t, text, out);
    if (out)
        fclose(out);
    jobject result = t->exception ? NULL : border_local(t, string_from_host(t, said));
    free(said);
    free(text);
    JVM_LEAVE();
    return result;
}

/* The list of commands never changes, so there is nothing to tell. */
void management_notify_commands(JNIEnv *env, jboolean on)
{
    (void)env, (void)on;
}
