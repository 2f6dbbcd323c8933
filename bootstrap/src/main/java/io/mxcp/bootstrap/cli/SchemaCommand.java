package io.mxcp.bootstrap.cli;

import io.mxcp.bootstrap.config.SettingsFiles;
import io.mxcp.bootstrap.endpoints.EndpointFile;
import io.mxcp.domain.provider.ProviderFactory;
import java.io.PrintWriter;
import java.util.List;

/** {@code schema}: what the files may say, for editors as JSON Schema, and those of settings for people as Markdown. */
final class SchemaCommand {
    /** The files that have a schema. */
    static final List<String> FILES = List.of("config", "site", "endpoint");

    private final SettingsFiles files;
    private final PrintWriter out;

    SchemaCommand(List<ProviderFactory> factories, PrintWriter out) {
        this.files = new SettingsFiles(factories);
        this.out = out;
    }

    /** Prints the schema of one of {@link #FILES}. */
    int schema(String file) {
        out.print(
                switch (file) {
                    case "site" -> files.siteSchema();
                    case "endpoint" -> EndpointFile.schema();
                    default -> files.userSchema();
                });
        return ExitCode.OK;
    }

    int markdown() {
        out.print(files.reference());
        return ExitCode.OK;
    }
}
