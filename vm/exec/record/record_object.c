/* record_object.c - see record_parts.h: objects as numbers, and what stands in them.
 * Of an array the first and the last elements are kept, of a string the text, of an instance of a class of
 * the program its fields; of the JDK's own classes only that they are there. What they hold is compared with
 * what they held: so whatever writes is seen, machine code and natives included. */
#include "vm/base/json.h"
#include "vm/base/map.h"
#include "vm/base/state.h"
#include "vm/exec/interp/describe.h"
#include "vm/exec/record/record_parts.h"
#include "vm/library/wellknown.h"
#include "vm/model/doors.h"
#include "vm/string/strings.h"
#include "vm/thread/handles.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct Seen {
    HandleRef weak;
    Object *object; /* NULL: it has died */
    u32 class_id;
    u32 count; /* of cells */
    RecordCell *cells;
} Seen;

SNAPSHOT_STATE(dropped) static struct {
    VEC(Seen) seen; /* number 1 is the first */
    Map numbers;    /* by address */
    u32 waiting;    /* numbers up to this one have been told of */
} state;

/* ---- values as text ---- */

void record_write_cell(FILE *out, RecordCell cell)
{
    Value value = {cell.bits};
    Line line = {.used = 0};
    switch (cell.type) {
    case SLOT_INT: fprintf(out, "%d", value.i); return;
    case SLOT_LONG: describe_append(&line, "%" PRId64 "L", value.j); break;
    case SLOT_REF:
        if (!cell.bits) {
            fputs("null", out);
            return;
        }
        describe_append(&line, "#%u", (u32)cell.bits);
        break;
    case SLOT_FLOAT: describe_float(&line, value.f); break;
    case SLOT_DOUBLE: describe_double(&line, value.d); break;
    case SLOT_RETURN: describe_append(&line, "return address"); break;
    case CELL_NO_OBJECT: describe_append(&line, "<not an object>"); break;
    case CELL_CLASS:
        describe_append(&line, "<");
        describe_class(&line, (const Class *)(uintptr_t)cell.bits);
        describe_append(&line, ">");
        break;
    default: describe_append(&line, "-"); break;
    }
    if (record_as_text())
        fputs(line.text, out);
    else
        json_print(out, line.text, line.used);
}

static SlotType slot_type_of(Type type)
{
    switch (type) {
    case T_FLOAT: return SLOT_FLOAT;
    case T_DOUBLE: return SLOT_DOUBLE;
    case T_LONG: return SLOT_LONG;
    case T_OBJECT:
    case T_ARRAY: return SLOT_REF;
    default: return SLOT_INT;
    }
}

static Slot load(const Object *object, u64 offset, Type type)
{
    switch (type) {
    case T_BOOLEAN:
    case T_BYTE: return (u32)(i32)*FIELD_AT(object, offset, i8);
    case T_CHAR: return *FIELD_AT(object, offset, u16);
    case T_SHORT: return (u32)(i32)*FIELD_AT(object, offset, i16);
    case T_INT:
    case T_FLOAT: return *FIELD_AT(object, offset, u32);
    case T_LONG:
    case T_DOUBLE: return *FIELD_AT(object, offset, u64);
    default: return (Slot)(uintptr_t)ref_load(object, offset);
    }
}

/* ---- numbers ---- */

/* 0: there are too many. */
static u32 number_of(Object *object)
{
    u32 number = (u32)map_get_u64(&state.numbers, (u64)(uintptr_t)object);
    if (number)
        return number;
    if (state.seen.count == RECORD_OBJECTS) {
        record_state.left_objects++;
        return 0;
    }
    Seen seen = {.weak = handles_weak(object), .object = object};
    if (!seen.weak)
        return 0;
    vec_push(&state.seen, seen);
    map_put_u64(&state.numbers, (u64)(uintptr_t)object, state.seen.count);
    return state.seen.count;
}

