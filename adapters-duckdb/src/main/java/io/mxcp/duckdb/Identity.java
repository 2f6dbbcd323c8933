package io.mxcp.duckdb;

import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the functions of SQL tell during one statement. Texts are empty for nobody.
 *
 * @param id empty for nobody only
 * @param externalToken absent where there is none; for SQL written by a caller a handle
 * @param dataHosts where the provider token may go in place of its handle
 */
record Identity(
        String username,
        String email,
        String provider,
        String id,
        String name,
        Optional<Secret> externalToken,
        Map<String, String> facts,
        Set<String> dataHosts) {
    Identity {
        facts = Map.copyOf(facts);
        dataHosts = Set.copyOf(dataHosts);
    }

    static Identity of(Caller caller) {
        if (caller instanceof AuthenticatedUser user) {
            return new Identity(
                    user.username(),
                    user.email(),
                    user.provider().value(),
                    user.userId(),
                    user.displayName(),
                    user.externalToken(),
                    user.profile().facts(),
                    user.dataHosts());
        }
        return nobody((Anonymous) caller);
    }

    private static Identity nobody(Anonymous ignored) {
        return new Identity("", "", "", "", "", Optional.empty(), Map.of(), Set.of());
    }

    boolean isNobody() {
        return id.isEmpty();
    }

    Identity withExternalToken(Secret token) {
        return new Identity(username, email, provider, id, name, Optional.of(token), facts, dataHosts);
    }

    String externalTokenText() {
        return externalToken.map(Secret::reveal).orElse("");
    }

    String fact(String fact) {
        return facts.getOrDefault(fact, "");
    }

    /** The text with this identity's handle replaced by what it stands for; the same text where this one has no handle. */
    String withTokenIn(String text, Identity real) {
        String handle = externalTokenText();
        return handle.isEmpty() ? text : text.replace(handle, real.externalTokenText());
    }
}
