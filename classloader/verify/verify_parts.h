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

/* It is kept small, because large methods have thousands. */
typedef struct TypeFrame {
    VType *locals;
    VType *stack;
    u32 bci : 31;
    u32 this_uninit : 1; /* flagThisUninit; the inference verifier's "some path has not called <init>" */
    u16 local_count;     /* locals beyond these are top */
    u16 depth;           /* cells on the stack; a long is V_LONG with V_LONG_2 above it */
} TypeFrame;

_Static_assert(sizeof(TypeFrame) == 24, "two pointers and a word");

typedef struct Signature {
    VType result; /* VT_TOP: void */
    u32 cells;
    VType params[]; /* second halves included */
} Signature;

/* The inference verifier looks at the class of a popped object when the instruction has popped all its
 * operands. */
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
    MARK_NEW = 2,     /* the instruction is `new` */
    MARK_HANDLER = 4, /* some exception handler's range begins */
    MARK_PLACE = 8    /* here is a StackMapTable frame; in the inference verifier, a state */
};

struct Verifier {
    Thread *t;
    Class *c;
    Fail *fail;
    Problem problem; /* the one that *fail describes */
    Arena *scratch;  /* the caller's, since the text of a failure outlives the verifier */
    Arena class_arena, method_arena;
    bool infer; /* 4.10.2, otherwise 4.10.1 */
    const VerifyObserver *observer; /* NULL: nobody looks on */
    VType this_type;
    u64 *known; /* by pool index: the VType of a class or field, the Signature of a method; 0: new */

    /* the method */
    const Method *m;
    const u8 *code;
    u32 length;
    u8 *marks;                                     /* length + 1: the code's end is a start */
    Handler *handlers;                             /* in the order of their starts */
    const Handler **covering;                      /* those that cover handlers_at, in the table's order */
    u32 covering_count, next_handler, handlers_at; /* next_handler: the first behind handlers_at */
    u32 try_start, try_end;                        /* the ranges of all handlers lie within these */
    VType result;                                  /* VT_TOP: void */
    u16 *places;                                   /* the bcis of frames or states, ascending */
    u32 place_count, place;                        /* place: the index of the one that the verifier is at */
    const TypeFrame *frames;                       /* StackMapTable */
    struct Inference *inference;

    /* the instruction */
    u32 bci, next;
    u8 op; /* of a wide, the instruction that it widens */
    bool wide;
    const u8 *at; /* its operands */
    LateCheck late[MAX_ARGUMENTS + 3];
    u32 late_count;
    bool init_this_call; /* it has turned uninitializedThis into this */

    /* the state before and, in the end, after it */
    TypeFrame frame;
    u32 start_depth;   /* of the stack before it; popped cells are still there above `depth` */
    VType *own_locals; /* max_locals cells; until the first store frame.locals may be a shared frame's */
    bool locals_changed; /* since the handlers were last checked */
};

/* ---- verify_pool.c ---- */
/* The type of the class constant at the index, whose tag has been checked. False: out of memory, pending. */
bool verify_class_constant(Verifier *v, u32 index, VType *ret_type);
/* The type that the descriptor of a Fieldref or Dynamic names. False: out of memory, pending. */
bool verify_field_type(Verifier *v, u32 member_index, VType *ret_type);
/* The types in the descriptor of a Methodref, InterfaceMethodref or InvokeDynamic. NULL: out of memory,
 * pending. */
const Signature *verify_signature(Verifier *v, u32 member_index);
/* The same for the verified method's own descriptor. */
const Signature *verify_own_signature(Verifier *v, const Symbol *desc);

/* ---- verify_assign.c ---- */
/* JVMS 4.10.1.2. May load classes. False: it is not, or an exception is pending. */
bool verify_is_assignable(Verifier *v, VType from, VType to);
/* Is the type this class or a subclass, as 4.10.1.8 asks for protected members? Object is not of an
 * interface's kind. */
bool verify_is_assignable_to_this(Verifier *v, VType from);
/* The type that covers both (4.10.2.2); VT_TOP: none does. May load classes; an exception may be pending. */
VType verify_merge(Verifier *v, VType a, VType b);
/* Loads the class through the verified class's loader. NULL: an exception is pending. */
Class *verify_load(Verifier *v, Symbol *name);

