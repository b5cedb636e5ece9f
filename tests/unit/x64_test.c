/* x64_test.c - the encoder: every form, over registers and addresses, against the bytes that the assembler
 * makes of the same instruction as text; labels; the end of the buffer. */
#include "jit/x64.h"

#include "tests/unit/expect.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BUFFER = 1 << 20, MAX_CASES = 1 << 16 };

/* One instruction after the other, as bytes and as text. */
typedef struct Listing {
    X64 code;
    FILE *text;
    char folder[64];
    u32 count;
    u32 offsets[MAX_CASES]; /* where the instruction of each line ends */
    u8 bytes[BUFFER];
} Listing;

static Listing *listing_new(void)
{
    Listing *list = calloc(1, sizeof *list);
    char path[128];
    strcpy(list->folder, "/tmp/x64_testXXXXXX");
    ASSERT_NOT_NULL(mkdtemp(list->folder));
    snprintf(path, sizeof path, "%s/in.s", list->folder);
    list->text = fopen(path, "w");
    ASSERT_NOT_NULL(list->text);
    x64_begin(&list->code, list->bytes, sizeof list->bytes);
    return list;
}

/* The text of what was just emitted. */
static __attribute__((format(printf, 2, 3))) void line(Listing *list, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(list->text, format, arguments);
    va_end(arguments);
    fputc('\n', list->text);
    ASSERT_BELOW(list->count, MAX_CASES);
    list->offsets[list->count++] = x64_offset(&list->code);
}

static void name_line(const Listing *list, u32 number, char *buffer, size_t size)
{
    char path[128];
    snprintf(path, sizeof path, "%s/in.s", list->folder);
    FILE *file = fopen(path, "r");
    for (u32 i = 0; i <= number && fgets(buffer, (int)size, file); i++)
        buffer[strcspn(buffer, "\n")] = '\0';
    fclose(file);
}

static size_t assemble(const Listing *list, u8 *bytes, size_t size)
{
    char command[512], path[128];
    snprintf(command, sizeof command, "cd %s && as -o out.o in.s && objcopy -O binary -j .text out.o out.bin",
             list->folder);
    ASSERT_INT(system(command), 0, "the assembler refused the text in %s", list->folder);
    snprintf(path, sizeof path, "%s/out.bin", list->folder);
    FILE *file = fopen(path, "r");
    ASSERT_NOT_NULL(file);
    size_t length = fread(bytes, 1, size, file);
    fclose(file);
    return length;
}

static void remove_files(const Listing *list)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", list->folder);
    ASSERT_INT(system(command), 0);
}

/* Compares instruction by instruction, so that the first that differs is named. */
static void listing_check(Listing *list)
{
    static u8 wanted[BUFFER];
    fclose(list->text);
    ASSERT_FALSE(list->code.overflow);
    size_t length = assemble(list, wanted, sizeof wanted);
    u32 start = 0;
    for (u32 i = 0; i < list->count; start = list->offsets[i++]) {
        u32 end = list->offsets[i];
        if (end <= length && memcmp(list->bytes + start, wanted + start, end - start) == 0)
            continue;
        char text[256] = "", ours[64] = "", theirs[64] = "";
        name_line(list, i, text, sizeof text);
        for (u32 at = start; at < end && at < start + 15; at++)
            sprintf(ours + strlen(ours), " %02x", list->bytes[at]);
        for (u32 at = start; at < length && at < start + 15; at++)
            sprintf(theirs + strlen(theirs), " %02x", wanted[at]);
        ASSERT_STR(ours, theirs, "of %s", text);
    }
    ASSERT_INT(start, length, "%u bytes emitted, %zu assembled", start, length);
    remove_files(list);
    free(list);
}

/* ---- names ---- */

static const char *reg(u32 size, u32 number)
{
    static const char *const names[4][16] = {{"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil", "r8b",
                                              "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"},
                                             {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di", "r8w", "r9w",
                                              "r10w", "r11w", "r12w", "r13w", "r14w", "r15w"},
                                             {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "r8d",
                                              "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d"},
                                             {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8",
                                              "r9", "r10", "r11", "r12", "r13", "r14", "r15"}};
    return names[size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3][number];
}

static char suffix(u32 size)
{
    return size == 1 ? 'b' : size == 2 ? 'w' : size == 4 ? 'l' : 'q';
}

