package io.mxcp.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxcp.domain.provider.ProviderFactory;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider is a jar in a folder: compiled against the domain alone, found by the program, and never two of one type. */
class ProviderJarTest {
    private static final String SOURCE = """
            package com.example;

            import io.mxcp.domain.provider.*;
            import java.time.InstantSource;
            import java.util.List;

            public final class AcmeFactory implements ProviderFactory {
                @Override
                public ProviderId type() {
                    return new ProviderId("acme");
                }

                @Override
                public String displayName() {
                    return "Acme";
                }

                @Override
                public List<ProviderSetting> settings() {
                    return List.of(ProviderSetting.secret("client_secret", "The secret of the app."));
                }

                @Override
                public ProviderGateway create(ProviderSettings settings, InstantSource clock) {
                    throw new IllegalArgumentException("client_secret cannot be used");
                }
            }
            """;

    @TempDir
    Path root;

    private Path plugins;

    @BeforeEach
    void makeProject() throws IOException {
        plugins = Files.createDirectories(root.resolve("plugins"));
        Files.createDirectories(root.resolve("project"));
        Files.writeString(root.resolve("project/mxcp-site.yml"), "project: p\nprofile: dev\n");
        Files.createDirectories(root.resolve(".mxcp"));
        Files.writeString(
                root.resolve(".mxcp/config.yml"),
                "projects: {p: {profiles: {dev: {auth: {provider: acme, acme: {}}}}}}\n");
    }

    @Test
    void findsAProviderInAFolderOfJars() throws Exception {
        jar("acme.jar");
        assertThat(mxcp("providers")).contains("acme  (Acme)").contains("[required] [secret]");
        assertThat(mxcp("validate")).contains("Acme OAuth configuration is incomplete: client_secret is missing");
    }

    @Test
    void startsNothingWithTwoProvidersOfOneType() throws Exception {
        jar("acme.jar");
        jar("twin.jar", "com.example.Twin");
        assertThat(mxcp("validate")).contains("class path: there are two providers of the type 'acme'");
    }

    private void jar(String name) throws IOException {
        jar(name, "com.example.AcmeFactory");
    }

    /** A jar as its author would build it, with this class as the provider. */
    private void jar(String name, String type) throws IOException {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        Path classes = Files.createDirectories(root.resolve("classes-" + simple));
        Path source = Files.writeString(classes.resolve(simple + ".java"), SOURCE.replace("AcmeFactory", simple));
        String domain = Path.of(java.net.URI.create(ProviderFactory.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", domain, "-d", classes.toString(), source.toString());
        assertThat(compiled).isZero();
        try (OutputStream file = Files.newOutputStream(plugins.resolve(name));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + ProviderFactory.class.getName()));
            jar.write(type.getBytes(UTF_8));
            jar.putNextEntry(new JarEntry(type.replace('.', '/') + ".class"));
            jar.write(Files.readAllBytes(classes.resolve(type.replace('.', '/') + ".class")));
        }
    }

    /** What the program prints, started with the folder on its class path as {@code bin/mxcp} puts it there. */
    private String mxcp(String command) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + plugins + File.separator + "*";
        ProcessBuilder builder = new ProcessBuilder(List.of(java, "-cp", classPath, "io.mxcp.bootstrap.Main", command))
                .directory(root.resolve("project").toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output").toFile());
        builder.environment().put("HOME", root.toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(root.resolve("output"));
    }
}
