package io.mxcp.domain.provider;

import io.mxcp.domain.scope.Scopes;
import io.mxcp.domain.secret.Fields;
import java.time.Instant;
import java.util.Optional;

/** What a sign-in at the provider left with us: its tokens and the person's profile. Stored sealed only. */
public record ProviderSession(ProviderTokens tokens, UserProfile profile) {
    private static final String FORMAT = "2";
    private static final String WITHOUT_CLAIMS = "1";
    private static final String NEVER = "never";
    private static final String UNKNOWN = "unknown";

    /** Its plaintext form, to be sealed. */
    public byte[] toBytes() {
        Fields fields = Fields.write().put(FORMAT);
        writeTokens(fields);
        writeProfile(fields);
        return fields.toBytes();
    }

    /** Reads the plaintext form; nothing if it is of a format that this version does not know. */
    public static Optional<ProviderSession> ofBytes(byte[] plaintext) {
        Fields fields = Fields.read(plaintext);
        String format = fields.take();
        if (!format.equals(FORMAT) && !format.equals(WITHOUT_CLAIMS)) {
            return Optional.empty();
        }
        ProviderTokens tokens = readTokens(fields);
        UserProfile profile = readProfile(fields);
        return Optional.of(
                new ProviderSession(tokens, format.equals(FORMAT) ? profile.with(Claims.readFrom(fields)) : profile));
    }

    private void writeTokens(Fields fields) {
        fields.putSecret(tokens.accessToken())
                .put(text(tokens.expiry()))
                .putSecret(tokens.refreshToken())
                .put(text(tokens.refreshExpiry()))
                .put(tokens.scopes().toString())
                .put(Boolean.toString(tokens.scopesReported()))
                .put(tokens.facts());
    }

    private static ProviderTokens readTokens(Fields fields) {
        return new ProviderTokens(
                fields.takeSecret(),
                expiry(fields.take()),
                fields.takeOptionalSecret(),
                expiry(fields.take()),
                Scopes.parse(fields.take()),
                Boolean.parseBoolean(fields.take()),
                fields.takeMap());
    }

    private void writeProfile(Fields fields) {
        fields.put(profile.issuer())
                .put(profile.subject())
                .put(profile.username())
                .put(profile.email())
                .put(profile.emailVerification().name())
                .put(profile.displayName())
                .put(profile.groups())
                .put(profile.roles())
                .put(profile.facts());
        profile.claims().writeTo(fields);
    }

    private static UserProfile readProfile(Fields fields) {
        return new UserProfile(
                fields.take(),
                fields.take(),
                fields.take(),
                fields.takeOptional(),
                UserProfile.EmailVerification.valueOf(fields.take()),
                fields.takeOptional(),
                fields.takeList(),
                fields.takeList(),
                fields.takeMap());
    }

    private static String text(Expiry expiry) {
        if (expiry instanceof Expiry.At at) {
            return Long.toString(at.time().toEpochMilli());
        }
        return expiry instanceof Expiry.Never ? NEVER : UNKNOWN;
    }

    private static Expiry expiry(String text) {
        return switch (text) {
            case NEVER -> new Expiry.Never();
            case UNKNOWN -> new Expiry.Unknown();
            default -> new Expiry.At(Instant.ofEpochMilli(Long.parseLong(text)));
        };
    }

    /** With newer tokens, and the profile where it was read again. */
    public ProviderSession with(ProviderTokens newTokens, Optional<UserProfile> newProfile) {
        return new ProviderSession(newTokens, newProfile.orElse(profile));
    }
}
