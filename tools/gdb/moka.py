"""moka.py - gdb sees Java: `bt` shows Java frames, symbols and classes print as text

Use:    gdb -x tools/gdb/moka.py --args build/moka ...      or, in gdb: source tools/gdb/moka.py
In:     the frame layout of vm/model/frame.h, read by JavaFrame alone; Thread, Method, Class, Symbol from the
        debug information
Out:    a frame filter (Java frames stand before the interpreter frame that runs them), printers for Symbol *,
        Class * and Method *, commands `java-stack`, `java-locals` and `java-roots`
Keeps:  reads memory only, so that it works on a core; line numbers are asked of the VM in a live process
Tests:  tests/suites/45_gdb
"""

import struct

import gdb
from gdb.FrameDecorator import FrameDecorator

FRAME_RETURN_PC, FRAME_SAVED_FP, FRAME_METHOD, FRAME_POSITION = 1, 0, -1, -2
FRAME_RECORD_ABOVE = 2
FRAME_RETURN_INTERPRETER, FRAME_RETURN_C = 1, 2
INTERPRETER = "interp_run"
MAX_FRAMES = 5000


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


def line_number(method, position):
    """Asks the VM itself; None on a core or when the code is not prepared bytecode."""
    if position == 0 or gdb.selected_inferior().pid == 0:
        return None
    try:
        bci = f"positions_bci((Method *){int(method)}, (u16 *){position})"
        line = int(gdb.parse_and_eval(f"(int)attribute_line((Method *){int(method)}, {bci})"))
    except gdb.error:
        return None
    return line if line > 0 else None


class JavaFrame:
    """One frame on the Java stack, as vm/exec/walk/walk.c sees it; method is None in an entry frame (a call
    from C). What the frame above returns to tells whether machine code runs in it."""

    def __init__(self, fp, return_pc=FRAME_RETURN_C):
        self.fp = fp
        self.is_compiled = return_pc not in (FRAME_RETURN_INTERPRETER, FRAME_RETURN_C)
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
    return JavaFrame(fp) if fp else None


def frame_in_registers(native):
    """The interpreter's own `fp`, which is ahead of the published one while the loop itself runs."""
    try:
        value = native.read_var("fp")
        return None if value.is_optimized_out else JavaFrame(int(value))
    except (ValueError, gdb.error):
        return None


def activation(frame):
    """The Java frames down to the entry frame that C called through, and what lies beyond that."""
    frames = []
    while frame is not None and frame.method is not None and len(frames) < MAX_FRAMES:
        frames.append(frame)
        frame = frame.caller
    return frames, frame.caller if frame is not None else None


class JavaDecorator(FrameDecorator):
    """Prints as `Hello.main([Ljava/lang/String;)V () at Hello.java:3`."""

    def __init__(self, base, java):
        super().__init__(base)
        self.java = java

    def function(self):
        return self.java.text()

    def filename(self):
        return source_file(self.java.method)

    def line(self):
        return line_number(self.java.method, self.java.position)

    def address(self):
        return None

    def frame_args(self):
        return None

    def frame_locals(self):
        return None


class JavaFrameFilter:
    """Puts the Java frames of each activation before the interpreter frame that runs it."""

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
            if java is not None and native.name() == INTERPRETER:
                if innermost and native.level() == 0:
                    java = frame_in_registers(native) or java
                try:
                    activated, java = activation(java)
                    for frame in activated:
                        yield JavaDecorator(decorator, frame)
                except gdb.MemoryError:
                    java = None
            innermost = innermost and native.name() != INTERPRETER
            yield decorator


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
                line = line_number(frame.method, frame.position)
                where = f" at {source_file(frame.method)}:{line}" if line else ""
                print(f"#{number:<4}{frame.fp:#x} {frame.text()}{where}")
                number += 1
            frame = frame.caller


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
        for i in range(int(thread["lock_count"])):
            if int(thread["locks"][i]["object"]) == address:
                yield f"locks[{i}]"

    @staticmethod
    def java(thread, address):
        fp = int(thread["fp"])
        frame = JavaFrame(fp) if fp else None
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


JavaFrameFilter()
JavaStack()
JavaLocals()
JavaRoots()
gdb.pretty_printers.append(find_printer)
