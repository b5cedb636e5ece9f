"""exclude.py - which OpenJDK tests are about HotSpot and not about Java, decided from a test's own text

In:     a test source file and the id of one of its test descriptions
Out:    None (the test counts), or the reason why it does not
Keeps:  no test is named here

The rule reads the description comment of the test and the code of the file with the
other descriptions cut out. A reason is given when either of them reaches for something that only HotSpot has.
"""
import os
import re
import sys

COMMENT = re.compile(r'/\*(?:[^*]|\*(?!/))*\*/|<!--(?:[^-]|-(?!->))*-->')
SHELL_COMMENT = re.compile(r'(?:^[ \t]*#[^\n]*\n)+', re.M)
# A description is a comment that holds @test at the start of a line.
DESCRIPTION = re.compile(r'^(?:[ \t*#]|/\*+|<!--)*@test\b(?:[ \t]+id[ \t]*=[ \t]*([\w-]+))?', re.M)

# (reason, pattern over description and code)
TEXT_RULES = [
    ('WhiteBox', r'\bWhiteBox\b|whitebox|WhiteBoxAPI|\bcompiler\.lib\.ir_framework\b'),
    ('CDS', r'-Xshare:(?!off|auto)|SharedArchiveFile|ArchiveClassesAtExit|SharedClassListFile'
            r'|jdk\.test\.lib\.cds|DumpSharedSpaces|jdk\.internal\.misc\.CDS'),
    ('JFR', r'\bjdk\.jfr\b|jdk\.test\.lib\.jfr|StartFlightRecording|FlightRecorder'),
    ('agent', r'-javaagent|-agentlib|-agentpath|java\.lang\.instrument|\bjdi\b|com\.sun\.jdi|\bjdwp\b'
              r'|RedefineClassHelper|JVMTI|jvmti'),
    ('attach or serviceability agent',
     r'com\.sun\.tools\.attach|jdk\.test\.lib\.dcmd|jdk\.test\.lib\.SA'
     r'|sun\.jvm\.hotspot|\bjhsdb\b|LingeredApp|\bJcmd|jcmd|\bjmap\b|\bjstack\b|\bjinfo\b|\bjstat\b|VMProps'
     r'|AttachCurrentProcess|attach\.VirtualMachine'),
    ('HotSpot management bean',
     r'HotSpotDiagnosticMXBean|com\.sun\.management|sun\.management\.ManagementFactoryHelper'
     r'|HotspotRuntimeMBean|jdk\.internal\.perf|jdk\.internal\.jvmstat'),
    ('HotSpot compiler interface', r'jdk\.vm\.ci|EnableJVMCI|\bjdk\.test\.lib\.compiler\.\w*Blackhole'
                                   r'|PrintCompilation|PrintAssembly|-XX:\+?LogCompilation'),
    ('debug build', r'-XX:\+?(?:Verify(?:Stack|Heap)\w+|Trace\w+|FullGCALot|ScavengeALot|StressGC)\b'
                    r'|\bPlatform\.isDebugBuild\(\)'),
    ('HotSpot log output', r'-Xlog:(?!disable)|\bhs_err|ErrorFile|-XX:\+?Print\w+|-XX:NativeMemoryTracking'
                           r'|PerfDisableSharedMem|-XX:\+?\w*Perf\w+'),
    ('heap dump', r'HeapDumpPath|jdk\.test\.lib\.hprof'),
    ('display', r'@key[^\n]*\bheadful\b'),
    ('network beyond this machine',
     r'(?s)"(?:https?://)?(?!www\.foo)(?:www|java|openjdk|download|docs)\.[\w.-]+\.(?:com|org|net)\b.*'
     r'\b(?:openStream|openConnection|getByName|getAllByName|HttpClient|new (?:Datagram)?Socket)\b'),
]

