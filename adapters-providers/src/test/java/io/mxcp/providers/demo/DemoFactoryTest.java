package io.mxcp.providers.demo;

import io.mxcp.domain.contract.ProviderFactoryContract;
import io.mxcp.domain.provider.ProviderFactory;
import java.util.Map;

class DemoFactoryTest extends ProviderFactoryContract {
    @Override
    protected ProviderFactory factory() {
        return new DemoFactory();
    }

    @Override
    protected Map<String, String> required() {
        return Map.of("url", "http://127.0.0.1:8001");
    }
}
