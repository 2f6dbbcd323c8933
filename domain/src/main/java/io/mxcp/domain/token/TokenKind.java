package io.mxcp.domain.token;

/** The credentials this server issues; the prefix tells them apart, also for a scanner that looks for leaks (T30). */
public enum TokenKind {
    /** RFC 6749 §1.4. */
    ACCESS_TOKEN("mxcp_at_"),
    /** RFC 6749 §1.5; carries the name of its grant. */
    REFRESH_TOKEN("mxcp_rt_"),
    /** RFC 6749 §1.3.1. */
    AUTHORIZATION_CODE("mxcp_ac_");

    private final String prefix;

    TokenKind(String prefix) {
        this.prefix = prefix;
    }

    /** What every credential of this kind begins with. */
    public String prefix() {
        return prefix;
    }
}