static const char *address(Mem m)
{
    static char texts[4][64];
    static u32 next;
    char *text = texts[next++ % 4];
    if (m.index != REG_NONE && m.base != REG_NONE)
        sprintf(text, "%d(%%%s,%%%s,%u)", m.disp, reg(8, m.base), reg(8, m.index), m.scale);
    else if (m.index != REG_NONE)
        sprintf(text, "%d(,%%%s,%u)", m.disp, reg(8, m.index), m.scale);
    else if (m.base != REG_NONE)
        sprintf(text, "%d(%%%s)", m.disp, reg(8, m.base));
    else
        sprintf(text, "%d", m.disp);
    /* Without a displacement the text has none either. */
    return m.disp == 0 && m.base != REG_NONE ? strchr(text, '(') : text;
}

static const Mem addresses[] = {
    {RAX, REG_NONE, 1, 0},
    {RSP, REG_NONE, 1, 0},
    {RBP, REG_NONE, 1, 0},
    {R12, REG_NONE, 1, 0},
    {R13, REG_NONE, 1, 0},
    {RDI, REG_NONE, 1, 127},
    {R8, REG_NONE, 1, -128},
    {RSP, REG_NONE, 1, 8},
    {R12, REG_NONE, 1, 4096},
    {R13, REG_NONE, 1, -4096},
    {RBX, RCX, 1, 0},
    {RBX, R9, 2, 16},
    {RBP, RAX, 4, 0},
    {R13, R15, 8, 0},
    {RSP, RBP, 8, 1000000},
    {R12, R12, 4, -1},
    {REG_NONE, REG_NONE, 1, 64},
    {REG_NONE, RDX, 8, 16},
    {REG_NONE, R14, 4, 0x1000},
};

#define EACH_REG(r)      for (Reg r = RAX; r < REG_COUNT; r++)
#define EACH_ADDRESS(m)  for (const Mem *m = addresses; m < addresses + COUNT_OF(addresses); m++)
#define EACH_SIZE(size)  for (u32 size = 4; size <= 8; size += 4)
#define EACH_WIDTH(size) for (u32 size = 1; size <= 8; size *= 2)

/* ---- forms ---- */

Test(x64, moves)
{
    Listing *l = listing_new();
    EACH_SIZE(size)
    EACH_REG(a) EACH_REG(b)
    {
        x64_mov_rr(&l->code, size, a, b);
        line(l, "mov %%%s, %%%s", reg(size, b), reg(size, a));
    }
    EACH_REG(r) EACH_ADDRESS(m)
    {
        EACH_SIZE(size)
        {
            x64_load(&l->code, size, r, *m);
            line(l, "mov %s, %%%s", address(*m), reg(size, r));
            x64_lea(&l->code, size, r, *m);
            line(l, "lea %s, %%%s", address(*m), reg(size, r));
        }
        EACH_WIDTH(size)
        {
            x64_store(&l->code, size, *m, r);
            line(l, "mov %%%s, %s", reg(size, r), address(*m));
            x64_xchg(&l->code, size, *m, r);
            line(l, "xchg %%%s, %s", reg(size, r), address(*m));
        }
        x64_load_signed(&l->code, 1, r, *m), line(l, "movsbl %s, %%%s", address(*m), reg(4, r));
        x64_load_signed(&l->code, 2, r, *m), line(l, "movswl %s, %%%s", address(*m), reg(4, r));
        x64_load_signed(&l->code, 4, r, *m), line(l, "movslq %s, %%%s", address(*m), reg(8, r));
        x64_load_zero(&l->code, 1, r, *m), line(l, "movzbl %s, %%%s", address(*m), reg(4, r));
        x64_load_zero(&l->code, 2, r, *m), line(l, "movzwl %s, %%%s", address(*m), reg(4, r));
    }
    EACH_REG(r)
    x64_load_of_thread(&l->code, r, -24 - (i32)r), line(l, "movq %%fs:%d, %%%s", -24 - (i32)r, reg(8, r));
    listing_check(l);
}

