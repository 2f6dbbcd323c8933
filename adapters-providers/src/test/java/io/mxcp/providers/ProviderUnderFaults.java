package io.mxcp.providers;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.providers.egress.EgressLimits;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/** One provider in {@link FaultMatrixTest}: a scripted one, a gateway to it with short limits, and where it has a mind of its own. */
public interface ProviderUnderFaults {
    /** Its type. */
    String name();

    /** Starts it, with tokens that can be refreshed. */
    ScriptedProvider start(InstantSource clock) throws IOException;

    /** A gateway to it. */
    ProviderGateway gateway(ScriptedProvider provider, InstantSource clock, EgressLimits limits);

    /** Faults, by their names, that are something else at its refresh. */
    default Map<String, Failure> atRefresh() {
        return Map.of();
    }

    /** Faults, by their names, that are something else at its user info. */
    default Map<String, Failure> atProfile() {
        return Map.of();
    }
}
