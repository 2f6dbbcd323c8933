package io.mxcp.bootstrap;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What the server logs from now on. */
final class LogLines implements AutoCloseable {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.mxcp");

    LogLines() {
        lines.start();
        logger.addAppender(lines);
    }

    /** Each with its level and its facts. */
    List<String> read() {
        synchronized (lines) { // as the appender does
            return lines.list.stream().map(LogLines::text).toList();
        }
    }

    private static String text(ILoggingEvent line) {
        List<KeyValuePair> facts = Optional.ofNullable(line.getKeyValuePairs()).orElse(List.of());
        return line.getLevel() + " " + line.getFormattedMessage() + " " + facts;
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
    }
}
