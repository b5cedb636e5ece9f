/* stub.c - a libjvm.so with hardly anything in it: in a fuzz target the VM is in the executable. The target
 * reads the variable so that the linker does not leave the library out. */
extern int fuzz_vm_stub;
int fuzz_vm_stub = 1;
