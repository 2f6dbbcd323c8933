package io.mxcp.bootstrap.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.endpoint.Parameter;
import io.mxcp.domain.endpoint.Resource;
import io.mxcp.domain.endpoint.ValueType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files of resources mean. */
class ResourceFilesTest {
    private static final String SIMPLE = "resource: {uri: '%s', source: {code: SELECT 1}}\n";

    @TempDir
    Path root;

    private EndpointFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = EndpointFolder.in(root);
    }

    @Test
    void readsAllThatAResourceMaySay() throws IOException {
        folder.file("project/sql/profile.sql", "SELECT $username").file("project/resources/people/profile.yml", """
                mxcp: 1
                metadata: {owner: anybody}
                resource:
                  uri: users://{username}/profile
                  description: One person
                  tags: [people]
                  mime_type: text/plain; charset=utf-8
                  annotations: {title: Profile, readOnlyHint: true}
                  parameters:
                    - {name: username, type: string, pattern: '^[a-z]+$'}
                  return: {type: object, properties: {name: {type: string}}}
                  language: sql
                  source: {file: ../../sql/profile.sql}
                  tests: [{name: ann, arguments: [{key: username, value: ann}], result_contains: {name: Ann}}]
                  enabled: true
                """);
        Resource resource = onlyResource();
        assertThat(resource.uri().match("users://ann/profile")).contains(Map.of("username", "ann"));
        assertThat(resource.name()).isEmpty();
        assertThat(resource.description()).contains("One person");
        assertThat(resource.tags()).containsExactly("people");
        assertThat(resource.mimeType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(resource.parameters()).extracting(Parameter::name).containsExactly("username");
        assertThat(resource.result().map(ValueType::kind)).contains(ValueType.Kind.OBJECT);
        assertThat(resource.statement().text()).isEqualTo("SELECT $username");
        assertThat(folder.read().warnings()).isEmpty();
    }

    @Test
    void takesJsonForTheUsualContent() throws IOException {
        folder.file("project/resources/r.yml", SIMPLE.formatted("all://people"));
        assertThat(onlyResource().mimeType()).isEqualTo("application/json");
        assertThat(onlyResource().uri().isFixed()).isTrue();
    }

    @Test
    void takesAResourceWhereverItsFileStands() throws IOException {
        folder.file("project/tools/r.yml", SIMPLE.formatted("all://people"));
        assertThat(onlyResource().uri()).hasToString("all://people");
    }

    @Test
    void namesBothFilesOfTwoResourcesOfTheSameAddresses() throws IOException {
        folder.file("project/resources/a.yml", SIMPLE.formatted("all://people"))
                .file("project/resources/b/c.yml", SIMPLE.formatted("all://people"));
        assertThat(folder.read().errors())
                .containsExactly(
                        "resources/b/c.yml:1:17 resource.uri: there is another resource 'all://people' in resources/a.yml");
        folder.file("project/resources/a.yml", withParameter("users://{a}", "a"))
                .file("project/resources/b/c.yml", withParameter("users://{b}", "b"));
        assertThat(folder.read().errors()).singleElement().asString().endsWith("in resources/a.yml");
    }

    @Test
    void takesAddressesApartFromNamesOfTools() throws IOException {
        folder.file("project/tools/t.yml", "tool: {name: t, source: {code: SELECT 1}}")
                .file("project/prompts/p.yml", "prompt: {name: t, messages: [{prompt: hello}]}")
                .file("project/resources/r.yml", SIMPLE.formatted("t:t"));
        Endpoints endpoints = folder.good();
        assertThat(endpoints.tools()).hasSize(1);
        assertThat(endpoints.resources()).hasSize(1);
        assertThat(endpoints.prompts()).hasSize(1);
    }

    @Test
    void servesNoneThatIsOffOrNeedsWhatIsNotOffered() throws IOException {
        folder.file("project/resources/a.yml", "resource: {uri: 'a://a', enabled: false}")
                .file(
                        "project/resources/b.yml",
                        "resource: {uri: 'b://b', policies: {input: []}, source: {code: SELECT 1}}")
                .file("project/resources/c.yml", "resource: {uri: 'c://c', language: python, source: {file: c.py}}")
                .file("project/resources/d.yml", SIMPLE.formatted("d://d"));
        assertThat(onlyResource().uri()).hasToString("d://d");
        assertThat(folder.read().warnings())
                .containsExactly(
                        "resources/b.yml:1:36 resource.policies: policies are not enforced yet, and the resource is not"
                                + " served without them",
                        "resources/c.yml:1:36 resource.language: python is not offered here, and the resource is not"
                                + " served; write it in sql");
    }

    @Test
    void warnsThatAResourceOnlyReads() throws IOException {
        folder.file(
                "project/resources/r.yml",
                "resource: {uri: 'a://a', annotations: {readOnlyHint: false}, source: {code: SELECT 1}}");
        assertThat(folder.read().warnings()).singleElement().asString().contains("a resource only reads");
    }

    @Test
    void tellsAllMistakes() throws IOException {
        folder.file("project/resources/a.yml", """
                resource:
                  uri: users/{username}
                  name: profile
                  mimetype: text/plain
                  mime_type: text
                  source: {code: SELECT $usrname}
                  parameters: [{name: username, type: string}]
                """)
                .file("project/resources/b.yml", "resource: {source: {code: SELECT 1}}")
                .file("project/resources/c.yml", withParameter("users://{other}", "username"))
                .file("project/resources/d.yml", SIMPLE.formatted("users://{a}{b}"));
        assertThat(folder.read().errors())
                .containsExactly(
                        "resources/a.yml:2:8 resource.uri: an address begins with a scheme, as in users://{username}/profile",
                        "resources/a.yml:3:3 resource.name: unknown key 'name'",
                        "resources/a.yml:4:3 resource.mimetype: unknown key 'mimetype'; did you mean 'mime_type'?",
                        "resources/a.yml:5:14 resource.mime_type: is no media type, as in text/plain",
                        "resources/a.yml:6:18 resource.source.code: the SQL uses $usrname, which no parameter declares;"
                                + " did you mean 'username'?",
                        "resources/b.yml:1:11 resource: uri is missing",
                        "resources/c.yml:1:17 resource.uri: the parameters [username] are not those of the address, [other]",
                        "resources/d.yml:1:17 resource.uri: two parameters need something between them");
    }

    private static String withParameter(String uri, String name) {
        return "resource: {uri: '" + uri + "', parameters: [{name: " + name
                + ", type: string}], source: {code: SELECT 1}}\n";
    }

    private Resource onlyResource() {
        List<Resource> resources = folder.good().resources();
        assertThat(resources).hasSize(1);
        return resources.get(0);
    }
}
