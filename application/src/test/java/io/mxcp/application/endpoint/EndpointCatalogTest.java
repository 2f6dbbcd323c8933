package io.mxcp.application.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Prompt;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.Tool;
import io.mxcp.domain.endpoint.UriTemplate;
import io.mxcp.domain.endpoint.ValueType;
import io.mxcp.domain.endpoint.ValueType.Kind;
import io.mxcp.domain.query.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointCatalogTest {
    private static Resource resource(String uri) {
        UriTemplate template = UriTemplate.parse(uri);
        return new Resource(
                template,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Resource.JSON,
                template.parameters().stream()
                        .map(name -> new Parameter(name, ValueType.of(Kind.STRING), Optional.empty()))
                        .toList(),
                Optional.empty(),
                new Sql.ByOperator("SELECT 1"));
    }

    private static Prompt prompt(String name) {
        return new Prompt(
                name,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(new Prompt.Message(Prompt.Role.USER, arguments -> "")));
    }

    private static EndpointCatalog of(String... addresses) {
        return new EndpointCatalog(
                List.of(),
                Arrays.stream(addresses).map(EndpointCatalogTest::resource).toList(),
                List.of());
    }

    private static Optional<String> at(EndpointCatalog catalog, String address) {
        return catalog.resourceAt(address).map(found -> found.resource().uri().toString());
    }

    @Test
    void listsEachKindInOrderHoweverItWasGiven() {
        List<Tool> tools = new ArrayList<>(SqlTools.all(Map.of()));
        Collections.reverse(tools);
        EndpointCatalog catalog = new EndpointCatalog(
                tools,
                List.of(resource("z://{a}"), resource("b://x"), resource("a://x"), resource("a://{a}")),
                List.of(prompt("second"), prompt("first")));

        assertThat(catalog.tools())
                .extracting(Tool::name)
                .containsExactly("execute_sql_query", "get_table_schema", "list_tables");
        assertThat(catalog.resources()).extracting(one -> one.uri().toString()).containsExactly("a://x", "b://x");
        assertThat(catalog.resourceTemplates())
                .extracting(one -> one.uri().toString())
                .containsExactly("a://{a}", "z://{a}");
        assertThat(catalog.prompts()).extracting(Prompt::name).containsExactly("first", "second");
    }

    @Test
    void findsAResourceWithTheValuesOfItsAddress() {
        assertThat(of("users://{name}/profile").resourceAt("users://%C3%A4nn/profile"))
                .hasValueSatisfying(found -> assertThat(found.values()).isEqualTo(Map.of("name", "\u00e4nn")));
        assertThat(at(of("users://{name}/profile"), "users://ann")).isEmpty();
        assertThat(at(of("users://{name}/profile"), "users://{name}/profile")).contains("users://{name}/profile");
    }

    @Test
    void prefersTheFixedAddressToAnyTemplate() {
        EndpointCatalog catalog = of("users://{name}", "users://me", "users://m{rest}");

        assertThat(at(catalog, "users://me")).contains("users://me");
        assertThat(at(catalog, "users://ann")).contains("users://{name}");
    }

    @Test
    void prefersTheTemplateThatSaysMore() {
        assertThat(at(of("a://{x}", "a://{x}.json", "a://r-{x}.json"), "a://r-1.json"))
                .contains("a://r-{x}.json");
        assertThat(at(of("a://r-{x}.json", "a://{x}.json", "a://{x}"), "a://1.json"))
                .contains("a://{x}.json");
    }

    @Test
    void refusesTwoOfAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("a://{x}", "a://{x}"))
                .withMessageContaining("a://{x}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EndpointCatalog(List.of(), List.of(), List.of(prompt("same"), prompt("same"))))
                .withMessageContaining("same");
    }
}
