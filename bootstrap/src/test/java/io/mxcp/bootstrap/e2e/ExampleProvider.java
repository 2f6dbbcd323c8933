package io.mxcp.bootstrap.e2e;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The project {@code docs/example-provider}, built with what its {@code pom.xml} names and nothing else of ours: the compiler sees
 * the domain's jar and Gson, its tests also the domain's test jar and JUnit.
 */
final class ExampleProvider {
    private static final Path SOURCES = Path.of("..", "docs", "example-provider", "src");
    private static final Path LIBRARIES = Path.of("target", "mxcp", "lib");

    private final Path classes;
    private final Path testClasses;

    private ExampleProvider(Path classes, Path testClasses) {
        this.classes = classes;
        this.testClasses = testClasses;
    }

    static ExampleProvider compile(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path testClasses = Files.createDirectories(folder.resolve("test-classes"));
        compile(SOURCES.resolve("main/java"), classes, publishedJars());
        compile(SOURCES.resolve("test/java"), testClasses, classes + ":" + System.getProperty("java.class.path"));
        copy(SOURCES.resolve("main/resources"), classes);
        return new ExampleProvider(classes, testClasses);
    }

    /** Its tests, which are our contracts. */
    TestExecutionSummary test() throws IOException {
        return test(
                List.of(classes, testClasses),
                "com.example.mxcp.LighthouseGatewayTest",
                "com.example.mxcp.LighthouseFactoryTest");
    }

    /** What came of these tests, with these folders of classes. */
    static TestExecutionSummary test(List<Path> folders, String... tests) throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = loader(folders, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(Stream.of(tests)
                            .map(test -> selectClass(loader, test))
                            .toList())
                    .filters(EngineFilter.includeEngines("junit-jupiter"))
                    .build();
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create().execute(request, listener);
            return listener.getSummary();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URLClassLoader loader(List<Path> folders, ClassLoader parent) throws IOException {
        List<URL> places = new ArrayList<>();
        for (Path folder : folders) {
            places.add(folder.toUri().toURL());
        }
        return new URLClassLoader(places.toArray(URL[]::new), parent);
    }

    /** Its compiled classes and its text file. */
    Path classes() {
        return classes;
    }

    /** Puts its jar into a folder of plug-ins. */
    void packInto(Path plugins) throws IOException {
        Files.createDirectories(plugins);
        try (OutputStream file = Files.newOutputStream(plugins.resolve("mxcp-lighthouse-1.0.jar"));
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> entries = Files.walk(classes)) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(entry).toString()));
                Files.copy(entry, jar);
                jar.closeEntry();
            }
        }
    }

    private static String publishedJars() throws IOException {
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            List<String> jars = files.map(Path::toString)
                    .filter(name -> name.matches(".*/(mxcp-domain|gson)-[0-9][^/]*\\.jar"))
                    .toList();
            return String.join(":", jars);
        }
    }

    /** Compiles all sources below a folder; a warning is an error. */
    static void compile(Path sources, Path target, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of(
                "--release",
                "17",
                "-Xlint:all,-classfile",
                "-Werror",
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                target.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IOException(sources + " does not compile");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling("."));
                Files.copy(file, copy);
            }
        }
    }
}
