package io.mxcp.bootstrap.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("standard error is one for all")
class ConsoleLogTest {
    private final LoggerContext context = new LoggerContext();

    /** What stands on standard error when all is written out. */
    private List<String> written(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, UTF_8));
        try {
            context.setMDCAdapter(new LogbackMDCAdapter());
            context.start();
            assertThat(new ConsoleLog().configure(context)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
            work.run();
            context.stop();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(UTF_8).lines().toList();
    }

    @Test
    void writesEachEventOnOneLineWhateverIsInItAndItsTraceOnAnother() {
        List<String> lines = written(() -> {
            context.getLogger("io.mxcp.A").atInfo().addKeyValue("user", "ann").log("one\r\ntwo\u2028three");
            context.getLogger("io.mxcp.B").warn("four", new IllegalStateException("five\nsix"));
        });

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z INFO  A - one \\| two \\| three user=\"ann\"");
        assertThat(lines.get(1)).endsWith(" WARN  B - four ");
        assertThat(lines.get(2)).startsWith("java.lang.IllegalStateException: five | six | \tat ");
    }

    @Test
    void showsOursInDetailAndOfOthersOnlyWarnings() {
        List<String> lines = written(() -> {
            context.getLogger("io.mxcp.A").info("ours");
            context.getLogger("io.mxcp.A").debug("too much of ours");
            context.getLogger("org.eclipse.jetty").info("theirs");
            context.getLogger("org.eclipse.jetty").warn("a warning of theirs");
        });

        assertThat(lines)
                .hasSize(2)
                .anyMatch(line -> line.endsWith(" - ours "))
                .anyMatch(line -> line.endsWith(" - a warning of theirs "));
    }

    @Test
    void leavesTheFieldToAFileOfTheOperators() {
        System.setProperty("logback.configurationFile", "their.xml");
        try {
            assertThat(new ConsoleLog().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
            assertThat(context.getLogger("ROOT").iteratorForAppenders().hasNext())
                    .isFalse();
        } finally {
            System.clearProperty("logback.configurationFile");
        }
    }
}