Test(x64, extensions_and_constants)
{
    static const i64 values[] = {0,         1,          -1,        127,       -129,           INT32_MAX,
                                 INT32_MIN, 0xFFFFFFFF, 1LL << 32, INT64_MAX, -0x123456789LL, INT64_MIN};
    Listing *l = listing_new();
    EACH_REG(a)
    {
        EACH_REG(b)
        {
            x64_extend_signed(&l->code, 1, a, b), line(l, "movsbl %%%s, %%%s", reg(1, b), reg(4, a));
            x64_extend_signed(&l->code, 2, a, b), line(l, "movswl %%%s, %%%s", reg(2, b), reg(4, a));
            x64_extend_signed(&l->code, 4, a, b), line(l, "movslq %%%s, %%%s", reg(4, b), reg(8, a));
            x64_extend_zero(&l->code, 1, a, b), line(l, "movzbl %%%s, %%%s", reg(1, b), reg(4, a));
            x64_extend_zero(&l->code, 2, a, b), line(l, "movzwl %%%s, %%%s", reg(2, b), reg(4, a));
        }
        for (size_t i = 0; i < COUNT_OF(values); i++) {
            i64 value = values[i];
            x64_mov_ri(&l->code, a, value);
            if (value >= 0 && value <= UINT32_MAX)
                line(l, "mov $%lld, %%%s", (long long)value, reg(4, a));
            else
                line(l, "%s $%lld, %%%s", value == (i32)value ? "mov" : "movabs", (long long)value,
                     reg(8, a));
        }
        x64_push(&l->code, a), line(l, "push %%%s", reg(8, a));
        x64_pop(&l->code, a), line(l, "pop %%%s", reg(8, a));
    }
    EACH_ADDRESS(m)
    {
        x64_push_mem(&l->code, *m), line(l, "pushq %s", address(*m));
        EACH_WIDTH(size)
        {
            x64_store_imm(&l->code, size, *m, 77);
            line(l, "mov%c $77, %s", suffix(size), address(*m));
        }
    }
    x64_push_imm(&l->code, -128), line(l, "pushq $-128");
    x64_push_imm(&l->code, 128), line(l, "pushq $128");
    x64_push_imm(&l->code, INT32_MIN), line(l, "pushq $-2147483648");
    listing_check(l);
}

Test(x64, integer_arithmetic)
{
    static const char *const names[] = {"add", "or", "adc", "sbb", "and", "sub", "xor", "cmp"};
    static const i32 values[] = {0, 1, -1, 127, -128, 128, 100000, INT32_MIN};
    Listing *l = listing_new();
    for (Alu op = ALU_ADD; op <= ALU_CMP; op++) {
        EACH_SIZE(size)
        {
            EACH_REG(a)
            {
                EACH_REG(b)
                {
                    x64_alu_rr(&l->code, op, size, a, b);
                    line(l, "%s %%%s, %%%s", names[op], reg(size, b), reg(size, a));
                }
                for (size_t i = 0; i < COUNT_OF(values); i++) {
                    x64_alu_ri(&l->code, op, size, a, values[i]);
                    line(l, "%s $%d, %%%s", names[op], values[i], reg(size, a));
                }
            }
        }
        EACH_ADDRESS(m) EACH_WIDTH(size)
        {
            x64_alu_rm(&l->code, op, size, RSI, *m);
            line(l, "%s %s, %%%s", names[op], address(*m), reg(size, RSI));
            x64_alu_mr(&l->code, op, size, *m, R9);
            line(l, "%s %%%s, %s", names[op], reg(size, R9), address(*m));
            for (size_t i = 0; i < (size == 1 ? 5 : size == 2 ? 6 : COUNT_OF(values)); i++) {
                x64_alu_mi(&l->code, op, size, *m, values[i]);
                line(l, "%s%c $%d, %s", names[op], suffix(size), values[i], address(*m));
            }
        }
    }
    listing_check(l);
}

