package io.mxcp.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxcp.bootstrap.config.AuthConfig;
import io.mxcp.bootstrap.config.Configuration;
import io.mxcp.bootstrap.config.ProjectFolder;
import io.mxcp.domain.query.Anonymous;
import io.mxcp.domain.query.AuthenticatedUser;
import io.mxcp.domain.query.Caller;
import io.mxcp.domain.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserContextTest {
    private static final String ANN = """
            {"username": "ann", "email": "ann@acme.example", "name": "Ann Example", "user_id": "4711", "provider": "github",
             "external_token": "the-token", "role": "analyst", "permissions": ["read"], "capabilities": ["hr.read"],
             "groups": ["/sales"], "facts": {"github.id": 4711}, "department": "sales", "realm_access": {"roles": ["hr"]}, "level": 1e2}
            """;

    @TempDir
    Path folder;

    @Test
    void describesAPerson() throws UsageException {
        AuthenticatedUser ann = (AuthenticatedUser) read(ANN);
        assertThat(ann.username()).isEqualTo("ann");
        assertThat(ann.email()).isEqualTo("ann@acme.example");
        assertThat(ann.displayName()).isEqualTo("Ann Example");
        assertThat(ann.userId()).isEqualTo("4711");
        assertThat(ann.provider().value()).isEqualTo("github");
        assertThat(ann.externalToken()).contains(Secret.of("the-token"));
        assertThat(ann.capabilities()).containsExactlyInAnyOrder("read", "hr.read");
        assertThat(ann.profile().roles()).containsExactly("analyst");
        assertThat(ann.profile().groups()).containsExactly("/sales");
        assertThat(ann.fact("github.id")).isEqualTo("4711");
        assertThat(ann.fact("department")).isEqualTo("sales");
        assertThat(ann.fact("realm_access")).isEqualTo("{\"roles\":[\"hr\"]}");
        assertThat(ann.fact("level")).isEqualTo("100");
        assertThat(ann.fact("external_token")).isEmpty();
        assertThat(ann.profile().claims().at("department")).contains("sales");
        assertThat(ann.profile().claims().at("external_token")).isEmpty();
    }

    @Test
    void isReadFromAFileAsWell() throws UsageException, IOException {
        Files.writeString(folder.resolve("ann.json"), ANN);
        assertThat(read("@ann.json")).isEqualTo(read(ANN));
    }

    @Test
    void isNobodyWhereNothingIsSaid() throws UsageException {
        Optional<UserContext> person = UserContext.read(Optional.empty(), folder);
        assertThat(UserContext.caller(person, Optional.empty())).isEqualTo(new Anonymous());
    }

    @Test
    void hasNoTokenWhereNoneIsGiven() throws UsageException {
        AuthenticatedUser ann = (AuthenticatedUser) read("{\"username\": \"ann\", \"email\": null, \"user_id\": 4711}");
        assertThat(ann.externalToken()).isEmpty();
        assertThat(ann.email()).isEmpty();
        assertThat(ann.userId()).isEqualTo("4711");
    }

    @Test
    void getsTheCapabilitiesThatTheProfileMapsTheirClaimsTo() throws UsageException, IOException {
        Optional<AuthConfig> auth = ProjectFolder.in(folder).auth("""
                        provider: github
                        github: {client_id: a, client_secret: b, claim_mappings: {realm_access.roles: {hr: hr.write}}}
                        """).read().flatMap(Configuration::auth);
        AuthenticatedUser ann =
                (AuthenticatedUser) UserContext.caller(UserContext.read(Optional.of(ANN), folder), auth);
        assertThat(ann.capabilities()).containsExactlyInAnyOrder("read", "hr.read", "hr.write");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"username\": | not a JSON object",
                "[] | not a JSON object",
                "{} | needs a username",
                "{\"username\": 7} | username must be a text",
                "{\"username\": \"a\", \"groups\": \"b\"} | groups must be a list of texts",
                "{\"username\": \"a\", \"facts\": []} | facts must be texts by name",
                "{\"username\": \"a\", \"provider\": \"A B\"} | provider",
                "@none.json | cannot be read"
            })
    void isRefusedWhereItIsNone(String option, String reason) {
        assertThatThrownBy(() -> read(option))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(reason);
    }

    private Caller read(String option) throws UsageException {
        return UserContext.caller(UserContext.read(Optional.of(option), folder), Optional.empty());
    }
}
