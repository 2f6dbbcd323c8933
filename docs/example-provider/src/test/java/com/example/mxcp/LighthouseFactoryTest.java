package com.example.mxcp;

import io.mxcp.domain.contract.ProviderFactoryContract;
import io.mxcp.domain.provider.ProviderFactory;
import java.util.Map;

class LighthouseFactoryTest extends ProviderFactoryContract {
    @Override
    protected ProviderFactory factory() {
        return new LighthouseFactory();
    }

    @Override
    protected Map<String, String> required() {
        return Map.of("url", "https://lighthouse.example", "client_id", "mxcp", "client_secret", "invented");
    }
}
