/* verify_parts.h - what the files verify_*.c share; verify.h is the door
 * Two verifiers, one definition of what an instruction needs and gives:
 *   verify.c          options, which verifier for which class, fail-over; one class, its methods in order
 *   verify_pool.c     types that the constant pool names, each found once
 *   verify_assign.c   assignability and merging; the only place that loads classes
 *   verify_op.c       one instruction: pops, pushes, branches; verify_invoke.c: fields, calls, <init>
 *   verify_operand.c  static constraints on an instruction's operands (4.9.1)
 *   verify_frame.c    the current frame; verify_map.c: StackMapTable; verify_handler.c: exception table
 *   verify_check.c    4.10.1: one pass along the code
 *   verify_infer.c    4.10.2: until nothing changes
 *   verify_message.c  the texts
 * Keeps:  whoever returns false has filled the Fail, or an exception is pending and the Fail is empty.
 */
#ifndef MOKA_CLASSLOADER_VERIFY_VERIFY_PARTS_H
#define MOKA_CLASSLOADER_VERIFY_VERIFY_PARTS_H

#include "classloader/verify/verify.h"
#include "classloader/verify/verify_problem.h"
#include "vm/bytecode/effect.h"
#include "vm/model/method.h"

/* ---- frames (4.10.1.4) ---- */

/* Small, for large methods have thousands. */
typedef struct TypeFrame {
    VType *locals;
    VType *stack;
    u32 bci : 31;
    u32 this_uninit : 1; /* flagThisUninit; the inference verifier's "some path has not called <init>" */
    u16 local_count;     /* cells beyond are top */
    u16 depth;           /* of the stack, in cells; a long is V_LONG and above it V_LONG_2 */
} TypeFrame;

_Static_assert(sizeof(TypeFrame) == 24, "two pointers and a word");

typedef struct Signature {
    VType result; /* VT_TOP: void */
    u32 cells;
    VType params[]; /* second halves included */
} Signature;

/* The class of an object popped by the inference verifier is looked at when the instruction has popped all.
 */
typedef struct LateCheck {
    VType found, want;
    Problem problem;
} LateCheck;

enum { MAX_ARGUMENTS = 255 };

/* A row of the exception table */
typedef struct Handler {
    u32 start, end, target;
    u32 type_index; /* 0: catches everything */
    u32 row;
} Handler;

/* Verifier.marks[bci] */
enum {
    MARK_START = 1,   /* an instruction begins */
    MARK_NEW = 2,     /* ... which is new */
    MARK_HANDLER = 4, /* some exception handler's range begins */
    MARK_PLACE = 8    /* a StackMapTable frame stands here; in the inference verifier, a state */
};

struct Verifier {
    Thread *t;
    Class *c;
    Fail *fail;
    Problem problem; /* that *fail describes */
    Arena *scratch;  /* the caller's: the text of a failure outlives the verifier */
    Arena class_arena, method_arena;
    bool infer; /* 4.10.2, otherwise 4.10.1 */
    VType this_type;
    u64 *known; /* by pool index: the VType of a class or field descriptor, the Signature of a method's; 0 new
                 */

    /* the method */
    const Method *m;
    const u8 *code;
    u32 length;
    u8 *marks;                                     /* length + 1: the code's end is a start */
    Handler *handlers;                             /* by start */
    const Handler **covering;                      /* those that cover handlers_at, in the table's order */
    u32 covering_count, next_handler, handlers_at; /* next_handler: the first that begins behind it */
    u32 try_start, try_end;                        /* all handlers' ranges lie within */
    VType result;                                  /* VT_TOP: void */
    u16 *places;                                   /* the bcis of frames or states, ascending */
    u32 place_count, place;                        /* place: where the verifier stands among them */
    const TypeFrame *frames;                       /* StackMapTable */
    struct Inference *inference;

    /* the instruction */
    u32 bci, next;
    u8 op; /* behind a wide prefix */
    bool wide;
    const u8 *at; /* its operands */
    LateCheck late[MAX_ARGUMENTS + 3];
    u32 late_count;
    bool init_this_call; /* it turned uninitializedThis into this */

    /* the state before and, in the end, after it */
    TypeFrame frame;
    u32 start_depth; /* of the stack before it: what was popped still stands above `depth` */
    VType
        *own_locals; /* max_locals cells; frame.locals is this or, until the first store, a shared frame's */
    bool locals_changed; /* since the handlers were last checked */
};

/* ---- verify_pool.c ---- */
/* The class constant at the index; the operand checks have looked at the tag. */
bool verify_class_constant(Verifier *v, u32 index, VType *ret_type);
/* Of the descriptor of a Fieldref or Dynamic. */
bool verify_field_type(Verifier *v, u32 member_index, VType *ret_type);
/* Of the descriptor of a Methodref, InterfaceMethodref or InvokeDynamic. NULL: out of memory. */
const Signature *verify_signature(Verifier *v, u32 member_index);
/* Of the method's own. */
const Signature *verify_own_signature(Verifier *v, const Symbol *desc);