Test(x64, multiplication_shifts_and_tests)
{
    static const char *const unary[] = {"", "", "not", "neg", "mul", "imul", "div", "idiv"};
    static const char *const shifts[] = {"rol", "ror", "", "", "shl", "shr", "", "sar"};
    Listing *l = listing_new();
    EACH_SIZE(size)
    {
        EACH_REG(a)
        {
            EACH_REG(b)
            {
                x64_imul_rr(&l->code, size, a, b), line(l, "imul %%%s, %%%s", reg(size, b), reg(size, a));
                x64_imul_rri(&l->code, size, a, b, 100);
                line(l, "imul $100, %%%s, %%%s", reg(size, b), reg(size, a));
                x64_imul_rri(&l->code, size, a, b, -1000);
                line(l, "imul $-1000, %%%s, %%%s", reg(size, b), reg(size, a));
                x64_test_rr(&l->code, size, a, b), line(l, "test %%%s, %%%s", reg(size, b), reg(size, a));
            }
            x64_test_ri(&l->code, size, a, 5), line(l, "test $5, %%%s", reg(size, a));
            for (u32 op = UNARY_NOT; op <= UNARY_IDIV; op++) {
                x64_unary(&l->code, (Unary)op, size, a);
                line(l, "%s %%%s", unary[op], reg(size, a));
            }
            for (u32 op = 0; op < COUNT_OF(shifts); op++) {
                if (!*shifts[op])
                    continue;
                x64_shift_imm(&l->code, (Shift)op, size, a, 1), line(l, "%s %%%s", shifts[op], reg(size, a));
                x64_shift_imm(&l->code, (Shift)op, size, a, 31),
                    line(l, "%s $31, %%%s", shifts[op], reg(size, a));
                x64_shift_cl(&l->code, (Shift)op, size, a),
                    line(l, "%s %%cl, %%%s", shifts[op], reg(size, a));
            }
            x64_bswap(&l->code, size, a), line(l, "bswap %%%s", reg(size, a));
        }
        EACH_ADDRESS(m)
        x64_imul_rm(&l->code, size, R10, *m), line(l, "imul %s, %%%s", address(*m), reg(size, R10));
        x64_sign_into_rdx(&l->code, size), line(l, size == 4 ? "cltd" : "cqto");
    }
    EACH_ADDRESS(m)
    EACH_WIDTH(size) x64_test_mi(&l->code, size, *m, 1), line(l, "test%c $1, %s", suffix(size), address(*m));
    listing_check(l);
}

Test(x64, conditions_bits_and_atomics)
{
    static const char *const conditions[] = {"o", "no", "b", "ae", "e", "ne", "be", "a",
                                             "s", "ns", "p", "np", "l", "ge", "le", "g"};
    static const char *const bits[] = {"popcnt", "lzcnt", "tzcnt", "bsf", "bsr"};
    Listing *l = listing_new();
    EACH_REG(a)
    {
        for (Cond cond = COND_O; cond <= COND_G; cond++)
            x64_setcc(&l->code, cond, a), line(l, "set%s %%%s", conditions[cond], reg(1, a));
        EACH_REG(b) EACH_SIZE(size)
        {
            x64_cmov(&l->code, COND_LE, size, a, b), line(l, "cmovle %%%s, %%%s", reg(size, b), reg(size, a));
            for (u32 op = BITS_POPCNT; op <= BITS_BSR; op++) {
                x64_bits(&l->code, (Bits)op, size, a, b);
                line(l, "%s %%%s, %%%s", bits[op], reg(size, b), reg(size, a));
            }
        }
        EACH_ADDRESS(m) EACH_WIDTH(size)
        {
            x64_lock_cmpxchg(&l->code, size, *m, a);
            line(l, "lock cmpxchg %%%s, %s", reg(size, a), address(*m));
            x64_lock_xadd(&l->code, size, *m, a), line(l, "lock xadd %%%s, %s", reg(size, a), address(*m));
        }
    }
    EACH_ADDRESS(m)
    {
        x64_store_mxcsr(&l->code, *m), line(l, "stmxcsr %s", address(*m));
        x64_load_mxcsr(&l->code, *m), line(l, "ldmxcsr %s", address(*m));
    }
    x64_fence(&l->code), line(l, "lock orl $0, (%%rsp)");
    listing_check(l);
}

Test(x64, control)
{
    Listing *l = listing_new();
    EACH_REG(a)
    {
        x64_jmp_reg(&l->code, a), line(l, "jmp *%%%s", reg(8, a));
        x64_call_reg(&l->code, a), line(l, "call *%%%s", reg(8, a));
    }
    EACH_ADDRESS(m)
    {
        x64_jmp_mem(&l->code, *m), line(l, "jmp *%s", address(*m));
        x64_call_mem(&l->code, *m), line(l, "call *%s", address(*m));
    }
    x64_ret(&l->code), line(l, "ret");
    x64_ret_imm(&l->code, 0), line(l, "ret");
    x64_ret_imm(&l->code, 0x18), line(l, "ret $0x18");
    x64_ret_imm(&l->code, 0xFF8), line(l, "ret $0xff8");
    x64_word(&l->code, 0x12345678), line(l, ".long 0x12345678");
    x64_int3(&l->code), line(l, "int3");
    x64_ud2(&l->code), line(l, "ud2");
    listing_check(l);
}

