package io.mxcp.duckdb;

import io.mxcp.domain.query.QueryException;
import io.mxcp.domain.query.WebReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * What the engine's leases may read over HTTP, and by what.
 *
 * @param way the way out and where documents lie meanwhile; absent: reading over HTTP is off
 */
record WebPermit(WebAccess access, Optional<Way> way) implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WebPermit.class.getName());

    /** The way out, and the folder in between. */
    record Way(WebReader reader, Spool spool) {}

    boolean isOn() {
        return way.isPresent();
    }

    /** The one folder that the engine may read. */
    Optional<Path> folder() {
        return way.map(there -> there.spool().root());
    }

    Spool spool() {
        return way.orElseThrow().spool();
    }

    /** The way to this address, if a host of the configuration or of the caller's provider is there. */
    WebReader reader(URI address, Collection<String> providersHosts) throws QueryException {
        if (way.isEmpty()) {
            throw StatementGate.refused("Reading over HTTP is not allowed here: it is switched off.");
        } else if (!anyHolds(access.hosts(), address) && !anyHolds(providersHosts, address)) {
            throw StatementGate.refused(
                    address.getScheme() + "://" + WebAddress.shown(address)
                            + " is not allowed: SQL reads from the hosts of the caller's provider and from those that the operator allowed.");
        }
        return way.get().reader();
    }

    /** Whether one of these hosts is there; what is no host matches none. */
    static boolean anyHolds(Collection<String> hosts, URI address) {
        return hosts.stream().flatMap(host -> WebHost.find(host).stream()).anyMatch(host -> host.holds(address));
    }

    /** Deletes the folder; what cannot be deleted goes at the next start. */
    @Override
    public void close() {
        try {
            if (way.isPresent()) {
                spool().close();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the folder of what was read over HTTP could not be deleted: " + spool().root(), e);
        }
    }
}
