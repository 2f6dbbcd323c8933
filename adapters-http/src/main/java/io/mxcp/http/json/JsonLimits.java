package io.mxcp.http.json;

/**
 * How much JSON one document may be (threat T47). Depth (32), members of one object (1,000), values altogether (50,000) and digits
 * of a number (20, and three of its exponent) are the same everywhere.
 *
 * @param maxBytes of the whole document
 * @param maxStringLength of one text or member name, in UTF-16 units
 */
public record JsonLimits(int maxBytes, int maxStringLength) {
    /** For registration and other OAuth bodies: 64 KB, texts of 8 KB (threats T45, T47). */
    public static final JsonLimits OAUTH = new JsonLimits(64 * 1024, 8 * 1024);
    /** For MCP messages: 1 MB, and one argument may fill it (threats T45, T47). */
    public static final JsonLimits MCP = new JsonLimits(1024 * 1024, 1024 * 1024);

    static final int MAX_DEPTH = 32;
    static final int MAX_MEMBERS = 1_000;
    static final int MAX_VALUES = 50_000;
    static final int MAX_DIGITS = 20;
    static final int MAX_EXPONENT_DIGITS = 3;
}
