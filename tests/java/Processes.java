// ProcessBuilder: output, input, exit codes, environment, directory, redirection, pipelines, destroy,
// errors, ProcessHandle.
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

public class Processes {
    static String output(Process p) throws Exception {
        try (BufferedReader in = p.inputReader()) {
            StringBuilder out = new StringBuilder();
            String line;
            while ((line = in.readLine()) != null) {
                out.append(line).append('|');
            }
            return out + " exit " + p.waitFor();
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(output(new ProcessBuilder("echo", "hello", "two words", "quo\"te").start()));
        System.out.println(output(new ProcessBuilder("sh", "-c", "exit 3").start()));
        Process cat = new ProcessBuilder("cat").start();
        try (OutputStream in = cat.getOutputStream()) {
            in.write("through cat\nsecond\n".getBytes());
        }
        System.out.println(output(cat));
        ProcessBuilder b = new ProcessBuilder("sh", "-c", "echo $OWN; pwd | sed 's:.*/::'; echo error >&2");
        b.environment().put("OWN", "value é");
        b.directory(Files.createDirectory(Path.of("subdir")).toFile());
        b.redirectErrorStream(true);
        System.out.println(output(b.start()));
        Process toFile = new ProcessBuilder("sh", "-c", "echo out; echo err >&2")
            .redirectOutput(new File("out.txt"))
            .redirectError(new File("err.txt")).start();
        System.out.println(toFile.waitFor() + " " + Files.readString(Path.of("out.txt")).trim() + " "
            + Files.readString(Path.of("err.txt")).trim());
        System.out.println(new ProcessBuilder("cat").redirectInput(new File("out.txt"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("err.txt"))).start().waitFor() + " "
            + Files.readAllLines(Path.of("err.txt")));
        System.out.flush();
        new ProcessBuilder("echo", "inherited").inheritIO().start().waitFor();
        List<Process> pipeline = ProcessBuilder.startPipeline(List.of(new ProcessBuilder("printf",
            "b\\na\\nc\\n"),
            new ProcessBuilder("sort")));
        System.out.println(output(pipeline.get(1)));
        Process sleeping = new ProcessBuilder("sleep", "60").start();
        System.out.println(sleeping.isAlive() + " " + sleeping.waitFor(10, TimeUnit.MILLISECONDS));
        try {
            sleeping.exitValue();
        } catch (IllegalThreadStateException e) {
            System.out.println(e.getMessage());
        }
        sleeping.destroy();
        System.out.println(sleeping.waitFor() + " " + sleeping.isAlive());
        Process killed = new ProcessBuilder("sleep", "60").start();
        System.out.println(killed.destroyForcibly().waitFor() + " " + killed.onExit().get().exitValue());
        try {
            new ProcessBuilder("/no/such/program").start();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        try {
            new ProcessBuilder("ls").directory(new File("none")).start();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(output(Runtime.getRuntime().exec(new String[] {"printf", "%s-%s", "a b", "c"})));
        System.out.println(ProcessHandle.current().isAlive() + " " + (ProcessHandle.current().pid() > 1) + " "
            + new ProcessBuilder("true").command());
    }
}
