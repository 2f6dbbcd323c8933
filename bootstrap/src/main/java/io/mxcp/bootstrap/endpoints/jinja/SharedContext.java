package io.mxcp.bootstrap.endpoints.jinja;

import com.google.common.collect.SetMultimap;
import com.hubspot.jinjava.interpret.Context;

/**
 * The tags, filters, tests and functions that all renderings share; made once, then only read. The library's own context would note
 * there every name and value that any rendering met: without bound, and by many threads at once.
 */
final class SharedContext extends Context {
    @Override
    public void addResolvedExpression(String expression) {
        // not noted
    }

    @Override
    public void addResolvedValue(String value) {
        // not noted
    }

    @Override
    public void addResolvedFunction(String function) {
        // not noted
    }

    @Override
    public void addDependency(String type, String identification) {
        // not noted
    }

    @Override
    public void addDependencies(SetMultimap<String, String> dependencies) {
        // not noted
    }
}
