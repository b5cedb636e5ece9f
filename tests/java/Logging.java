// java.util.logging: levels, handlers, formatters, filters, hierarchy, parameters, exceptions, bundles.
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.MemoryHandler;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.logging.XMLFormatter;

public class Logging {
    static class Short extends Formatter {
        @Override
        public String format(LogRecord r) {
            return r.getLevel() + " " + r.getLoggerName() + " " + r.getSourceClassName() + "."
                + r.getSourceMethodName() + ": "
                + formatMessage(r) + (r.getThrown() == null ? "" : " " + r.getThrown()) + "\n";
        }
    }

    public static void main(String[] args) throws Exception {
        Logger root = Logger.getLogger("");
        for (Handler h : root.getHandlers()) {
            System.out.println(h instanceof ConsoleHandler);
            root.removeHandler(h);
        }
        Logger log = Logger.getLogger("own.deep.logger");
        Logger parent = Logger.getLogger("own");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StreamHandler stream = new StreamHandler(bytes, new Short());
        stream.setLevel(Level.ALL);
        parent.addHandler(stream);
        parent.setLevel(Level.FINE);
        log.info("plain");
        log.fine("fine");
        log.finer("not shown");
        log.log(Level.WARNING, "with {0} and {1}", new Object[] {1, "two"});
        log.log(Level.SEVERE, "thrown", new IllegalStateException("inside"));
        log.log(Level.INFO, () -> "supplied");
        log.entering("C", "m");
        log.setFilter(r -> !r.getMessage().contains("secret"));
        log.info("secret thing");
        log.setUseParentHandlers(false);
        log.info("nowhere");
        log.setUseParentHandlers(true);
        log.config("c");
        log.logp(Level.INFO, "Given", "method", "logp");
        stream.flush();
        System.out.print(bytes);
        System.out.println(log.isLoggable(Level.FINER) + " " + log.getLevel() + " " + log.getParent()
            .getName() + " "
            + Level.parse("800") + " " + Level.INFO.intValue() + " " + (Logger.getLogger("own") == parent));
        List<String> kept = new ArrayList<>();
        Handler collecting = new Handler() {
            @Override
            public void publish(LogRecord r) {
                kept.add(r.getMessage());
            }

            @Override
            public void flush() { }

            @Override
            public void close() { }
        };
        MemoryHandler memory = new MemoryHandler(collecting, 3, Level.SEVERE);
        Logger m = Logger.getLogger("memory");
        m.addHandler(memory);
        for (int i = 0; i < 5; i++) {
            m.info("m" + i);
        }
        System.out.println(kept);
        m.severe("push");
        System.out.println(kept);
        FileHandler file = new FileHandler("log.xml");
        file.setFormatter(new XMLFormatter());
        m.addHandler(file);
        m.warning("to file <&>");
        file.close();
        String xml = java.nio.file.Files.readString(java.nio.file.Path.of("log.xml"));
        System.out.println(xml.contains("<message>to file &lt;&amp;&gt;</message>") + " "
            + xml.contains("</log>"));
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s: %5$s%6$s%n");
        LogRecord record = new LogRecord(Level.INFO, "simple");
        System.out.print(new SimpleFormatter().format(record));
        root.addHandler(new ConsoleHandler() {
            {
                setFormatter(new Short());
            }
        });
        Logger.getLogger("console").warning("on stderr");
        System.out.println(LogManager.getLogManager().getLogger("own") == parent);
        try {
            Level.parse("NONE");
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
    }
}
