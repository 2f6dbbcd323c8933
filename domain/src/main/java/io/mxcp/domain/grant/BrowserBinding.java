package io.mxcp.domain.grant;

import io.mxcp.domain.secret.Secret;
import io.mxcp.domain.secret.SecretHash;
import java.util.HexFormat;

/**
 * The anti-forgery token of the consent page (T16): a keyed hash of the flow's handle, whose key is a secret that only this
 * browser holds as a cookie. A page made for one browser or one flow is good in no other, and several pages that one browser
 * rendered stay good side by side.
 */
public final class BrowserBinding {
    private BrowserBinding() {}

    /** The token for a flow's page in this browser. */
    public static Secret token(Secret browser, Secret handle) {
        String both = browser.length() + ":" + browser.reveal() + handle.reveal();
        return Secret.of(HexFormat.of().formatHex(SecretHash.of(Secret.of(both)).bytes()));
    }
}