Test(x64, floating_point)
{
    static const struct {
        Sse op;
        const char *name;
    } rows[] = {{SSE_SQRT, "sqrt"}, {SSE_ADD, "add"}, {SSE_MUL, "mul"}, {SSE_SUB, "sub"},
                {SSE_MIN, "min"},   {SSE_DIV, "div"}, {SSE_MAX, "max"}};
    static const char *const logic[] = {"and", "andn", "or", "xor"};
    Listing *l = listing_new();
    EACH_REG(a)
    {
        EACH_REG(b)
        {
            Xmm xa = (Xmm)a, xb = (Xmm)b;
            EACH_SIZE(size)
            {
                char kind = size == 4 ? 's' : 'd';
                for (size_t i = 0; i < COUNT_OF(rows); i++) {
                    x64_sse_rr(&l->code, rows[i].op, size, xa, xb);
                    line(l, "%ss%c %%xmm%u, %%xmm%u", rows[i].name, kind, b, a);
                }
                x64_fcompare_rr(&l->code, size, xa, xb), line(l, "ucomis%c %%xmm%u, %%xmm%u", kind, b, a);
                x64_float_to_float(&l->code, size, xa, xb);
                line(l, size == 4 ? "cvtss2sd %%xmm%u, %%xmm%u" : "cvtsd2ss %%xmm%u, %%xmm%u", b, a);
                x64_round(&l->code, size, ROUND_UP, xa, xb),
                    line(l, "rounds%c $10, %%xmm%u, %%xmm%u", kind, b, a);
                x64_fma(&l->code, size, xa, xb, XMM9);
                line(l, "vfmadd213s%c %%xmm9, %%xmm%u, %%xmm%u", kind, b, a);
                x64_fma(&l->code, size, xa, XMM2, xb);
                line(l, "vfmadd213s%c %%xmm%u, %%xmm2, %%xmm%u", kind, b, a);
                EACH_SIZE(ints)
                {
                    x64_int_to_float(&l->code, ints, size, xa, b);
                    line(l, "cvtsi2s%c%c %%%s, %%xmm%u", kind, suffix(ints), reg(ints, b), a);
                    x64_float_to_int(&l->code, size, ints, a, xb);
                    line(l, "cvtts%c2si %%xmm%u, %%%s", kind, b, reg(ints, a));
                }
                x64_bits_to_float(&l->code, size, xa, b);
                line(l, "mov%c %%%s, %%xmm%u", size == 4 ? 'd' : 'q', reg(size, b), a);
                x64_float_to_bits(&l->code, size, a, xb);
                line(l, "mov%c %%xmm%u, %%%s", size == 4 ? 'd' : 'q', b, reg(size, a));
            }
            x64_fmov_rr(&l->code, xa, xb), line(l, "movaps %%xmm%u, %%xmm%u", b, a);
            for (u32 op = 0; op < COUNT_OF(logic); op++) {
                x64_logic_rr(&l->code, (Logic)(LOGIC_AND + op), xa, xb);
                line(l, "%sps %%xmm%u, %%xmm%u", logic[op], b, a);
            }
        }
        EACH_ADDRESS(m) EACH_SIZE(size)
        {
            char kind = size == 4 ? 's' : 'd';
            x64_fload(&l->code, size, (Xmm)a, *m), line(l, "movs%c %s, %%xmm%u", kind, address(*m), a);
            x64_fstore(&l->code, size, *m, (Xmm)a), line(l, "movs%c %%xmm%u, %s", kind, a, address(*m));
            x64_sse_rm(&l->code, SSE_ADD, size, (Xmm)a, *m),
                line(l, "adds%c %s, %%xmm%u", kind, address(*m), a);
            x64_fcompare_rm(&l->code, size, (Xmm)a, *m),
                line(l, "ucomis%c %s, %%xmm%u", kind, address(*m), a);
        }
        EACH_ADDRESS(m)
        x64_logic_rm(&l->code, LOGIC_XOR, (Xmm)a, *m), line(l, "xorps %s, %%xmm%u", address(*m), a);
    }
    listing_check(l);
}

