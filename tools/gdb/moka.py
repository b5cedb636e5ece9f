"""moka.py - gdb sees Java: `bt` shows Java frames, symbols and classes print as text

Use:    gdb -x tools/gdb/moka.py --args build/moka ...      or, in gdb: source tools/gdb/moka.py
In:     the frame layout of vm/model/frame.h, read by JavaFrame alone; Thread, Method, Class, Symbol from the
        debug information
Out:    a frame filter (Java frames stand before the frame of the interpreter or of machine code that runs
        them), an unwinder from machine code to the C code that called it, printers for Symbol *, Class * and
        Method *, commands `java-stack`, `java-locals` and `java-roots`
Keeps:  reads memory only, so that it works on a core; line numbers are asked of the VM in a live process
Tests:  tests/suites/45_gdb
"""

import struct

import gdb
from gdb.FrameDecorator import FrameDecorator
from gdb.unwinder import Unwinder

FRAME_RETURN_PC, FRAME_SAVED_FP, FRAME_METHOD, FRAME_POSITION = 1, 0, -1, -2
FRAME_RECORD_ABOVE = 2
FRAME_RETURN_INTERPRETER, FRAME_RETURN_C, FRAME_RETURN_ENTRY = 1, 2, 3
INTERPRETER = "interp_run"
MAX_FRAMES = 5000
MOST_PUSHED = 128     # bytes that machine code puts on the native stack for a call of C


def lookup(name):
    return gdb.lookup_type(name)


def symbol_text(symbol):
    if int(symbol) == 0:
        return "?"
    return symbol.dereference()["text"].cast(lookup("char").pointer()).string(
        "utf-8", errors="replace", length=int(symbol.dereference()["length"]))


def class_text(java_class):
    if int(java_class) == 0:
        return "?"
    return symbol_text(java_class.dereference()["name"]).replace("/", ".")


def method_text(method):
    fields = method.dereference()
    return f"{class_text(fields['holder'])}.{symbol_text(fields['name'])}{symbol_text(fields['desc'])}"


def source_file(method):
    holder = method.dereference()["holder"].dereference()
    index = int(holder["source_file"])
    if index == 0:
        return None
    entry = holder["pool"]["entries"][index]
    return symbol_text(gdb.Value(int(entry["ref"])).cast(lookup("Symbol").pointer()))


def bci_of(method, position):
    """An expression for the bci of a place in prepared code."""
    return f"positions_bci((Method *){int(method)}, (u16 *){position})" if position else None


def line_number(method, bci):
    """Asks the VM itself; None on a core or when there is no bci."""
    if bci is None or gdb.selected_inferior().pid == 0:
        return None
    try:
        line = int(gdb.parse_and_eval(f"(int)attribute_line((Method *){int(method)}, {bci})"))
    except gdb.error:
        return None
    return line if line > 0 else None


