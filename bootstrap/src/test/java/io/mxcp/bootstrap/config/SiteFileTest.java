package io.mxcp.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mxcp-site.yml} and the environment mean. */
class SiteFileTest {
    private static final String HEAD = "mxcp: '1'\nproject: my_project\nprofile: dev\n";

    @TempDir
    Path root;

    private ProjectFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ProjectFolder.in(root);
    }

    @Test
    void needsNoMoreThanProjectAndProfile() {
        SiteConfig site = folder.good().site();
        assertThat(site.duckDb().file()).contains(folder.path("project/data/db-dev.duckdb"));
        assertThat(site.paths().tools()).isEqualTo(folder.path("project/tools"));
        assertThat(site.sqlTools().enabled()).isFalse();
        assertThat(folder.good().debug()).isFalse();
    }

    @Test
    void readsAllKeys() throws IOException {
        site("""
                sql_tools:
                  enabled: true
                  execute_sql_query: {description: Ask anything}
                paths: {tools: endpoints, data: /var/data}
                profiles:
                  dev:
                    duckdb: {path: sales.duckdb, readonly: true}
                    audit: {enabled: true, path: audit.jsonl}
                  prod:
                    duckdb: {path: "${UNSET}"}
                extensions: [httpfs, {name: h3, repo: community}]
                secrets: [api]
                """);
        SiteConfig site = folder.good().site();
        assertThat(site.sqlTools().descriptions()).containsEntry("execute_sql_query", "Ask anything");
        assertThat(site.paths().tools()).isEqualTo(folder.path("project/endpoints"));
        assertThat(site.paths().data()).isEqualTo(Path.of("/var/data"));
        assertThat(site.duckDb().file()).contains(folder.path("project/sales.duckdb"));
        assertThat(site.duckDb().readOnly()).isTrue();
        assertThat(folder.warnings())
                .anyMatch(text -> text.endsWith("extensions are not loaded: the engine is locked to what it brings"))
                .anyMatch(text -> text.endsWith("secrets have no effect: the engine keeps none"))
                .anyMatch(text -> text.endsWith("an audit file is not written yet"));
    }

    @Test
    void tellsWhatHasNoEffectAtItsPlace() throws IOException {
        site("""
                extensions: [httpfs]
                secrets: [api]
                profiles: {dev: {audit: {enabled: yes}}}
                paths: {tools: tols, data: dta}
                """);
        String missing = folder.path("project/tols").toString();
        folder.good();
        assertThat(folder.warnings())
                .containsExactly(
                        "mxcp-site.yml:4:13 extensions: extensions are not loaded: the engine is locked to what it brings",
                        "mxcp-site.yml:5:10 secrets: secrets have no effect: the engine keeps none",
                        "mxcp-site.yml:6:35 profiles.dev.audit.enabled: audit events go to the server's log; an audit file is"
                                + " not written yet",
                        "mxcp-site.yml:7:16 paths.tools: there is no folder " + missing
                                + ", so nothing is read from it");
    }

    @Test
    void letsTheEnvironmentWinOverTheFile() throws IOException {
        site("profiles: {prod: {duckdb: {path: x.duckdb}}}\n");
        folder.variable("MXCP_PROFILE", "prod")
                .variable("MXCP_DUCKDB_PATH", "y.duckdb")
                .variable("MXCP_READONLY", "true")
                .variable("MXCP_DEBUG", "1")
                .variable("MXCP_AUDIT_ENABLED", "yes");
        Configuration read = folder.good();
        assertThat(read.site().profile()).isEqualTo("prod");
        assertThat(read.site().duckDb())
                .isEqualTo(new SiteConfig.DuckDb(Optional.of(folder.path("project/y.duckdb")), true));
        assertThat(folder.warnings()).anyMatch(text -> text.endsWith("an audit file is not written yet"));
        assertThat(read.debug()).isTrue();
    }

    @Test
    void letsTheEnvironmentSayNoAsWell() throws IOException {
        site("profiles: {dev: {duckdb: {readonly: true}, audit: {enabled: true}}}\n");
        folder.variable("MXCP_READONLY", "false")
                .variable("MXCP_AUDIT_ENABLED", "0")
                .variable("MXCP_DEBUG", "no");
        assertThat(folder.good().site().duckDb().readOnly()).isFalse();
        assertThat(folder.good().debug()).isFalse();
        assertThat(folder.warnings()).isEmpty();
    }

    @Test
    void refusesADatabaseInMemoryThatNobodyMayChangeWhoeverSaysSo() throws IOException {
        site("profiles: {dev: {duckdb: {readonly: true}}}\n");
        folder.variable("MXCP_DUCKDB_PATH", ":memory:");
        assertThat(folder.errors()).singleElement().asString().contains("a database in memory cannot be read-only");
        site("profiles: {dev: {duckdb: {path: ':memory:'}}}\n");
        folder.variable("MXCP_READONLY", "true");
        assertThat(folder.errors()).singleElement().asString().contains("MXCP_READONLY");
    }

    @Test
    void letsOptionsWinOverTheEnvironment() throws IOException {
        site("sql_tools: {enabled: true}\n");
        folder.variable("MXCP_PROFILE", "prod")
                .options(new Overrides(Optional.of("test"), Optional.empty(), Optional.of(false), true));
        assertThat(folder.good().site().profile()).isEqualTo("test");
        assertThat(folder.good().site().sqlTools().enabled()).isFalse();
        assertThat(folder.good().debug()).isTrue();
    }

    @Test
    void tellsAllMistakesOfAllFilesAtOnce() throws IOException {
        folder.file("project/mxcp-site.yml", "projct: my_project\nprofile: ../up\nsql_tools: {enabld: true}\n");
        folder.config("transport: {http: {prt: 1}}").variable("MXCP_DEBUG", "perhaps");
        assertThat(folder.errors())
                .containsExactly(
                        "config.yml:1:20 transport.http.prt: unknown key 'prt'; did you mean 'port'?",
                        "environment variable MXCP_DEBUG: must be true or false",
                        "mxcp-site.yml:1:1: project is missing",
                        "mxcp-site.yml:1:1 projct: unknown key 'projct'; did you mean 'project'?",
                        "mxcp-site.yml:2:10 profile: the name of a profile has letters, digits, '_', '-' and '.' only",
                        "mxcp-site.yml:3:13 sql_tools.enabld: unknown key 'enabld'; did you mean 'enabled'?");
    }

    @Test
    void saysWhereToStartWithoutAFile() throws IOException {
        Files.delete(folder.path("project/mxcp-site.yml"));
        assertThat(folder.errors()).singleElement().asString().startsWith("mxcp-site.yml: not found in ");
    }

    @Test
    void namesWhatIsNotOffered() throws IOException {
        site("plugin: [{name: x}]\ndbt: {enabled: true}\n");
        assertThat(folder.good().site().project()).isEqualTo("my_project");
        assertThat(folder.warnings())
                .containsExactly(
                        "mxcp-site.yml:4:9 plugin: 'plugin' is not offered here and has no effect",
                        "mxcp-site.yml:5:6 dbt: 'dbt' is not offered here and has no effect");
    }

    private void site(String rest) throws IOException {
        folder.file("project/mxcp-site.yml", HEAD + rest);
    }
}
