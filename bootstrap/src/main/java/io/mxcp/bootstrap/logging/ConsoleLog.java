package io.mxcp.bootstrap.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import org.slf4j.Logger;

/**
 * The log: one line an event on standard error, and one for a trace; the facts of structured events as {@code name="value"}. Found by the logging library,
 * unless {@code -Dlogback.configurationFile} names a file of the operator's; in code, since reading XML takes a tenth of a second of a start.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class ConsoleLog extends ContextAwareBase implements Configurator {
    /** Those whose level follows the debug switch. */
    public static final String OURS = "io.mxcp";

    private static final String ONE_LINE = "{'[\\r\\n\\u0085\\u2028\\u2029]+',' | '}";
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0} - %replace(%msg)"
            + ONE_LINE + " %kvp%n%replace(%ex{12})" + ONE_LINE + "%nopex";
    private static final int MOST_WAITING = 8192;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        context.getStatusManager().add(new NopStatusListener());
        context.getLogger(OURS).setLevel(Level.INFO);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(queue(context, console(context)));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> console(Context context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        return console;
    }

    /** Requests do not wait for the console unless it is far behind; nothing is dropped. */
    private static AsyncAppender queue(Context context, ConsoleAppender<ILoggingEvent> console) {
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setName("queue");
        queue.setQueueSize(MOST_WAITING);
        queue.setDiscardingThreshold(0);
        queue.setMaxFlushTime(0);
        queue.addAppender(console);
        queue.start();
        return queue;
    }
}
