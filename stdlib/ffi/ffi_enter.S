/* ffi_enter.S - from C to any function and back by the registers of the System V ABI (AMD64, 3.2)
 * Offsets are those of FfiRegisters (ffi.h), which asserts them. */

#define TARGET 56
#define VECTORS 64
#define STACK 128
#define STACK_BYTES 136
#define RESULTS 144
#define VECTOR_RESULTS 160
#define SIZE 176

    .text

/* void ffi_enter(FfiRegisters *registers) */
    .globl ffi_enter
    .hidden ffi_enter
    .type ffi_enter, @function
ffi_enter:
    .cfi_startproc
    pushq %rbp
    .cfi_def_cfa_offset 16
    .cfi_offset %rbp, -16
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    pushq %rbx
    subq $8, %rsp
    .cfi_offset %rbx, -24
    movq %rdi, %rbx

    /* the arguments on the stack, whose lowest address is a multiple of 16 */
    movq STACK_BYTES(%rbx), %rcx
    subq %rcx, %rsp
    andq $-16, %rsp
    movq STACK(%rbx), %rsi
    movq %rsp, %rdi
    cld
    rep movsb

    movsd VECTORS+0(%rbx), %xmm0
    movsd VECTORS+8(%rbx), %xmm1
    movsd VECTORS+16(%rbx), %xmm2
    movsd VECTORS+24(%rbx), %xmm3
    movsd VECTORS+32(%rbx), %xmm4
    movsd VECTORS+40(%rbx), %xmm5
    movsd VECTORS+48(%rbx), %xmm6
    movsd VECTORS+56(%rbx), %xmm7
    movq 0(%rbx), %rdi
    movq 8(%rbx), %rsi
    movq 16(%rbx), %rdx
    movq 24(%rbx), %rcx
    movq 32(%rbx), %r8
    movq 40(%rbx), %r9
    movq 48(%rbx), %rax
    call *TARGET(%rbx)

    movq %rax, RESULTS(%rbx)
    movq %rdx, RESULTS+8(%rbx)
    movsd %xmm0, VECTOR_RESULTS(%rbx)
    movsd %xmm1, VECTOR_RESULTS+8(%rbx)
    leaq -8(%rbp), %rsp
    popq %rbx
    popq %rbp
    .cfi_def_cfa %rsp, 8
    ret
    .cfi_endproc
    .size ffi_enter, .-ffi_enter

/* Where all stubs for upcalls go, with their record in r10: calls ffi_upcall(record, registers). */
    .globl ffi_leave
    .hidden ffi_leave
    .type ffi_leave, @function
ffi_leave:
    .cfi_startproc
    pushq %rbp
    .cfi_def_cfa_offset 16
    .cfi_offset %rbp, -16
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    subq $SIZE, %rsp
    movq %rdi, 0(%rsp)
    movq %rsi, 8(%rsp)
    movq %rdx, 16(%rsp)
    movq %rcx, 24(%rsp)
    movq %r8, 32(%rsp)
    movq %r9, 40(%rsp)
    movq %rax, 48(%rsp)
    movsd %xmm0, VECTORS+0(%rsp)
    movsd %xmm1, VECTORS+8(%rsp)
    movsd %xmm2, VECTORS+16(%rsp)
    movsd %xmm3, VECTORS+24(%rsp)
    movsd %xmm4, VECTORS+32(%rsp)
    movsd %xmm5, VECTORS+40(%rsp)
    movsd %xmm6, VECTORS+48(%rsp)
    movsd %xmm7, VECTORS+56(%rsp)
    leaq 16(%rbp), %rax
    movq %rax, STACK(%rsp)
    movq %r10, %rdi
    movq %rsp, %rsi
    call ffi_upcall
    movq RESULTS(%rsp), %rax
    movq RESULTS+8(%rsp), %rdx
    movsd VECTOR_RESULTS(%rsp), %xmm0
    movsd VECTOR_RESULTS+8(%rsp), %xmm1
    leave
    .cfi_def_cfa %rsp, 8
    ret
    .cfi_endproc
    .size ffi_leave, .-ffi_leave

    .section .note.GNU-stack, "", @progbits
