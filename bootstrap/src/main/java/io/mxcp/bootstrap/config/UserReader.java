package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.yaml.Home;
import io.mxcp.bootstrap.config.yaml.Nearest;
import io.mxcp.bootstrap.config.yaml.Problem;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.bootstrap.config.yaml.YamlFile;
import io.mxcp.bootstrap.config.yaml.YamlMap;
import io.mxcp.bootstrap.config.yaml.YamlNode;
import io.mxcp.domain.grant.Issuer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads {@code ~/.mxcp/config.yml}, or the file that {@code MXCP_CONFIG} names. Without the former nobody has to sign in. */
final class UserReader {
    private final Surroundings surroundings;
    private final Providers providers;
    private final Overrides overrides;
    private final Problems problems;

    UserReader(Surroundings surroundings, Providers providers, Overrides overrides, Problems problems) {
        this.surroundings = surroundings;
        this.providers = providers;
        this.overrides = overrides;
        this.problems = problems;
    }

    /**
     * What the file says of this project and profile.
     *
     * @param site absent if the project's own file could not be read: then the whole file is only looked over
     */
    UserConfig read(Optional<SiteConfig> site) {
        return file().flatMap(this::root).map(top -> user(top, site)).orElseGet(this::withoutFile);
    }

    private Optional<Path> file() {
        Optional<String> named = surroundings.variable("MXCP_CONFIG");
        if (named.isEmpty()) {
            return Optional.of(surroundings.home().resolve(".mxcp/config.yml")).filter(Files::exists);
        }
        try {
            return Optional.of(surroundings.workingDirectory().resolve(Home.expand(named.get(), surroundings.home())));
        } catch (InvalidPathException e) {
            problems.error(Problem.of("environment variable MXCP_CONFIG", "is no path"));
            return Optional.empty();
        }
    }

    private Optional<YamlMap> root(Path file) {
        Path folder = Optional.ofNullable(file.getParent()).orElse(surroundings.workingDirectory());
        return new YamlFile(surroundings.nameOf(file), surroundings.substitution(folder), problems)
                .read(file)
                .filter(root -> !root.isNull())
                .map(root -> root.as(UserFile.keys(providers)))
                .flatMap(YamlNode::map);
    }

    private UserConfig withoutFile() {
        return withTransport(Transport.DEFAULT, Optional.empty());
    }

    private UserConfig user(YamlMap top, Optional<SiteConfig> site) {
        Version.check(top);
        top.notOffered("vault");
        top.notOffered("onepassword");
        top.notOffered("models");
        Transport transport = top.map("transport").map(TransportReader::read).orElse(Transport.DEFAULT);
        Optional<YamlNode> place = top.map("transport").flatMap(section -> section.get("http"));
        UserConfig user = withTransport(transport, place);
        Optional<ProfileConfig> profile = top.map("projects").flatMap(map -> projects(map, site, user.issuer()));
        top.refuseOthers();
        return new UserConfig(user.transport(), user.issuer(), profile.orElse(ProfileConfig.NONE));
    }

    private UserConfig withTransport(Transport configured, Optional<YamlNode> place) {
        Transport transport = overrides.port().map(configured::withPort).orElse(configured);
        PublicUrl url = PublicUrl.of(transport);
        url.warning().ifPresent(text -> place.ifPresent(node -> node.warning(text)));
        return new UserConfig(transport, url.issuer(), ProfileConfig.NONE);
    }

    private Optional<ProfileConfig> projects(YamlMap projects, Optional<SiteConfig> site, Issuer issuer) {
        Optional<ProfileConfig> inUse = Optional.empty();
        for (String name : projects.names()) {
            Optional<String> profile =
                    site.filter(known -> known.project().equals(name)).map(SiteConfig::profile);
            Optional<ProfileConfig> found =
                    projects.map(name).flatMap(project -> profiles(project, name, profile, issuer));
            inUse = profile.isPresent() ? found : inUse;
        }
        site.filter(known -> !projects.names().contains(known.project()))
                .ifPresent(known -> tellUnknownProject(projects, known.project()));
        return inUse;
    }

    /**
     * A project that the file does not know is open to everybody: that is how projects begin. One that is nearly there was
     * rather misspelt, and must not be open by mistake.
     */
    private static void tellUnknownProject(YamlMap projects, String name) {
        String known = "project '" + name + "' of mxcp-site.yml is not here; there are: "
                + String.join(", ", new TreeSet<>(projects.names()));
        Optional<String> near = Nearest.to(name, projects.names());
        if (near.isPresent()) {
            projects.node().error(known + Nearest.hint(name, projects.names()));
        } else {
            projects.node().warning(known + "; so nobody has to sign in");
        }
    }

    private Optional<ProfileConfig> profiles(YamlMap project, String name, Optional<String> active, Issuer issuer) {
        Optional<ProfileConfig> read = Optional.empty();
        Optional<YamlMap> profiles = project.map("profiles");
        for (String profile : profiles.map(YamlMap::names).orElse(List.of())) {
            boolean inUse = active.filter(profile::equals).isPresent();
            Optional<ProfileConfig> found = profiles.flatMap(map -> map.get(profile))
                    .map(node -> inUse ? node : node.shapeOnly())
                    .flatMap(YamlNode::map)
                    .map(map -> profile(map, issuer));
            read = inUse ? found : read;
        }
        active.filter(chosen ->
                        profiles.filter(map -> map.names().contains(chosen)).isEmpty())
                .ifPresent(chosen -> tellUnknownProfile(project, profiles, name, chosen));
        project.refuseOthers();
        return read;
    }

    private static void tellUnknownProfile(YamlMap project, Optional<YamlMap> profiles, String name, String chosen) {
        TreeSet<String> known = new TreeSet<>(profiles.map(YamlMap::names).orElse(List.of()));
        profiles.map(YamlMap::node)
                .orElse(project.node())
                .error("project '" + name + "' has no profile '" + chosen + "'; it has: "
                        + (known.isEmpty() ? "none" : String.join(", ", known)) + Nearest.hint(chosen, known));
    }

    private ProfileConfig profile(YamlMap profile, Issuer issuer) {
        profile.accept("secrets");
        profile.notOffered("plugin");
        Optional<AuthConfig> auth =
                profile.map("auth").flatMap(section -> new AuthReader(surroundings, providers, issuer).read(section));
        WebConfig web = profile.map("web").map(WebConfig::read).orElse(WebConfig.NONE);
        boolean nullForNobody = profile.map("sql")
                .map(section -> onlyFlag(section, "null_for_nobody"))
                .orElse(false);
        boolean maskPersonalData = profile.map("logging")
                .map(section -> onlyFlag(section, "mask_personal_data"))
                .orElse(false);
        profile.refuseOthers();
        return new ProfileConfig(auth, web, nullForNobody, maskPersonalData);
    }

    private static boolean onlyFlag(YamlMap section, String name) {
        boolean flag = section.flag(name, false);
        section.refuseOthers();
        return flag;
    }
}
