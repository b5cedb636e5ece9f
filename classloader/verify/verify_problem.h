/* verify_problem.h - what is wrong and why, for messages
 * In:     a problem of verify_problems.def and its circumstances
 * Out:    the Fail, with HotSpot's text
 * Used by: verify_*.c
 */
#ifndef MOKA_CLASSLOADER_VERIFY_VERIFY_PROBLEM_H
#define MOKA_CLASSLOADER_VERIFY_VERIFY_PROBLEM_H

#include "classloader/verify/verify_type.h"

typedef struct Verifier Verifier;

/* Everything that can be wrong (verify_problems.def) */
typedef enum Problem {
#define PROBLEM(id, error, rule, section, checker, inference) PROBLEM_##id,
#include "classloader/verify/verify_problems.def"
#undef PROBLEM
    PROBLEM_COUNT
} Problem;

/* Where a type comes from, as messages name it. */
typedef enum OriginKind {
    ORIGIN_NONE,
    ORIGIN_IMPLIED,
    ORIGIN_LOCAL,
    ORIGIN_STACK,
    ORIGIN_MAP_LOCAL,
    ORIGIN_MAP_STACK,
    ORIGIN_POOL,
    ORIGIN_SIGNATURE
} OriginKind;

typedef struct Origin {
    OriginKind kind;
    u32 index;
    VType type;
} Origin;

typedef enum WhyKind {
    WHY_CODE, /* something in the bytecode itself */
    WHY_TYPE, /* `found` is not assignable to `expected`, or, without `expected`, is not possible here */
    WHY_POOL,
    WHY_LOCAL,
    WHY_OVERFLOW,
    WHY_UNDERFLOW,
    WHY_NO_MAP,
    WHY_BAD_MAP,
    WHY_FLAGS,
    WHY_LOCALS_SIZE,
    WHY_STACK_SIZE
} WhyKind;

struct TypeFrame;

typedef struct Why {
    WhyKind kind;
    u32 number, other; /* {n} and {m} of the problem's text */
    Origin found, expected;
    const struct TypeFrame *frame; /* NULL: the verifier's */
    const struct TypeFrame *map;   /* the StackMapTable frame that `frame` does not fit */
} Why;

/* Describes the failure unless an exception is pending. Returns false. */
bool verify_fail(Verifier *v, Problem problem, const Why *why);

/* The same for WHY_CODE. */
static inline bool verify_fail_code(Verifier *v, Problem problem, u32 number)
{
    return verify_fail(v, problem, &(Why){.kind = WHY_CODE, .number = number});
}

#endif
