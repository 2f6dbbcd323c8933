package io.mxcp.http;

import io.mxcp.domain.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells the operator what became of a request, under its {@link CorrelationId}: one line for each leg of a sign-in. In detail only
 * (DEBUG) where anybody can provoke it, since a flood must not fill a disk. Holds no token, code, secret, state or verifier; of what a
 * stranger sent only the client ID and the host of the redirect URI, made fit for one line (T51).
 */
public final class RequestLog {
    private static final Logger LOG = System.getLogger("io.mxcp.http");
    private static final String CLIENT = "client";
    private static final String REDIRECT = "redirect";
    private static final String ATTRIBUTE = "io.mxcp.http.log.";
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_CHARACTERS_OF_A_REASON = 1000;
    private static final Pattern QUOTED = Pattern.compile("['\"](?:.*['\"]|.*)", Pattern.DOTALL);
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7E]|[\"\\\\]");

    private RequestLog() {}

    /** From now on lines of this request name the client; any text. */
    public static void client(HttpServletRequest request, String clientId) {
        request.setAttribute(ATTRIBUTE + CLIENT, clientId);
    }

    /** From now on lines of this request name the host that the answer goes to, or was to go to; any text. */
    public static void redirect(HttpServletRequest request, String host) {
        request.setAttribute(ATTRIBUTE + REDIRECT, host);
    }

    /** A leg ended well, or led on. */
    public static void went(HttpServletRequest request, String what) {
        if (LOG.isLoggable(Level.DEBUG)) {
            tell(Level.DEBUG, request, ": " + what);
        }
    }

    /** A leg was refused, as anybody can provoke it. */
    public static void refused(HttpServletRequest request, ErrorCode code, String description) {
        refused(Level.DEBUG, request, code, description);
    }

    /** A leg was refused; above DEBUG for what cannot be provoked at will. */
    public static void refused(Level level, HttpServletRequest request, ErrorCode code, String description) {
        if (LOG.isLoggable(level)) { // before any text is made: each refused bearer token comes by here
            tell(level, request, " refused: " + code.wireName() + ", " + description);
        }
    }

    /**
     * Something that was used gave nothing. What the engine quotes is left out: it may be a value, such as a part of a token or an e-mail
     * address, which is for the caller alone.
     */
    public static void failed(HttpServletRequest request, String endpoint, String reason) {
        if (LOG.isLoggable(Level.DEBUG)) {
            String told = printable(withoutQuotes(reason), MOST_CHARACTERS_OF_A_REASON);
            LOG.log(Level.DEBUG, "request " + CorrelationId.of(request) + ": " + endpoint + " failed: " + told);
        }
    }

    /** From the first quote to the last, of whichever kind; to the end where the last is cut off. */
    private static String withoutQuotes(String text) {
        return QUOTED.matcher(text).replaceFirst("'...'");
    }

    /** The leg is named by what its servlet is mapped to: the path itself is a stranger's text. */
    private static void tell(Level level, HttpServletRequest request, String what) {
        StringBuilder line = new StringBuilder("request ").append(CorrelationId.of(request));
        line.append(": ").append(request.getHttpServletMapping().getPattern());
        line.append(what);
        for (String fact : List.of(CLIENT, REDIRECT)) {
            if (request.getAttribute(ATTRIBUTE + fact) instanceof String known) {
                line.append(' ').append(fact).append("=\"");
                line.append(printable(known, MOST_CHARACTERS)).append('"');
            }
        }
        LOG.log(level, line.toString());
    }

    private static String printable(String text, int most) {
        String cut = text.length() <= most ? text : text.substring(0, most);
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
