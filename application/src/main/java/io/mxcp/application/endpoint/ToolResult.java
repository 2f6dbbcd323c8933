package io.mxcp.application.endpoint;

/** What came of calling a tool. */
public sealed interface ToolResult {
    /**
     * A value of the tool's result type.
     *
     * @param value a list of maps, a map, or a scalar; leaves as {@code QueryResult} describes them
     */
    record Value(Object value) implements ToolResult {}

    /** No value; the message may be shown to the caller, and says what to change. */
    record Failed(String message) implements ToolResult {}
}
