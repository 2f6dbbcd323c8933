package io.mxcp.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rules are run over. */
final class Code {
    static final String ROOT = "io.mxcp";

    private Code() {}

    /** The classes of all modules on the class path, without tests. */
    static JavaClasses ofProduct() {
        return new ClassFileImporter()
                .withImportOption(location -> !isTest(location))
                .importPackages(ROOT);
    }

    private static boolean isTest(Location location) {
        return location.contains("-tests.jar") || location.contains("/test-classes/");
    }

    /** The contracts in the domain's test-jar. */
    static Set<String> contracts() {
        return new ClassFileImporter()
                .importPackages(ROOT + ".domain.contract").stream()
                        .map(JavaClass::getSimpleName)
                        .filter(name -> name.endsWith("Contract"))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The sources of all tests of the modules beside this one. */
    static List<String> testSources() {
        try (Stream<Path> modules = Files.list(Path.of("").toAbsolutePath().getParent())) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(Code::sources)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(Code::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
