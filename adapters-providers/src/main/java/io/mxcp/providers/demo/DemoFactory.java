package io.mxcp.providers.demo;

import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.egress.Destinations;
import io.mxcp.providers.egress.EgressGuard;
import io.mxcp.providers.egress.EgressLimits;
import io.mxcp.providers.oauth2.WebAddress;
import io.mxcp.providers.wire.ProviderHttp;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes gateways to the demo provider, on this machine only: it asks nobody for a password. */
public final class DemoFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("demo");

    private static final String DEFAULT_CLIENT_ID = "mxcp-demo";

    /** Names and literals only: a name that resolves to loopback today may not tomorrow. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final EgressLimits limits;

    /** For {@link java.util.ServiceLoader}. */
    public DemoFactory() {
        this(EgressLimits.STANDARD);
    }

    DemoFactory(EgressLimits limits) {
        this.limits = limits;
    }

    @Override
    public ProviderId type() {
        return TYPE;
    }

    @Override
    public String displayName() {
        return "Demo";
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("url", "The demo provider's base address, on this machine."),
                ProviderSetting.withDefault("client_id", DEFAULT_CLIENT_ID, "Our client ID there."));
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        URI url = WebAddress.of("url", settings.required("url").reveal());
        if (!LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException("url must be an address of this machine, such as http://127.0.0.1:8001");
        }
        String clientId = settings.optional("client_id").map(Secret::reveal).orElse(DEFAULT_CLIENT_ID);
        EgressGuard guard = new EgressGuard(Destinations.configured(List.of(url)), limits);
        return new DemoGateway(url, clientId, new ProviderHttp(guard), clock);
    }
}
