package io.mxcp.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.fixture.TestClock;
import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderSetting;
import io.mxcp.domain.provider.ProviderSettings;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What every {@link ProviderFactory} promises. Extend it and supply a factory and values for its required settings. */
public abstract class ProviderFactoryContract {
    /** For extension. */
    protected ProviderFactoryContract() {}

    /** The factory. */
    protected abstract ProviderFactory factory();

    /** A value for each required setting; a provider need not be there. */
    protected abstract Map<String, String> required();

    @Test
    void describesEachSettingOnceForTheOperator() {
        assertThat(factory().settings()).extracting(ProviderSetting::name).doesNotHaveDuplicates();
        assertThat(factory().settings()).allSatisfy(setting -> {
            assertThat(setting.name()).matches("[a-z][a-z0-9_]*");
            assertThat(setting.help()).isNotBlank();
            assertThat(setting.required() && setting.defaultValue().isPresent())
                    .as(setting.name() + " is required and has a default")
                    .isFalse();
        });
        assertThat(factory().settings())
                .filteredOn(ProviderSetting::required)
                .extracting(ProviderSetting::name)
                .containsExactlyInAnyOrderElementsOf(required().keySet());
    }

    @Test
    void makesGatewaysOfItsOwnTypeWithoutAskingTheProvider() {
        assertThat(factory().create(settings(required()), new TestClock()).id())
                .isEqualTo(factory().type());
    }

    @Test
    void isFoundByTheServiceLoader() throws NoSuchMethodException {
        assertThat(ServiceLoader.load(ProviderFactory.class))
                .extracting(Object::getClass)
                .anyMatch(type -> type.equals(factory().getClass()));
        assertThat(Modifier.isPublic(factory().getClass().getConstructor().getModifiers()))
                .isTrue();
    }

    private ProviderSettings settings(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        factory()
                .settings()
                .forEach(setting -> setting.defaultValue().ifPresent(value -> {
                    all.putIfAbsent(setting.name(), value);
                }));
        return ProviderSettings.of(all);
    }
}
