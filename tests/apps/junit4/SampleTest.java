import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.FixMethodOrder;
import org.junit.Ignore;
import org.junit.Rule;
import org.junit.Test;
import org.junit.experimental.theories.DataPoints;
import org.junit.experimental.theories.Theories;
import org.junit.experimental.theories.Theory;
import org.junit.rules.ErrorCollector;
import org.junit.rules.ExpectedException;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.MethodSorters;
import org.junit.runners.Parameterized;
import org.junit.runners.Suite;

/** Every kind of JUnit 4 test, with failures on purpose, so that traces are printed too. */
@RunWith(Suite.class)
@Suite.SuiteClasses({SampleTest.Basics.class, SampleTest.Rules.class, SampleTest.Primes.class,
                     SampleTest.Sums.class, SampleTest.BrokenSetUp.class})
public class SampleTest {
    @ClassRule
    public static final ExternalResource RESOURCE = new ExternalResource() {
        @Override
        protected void before() {
            System.out.println("[resource opened]");
        }

        @Override
        protected void after() {
            System.out.println("[resource closed]");
        }
    };

    @FixMethodOrder(MethodSorters.NAME_ASCENDING)
    public static class Basics {
        private final Deque<String> stack = new ArrayDeque<>();

        @BeforeClass
        public static void first() {
            System.out.println("[before class]");
        }

        @AfterClass
        public static void last() {
            System.out.println("[after class]");
        }

        @Before
        public void fill() {
            stack.push("bottom");
        }

        @After
        public void empty() {
            stack.clear();
        }

        @Test
        public void arrays() {
            assertArrayEquals(new int[] {1, 2}, new int[] {1, 2});
            assertEquals(0.3, 0.1 + 0.2, 1e-9);
        }

        @Test
        public void arraysDiffer() {
            assertArrayEquals("rows", new int[][] {{1}, {2, 3}}, new int[][] {{1}, {2, 4}});
        }

        @Test
        public void assumed() {
            assumeTrue("never", stack.size() > 5);
        }

        @Test(expected = NoSuchElementException.class)
        public void expected() {
            stack.pop();
            stack.pop();
        }

        @Test(expected = IllegalStateException.class)
        public void expectedOther() {
            stack.pop();
            throw new IllegalArgumentException("wrong kind", new RuntimeException("the cause"));
        }

        @Test
        @Ignore("on purpose")
        public void ignored() {
            throw new AssertionError();
        }

        @Test
        public void matchers() {
            assertThat("the text", containsString("other"));
        }

        @Test
        public void nullPointer() {
            String text = stack.peekLast().isEmpty() ? "x" : null;
            assertEquals(1, text.length());
        }

        @Test(timeout = 60_000)
        public void timed() {
            assertThat(Thread.currentThread().getName().isEmpty(), is(false));
        }

        @Test
        public void thrown() {
            ArithmeticException e = assertThrows(ArithmeticException.class,
                                                 () -> System.out.println(1 / stack.size() / 0));
            assertEquals("/ by zero", e.getMessage());
        }
    }

    @FixMethodOrder(MethodSorters.NAME_ASCENDING)
    public static class Rules {
        @Rule
        public final TemporaryFolder folder = new TemporaryFolder();
        @Rule
        public final TestName name = new TestName();
        @Rule
        public final ErrorCollector errors = new ErrorCollector();
        @Rule
        public final ExpectedException thrown = ExpectedException.none();
        @Rule
        public final Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

        @Test
        public void collected() {
            errors.checkThat("first", is("1st"));
            errors.checkThat("second", is("second"));
            errors.addError(new IllegalStateException("third"));
        }

        @Test
        public void file() throws Exception {
            assertTrue(folder.newFile("a.txt").exists() && folder.newFolder("b", "c").isDirectory());
            assertEquals("file", name.getMethodName());
        }

        @Test
        public void message() {
            thrown.expect(NumberFormatException.class);
            thrown.expectMessage("\"x1\"");
            Integer.parseInt("x1");
        }
    }

    @RunWith(Parameterized.class)
    public static class Primes {
        private final int number;
        private final boolean prime;

        public Primes(int number, boolean prime) {
            this.number = number;
            this.prime = prime;
        }

        @Parameterized.Parameters(name = "{0} is {1}")
        public static Collection<Object[]> data() {
            List<Object[]> rows = new ArrayList<>();
            for (int i = 2; i < 40; i++) {
                rows.add(new Object[] {i, Arrays.asList(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31).contains(i)});
            }
            return rows;
        }

        @Test
        public void check() {
            boolean found = true;
            for (int i = 2; i * i <= number; i++) {
                found &= number % i != 0;
            }
            assertEquals(prime, found);
        }
    }

    @RunWith(Theories.class)
    public static class Sums {
        @DataPoints
        public static int[] numbers() {
            return new int[] {-7, 0, 3, Integer.MAX_VALUE};
        }

        @Theory
        public void commutes(int a, int b) {
            assertEquals(a + b, b + a);
        }

        @Theory
        public void grows(int a, int b) {
            assumeTrue(b > 0);
            assertTrue(a + b > a);
        }
    }

    public static class BrokenSetUp {
        @BeforeClass
        public static void fail() {
            throw new UnsupportedOperationException("set-up");
        }

        @Test
        public void never() {
        }
    }
}
