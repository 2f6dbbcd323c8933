package io.mxcp.bootstrap.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The bundled project as files in a temporary folder, read like any other project; removed when closed. */
public final class DemoProject implements AutoCloseable {
    private static final List<String> FILES = List.of(
            "mxcp-site.yml",
            "config.yml",
            "tools/whoami.yml",
            "tools/my_orders.yml",
            "tools/my_sales_by_month.yml",
            "sql/my_orders.sql");

    private final Path folder;

    private DemoProject(Path folder) {
        this.folder = folder;
    }

    /** Unpacks it. */
    public static DemoProject unpack() throws IOException {
        DemoProject project = new DemoProject(Files.createTempDirectory("mxcp-demo"));
        for (String file : FILES) {
            Path target = project.folder.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text(file));
        }
        return project;
    }

    /** Where its files are. */
    public Path folder() {
        return folder;
    }

    /** Its configuration file. */
    public Path config() {
        return folder.resolve("config.yml");
    }

    /** The statement that makes the bundled data. */
    public static String data() {
        try {
            return text("data.sql");
        } catch (IOException e) {
            throw new UncheckedIOException("the program is incomplete: its demo data cannot be read", e);
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream in = DemoProject.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("the program is incomplete: " + file + " is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
