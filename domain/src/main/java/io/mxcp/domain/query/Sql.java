package io.mxcp.domain.query;

import static java.util.Objects.requireNonNull;

/** The text of a statement, and who wrote it: that decides how far it is trusted. */
public sealed interface Sql {
    /** The text. */
    String text();

    /** Written by the operator in an endpoint file: may do all that the locked engine lets it. */
    record ByOperator(String text) implements Sql {
        /** The text must be there. */
        public ByOperator {
            requireNonNull(text, "text");
        }
    }

    /** Written by whoever called (a person, or a model on their behalf): must pass the gate first. */
    record ByCaller(String text) implements Sql {
        /** The text must be there. */
        public ByCaller {
            requireNonNull(text, "text");
        }
    }
}
