package io.mxcp.bootstrap.config;

import io.mxcp.bootstrap.config.keys.JsonSchema;
import io.mxcp.bootstrap.config.keys.Reference;
import io.mxcp.bootstrap.config.keys.Value;
import io.mxcp.bootstrap.config.yaml.Problems;
import io.mxcp.domain.provider.ProviderFactory;
import java.util.List;

/** The descriptions of both settings files, made of what their readers read by. */
public final class SettingsFiles {
    private final Value.Section userFile;

    /** With the settings of these providers. */
    public SettingsFiles(List<ProviderFactory> factories) {
        this.userFile = UserFile.keys(Providers.of(factories, new Problems()));
    }

    /** JSON Schema of {@code config.yml}. */
    public String userSchema() {
        return JsonSchema.of("MXCP: config.yml", userFile);
    }

    /** JSON Schema of {@code mxcp-site.yml}. */
    public String siteSchema() {
        return JsonSchema.of("MXCP: mxcp-site.yml", SiteFile.KEYS);
    }

    /** Both files as Markdown. */
    public String reference() {
        return """
                # Configuration reference

                All keys of both files. Written by `mxcp schema --markdown`; how they work together stands in [configuration](configuration.md).
                A duration is a number of seconds, or a number with `s`, `m`, `h` or `d`. A key with nothing behind it counts as absent.

                """ + Reference.of("mxcp-site.yml", SiteFile.KEYS) + "\n" + Reference.of("config.yml", userFile);
    }
}
