package io.mxcp.providers.salesforce;

import io.mxcp.domain.fixture.ScriptedProvider;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.providers.ProviderUnderFaults;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.scripted.ScriptedSalesforce;
import java.io.IOException;
import java.time.InstantSource;

/** Salesforce in the fault matrix. */
public final class SalesforceUnderFaults implements ProviderUnderFaults {
    @Override
    public String name() {
        return "salesforce";
    }

    @Override
    public ScriptedProvider start(InstantSource clock) throws IOException {
        return ScriptedSalesforce.start(clock);
    }

    @Override
    public ProviderGateway gateway(ScriptedProvider provider, InstantSource clock, EgressLimits limits) {
        return new SalesforceFactory(limits)
                .create(ProviderSettings.of(ScriptedSalesforce.settings(provider.base())), clock);
    }
}
