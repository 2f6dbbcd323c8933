package io.mxcp.providers.salesforce;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mxcp.domain.provider.ProviderException;
import io.mxcp.domain.provider.ProviderException.Failure;
import io.mxcp.domain.secret.Secret;
import io.mxcp.providers.wire.JsonMembers;
import io.mxcp.providers.wire.Step;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Salesforce signs whom a token answer is for: the member {@code signature} is the Base64 of the HMAC-SHA256 of {@code id} and
 * {@code issued_at}, by our client secret. An answer without one is taken as it is: TLS has told where it is from.
 */
final class AnswerSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private final Secret clientSecret;

    AnswerSignature(Secret clientSecret) {
        this.clientSecret = clientSecret;
    }

    void check(Step step, JsonMembers answer) throws ProviderException {
        Optional<String> signature = answer.text("signature");
        if (signature.isEmpty()) {
            return;
        }
        String signed = answer.text("id").orElse("") + answer.text("issued_at").orElse("");
        if (!MessageDigest.isEqual(expected(signed), signature.get().getBytes(UTF_8))) {
            throw step.failed(
                    Failure.INVALID_RESPONSE, "the answer's signature does not hold for its id and issued_at");
        }
    }

    private byte[] expected(String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(clientSecret.reveal().getBytes(UTF_8), ALGORITHM));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(UTF_8)))
                    .getBytes(US_ASCII);
        } catch (GeneralSecurityException impossible) {
            // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }
}