/* ---- verify_frame.c ---- */
/* The state at the start of the method (4.10.1.6 methodInitialStackFrame). */
bool frame_enter_method(Verifier *v);
bool frame_push(Verifier *v, VType type); /* both cells of a long or double */
/* Pops a value that must be assignable to `want`; *ret (may be NULL) is its type. */
bool frame_pop(Verifier *v, VType want, VType *ret);
/* As frame_pop, with another problem to name when the type is wrong. */
bool frame_pop_as(Verifier *v, VType want, Problem problem, VType *ret);
/* For arguments, results, objects and values of fields, where HotSpot's texts look at the two cells of a long
 * or double one by one. The inference verifier looks at the classes of objects in frame_check_late, when all
 * are popped. */
bool frame_pop_value(Verifier *v, VType want, Problem problem, VType *ret);
bool frame_push_value(Verifier *v, VType type);
bool frame_check_late(Verifier *v);
/* The local must have a value that is assignable to `want`. */
bool frame_load(Verifier *v, u32 index, VType want, VType *ret);
void frame_store(Verifier *v, u32 index, VType type);
/* Every copy of the type `from` becomes `to`, in locals and on the stack. */
void frame_replace(Verifier *v, VType from, VType to);
/* A type that was popped from the top of the stack, as an origin for messages. */
Origin frame_popped(const Verifier *v, VType type);
/* The frame's locals for writing: copied to own_locals if they are shared. */
VType *frame_own_locals(Verifier *v);
/* frameIsAssignable (4.10.1.4); false: *ret_why says why. */
bool frame_is_assignable(Verifier *v, const TypeFrame *from, const TypeFrame *to, Why *ret_why);

/* The number of the place at a bci that has MARK_PLACE. */
u32 frame_find_place(const Verifier *v, u32 bci);

/* ---- verify_observe.c ---- */
/* The state before the instruction at v->bci is complete; for a verifier that has an observer. */
void verify_observe(Verifier *v, bool in_file);

/* ---- verify_map.c ---- */
/* Decodes StackMapTable into v->frames. */
bool map_decode(Verifier *v, const TypeFrame *initial);
/* Adds the lines of the table to the last section of a failure's text. */
struct VerifyText;
void map_print(const Verifier *v, struct VerifyText *text);

/* ---- verify_operand.c ---- */
/* Marks the starts of instructions (4.9.1). */
bool operand_mark_code(Verifier *v);
bool operand_is_start(const Verifier *v, u32 bci);
/* Checks LocalVariableTable, as HotSpot's type checker does. */
bool operand_check_variables(Verifier *v);
/* Decodes the instruction at bci into bci, next, op, wide and at. */
void operand_decode(Verifier *v, u32 bci);
/* The static constraints of 4.9.1 on the decoded instruction. */
bool operand_check(Verifier *v);
/* The local variable that the instruction names, and whether the method has it. */
static inline u32 operand_local(const Verifier *v)
{
    return bytecode_local(v->code + v->bci);
}
bool operand_check_local(Verifier *v);
/* The pool index of the instruction's constant. */
static inline u32 operand_pool_index(const Verifier *v)
{
    return bytecode_pool_index(v->code + v->bci);
}

/* ---- verify_handler.c ---- */
/* handlersAreLegal (4.10.1.6); marks the starts of the handlers' ranges. */
bool handler_prepare(Verifier *v);
/* Makes v->covering the handlers that cover the instruction, in the table's order; returns how many there
 * are. */
u32 handler_seek(Verifier *v);
/* The type that the handler catches. */
bool handler_type(Verifier *v, const Handler *handler, VType *ret_type);

/* ---- verify_op.c and verify_invoke.c ---- */
/* The transition of the decoded instruction (4.10.1.9), branches included. */
bool op_apply(Verifier *v);
bool op_apply_field(Verifier *v);
bool op_apply_invoke(Verifier *v);
/* May an invokespecial name the class that it names? */
bool op_check_special(Verifier *v, u32 index);
/* Control may go to the target, with the current frame. */
bool op_branch(Verifier *v, i64 target);

/* ---- verify_check.c and verify_infer.c ---- */
/* Each verifies the method by its own rules. */
bool check_method(Verifier *v);
bool infer_method(Verifier *v);
/* op_branch's two forms: the frame fits that of the target; it is merged into the target's state. */
bool check_branch(Verifier *v, i64 target);
bool infer_branch(Verifier *v, i64 target);
/* Do the current locals fit all handlers that cover the instruction (instructionSatisfiesHandlers)? */
bool check_handlers(Verifier *v);
/* Notes that the active subroutines have used the local; wide: and the next one. */
void infer_touch_local(Verifier *v, u32 index, bool wide);
/* jsr, and ret with the address in the local. */
bool infer_call_subroutine(Verifier *v, i64 target);
bool infer_return_from_subroutine(Verifier *v, u32 local);

#endif