/* ---- labels ---- */

typedef i64 (*Code)(i64 argument);

/* Runs what was emitted. */
static i64 run(const X64 *x, i64 argument)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ASSERT_NOT_PTR(page, MAP_FAILED);
    memcpy(page, x->start, x64_offset(x));
    ASSERT_INT(mprotect(page, 4096, PROT_READ | PROT_EXEC), 0);
    i64 result = ((Code)(uintptr_t)page)(argument);
    munmap(page, 4096);
    return result;
}

/* Sums 1 to n: a jump back that is near, two forward to one label. */
Test(x64, labels_are_reached_from_before_and_behind)
{
    u8 buffer[256];
    X64 x;
    x64_begin(&x, buffer, sizeof buffer);
    Label loop = label_new(), end = label_new(), skip = label_new();
    x64_alu_rr(&x, ALU_XOR, 4, RAX, RAX);
    x64_jmp(&x, &skip);
    x64_ud2(&x);
    x64_bind(&x, &skip);
    x64_test_rr(&x, 8, RDI, RDI);
    x64_jcc(&x, COND_E, &end);
    x64_bind(&x, &loop);
    x64_alu_rr(&x, ALU_ADD, 8, RAX, RDI);
    x64_alu_ri(&x, ALU_CMP, 8, RAX, 5000);
    x64_jcc(&x, COND_G, &end);
    x64_alu_ri(&x, ALU_SUB, 8, RDI, 1);
    u32 before = x64_offset(&x);
    x64_jcc(&x, COND_NE, &loop);
    EXPECT_INT(x64_offset(&x) - before, 2, "a near jump has %u bytes", x64_offset(&x) - before);
    x64_bind(&x, &end);
    x64_ret(&x);
    ASSERT_FALSE(x.overflow);
    EXPECT_INT(run(&x, 0), 0);
    EXPECT_INT(run(&x, 10), 55);
    EXPECT_INT(run(&x, 4000), 7999);
}

Test(x64, a_label_far_behind_is_reached_by_the_long_form)
{
    u8 buffer[512];
    X64 x;
    x64_begin(&x, buffer, sizeof buffer);
    Label start = label_new(), function = label_new();
    x64_call(&x, &function);
    x64_alu_ri(&x, ALU_ADD, 8, RAX, 1);
    x64_ret(&x);
    x64_bind(&x, &start);
    x64_lea(&x, 8, RAX, mem_indexed(RDI, RDI, 2, 0));
    x64_ret(&x);
    for (u32 bytes = 1; bytes <= 20; bytes++)
        x64_nop(&x, bytes);
    x64_bind(&x, &function);
    x64_jmp(&x, &start);
    ASSERT_FALSE(x.overflow);
    EXPECT_INT(run(&x, 7), 22);
}

Test(x64, nops_fill_and_do_nothing)
{
    u8 buffer[512];
    X64 x;
    x64_begin(&x, buffer, sizeof buffer);
    x64_mov_rr(&x, 8, RAX, RDI);
    for (u32 bytes = 0, before; bytes <= 20; bytes++) {
        before = x64_offset(&x);
        x64_nop(&x, bytes);
        EXPECT_INT(x64_offset(&x) - before, bytes, "%u asked, %u emitted", bytes, x64_offset(&x) - before);
    }
    x64_ret(&x);
    EXPECT_INT(run(&x, 42), 42);
}

/* ---- the end of the buffer ---- */

Test(x64, nothing_is_written_past_the_end)
{
    for (u32 size = 0; size < 32; size++) {
        u8 buffer[48];
        memset(buffer, 0xAA, sizeof buffer);
        X64 x;
        x64_begin(&x, buffer, size);
        Label ahead = label_new();
        x64_jmp(&x, &ahead);
        x64_mov_ri(&x, R9, INT64_MAX);
        x64_store_imm(&x, 8, mem_indexed(R12, R13, 8, 100000), -1);
        x64_bind(&x, &ahead);
        x64_jcc(&x, COND_NE, &ahead);
        u32 wanted = 5 + 10 + 12 + 2;
        EXPECT_INT(x.overflow, size < wanted, "%u bytes: overflow is %d", size, x.overflow);
        for (u32 at = size; at < sizeof buffer; at++)
            EXPECT_INT(buffer[at], 0xAA, "%u bytes: %u was written", size, at);
    }
}