static RecordCell cell_of(Object *object)
{
    if (!object)
        return (RecordCell){SLOT_REF, 0};
    if (!heap_is_object(object))
        return (RecordCell){CELL_NO_OBJECT, 0};
    u32 number = number_of(object);
    return number ? (RecordCell){SLOT_REF, number}
                  : (RecordCell){CELL_CLASS, (u64)(uintptr_t)object_class(object)};
}

static RecordCell cell_of_slot(SlotType type, Slot slot)
{
    if (type == SLOT_REF)
        return cell_of((Object *)(uintptr_t)slot);
    return (RecordCell){(u8)type, type == SLOT_INT || type == SLOT_FLOAT ? (u32)slot : slot};
}

/* ---- contents ---- */

static bool is_array(const Seen *seen)
{
    return class_is_array(record_state.classes.items[seen->class_id].class);
}

static bool is_string(const Seen *seen)
{
    return record_state.classes.items[seen->class_id].class == WK(String);
}

static u32 kept_elements(i32 length)
{
    return length < RECORD_ELEMENTS ? (u32)length : RECORD_ELEMENTS;
}

/* The index of the element that is kept as number i. */
static u32 element_index(i32 length, u32 i)
{
    return length <= RECORD_ELEMENTS || i < RECORD_FIRST_ELEMENTS ? i : (u32)length - (RECORD_ELEMENTS - i);
}

static RecordCell read_place(const Seen *seen, u32 i)
{
    const RecordClass *class = &record_state.classes.items[seen->class_id];
    if (!class_is_array(class->class)) {
        const Field *f = class->fields[i];
        return cell_of_slot(slot_type_of((Type)f->type), load(seen->object, f->offset, (Type)f->type));
    }
    Type type = (Type)class->class->element_type;
    u64 index = element_index(array_length(seen->object), i);
    u64 offset = ARRAY_DATA_OFFSET + (index << type_shift(type));
    return cell_of_slot(slot_type_of(type), load(seen->object, offset, type));
}

static void write_string(FILE *out, const Object *string)
{
    i32 length = string_has_value(string) ? string_length(string) : 0;
    fputc('"', out);
    for (i32 i = 0; i < length && i < RECORD_CHARACTERS; i++)
        json_print_unit(out, string_char(string, i));
    fputs(length > RECORD_CHARACTERS ? "...\"" : "\"", out);
}

static void write_cells(FILE *out, const Seen *seen)
{
    fputc('[', out);
    for (u32 i = 0; i < seen->count; i++) {
        fputs(i == 0 ? "" : ",", out);
        record_write_cell(out, seen->cells[i]);
    }
    fputc(']', out);
}

/* What follows number and class: a string's text; an array's length and elements; the fields. */
static void write_contents(FILE *out, const Seen *seen)
{
    if (!seen->object)
        return;
    if (is_string(seen)) {
        fputc(',', out);
        write_string(out, seen->object);
    } else if (is_array(seen)) {
        fprintf(out, ",%d,", array_length(seen->object));
        write_cells(out, seen);
    } else if (seen->count) {
        fputc(',', out);
        write_cells(out, seen);
    }
}

static void tell(u32 number)
{
    Object *object = state.seen.items[number - 1].object;
    u32 class_id = record_class(object_class(object));
    Seen *seen = &state.seen.items[number - 1];
    const RecordClass *class = &record_state.classes.items[class_id];
    seen->class_id = class_id;
    if (class_is_array(class->class))
        seen->count = kept_elements(array_length(object));
    else if (class->fields)
        seen->count = class->field_count;
    seen->cells = seen->count ? calloc(seen->count, sizeof *seen->cells) : NULL;
    if (!seen->cells)
        seen->count = 0;
    for (u32 i = 0; i < seen->count; i++) {
        RecordCell cell = read_place(&state.seen.items[number - 1], i); /* may make the table longer */
        state.seen.items[number - 1].cells[i] = cell;
    }
    seen = &state.seen.items[number - 1];
    FILE *out = record_out();
    if (record_as_text()) {
        Line line = {.used = 0};
        describe_class(&line, object_class(object));
        fprintf(out, "       #%u is a new %s\n", number, line.text);
        return;
    }
    fprintf(out, "[\"new\",%u,%u", number, class_id);
    write_contents(out, seen);
    fputc(']', out);
}

