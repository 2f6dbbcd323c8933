package io.mxcp.providers.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.provider.ProviderFactory;
import io.mxcp.domain.provider.ProviderSetting;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators and writers of SQL are told of the providers. */
class ProviderDescriptionTest {
    private static ProviderFactory factory(String type) {
        return ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.type().value().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> keys(String type) {
        return factory(type).settings().stream().map(ProviderSetting::name);
    }

    @ParameterizedTest
    @CsvSource({"github, GitHub", "google, Google", "atlassian, Atlassian", "salesforce, Salesforce", "demo, Demo"})
    void isCalledAsPeopleCallIt(String type, String name) {
        assertThat(factory(type).displayName()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "github, api_url authorize_params allowed_orgs allowed_teams allowed_domains",
        "google, userinfo_url authorize_params allowed_domains client_auth username_claim email_claim",
        "atlassian, api_url authorize_params allowed_domains site",
        "salesforce, userinfo_url authorize_params allowed_domains client_auth username_claim email_claim",
        "demo, url client_id"
    })
    void takesTheOptionalKeysThatMakeSenseThere(String type, String expected) {
        assertThat(keys(type)).contains(expected.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"github", "google", "atlassian", "salesforce", "demo"})
    void leavesTheCallbackToTheConfiguration(String type) {
        assertThat(keys(type)).doesNotContain("callback_path", "claim_mappings");
    }

    @Test
    void namesEachFactOnceByProviderAndAttribute() {
        List<String> keys = Arrays.stream(Fact.values()).map(Fact::key).toList();
        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[a-z]+\\.[a-z_]+"));
        assertThat(Fact.values()).allSatisfy(fact -> assertThat(fact.help()).endsWith("."));
    }
}
