package com.example.mxcp;

import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderGateway;
import io.mxcp.domain.provider.ProviderId;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** {@code provider: lighthouse} in the configuration, and the keys of its section. */
public final class LighthouseFactory implements ProviderFactory {
    static final ProviderId TYPE = new ProviderId("lighthouse");

    @Override
    public ProviderId type() {
        return TYPE;
    }

    @Override
    public String displayName() {
        return "Lighthouse";
    }

    @Override
    public List<ProviderSetting> settings() {
        return List.of(
                ProviderSetting.required("url", "The address of the service, such as https://lighthouse.example."),
                ProviderSetting.required("client_id", "The ID of our app there."),
                ProviderSetting.secret("client_secret", "The secret of our app there."),
                ProviderSetting.withDefault("scope", "profile email", "What is asked for, separated by spaces."),
                ProviderSetting.withDefault("callback_path", "/lighthouse/callback", "The path of our callback."));
    }

    @Override
    public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
        URI url = URI.create(settings.required("url").reveal());
        boolean local = "localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost());
        if (url.getHost() == null || !("https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && local))) {
            throw new IllegalArgumentException("url must be an https address");
        }
        return new LighthouseGateway(url, settings, new LighthouseHttp(), clock);
    }
}
