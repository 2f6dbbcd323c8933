package io.mxcp.duckdb;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Counts how deeply a JSON text is nested, as it goes by. The engine walks some JSON by recursion, without a bound: a deep text
 * exhausts the stack of its thread, which ends the process.
 */
final class JsonDepth {
    /** More than any document that means something, and far less than a stack holds. */
    static final int DEEPEST = 1_000;

    private static final int NOT_ASCII = 0x80;

    private int depth;
    private boolean quoted;
    private boolean escaped;
    private boolean tooDeep;

    /** The next byte of UTF-8, or character: what nests and quotes is ASCII. */
    void next(int c) {
        if (c == '\n') { // there is none in a string
            quoted = false;
            escaped = false;
        } else if (escaped) {
            escaped = false;
        } else if (quoted) {
            escaped = c == '\\';
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            depth++;
            tooDeep |= depth > DEEPEST;
        } else if (c == ']' || c == '}') {
            depth = Math.max(0, depth - 1);
        }
    }

    boolean isTooDeep() {
        return tooDeep;
    }

    static boolean isTooDeep(String text) {
        JsonDepth count = new JsonDepth();
        for (int i = 0; i < text.length() && !count.tooDeep; i++) {
            count.next(text.charAt(i));
        }
        return count.tooDeep;
    }

    /** Lets a document through as long as it is not too deep; one that does not begin like JSON is none. */
    static final class Bounded extends FilterOutputStream {
        private final JsonDepth count = new JsonDepth();
        private boolean begun;
        private boolean json;

        /** @param json whether it is JSON, however it begins */
        Bounded(OutputStream out, boolean json) {
            super(out);
            this.begun = json;
            this.json = json;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                look(bytes[i] & 0xFF);
            }
            if (count.isTooDeep()) {
                throw new IOException("JSON that is nested too deeply");
            }
            out.write(bytes, offset, length);
        }

        private void look(int c) {
            if (!begun && c > ' ' && c < NOT_ASCII) { // before it: space, or the mark of UTF-8
                begun = true;
                json = c == '[' || c == '{';
            }
            if (json) {
                count.next(c);
            }
        }

        boolean isTooDeep() {
            return count.isTooDeep();
        }
    }
}
