/* ffi_buffer.c - see ffi.h: places of values, and buffers in memory that stand for registers. */
#include "stdlib/ffi/ffi.h"

#include "stdlib/reflect/mirror.h"
#include "stdlib/release/late.h"
#include "vm/library/wellknown.h"
#include "vm/model/throw.h"

#include <stdlib.h>
#include <string.h>

/* ---- places ---- */

/* The JDK numbers registers as the processor does. */
enum { RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10 };

u64 *ffi_argument_word(FfiRegisters *registers, i64 place)
{
    static const i8 words[] = {[RAX] = FFI_INTEGERS, [RCX] = 3, [RDX] = 2, [RBX] = -1, [RSP] = -1,
                               [RBP] = -1,           [RSI] = 1, [RDI] = 0, [R8] = 4,   [R9] = 5};
    u32 kind = foreign_kind(place), index = foreign_index(place);
    if (kind == FOREIGN_VECTOR)
        return index < FFI_VECTORS ? &registers->vectors[index] : NULL;
    if (kind != FOREIGN_INTEGER)
        return NULL;
    if (index == R10)
        return &registers->target;
    return index < COUNT_OF(words) && words[index] >= 0 ? &registers->integers[words[index]] : NULL;
}

_Static_assert(offsetof(FfiRegisters, vector_count) == FFI_INTEGERS * sizeof(u64),
               "rax follows the arguments");

u64 *ffi_result_word(FfiRegisters *registers, i64 place)
{
    u32 kind = foreign_kind(place), index = foreign_index(place);
    if (kind == FOREIGN_VECTOR)
        return index < FFI_RESULTS ? &registers->vector_results[index] : NULL;
    if (kind != FOREIGN_INTEGER)
        return NULL;
    return index == RAX   ? &registers->integer_results[0]
           : index == RDX ? &registers->integer_results[1]
                          : NULL;
}

/* In some releases the type is a byte. */
i64 ffi_place_of(Thread *t, const Object *storage)
{
    u32 type = late_field(t, LATE_FIELD_VMStorage_type), index = late_field(t, LATE_FIELD_VMStorage_index);
    if (t->exception)
        return 0;
    bool is_byte = release->late_fields[LATE_FIELD_VMStorage_type].desc[0] == 'B';
    u32 kind = is_byte ? *FIELD_AT(storage, type, u8) : *FIELD_AT(storage, type, u32);
    return foreign_place(kind, *FIELD_AT(storage, index, u32));
}

void ffi_places_of(Thread *t, const Object *storages, i64 *ret_places)
{
    for (i32 i = 0; i < array_length(storages); i++) {
        const Object *storage = ref_array_get(storages, i);
        ret_places[i] = storage ? ffi_place_of(t, storage) : -1;
    }
}

/* ---- values ---- */

u64 ffi_narrow(u64 raw, Type type)
{
    switch (type) {
    case T_BOOLEAN: return (u8)raw != 0;
    case T_BYTE: return (u32)(i32)(i8)raw;
    case T_CHAR: return (u16)raw;
    case T_SHORT: return (u32)(i32)(i16)raw;
    case T_INT:
    case T_FLOAT: return (u32)raw;
    case T_VOID: return 0;
    default: return raw;
    }
}

Type ffi_type_of(const Object *mirror)
{
    const Class *c = mirror_class(mirror);
    return class_is_primitive(c) ? (Type)c->element_type : T_OBJECT;
}

/* ---- layouts ---- */

static u64 long_field(Thread *t, const Object *object, LateField id)
{
    u32 offset = late_field(t, id);
    return offset ? *FIELD_AT(object, offset, u64) : 0;
}

static Object *ref_field(Thread *t, const Object *object, LateField id)
{
    u32 offset = late_field(t, id);
    return offset ? ref_load(object, offset) : NULL;
}

/* A row of storages per kind of register, and the offset at which the row begins. */
static void read_rows(Thread *t, const Object *rows, const Object *offsets, u64 *ret_offsets, u32 *ret_counts,
                      i64 *ret_places, u32 room)
{
    for (i32 kind = FOREIGN_INTEGER; kind <= FOREIGN_VECTOR; kind++) {
        const Object *row = ref_array_get(rows, kind);
        ret_offsets[kind] = ((const u64 *)array_data(offsets))[kind];
        ret_counts[kind] = (u32)array_length(row) < room ? (u32)array_length(row) : room;
        for (u32 i = 0; i < ret_counts[kind]; i++)
            ret_places[(u32)kind * room + i] = ffi_place_of(t, ref_array_get(row, (i32)i));
    }
}

