package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.domain.grant.Issuer;
import io.mxcp.domain.provider.ProviderFactory;
import java.util.List;
import java.util.Optional;

/**
 * All settings of one start, checked.
 *
 * @param issuer under which URL the world reaches this server; with port 0 it is only known once the port is
 *     ({@link PublicUrl#of})
 * @param auth who signs people in; absent: the server is open to everybody
 * @param web what SQL may read over https
 * @param nullForNobody whether the user functions are NULL, not empty texts, where nobody is signed in
 * @param maskPersonalData whether the log hides display names and e-mail addresses
 * @param debug whether to log in detail
 */
public record Configuration(
        SiteConfig site,
        Transport transport,
        Issuer issuer,
        Optional<AuthConfig> auth,
        WebConfig web,
        boolean nullForNobody,
        boolean maskPersonalData,
        boolean debug) {
    /**
     * Reads all files; tells every mistake in them.
     *
     * @param factories the providers to choose from
     * @return absent exactly if something was wrong that prevents the start
     */
    public static Optional<Configuration> read(
            Surroundings surroundings, Overrides overrides, List<ProviderFactory> factories, Problems problems) {
        Optional<SiteConfig> site = new SiteReader(surroundings, overrides, problems).read();
        return read(surroundings, overrides, factories, site, problems);
    }

    /** The same, where the project's own file was read already. */
    public static Optional<Configuration> read(
            Surroundings surroundings,
            Overrides overrides,
            List<ProviderFactory> factories,
            Optional<SiteConfig> site,
            Problems problems) {
        UserConfig user =
                new UserReader(surroundings, Providers.of(factories, problems), overrides, problems).read(site);
        boolean debug = surroundings.flag("MXCP_DEBUG", problems).orElse(false) || overrides.debug();
        if (problems.hasErrors() || site.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Configuration(
                site.get(),
                user.transport(),
                user.issuer(),
                user.profile().auth(),
                user.profile().web(),
                user.profile().nullForNobody(),
                user.profile().maskPersonalData(),
                debug));
    }
}
