// env: JAVA_TOOL_OPTIONS=-Dfrom.env=yes -ea
// vmargs: -Dfrom.command=line -Dempty= -Dflag
// args: one "two words" -Dnot.a=property é
// JAVA_TOOL_OPTIONS is picked up and announced; properties of the command line; arguments reach main
// unchanged.
public class ToolOptions {
    public static void main(String[] args) {
        System.out.println(System.getProperty("from.env") + " " + System.getProperty("from.command") + " ["
            + System.getProperty("empty") + "] [" + System.getProperty("flag") + "] "
            + System.getProperty("not.a"));
        for (String a : args) {
            System.out.println("[" + a + "]");
        }
        System.out.println(ToolOptions.class.desiredAssertionStatus());
    }
}