FfiBufferLayout *ffi_read_layout(Thread *t, const Object *abi, const Object *layout)
{
    FfiBufferLayout *read = calloc(1, sizeof *read);
    if (!read) {
        throw_out_of_memory(t, "Native memory allocation");
        return NULL;
    }
    read->size = long_field(t, layout, LATE_FIELD_BufferLayout_size);
    read->target = long_field(t, layout, LATE_FIELD_BufferLayout_arguments_next_pc);
    read->stack_bytes = long_field(t, layout, LATE_FIELD_BufferLayout_stack_args_bytes);
    read->stack = long_field(t, layout, LATE_FIELD_BufferLayout_stack_args);
    const Object *inputs = ref_field(t, abi, LATE_FIELD_ABIDescriptor_inputStorage);
    const Object *outputs = ref_field(t, abi, LATE_FIELD_ABIDescriptor_outputStorage);
    const Object *input_offsets = ref_field(t, layout, LATE_FIELD_BufferLayout_input_type_offsets);
    const Object *output_offsets = ref_field(t, layout, LATE_FIELD_BufferLayout_output_type_offsets);
    if (!t->exception) {
        read_rows(t, inputs, input_offsets, read->arguments, read->argument_counts,
                  &read->argument_places[0][0], COUNT_OF(read->argument_places[0]));
        read_rows(t, outputs, output_offsets, read->results, read->result_counts, &read->result_places[0][0],
                  COUNT_OF(read->result_places[0]));
    }
    if (!t->exception)
        return read;
    free(read);
    return NULL;
}

/* ---- moving ---- */

/* In a buffer a vector register has 16 bytes. */
static u64 offset_of(u64 start, u32 kind, u32 index)
{
    return start + index * (kind == FOREIGN_VECTOR ? 16 : 8);
}

typedef u64 *WordOf(FfiRegisters *registers, i64 place);

static void load(const u64 *starts, const u32 *counts, const i64 *places, u32 room, const char *buffer,
                 FfiRegisters *registers, WordOf *word_of)
{
    for (u32 kind = FOREIGN_INTEGER; kind <= FOREIGN_VECTOR; kind++)
        for (u32 i = 0; i < counts[kind]; i++) {
            u64 *word = word_of(registers, places[kind * room + i]);
            if (word)
                memcpy(word, buffer + offset_of(starts[kind], kind, i), sizeof *word);
        }
}

static void store(const u64 *starts, const u32 *counts, const i64 *places, u32 room, char *buffer,
                  FfiRegisters *registers, WordOf *word_of)
{
    for (u32 kind = FOREIGN_INTEGER; kind <= FOREIGN_VECTOR; kind++)
        for (u32 i = 0; i < counts[kind]; i++) {
            const u64 *word = word_of(registers, places[kind * room + i]);
            if (word)
                memcpy(buffer + offset_of(starts[kind], kind, i), word, sizeof *word);
        }
}

void ffi_load_arguments(const FfiBufferLayout *layout, const char *buffer, FfiRegisters *registers)
{
    load(layout->arguments, layout->argument_counts, &layout->argument_places[0][0],
         COUNT_OF(layout->argument_places[0]), buffer, registers, ffi_argument_word);
    memcpy(&registers->target, buffer + layout->target, sizeof(u64));
    memcpy(&registers->stack, buffer + layout->stack, sizeof(u64));
    memcpy(&registers->stack_bytes, buffer + layout->stack_bytes, sizeof(u64));
}

void ffi_store_arguments(const FfiBufferLayout *layout, char *buffer, const FfiRegisters *registers)
{
    FfiRegisters copy = *registers;
    store(layout->arguments, layout->argument_counts, &layout->argument_places[0][0],
          COUNT_OF(layout->argument_places[0]), buffer, &copy, ffi_argument_word);
    memcpy(buffer + layout->stack, &registers->stack, sizeof(u64));
}

void ffi_load_results(const FfiBufferLayout *layout, const char *buffer, FfiRegisters *registers)
{
    load(layout->results, layout->result_counts, &layout->result_places[0][0],
         COUNT_OF(layout->result_places[0]), buffer, registers, ffi_result_word);
}

void ffi_store_results(const FfiBufferLayout *layout, char *buffer, const FfiRegisters *registers)
{
    FfiRegisters copy = *registers;
    store(layout->results, layout->result_counts, &layout->result_places[0][0],
          COUNT_OF(layout->result_places[0]), buffer, &copy, ffi_result_word);
}
