/* sandbox.c - see sandbox.h. */
#include "tests/fuzz/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { REFUSE = SECCOMP_RET_ERRNO | EPERM, WRITING = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC };

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define REFUSE_CALL(number)                                                                                  \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), BPF_STMT(BPF_RET | BPF_K, REFUSE)
/* Refuses if the flags in that argument ask for writing. Little-endian: the low word comes first. */
#define REFUSE_WRITING(number, argument)                                                                     \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 4), LOAD(args[argument]),                               \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, WRITING, 0, 1), BPF_STMT(BPF_RET | BPF_K, REFUSE),              \
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

void sandbox_enter(void)
{
    static struct sock_filter filter[] = {
        LOAD(nr),
        REFUSE_WRITING(SYS_open, 1),
        REFUSE_WRITING(SYS_openat, 2),
        REFUSE_CALL(SYS_openat2),
        REFUSE_CALL(SYS_creat),
        REFUSE_CALL(SYS_execve),
        REFUSE_CALL(SYS_execveat),
        REFUSE_CALL(SYS_clone), /* threads, too: an input ends when its calls have ended */
        REFUSE_CALL(SYS_clone3),
        REFUSE_CALL(SYS_fork),
        REFUSE_CALL(SYS_vfork),
        REFUSE_CALL(SYS_socket),
        REFUSE_CALL(SYS_socketpair),
        REFUSE_CALL(SYS_unlink),
        REFUSE_CALL(SYS_unlinkat),
        REFUSE_CALL(SYS_rename),
        REFUSE_CALL(SYS_renameat),
        REFUSE_CALL(SYS_renameat2),
        REFUSE_CALL(SYS_mkdir),
        REFUSE_CALL(SYS_mkdirat),
        REFUSE_CALL(SYS_rmdir),
        REFUSE_CALL(SYS_link),
        REFUSE_CALL(SYS_linkat),
        REFUSE_CALL(SYS_symlink),
        REFUSE_CALL(SYS_symlinkat),
        REFUSE_CALL(SYS_truncate),
        REFUSE_CALL(SYS_chmod),
        REFUSE_CALL(SYS_fchmodat),
        REFUSE_CALL(SYS_chown),
        REFUSE_CALL(SYS_fchownat),
        REFUSE_CALL(SYS_lchown),
        REFUSE_CALL(SYS_utimensat),
        REFUSE_CALL(SYS_kill),
        REFUSE_CALL(SYS_tkill),
        REFUSE_CALL(SYS_ptrace),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    static const struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        perror("seccomp");
        _exit(1);
    }
}
