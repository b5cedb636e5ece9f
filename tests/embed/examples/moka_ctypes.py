"""Java from Python over moka.h alone.  usage: moka_ctypes.py <library> <jar>"""
import ctypes as c
import sys

TEXT, SIZE, POINTER = c.c_char_p, c.c_size_t, c.c_void_p
WRITE = c.CFUNCTYPE(None, POINTER, POINTER, SIZE)

class Error(c.Structure):
    _fields_ = [("kind", c.c_int), ("code", c.c_int32), ("message", TEXT), ("class_name", TEXT),
                ("detail", TEXT), ("trace", TEXT), ("cause", POINTER)]

class Source(c.Structure):
    _fields_ = [("name", TEXT), ("bytes", TEXT), ("length", SIZE)]

class Options(c.Structure):
    _fields_ = [("size", SIZE), ("flags", c.c_uint32), ("trace_frames", c.c_uint32), ("java_home", TEXT),
                ("class_path", c.POINTER(Source)), ("class_path_count", SIZE), ("arguments", POINTER),
                ("argument_count", SIZE), ("max_heap", SIZE), ("stack_size", SIZE), ("patience", c.c_int64),
                ("user", POINTER), ("out", WRITE), ("err", WRITE), ("in", POINTER), ("fatal", POINTER),
                ("allocate", POINTER)]

class Payload(c.Union):
    _fields_ = [("integer", c.c_int64), ("real", c.c_double), ("text", TEXT), ("object", POINTER)]

class Value(c.Structure):
    _fields_ = [("type", c.c_int), ("length", SIZE), ("of", Payload)]

def check(error):
    if error:
        text = f"{error[0].message.decode()}\n{error[0].trace.decode()}"
        moka.moka_error_free(error)
        raise RuntimeError(text)

def value(x):
    kind = {int: 1, float: 2, str: 3}[type(x)]
    x = x.encode() if kind == 3 else x
    return Value(kind, len(x) if kind == 3 else 0, Payload(**{["integer", "real", "text"][kind - 1]: x}))

def invoke(name, *arguments):
    result, array = Value(), (Value * len(arguments))(*map(value, arguments))
    check(moka.moka_invoke(vm, name.encode(), array, SIZE(len(arguments)), c.byref(result)))
    member = [None, "integer", "real", "text", "object"][result.type]
    got = getattr(result.of, member) if member else None
    got = got.decode() if isinstance(got, bytes) else got
    moka.moka_clear(c.byref(result))
    return got

moka = c.CDLL(sys.argv[1])  # a CDLL lets go of the interpreter's lock during calls; callbacks take it again
for function in ("moka_create", "moka_invoke", "moka_destroy", "moka_native"):
    getattr(moka, function).restype = c.POINTER(Error)
write = WRITE(lambda user, data, length: sys.stdout.write(c.string_at(data, length).decode()) and None)
add = c.CFUNCTYPE(c.c_int32, c.c_int32, c.c_int32, POINTER)(lambda a, b, user: a + b)
jar, vm = Source(sys.argv[2].encode()), POINTER()
options = Options(c.sizeof(Options), class_path=c.pointer(jar), class_path_count=1, out=write, err=write)
check(moka.moka_create(c.byref(options), c.byref(vm)))
check(moka.moka_native(vm, b"app/Py.add(II)I", add, None))
print(invoke("app/Py.greet", "Python"), invoke("app/Py.twice", 21))
check(moka.moka_destroy(vm))
