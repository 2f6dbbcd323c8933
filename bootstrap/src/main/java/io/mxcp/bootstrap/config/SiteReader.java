package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.SiteConfig.DuckDb;
import io.mxcp.bootstrap.config.SiteConfig.Paths;
import io.mxcp.bootstrap.config.SiteConfig.SqlTools;
import io.mxcp.bootstrap.config.yaml.Home;
import io.mxcp.bootstrap.config.yaml.Problem;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.config.yaml.YamlFile;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code mxcp-site.yml} of the working directory, and the environment variables that override it. */
public final class SiteReader {
    private static final String FILE = "mxcp-site.yml";
    private static final Pattern NAME = Pattern.compile("[\\w.-]+");

    private final Surroundings surroundings;
    private final Overrides overrides;
    private final Problems problems;

    /** Reads for these surroundings and tells mistakes there. */
    public SiteReader(Surroundings surroundings, Overrides overrides, Problems problems) {
        this.surroundings = surroundings;
        this.overrides = overrides;
        this.problems = problems;
    }

    /** The project's settings; absent if they cannot be told, and then the reason is among the problems. */
    public Optional<SiteConfig> read() {
        Path folder = surroundings.workingDirectory();
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            problems.error(Problem.of(FILE, "not found in " + folder + "; start mxcp in the folder of a project"));
            return Optional.empty();
        }
        return new YamlFile(FILE, surroundings.substitution(folder), problems)
                .read(folder.resolve(FILE))
                .map(root -> root.as(SiteFile.KEYS))
                .flatMap(YamlNode::map)
                .flatMap(this::site);
    }

    private Optional<SiteConfig> site(YamlMap top) {
        Version.check(top);
        Optional<String> project = top.requiredText("project");
        Optional<String> profile = profile(top);
        SqlTools sqlTools = sqlTools(top);
        Paths paths = top.map("paths").map(this::paths).orElseGet(() -> folders(Map.of()));
        warnOfWhatHasNoEffect(top);
        top.notOffered("plugin");
        top.notOffered("dbt");
        Optional<YamlMap> settings = profiles(top, profile.orElse(""));
        top.refuseOthers();
        if (project.isEmpty() || profile.isEmpty()) {
            return Optional.empty();
        }
        DuckDb duckDb = duckDb(settings.flatMap(map -> map.map("duckdb")), paths, profile.get());
        warnOfAudit(settings.flatMap(map -> map.map("audit")));
        settings.ifPresent(YamlMap::refuseOthers);
        return Optional.of(
                new SiteConfig(surroundings.workingDirectory(), project.get(), profile.get(), sqlTools, paths, duckDb));
    }

    private static void warnOfWhatHasNoEffect(YamlMap top) {
        top.list("extensions").forEach(SiteReader::checkExtension);
        if (!top.list("extensions").isEmpty()) {
            top.get("extensions")
                    .ifPresent(
                            node -> node.warning("extensions are not loaded: the engine is locked to what it brings"));
        }
        if (!top.texts("secrets").isEmpty()) {
            top.get("secrets").ifPresent(node -> node.warning("secrets have no effect: the engine keeps none"));
        }
    }

    /** A name, or a map of the name and where it comes from. */
    private static void checkExtension(YamlNode node) {
        if (node.isScalar()) {
            return;
        }
        node.map().ifPresent(map -> {
            map.requiredText("name");
            map.text("repo");
            map.refuseOthers();
        });
    }

    private Optional<String> profile(YamlMap top) {
        Optional<String> chosen = overrides.profile().or(() -> surroundings.variable("MXCP_PROFILE"));
        if (chosen.isEmpty()) {
            return top.requiredText("profile").filter(name -> isProfileName(name, top));
        }
        top.accept("profile");
        return chosen.filter(name -> isProfileName(name, top));
    }

    /** It becomes part of file names. */
    private static boolean isProfileName(String name, YamlMap top) {
        boolean good = NAME.matcher(name).matches();
        if (!good) {
            top.get("profile")
                    .orElse(top.node())
                    .error("the name of a profile has letters, digits, '_', '-' and '.' only");
        }
        return good;
    }

    private SqlTools sqlTools(YamlMap top) {
        Map<String, String> descriptions = new HashMap<>();
        boolean enabled = top.map("sql_tools")
                .map(section -> {
                    SqlTools.NAMES.forEach(tool -> section.map(tool).ifPresent(map -> {
                        map.text("description").ifPresent(text -> descriptions.put(tool, text));
                        map.refuseOthers();
                    }));
                    boolean on = section.flag("enabled", false);
                    section.refuseOthers();
                    return on;
                })
                .orElse(false);
        return new SqlTools(overrides.sqlTools().orElse(enabled), descriptions);
    }

    private Paths paths(YamlMap section) {
        Map<String, Path> given = new HashMap<>();
        for (String name : SiteFile.FOLDERS) {
            section.get(name)
                    .ifPresent(node -> node.parsed(this::path).ifPresent(path -> {
                        given.put(name, path);
                        if (SiteFile.FOLDERS_TO_READ.contains(name) && !Files.isDirectory(path)) {
                            node.warning("there is no folder " + path + ", so nothing is read from it");
                        }
                    }));
        }
        section.notOffered("python");
        section.notOffered("plugins");
        section.notOffered("evals");
        section.refuseOthers();
        return folders(given);
    }

    private Paths folders(Map<String, Path> given) {
        return new Paths(
                folder(given, "tools"),
                folder(given, "resources"),
                folder(given, "prompts"),
                folder(given, "sql"),
                folder(given, "data"),
                folder(given, "audit"));
    }

    private Path folder(Map<String, Path> given, String name) {
        Path path = given.get(name);
        return path == null ? surroundings.workingDirectory().resolve(name) : path;
    }

    /** The section of the profile in use; the others are looked over. */
    private Optional<YamlMap> profiles(YamlMap top, String active) {
        Optional<YamlMap> profiles = top.map("profiles");
        profiles.ifPresent(map -> map.names().stream()
                .filter(name -> !name.equals(active))
                .forEach(name -> map.get(name)
                        .map(YamlNode::shapeOnly)
                        .flatMap(YamlNode::map)
                        .ifPresent(this::lookOver)));
        return profiles.flatMap(map -> map.map(active));
    }

    private void lookOver(YamlMap profile) {
        Paths paths = folders(Map.of());
        duckDb(profile.map("duckdb"), paths, "");
        warnOfAudit(profile.map("audit"));
        profile.refuseOthers();
    }

    private DuckDb duckDb(Optional<YamlMap> section, Paths paths, String profile) {
        Optional<String> inFile = section.flatMap(map -> map.text("path"));
        boolean inFileOnly = section.map(map -> map.flag("readonly", false)).orElse(false);
        section.ifPresent(YamlMap::refuseOthers);
        Optional<String> path = surroundings.variable("MXCP_DUCKDB_PATH").or(() -> inFile);
        boolean readOnly = surroundings.flag("MXCP_READONLY", problems).orElse(inFileOnly);
        boolean inMemory = path.filter(":memory:"::equals).isPresent();
        if (inMemory && readOnly) {
            problems.error(Problem.of(
                    FILE,
                    "a database in memory cannot be read-only"
                            + " (duckdb.path or MXCP_DUCKDB_PATH; duckdb.readonly or MXCP_READONLY)"));
        }
        Path file = path.filter(text -> !inMemory)
                .flatMap(this::checkedPath)
                .orElseGet(() -> paths.data().resolve("db-" + profile + ".duckdb"));
        return new DuckDb(inMemory ? Optional.empty() : Optional.of(file), readOnly);
    }

    private void warnOfAudit(Optional<YamlMap> section) {
        boolean enabled = section.map(map -> map.flag("enabled", false)).orElse(false);
        section.flatMap(map -> map.get("path")).ifPresent(node -> node.parsed(this::path));
        section.ifPresent(YamlMap::refuseOthers);
        String message = "audit events go to the server's log; an audit file is not written yet";
        Optional<Boolean> byEnvironment = surroundings.flag("MXCP_AUDIT_ENABLED", problems);
        if (byEnvironment.isEmpty() && enabled) {
            section.flatMap(map -> map.get("enabled")).ifPresent(node -> node.warning(message));
        } else if (byEnvironment.orElse(false)) {
            problems.warning(Problem.of("environment variable MXCP_AUDIT_ENABLED", message));
        }
    }

    private Optional<Path> checkedPath(String text) {
        try {
            return Optional.of(path(text));
        } catch (IllegalArgumentException e) {
            problems.error(Problem.of(FILE, "the path of the DuckDB database cannot be used"));
            return Optional.empty();
        }
    }

    private Path path(String text) {
        return surroundings
                .workingDirectory()
                .resolve(Home.expand(text, surroundings.home()))
                .normalize();
    }
}
