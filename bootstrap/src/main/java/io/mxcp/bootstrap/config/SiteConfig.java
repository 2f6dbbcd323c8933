package io.mxcp.bootstrap.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code mxcp-site.yml} and its overrides say of the project. All paths are absolute.
 *
 * @param folder the project folder
 * @param project its name in {@code config.yml}
 * @param profile the profile in use
 */
public record SiteConfig(Path folder, String project, String profile, SqlTools sqlTools, Paths paths, DuckDb duckDb) {
    /**
     * The built-in SQL tools.
     *
     * @param descriptions what to say of a tool instead of the usual, by its name
     */
    public record SqlTools(boolean enabled, Map<String, String> descriptions) {
        /** The names of all of them. */
        public static final List<String> NAMES = List.of("execute_sql_query", "list_tables", "get_table_schema");

        /** Copies the map. */
        public SqlTools {
            descriptions = Map.copyOf(descriptions);
        }

        /** The names that are taken by them. */
        public List<String> builtIn() {
            return enabled ? NAMES : List.of();
        }
    }

    /** Where the project keeps what. */
    public record Paths(Path tools, Path resources, Path prompts, Path sql, Path data, Path audit) {}

    /**
     * The database.
     *
     * @param file absent: it lives in memory
     * @param readOnly whether nobody may change it
     */
    public record DuckDb(Optional<Path> file, boolean readOnly) {}
}
