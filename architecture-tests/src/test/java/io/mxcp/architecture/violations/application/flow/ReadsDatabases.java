package io.mxcp.architecture.violations.application.flow;

import java.sql.Connection;

/** A database away from home. */
public record ReadsDatabases(Connection connection) {}
