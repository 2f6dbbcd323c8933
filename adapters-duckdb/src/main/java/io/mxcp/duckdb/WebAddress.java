package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the address that SQL gave to a download. No refusal repeats it, since it may hold a credential.
 */
final class WebAddress {
    private static final int LONGEST = 8_192;
    private static final Pattern WEB = Pattern.compile("(?i)https?://.*", Pattern.DOTALL);

    private WebAddress() {}

    /** An address with scheme, host and no user information; whether it may be asked is another question. */
    static URI of(String text) throws QueryException {
        if (!WEB.matcher(text).matches()) {
            throw StatementGate.refused("Only https addresses are allowed here: no files, and no other schemes.");
        } else if (text.length() > LONGEST) {
            throw StatementGate.refused("An address of more than " + LONGEST + " characters is not allowed.");
        }
        URI address = parsed(text);
        if (address.getRawUserInfo() != null) {
            throw StatementGate.refused("A user or password in the address is not allowed: use headers.");
        } else if (address.getHost() == null) {
            throw StatementGate.refused(
                    "The address has no host that is allowed: write a name outside of ASCII in its xn-- form.");
        }
        return address;
    }

    private static URI parsed(String text) throws QueryException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw StatementGate.refused("The address is not allowed as it is written, at character "
                    + (e.getIndex() + 1) + ": a space is %20 there, and so on (url_encode() does it).");
        }
    }

    /** Host and, unless it is the scheme's own, port. */
    static String shown(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        return address.getPort() < 0 ? host : host + ":" + address.getPort();
    }
}