# -XX switches that tune a VM without changing what a program may see. They do not exclude a test: a VM
# without them ignores them (-XX:+IgnoreUnrecognizedVMOptions is given to every VM).
TUNING = re.compile(
    r'(?:UnlockDiagnosticVMOptions|UnlockExperimentalVMOptions|IgnoreUnrecognizedVMOptions|\w*Tiered\w*'
    r'|CompileThreshold\w*|Tier\d\w+|BackgroundCompilation|CompactStrings|VerifyDependencies|EliminateAutoBox'
    r'|AutoBoxCacheMax|UseBootstrapCallInfo|VerifyMethodHandles|\w*Inline\w*|UseOnStackReplacement'
    r'|Use(?:Serial|Parallel|G1)GC|UseTLAB|UseGCOverheadLimit|GCTimeLimit|\w*CodeCache\w*'
    r'|SoftRefLRUPolicyMSPerMB'
    r'|HeapDumpOnOutOfMemoryError|UseFMA|CheckIntrinsics|ScavengeRootsInCode|MaxMetaspaceSize|MetaspaceSize'
    r'|CreateCoredumpOnCrash|MaxDirectMemorySize|UseCompressed\w+|FastAllocateSizeLimit'
    r'|AbortVMOnCompilationFailure|\w*(?:New|Young|Survivor|Heap)(?:Size|Ratio)\w*|G1HeapRegionSize'
    r'|ExplicitGCInvokesConcurrent|UseLargePages'
    r'|AlwaysPreTouch|StressLdcRewrite|G1ExitOnExpansionFailure|DisplayVMOutputToStderr|UseFastJNIAccessors'
    r'|BytecodeVerification(?:Local|Remote)|ParallelGCThreads|ConcGCThreads|MarkSweepAlwaysCompactCount'
    r'|Stack(?:Shadow|Red|Yellow|Reserved)\w*|ThreadStackSize|ShowMessageBoxOnError|StackTraceInThrowable'
    r'|OmitStackTraceInFastThrow|MaxJavaStackTraceDepth|AggressiveUnboxing|OptoScheduling|Use\w+Intrinsics?'
    r'|UseCountedLoopSafepoints|DoEscapeAnalysis|EliminateAllocations|VerifyBeforeExit)$')
# -XX switches that change what a program sees, and that count: a VM under test must know them.
WANTED = re.compile(r'(?:ShowCodeDetailsInExceptionMessages|ShowHiddenFrames)$')
# The tests of compilers tune them by whatever switch their case needs; only what they say is HotSpot's.
COMPILER_TEST = re.compile(r'/hotspot/jtreg/compiler/')
COMPILER_OUTPUT = re.compile(r'(?:CI)?(?:Print|Trace|Log|Display|Dump)\w*$|UseSharedSpaces$|Verify\w*GC$')
# In langtools' folders a test that only compiles runs nothing of the VM under test.
COMPILES_ONLY = re.compile(r'/langtools/')
COMPILER_INTERFACE = ('HotSpot compiler interface', r'CompileCommand')
SWITCH = re.compile(r'-XX:[+-]?(\w+)')


def parts(text, comment):
    """The test descriptions in order, and the text without them."""
    found = []

    def take(match):
        tag = DESCRIPTION.search(match.group(0))
        if tag is None:
            return match.group(0)
        found.append((tag.group(1), match.group(0)))
        return ''

    code = comment.sub(take, text)
    return found, code


def split(path, text, test_id):
    """Description of one test of a file, and the file's code without any description."""
    found, code = parts(text, SHELL_COMMENT if path.endswith('.sh') else COMMENT)
    named = [(i or 'id%d' % n, d) for n, (i, d) in enumerate(found)]
    chosen = [d for i, d in named if i == test_id] or [d for _, d in named]
    return '\n'.join(chosen), code


def reason(path, text, test_id=None):
    """Why the test does not count, or None."""
    description, code = split(path, text, test_id)
    both = description + '\n' + code
    if COMPILES_ONLY.search(path) and '@compile' in description \
            and not re.search(r'@run\s+(?:main|junit|testng|shell)', description):
        return 'compiles only'
    of_compiler = COMPILER_TEST.search(path)
    for why, pattern in TEXT_RULES if of_compiler else [*TEXT_RULES, COMPILER_INTERFACE]:
        found = re.search(pattern, both)
        if found:
            return '%s (%s)' % (why, ' '.join(found.group(0).split())[:60])
    for name in SWITCH.findall(both):
        if COMPILER_OUTPUT.match(name) if of_compiler else not TUNING.match(name) and not WANTED.match(name):
            return 'HotSpot switch (%s)' % name
    return None


def reason_of_file(path, test_id=None):
    if not os.path.isfile(path):
        return None
    with open(path, encoding='utf-8', errors='replace') as f:
        return reason(path, f.read(), test_id)


if __name__ == '__main__':
    for argument in sys.argv[1:]:
        name, _, test_id = argument.partition('#')
        print('%s: %s' % (argument, reason_of_file(name, test_id or None) or 'counts'))