class MachineCode:
    """The pieces of machine code, as vm/exec/walk/code_blob.c finds them."""

    LINE = 64

    def __init__(self):
        self.state = gdb.parse_and_eval("'code_blob.c'::state")
        self.start, self.size = int(self.state["start"]), int(self.state["size"])

    def contains(self, pc):
        return 0 <= pc - self.start < self.size

    def blob(self, pc):
        """The CodeBlob that the address lies in; None: a stub's, or no code."""
        if not self.contains(pc):
            return None
        blob = self.state["lines"][(pc - self.start) // self.LINE]
        return blob.dereference() if int(blob) else None

    def places(self, pc):
        """(method, bci) of what runs at a return address, innermost first; bci None: nobody knows it."""
        blob = self.blob(pc)
        if blob is None:
            return []
        offset, low, high = pc - int(blob["start"]), 0, int(blob["count"])
        while low < high:
            middle = (low + high) // 2
            point = blob["points"][middle]
            if int(point["offset"]) == offset:
                return [(point["places"][i]["method"], int(point["places"][i]["bci"]))
                        for i in range(int(point["count"]))]
            low, high = (middle + 1, high) if int(point["offset"]) < offset else (low, middle)
        return [(blob["method"], None)]


class JavaFrame:
    """One frame on the Java stack, as vm/exec/walk/walk.c sees it; method is None in an entry frame (a call
    from C). What the frame above returns to tells whether machine code runs in it. A frame that is to become
    the interpreter's is marked by a stub's address there, and keeps the place in its code itself."""

    def __init__(self, fp, return_pc=FRAME_RETURN_C):
        self.fp = fp
        leave, deopt = (int(gdb.parse_and_eval(f"code_blob_{stub}")) for stub in ("leave", "deopt"))
        self.is_marked = return_pc == deopt and deopt != 0
        if self.is_marked:
            return_pc = int(self.slot(FRAME_POSITION))
        self.is_compiled = return_pc > FRAME_RETURN_ENTRY and return_pc != leave
        self.return_pc = return_pc
        method = int(self.slot(FRAME_METHOD))
        self.method = gdb.Value(method).cast(lookup("Method").pointer()) if method else None

    def slot(self, index):
        return gdb.Value(self.fp + 8 * index).cast(lookup("Slot").pointer()).dereference()

    @property
    def caller(self):
        fp = int(self.slot(FRAME_SAVED_FP))
        return JavaFrame(fp, int(self.slot(FRAME_RETURN_PC))) if fp else None

    @property
    def position(self):
        return 0 if self.is_compiled else int(self.slot(FRAME_POSITION))

    def steps(self):
        """(method, bci) of what runs in it, inlined methods first."""
        places = MachineCode().places(self.return_pc) if self.is_compiled else []
        return places or [(self.method, bci_of(self.method, self.position))]

    @property
    def high(self):
        """The first address above the frame and its arguments."""
        arguments = int(self.method.dereference()["arg_slots"]) if self.method is not None else 0
        return self.fp + 8 * (FRAME_RECORD_ABOVE + arguments)

    def local_offset(self, index):
        arguments = int(self.method.dereference()["arg_slots"])
        return 1 + arguments - index if index < arguments else -3 - (index - arguments)

    def text(self):
        return method_text(self.method)


def published_frame():
    """The innermost frame that the selected thread has published, or None outside the VM."""
    thread = gdb.parse_and_eval("thread_self")
    fp = int(thread.dereference()["fp"]) if int(thread) else 0
    return JavaFrame(fp, int(thread.dereference()["machine_pc"])) if fp else None


def frame_in_registers(native):
    """The interpreter's own `fp`, which is ahead of the published one while the loop itself runs."""
    try:
        value = native.read_var("fp")
        return None if value.is_optimized_out else JavaFrame(int(value))
    except (ValueError, gdb.error):
        return None


def frame_in_machine_code(native):
    """Of machine code that nothing has been published of: it runs, or has called a C function that neither
    blocks nor throws, and keeps its stack in rbx meanwhile. None: it has called through a gate."""
    fp, pc = int(native.read_register("rbp")), native.pc()
    if native.level() == 0 and MachineCode().blob(pc) is not None:
        return JavaFrame(fp, pc)
    if not fp:
        return None
    stack = int(native.read_register("rsp" if native.level() == 0 else "rbx"))
    return JavaFrame(fp, int(gdb.Value(stack).cast(lookup("u64").pointer()).dereference()))


def activation(frame):
    """The Java frames down to the entry frame that C called through, and what lies beyond that."""
    frames = []
    while frame is not None and frame.method is not None and len(frames) < MAX_FRAMES:
        frames.append(frame)
        frame = frame.caller
    return frames, frame.caller if frame is not None else None


class JavaDecorator(FrameDecorator):
    """Prints as `Hello.main([Ljava/lang/String;)V () at Hello.java:3`."""

    def __init__(self, base, method, bci):
        super().__init__(base)
        self.method, self.bci = method, bci

    def function(self):
        return method_text(self.method)

    def filename(self):
        return source_file(self.method)

    def line(self):
        return line_number(self.method, self.bci)

    def address(self):
        return None

    def frame_args(self):
        return None

    def frame_locals(self):
        return None


class JavaFrameFilter:
    """Puts the Java frames of each activation before the frame of the interpreter, or of machine code, that
    runs it."""

    def __init__(self):
        self.name, self.priority, self.enabled = "java", 100, True
        gdb.frame_filters[self.name] = self

    def filter(self, frames):
        try:
            java = published_frame()
        except gdb.error:
            java = None
        innermost = True
        for decorator in frames:
            native = decorator.inferior_frame()
            is_machine = native.name() is None and MachineCode().contains(native.pc())
            if java is not None and (is_machine or native.name() == INTERPRETER):
                try:
                    if is_machine and innermost:
                        java = frame_in_machine_code(native) or java
                    elif innermost and native.level() == 0:
                        java = frame_in_registers(native) or java
                    activated, java = activation(java)
                    for frame in activated:
                        for method, bci in frame.steps():
                            yield JavaDecorator(decorator, method, bci)
                except gdb.MemoryError:
                    java = None
            innermost = innermost and not is_machine and native.name() != INTERPRETER
            yield decorator


class FrameId:
    """What gdb knows a frame by."""

    def __init__(self, sp, pc):
        self.sp, self.pc = gdb.Value(sp), gdb.Value(pc)


class MachineCodeUnwinder(Unwinder):
    """From machine code to tier_call. Machine code has its frames on the Java stack; on the native one the
    stub that C entered it by (jit/stubs.c, emit_run) has left what machine_sp was before, six registers and
    the return address, and there C that machine code calls begins its own frames."""

    SAVED = ("r15", "r14", "r13", "r12", "rbx", "rbp", "rip")

    def __init__(self):
        super().__init__("moka machine code")

    def __call__(self, pending):
        try:
            pc, sp = int(pending.read_register("rip")), int(pending.read_register("rsp"))
            if not MachineCode().contains(pc):
                return None
            thread = pending.read_register("r15").cast(lookup("Thread").pointer()).dereference()
            machine_sp = int(thread["machine_sp"])
            is_java = int(thread["stack_memory"]) <= sp < int(thread["stack_base"])
            if is_java or 0 < machine_sp - sp <= MOST_PUSHED:
                sp = machine_sp
        except gdb.error:
            return None
        info = pending.create_unwind_info(FrameId(sp, pc))
        for i, name in enumerate(self.SAVED):
            word = gdb.Value(sp + 8 * (1 + i)).cast(lookup("u64").pointer()).dereference()
            info.add_saved_register(name, word)
        info.add_saved_register("rsp", gdb.Value(sp + 8 * (1 + len(self.SAVED))))
        return info


class JavaStack(gdb.Command):
    """java-stack: the Java frames of the selected thread, entry frames included."""

    def __init__(self):
        super().__init__("java-stack", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        frame, number = published_frame(), 0
        while frame is not None and number < MAX_FRAMES:
            if frame.method is None:
                print(f"     {frame.fp:#x} -- called from C --")
            else:
                number = self.show(frame, number)
            frame = frame.caller

    @staticmethod
    def show(frame, number):
        for method, bci in frame.steps():
            line = line_number(method, bci)
            where = f" at {source_file(method)}:{line}" if line else ""
            end = ", up to here" if frame.is_marked else ""
            kind = f" (machine code{end})" if frame.is_compiled else ""
            print(f"#{number:<4}{frame.fp:#x} {method_text(method)}{where}{kind}")
            number += 1
        return number


class JavaLocals(gdb.Command):
    """java-locals [N]: the local slots of the N-th Java frame (0: innermost)."""

    def __init__(self):
        super().__init__("java-locals", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        wanted, frame = int(argument or 0), published_frame()
        while frame is not None and (frame.method is None or wanted > 0):
            wanted -= frame.method is not None
            frame = frame.caller
        if frame is None:
            raise gdb.GdbError("no such Java frame")
        print(frame.text())
        for index in range(int(frame.method.dereference()["max_locals"])):
            print(f"  local {index}: {int(frame.slot(frame.local_offset(index))) & (2 ** 64 - 1):#018x}")


def places_of(address, low, high):
    """Where in [low, high) the address stands."""
    count = max(high - low, 0) // 8
    memory = gdb.selected_inferior().read_memory(low, count * 8) if count else b""
    return [low + 8 * i for i, word in enumerate(struct.unpack(f"<{count}Q", memory)) if word == address]


class NativeStack:
    """The C frames of one of the VM's threads."""

    def __init__(self, tid):
        shown = gdb.selected_thread()
        self.frames = []    # (stack pointer, name), innermost first
        for thread in gdb.selected_inferior().threads():
            if thread.ptid[1] == tid:
                thread.switch()
                frame = gdb.newest_frame()
                while frame is not None:
                    self.frames.append((int(frame.read_register("rsp")), frame.name()))
                    frame = frame.older()
        shown.switch()

    def owner(self, address):
        below = [name for pointer, name in self.frames if pointer <= address]
        return below[-1] if below else "?"


class JavaRoots(gdb.Command):
    """java-roots ADDRESS: which thread refers to an object, and where: in its Thread, in slots of Java frames
(those that are dead do not count) and in words of VM code on its native stack (those count, stale or not).
After `break refs_process`, when marking is over, it tells what has kept an object alive."""

    def __init__(self):
        super().__init__("java-roots", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        address = int(gdb.parse_and_eval(argument).cast(lookup("long"))) & (2 ** 64 - 1)
        thread = gdb.parse_and_eval("'thread_list.c'::list.first")
        while int(thread):
            for text in [*self.own(thread, address), *self.java(thread, address),
                         *self.native(thread, address)]:
                print(f"thread {int(thread['id'])}: {text}")
            thread = thread["next"]

    @staticmethod
    def own(thread, address):
        for name in ("alloc_slot", "exception", "java_thread", "blocked_object", "stop_throwable"):
            if int(thread[name]) == address:
                yield name
        for i in range(int(thread["lock_top"] - thread["locks"])):
            if int(thread["locks"][i]["object"]) == address:
                yield f"locks[{i}]"

    @staticmethod
    def java(thread, address):
        fp = int(thread["fp"])
        frame = JavaFrame(fp, int(thread["machine_pc"])) if fp else None
        low = int(thread["sp"])
        while frame is not None:
            for place in places_of(address, low, frame.high):
                yield f"slot {place:#x} of {frame.text() if frame.method is not None else 'a call from C'}"
            low, frame = frame.high, frame.caller

    @staticmethod
    def native(thread, address):
        """What roots_visit_native_stack visits; for a running thread what lies above its stack pointer."""
        stack = NativeStack(int(thread["tid"]))
        low, high = int(thread["native_sp"]), int(thread["vm_high"])
        if int(thread["state"]) == int(gdb.parse_and_eval("THREAD_IN_JAVA")):
            low = stack.frames[0][0] if stack.frames else 0
        stretches = [(low, high)] if low else []
        stretch = thread["stretches"]
        while int(stretch):
            stretches.append((int(stretch["low"]), int(stretch["high"])))
            registers = int(stretch["registers"].address)
            stretches.append((registers, registers + stretch["registers"].type.sizeof))
            stretch = stretch["outer"]
        if int(thread["native_sp"]):
            registers = int(thread["saved_registers"].address)
            if places_of(address, registers, registers + thread["saved_registers"].type.sizeof):
                yield "a register when it stopped"
        for low, high in stretches:
            for place in places_of(address, low, high):
                yield f"native word {place:#x} in the frame of {stack.owner(place)}"


class TextPrinter:
    """Address and text of a pointer to a Symbol, Class or Method."""

    def __init__(self, value, text):
        self.value, self.text = value, text

    def to_string(self):
        if int(self.value) == 0:
            return "NULL"
        try:
            return f"{int(self.value):#x} {self.text(self.value)}"
        except gdb.MemoryError:
            return f"{int(self.value):#x} (unreadable)"


PRINTERS = {"Symbol": symbol_text, "Class": class_text, "Method": method_text}


def find_printer(value):
    if value.type.strip_typedefs().code != gdb.TYPE_CODE_PTR:
        return None
    target = value.type.strip_typedefs().target().unqualified()
    text = PRINTERS.get(target.name or "") or PRINTERS.get(target.strip_typedefs().name or "")
    return TextPrinter(value, text) if text else None


gdb.unwinder.register_unwinder(None, MachineCodeUnwinder(), replace=True)
JavaFrameFilter()
JavaStack()
JavaLocals()
JavaRoots()
gdb.pretty_printers.append(find_printer)
