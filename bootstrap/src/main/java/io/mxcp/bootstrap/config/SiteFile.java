package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.SiteConfig.SqlTools;
import io.mxcp.bootstrap.config.keys.Key;
import io.mxcp.bootstrap.config.keys.Plain;
import io.mxcp.bootstrap.config.keys.Value;
import io.mxcp.bootstrap.config.keys.Value.Section;
import java.util.ArrayList;
import java.util.List;

/** The keys of {@code mxcp-site.yml}. */
final class SiteFile {
    /** The folders that a project may name, in the order of the reference. */
    static final List<String> FOLDERS = List.of("tools", "resources", "prompts", "sql", "data", "audit");

    /** Those of them that are only read: the server makes none of these. */
    static final List<String> FOLDERS_TO_READ = List.of("tools", "resources", "prompts", "sql");

    /** The whole file. */
    static final Section KEYS = Section.of(
            Version.KEY,
            Key.of("project", Plain.TEXT, "Which project of config.yml this is.")
                    .mandatory(),
            Key.of(
                    "profile",
                    Plain.TEXT,
                    "The profile in use; required unless --profile or MXCP_PROFILE names one. Letters, digits, _, - and ."),
            Key.of("sql_tools", sqlTools(), "The built-in SQL tools."),
            Key.of("paths", paths(), "Where the project keeps what, from its folder."),
            Key.of("profiles", new Value.MapOf("profile", profile()), "What differs between profiles."),
            Key.of("extensions", new Value.ListOf(Plain.ANY), "Not loaded, with a warning: the engine is locked."),
            Key.of("secrets", Plain.TEXTS, "No effect, with a warning: the engine keeps none."),
            Key.notOffered("plugin"),
            Key.notOffered("dbt"));

    private SiteFile() {}

    private static Section sqlTools() {
        List<Key> keys = new ArrayList<>();
        keys.add(Key.of("enabled", Plain.FLAG, "Whether they are offered.").or("false"));
        Section tool = Section.of(Key.of("description", Plain.TEXT, "What models read about the tool."));
        SqlTools.NAMES.forEach(name -> keys.add(Key.of(name, tool, "The built-in tool of this name.")));
        return new Section(keys);
    }

    private static Section paths() {
        List<Key> keys = new ArrayList<>();
        FOLDERS.forEach(name -> keys.add(Key.of(name, new Value.Text("path"), "The folder of this kind of file.")
                .or(name)));
        List.of("python", "plugins", "evals").forEach(name -> keys.add(Key.notOffered(name)));
        return new Section(keys);
    }

    private static Section profile() {
        Section duckDb = Section.of(
                Key.of("path", new Value.Text("path or `:memory:`"), "The database; created where it is missing.")
                        .or("data/db-<profile>.duckdb"),
                Key.of("readonly", Plain.FLAG, "Opens the file without the right to change it; not for :memory:.")
                        .or("false"));
        Section audit = Section.of(
                Key.of("enabled", Plain.FLAG, "Whether an audit file is wanted; a warning says it is not written yet.")
                        .or("false"),
                Key.of("path", new Value.Text("path"), "The audit file; without effect yet."));
        return Section.of(Key.of("duckdb", duckDb, "The database."), Key.of("audit", audit, "The audit file."));
    }
}
