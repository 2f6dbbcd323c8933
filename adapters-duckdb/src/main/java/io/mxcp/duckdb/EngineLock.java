package io.mxcp.duckdb;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Opens the engine and shuts it off from files, network and extensions, for good: once locked, no statement changes a
 * setting any more. The settings are read back, since a misspelt or dropped one would leave a door open.
 */
final class EngineLock {
    private static final Map<String, String> FIXED = Map.of(
            "allow_community_extensions", "false",
            "allow_extension_repositories", "forbidden",
            "allow_persistent_secrets", "false",
            "autoinstall_known_extensions", "false",
            "autoload_known_extensions", "false",
            "max_expression_depth", "250",
            // what spills is of many people, and lies where the engine's file functions may read
            "temp_file_encryption", "true");

    private static final Map<String, String> LOCKED = Map.of(
            "allow_unsigned_extensions", "false",
            "enable_external_access", "false",
            "enable_logging", "0",
            "lock_configuration", "true");

    private EngineLock() {}

    /** How the driver is to open the database. */
    static Properties properties(DuckDbSettings settings) {
        Properties properties = new Properties();
        properties.putAll(FIXED);
        properties.setProperty("threads", Integer.toString(settings.engine().threads()));
        properties.setProperty("memory_limit", settings.engine().memoryBytes() + "B");
        properties.setProperty("temp_directory", temporaryFolder(settings).orElse(""));
        properties.setProperty("max_temp_directory_size", settings.engine().temporaryBytes() + "B");
        properties.setProperty(
                "max_execution_time",
                Long.toString(settings.engine().maxStatementTime().toMillis()));
        if (settings.readOnly()) {
            properties.setProperty("access_mode", "READ_ONLY");
        }
        return properties;
    }

    private static Optional<String> temporaryFolder(DuckDbSettings settings) {
        return settings.engine().temporaryFolder().map(EngineLock::absolute);
    }

    static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    /** Creates the folder of the database for nobody else, since the engine would create a file that all may read. */
    static void prepareFolder(Path database) throws IOException {
        Path folder = database.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static String folder(Path path) {
        return absolute(path) + "/";
    }

    /** Locks, and reads back; this folder stays readable. */
    static void lock(Connection connection, DuckDbSettings settings, Optional<Path> readable)
            throws SQLException, EngineStartException {
        try (Statement statement = connection.createStatement()) {
            if (readable.isPresent()) {
                statement.execute(
                        "SET allowed_directories = ['" + folder(readable.get()).replace("'", "''") + "']");
            }
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
            requireLocked(readBack(statement), settings, readable);
        }
    }

    private static Map<String, String> readBack(Statement statement) throws SQLException {
        Map<String, String> actual = new HashMap<>();
        try (ResultSet result = statement.executeQuery("SELECT name, value FROM system.main.duckdb_settings()")) {
            while (result.next()) {
                actual.put(result.getString(1), String.valueOf(result.getString(2)));
            }
        }
        return actual;
    }

    private static void requireLocked(Map<String, String> actual, DuckDbSettings settings, Optional<Path> readable)
            throws EngineStartException {
        Map<String, String> expected = new TreeMap<>(FIXED);
        expected.putAll(LOCKED);
        expected.put("threads", Integer.toString(settings.engine().threads()));
        expected.put(
                "max_execution_time",
                Long.toString(settings.engine().maxStatementTime().toMillis()));
        for (Map.Entry<String, String> setting : expected.entrySet()) {
            requireSetting(setting.getKey(), setting.getValue(), actual);
        }
        requireNoOtherFolders(actual.getOrDefault("allowed_directories", "missing"), settings, readable);
        requireNoOtherPaths(actual.getOrDefault("allowed_paths", "missing"), settings);
    }

    private static void requireSetting(String name, String expected, Map<String, String> actual)
            throws EngineStartException {
        String value = actual.getOrDefault(name, "missing");
        if (!value.equals(expected)) {
            throw new EngineStartException(
                    "DuckDB is not locked: " + name + " is " + value + " instead of " + expected + ".");
        }
    }

    /** The engine itself allows the folder that it spills to; the order is its own. */
    private static void requireNoOtherFolders(String folders, DuckDbSettings settings, Optional<Path> readable)
            throws EngineStartException {
        String spilling = temporaryFolder(settings).map(folder -> folder + "/").orElse("");
        String ours = readable.map(EngineLock::folder).orElse("");
        String between = spilling.isEmpty() || ours.isEmpty() ? "" : ", ";
        if (!folders.equals("[" + spilling + between + ours + "]")
                && !folders.equals("[" + ours + between + spilling + "]")) {
            throw new EngineStartException("DuckDB is not locked: SQL may read " + folders + ".");
        }
    }

    /** The engine itself allows the database's own file and the logs beside it, and nothing else may be there. */
    private static void requireNoOtherPaths(String paths, DuckDbSettings settings) throws EngineStartException {
        String own = settings.database().map(EngineLock::absolute).orElse("[]");
        String listed = paths.substring(1, paths.length() - 1);
        for (String path : settings.database().isPresent() ? listed.split(", ") : new String[] {paths}) {
            if (!path.startsWith(own)) {
                throw new EngineStartException("DuckDB is not locked: SQL may read " + path + ".");
            }
        }
    }
}
