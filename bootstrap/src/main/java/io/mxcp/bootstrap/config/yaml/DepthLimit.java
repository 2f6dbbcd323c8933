package io.mxcp.bootstrap.config.yaml;

import java.io.Serial;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Ends a document that nests too deeply before the composer, which recurses, has followed it there. */
final class DepthLimit implements Parser {
    private final Parser parser;
    private final int most;
    private int depth;

    DepthLimit(Parser parser, int most) {
        this.parser = parser;
        this.most = most;
    }

    @Override
    public Event next() {
        Event event = parser.next();
        if (event instanceof CollectionEndEvent) {
            depth--;
        } else if (event instanceof CollectionStartEvent && ++depth > most) {
            throw new TooDeepException();
        }
        return event;
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    /** More levels than are taken. */
    static final class TooDeepException extends YamlEngineException {
        @Serial
        private static final long serialVersionUID = 1;

        TooDeepException() {
            super("too many levels");
        }
    }
}
