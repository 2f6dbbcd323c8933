package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/mxcp} itself, in a place without a distribution: that is what it misses once it trusts the plugins folder. */
class PluginsFolderTest {
    private static final String TRUSTED = "no distribution in";

    @TempDir
    private Path home;

    private Path plugins;
    private Path jar;

    @BeforeEach
    void lay() throws IOException {
        Files.createDirectories(home.resolve("app/bin"));
        Files.copy(Path.of("..", "bin", "mxcp"), home.resolve("app/bin/mxcp"));
        plugins = Files.createDirectories(home.resolve("plug ins"));
        jar = Files.writeString(plugins.resolve("one.jar"), "");
        allow(plugins, "rwxr-xr-x");
        allow(jar, "rw-r--r--");
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private String start() throws IOException, InterruptedException {
        Path said = home.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", home.resolve("app/bin/mxcp").toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment()
                .putAll(Map.of(
                        "MXCP_PLUGINS", plugins.toString(),
                        "HOME", home.toString(),
                        "JAVA_HOME", System.getProperty("java.home")));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        return Files.readString(said, UTF_8);
    }

    @Test
    void takesAFolderThatOnlyItsOwnerWritesTo() throws Exception {
        Files.writeString(plugins.resolve("notes.txt"), "");
        allow(plugins.resolve("notes.txt"), "rw-rw-rw-"); // never on the class path
        assertThat(start()).contains(TRUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
    void stopsAtAFolderThatOthersWriteTo(String permissions) throws Exception {
        allow(plugins, permissions);
        assertThat(start()).contains("chmod go-w '" + plugins + "'").doesNotContain(TRUSTED);
        allow(plugins, "rwxr-xr-x");
        assertThat(start()).contains(TRUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
    void stopsAtAJarThatOthersWriteTo(String permissions) throws Exception {
        allow(jar, permissions);
        assertThat(start()).contains("chmod go-w '" + jar + "'").doesNotContain(TRUSTED);
    }

    @Test
    void looksBehindALink() throws Exception {
        Path outside = Files.writeString(home.resolve("outside"), "");
        allow(outside, "rw-rw-rw-");
        Files.createSymbolicLink(plugins.resolve("two.JAR"), outside);
        assertThat(start()).contains("two.JAR").doesNotContain(TRUSTED);
        Files.delete(outside);
        assertThat(start()).contains(TRUSTED);
    }

    @Test
    void looksAtTheFolderBehindALink() throws Exception {
        Path folder = Files.createDirectories(home.resolve("else where"));
        allow(folder, "rwxrwxrwx");
        Path outside = Files.writeString(folder.resolve("two.jar"), "");
        allow(outside, "rw-r--r--");
        Files.createSymbolicLink(plugins.resolve("two.jar"), outside);
        assertThat(start()).contains("chmod go-w '" + folder.toRealPath() + "'").doesNotContain(TRUSTED);
        allow(folder, "rwxr-xr-x");
        assertThat(start()).contains(TRUSTED);
    }

    /** The JVM would take it for two. */
    @Test
    void takesNoFolderWithAColonInItsName() throws Exception {
        plugins = Files.createDirectories(home.resolve("a:b"));
        assertThat(start()).contains("colon").doesNotContain(TRUSTED);
    }

    @Test
    void stopsAtWhatBelongsToSomebodyElse() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a file away");
        Files.setAttribute(jar, "unix:uid", 12345);
        assertThat(start()).contains("chown 0 '" + jar + "'").doesNotContain(TRUSTED);
        Files.setAttribute(jar, "unix:uid", 0);
        Files.setAttribute(plugins, "unix:uid", 12345);
        assertThat(start()).contains("chown 0 '" + plugins + "'").doesNotContain(TRUSTED);
    }
}
