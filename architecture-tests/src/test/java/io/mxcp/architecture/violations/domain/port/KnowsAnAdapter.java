package io.mxcp.architecture.violations.domain.port;

import io.mxcp.architecture.violations.sqlite.ThingStore;
import java.io.File;

/** The domain knows an adapter and files, is open, and can be changed. */
public class KnowsAnAdapter {
    private int count;

    /** Changes it. */
    public void setCount(int count) {
        this.count = count;
    }

    /** Looks outside. */
    public boolean look(ThingStore store) {
        return new File("thing").exists() && store.count() == count;
    }
}
