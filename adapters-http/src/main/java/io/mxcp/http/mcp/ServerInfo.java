package io.mxcp.http.mcp;

import java.util.Optional;

/**
 * What the server tells clients of itself.
 *
 * @param name of the program or the project, for programs
 * @param version of the program
 * @param instructions what a model should know before it uses the tools
 */
public record ServerInfo(String name, String version, Optional<String> instructions) {}