/* ---- verify_assign.c ---- */
/* JVMS 4.10.1.2; false also when an exception is pending. */
bool verify_is_assignable(Verifier *v, VType from, VType to);
/* As a component of an array, and where an interface on the way must be looked at as such (4.10.1.8). */
bool verify_is_assignable_to_this(Verifier *v, VType from);
/* 4.10.2.2; VT_TOP when nothing else covers both. An exception may be pending. */
VType verify_merge(Verifier *v, VType a, VType b);
/* NULL: an exception is pending. */
Class *verify_load(Verifier *v, Symbol *name);

/* ---- verify_frame.c ---- */
/* The state at the start of the method (4.10.1.6 methodInitialStackFrame). */
bool frame_enter_method(Verifier *v);
bool frame_push(Verifier *v, VType type); /* both cells of a long or double */
/* What stands on the stack must be assignable to `want`; *ret (may be NULL) what it is. */
bool frame_pop(Verifier *v, VType want, VType *ret);
/* As frame_pop, with another problem to name when the type is wrong. */
bool frame_pop_as(Verifier *v, VType want, Problem problem, VType *ret);
/* Arguments, results, objects and values of fields. HotSpot's texts look at the two cells of a long or double
 * one by one, and in the inference verifier at the classes of objects only when all of them are popped. */
bool frame_pop_value(Verifier *v, VType want, Problem problem, VType *ret);
bool frame_push_value(Verifier *v, VType type);
bool frame_check_late(Verifier *v);
bool frame_load(Verifier *v, u32 index, VType want, VType *ret);
void frame_store(Verifier *v, u32 index, VType type);
/* Every copy of an uninitialized object becomes `to`, in locals and on the stack. */
void frame_replace(Verifier *v, VType from, VType to);
/* The cells of the frame's stack top as an origin for messages. */
Origin frame_popped(const Verifier *v, VType type);
VType *frame_own_locals(Verifier *v);
/* frameIsAssignable (4.10.1.4); false: *ret_why filled. */
bool frame_is_assignable(Verifier *v, const TypeFrame *from, const TypeFrame *to, Why *ret_why);

/* The number of the place at a bci that has MARK_PLACE. */
u32 frame_find_place(const Verifier *v, u32 bci);

/* ---- verify_map.c ---- */
/* Decodes StackMapTable into v->frames. */
bool map_decode(Verifier *v, const TypeFrame *initial);
/* Lines of the failure text's last section. */
struct VerifyText;
void map_print(const Verifier *v, struct VerifyText *text);

/* ---- verify_operand.c ---- */
/* Marks the instructions' starts (4.9.1). */
bool operand_mark_code(Verifier *v);
bool operand_is_start(const Verifier *v, u32 bci);
/* LocalVariableTable: HotSpot's type checker looks at it, too. */
bool operand_check_variables(Verifier *v);
/* Sets bci, next, op, wide and at to the instruction there. */
void operand_decode(Verifier *v, u32 bci);
/* The static constraints of 4.9.1 on the decoded instruction. */
bool operand_check(Verifier *v);
/* The local variable that it names, and whether there is such a one. */
static inline u32 operand_local(const Verifier *v)
{
    return bytecode_local(v->code + v->bci);
}
bool operand_check_local(Verifier *v);
/* The index of its constant. */
static inline u32 operand_pool_index(const Verifier *v)
{
    return bytecode_pool_index(v->code + v->bci);
}

/* ---- verify_handler.c ---- */
/* handlersAreLegal (4.10.1.6); marks the starts of their ranges. */
bool handler_prepare(Verifier *v);
/* Makes v->covering those that cover the instruction, in the table's order; their number. */
u32 handler_seek(Verifier *v);
/* What it catches. */
bool handler_type(Verifier *v, const Handler *handler, VType *ret_type);

/* ---- verify_op.c and verify_invoke.c ---- */
/* The transition of the decoded instruction (4.10.1.9), branches included. */
bool op_apply(Verifier *v);
bool op_apply_field(Verifier *v);
bool op_apply_invoke(Verifier *v);
/* Does an invokespecial name a class that it may? */
bool op_check_special(Verifier *v, u32 index);
/* Each branch target of a switch goes to op_branch. */
bool op_branch(Verifier *v, i64 target);

/* ---- verify_check.c and verify_infer.c ---- */
bool check_method(Verifier *v);
bool check_branch(Verifier *v, i64 target);
/* The instruction's locals, as they are, fit all handlers that cover it (instructionSatisfiesHandlers). */
bool check_handlers(Verifier *v);
bool infer_method(Verifier *v);
bool infer_branch(Verifier *v, i64 target);
void infer_touch_local(Verifier *v, u32 index, bool wide);
bool infer_call_subroutine(Verifier *v, i64 target);
bool infer_return_from_subroutine(Verifier *v, u32 local);

#endif