/* What a new object refers to is new, too, as a rule, and told of behind it. */
static void tell_waiting(void)
{
    while (state.waiting < state.seen.count)
        tell(++state.waiting);
}

RecordCell record_reference(Object *object)
{
    RecordCell cell = cell_of(object);
    tell_waiting();
    return cell;
}

RecordCell record_value(SlotType type, Slot slot)
{
    RecordCell cell = cell_of_slot(type, slot);
    tell_waiting();
    return cell;
}

/* ---- changes ---- */

static void tell_change(u32 number, u32 place)
{
    const Seen *seen = &state.seen.items[number - 1];
    const RecordClass *class = &record_state.classes.items[seen->class_id];
    FILE *out = record_out();
    u32 index = is_array(seen) ? element_index(array_length(seen->object), place) : place;
    if (record_as_text()) {
        if (is_array(seen))
            fprintf(out, "       #%u[%u] = ", number, index);
        else
            fprintf(out, "       #%u.%s = ", number, class->fields[place]->name->text);
        record_write_cell(out, seen->cells[place]);
        fputc('\n', out);
        return;
    }
    fprintf(out, "[\"put\",%u,%u,", number, index);
    record_write_cell(out, seen->cells[place]);
    fputc(']', out);
}

void record_compare(u32 number)
{
    u32 count = state.seen.items[number - 1].count;
    if (!state.seen.items[number - 1].object)
        return;
    for (u32 i = 0; i < count; i++) {
        RecordCell now = read_place(&state.seen.items[number - 1], i);
        if (record_cells_equal(now, state.seen.items[number - 1].cells[i]))
            continue;
        state.seen.items[number - 1].cells[i] = now;
        tell_waiting();
        tell_change(number, i);
    }
}

void record_compare_all(void)
{
    for (u32 i = 0; i < state.seen.count; i++)
        record_compare(i + 1);
}

void record_collected(void)
{
    map_free(&state.numbers);
    map_init(&state.numbers, NULL);
    u32 died = 0;
    FILE *out = NULL;
    for (u32 i = 0; i < state.seen.count; i++) {
        Seen *seen = &state.seen.items[i];
        if (!seen->object)
            continue;
        seen->object = handles_get(seen->weak);
        if (seen->object) {
            map_put_u64(&state.numbers, (u64)(uintptr_t)seen->object, i + 1);
            continue;
        }
        handles_delete_weak(seen->weak);
        if (!out)
            out = record_out();
        const char *before = died ? "," : record_as_text() ? "       freed: " : "[\"dead\",";
        fprintf(out, record_as_text() ? "%s#%u" : "%s%u", before, i + 1);
        died++;
    }
    if (died)
        fputs(record_as_text() ? "\n" : "]", out);
}

/* ---- the whole ---- */

void record_write_objects(FILE *out)
{
    const char *separator = "";
    fputc('[', out);
    for (u32 i = 0; i < state.seen.count; i++) {
        const Seen *seen = &state.seen.items[i];
        fprintf(out, "%s[\"new\",%u,%u", separator, i + 1, seen->class_id);
        write_contents(out, seen);
        fputs(seen->object ? "]" : "],", out);
        if (!seen->object)
            fprintf(out, "[\"dead\",%u]", i + 1);
        separator = ",";
    }
    fputc(']', out);
}

Object *record_object(u32 number)
{
    return number && number <= state.seen.count ? state.seen.items[number - 1].object : NULL;
}

u32 record_number(const Object *object)
{
    return (u32)map_get_u64(&state.numbers, (u64)(uintptr_t)object);
}

u32 record_object_count(void)
{
    return state.seen.count;
}

void record_object_reset(void)
{
    for (u32 i = 0; i < state.seen.count; i++)
        free(state.seen.items[i].cells);
    vec_free(&state.seen);
    map_free(&state.numbers);
    STATE_CLEAR(state);
}
