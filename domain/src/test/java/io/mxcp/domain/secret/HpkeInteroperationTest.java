package io.mxcp.domain.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** What ours seals, Google's Tink opens, and the other way round. */
final class HpkeInteroperationTest {
    private static final byte[] NOTHING = new byte[0];

    private final SecretGenerator generator = new SecretGenerator();
    private final byte[] privateKey = generator.bytes(32);
    private final byte[] publicKey = X25519.publicOf(privateKey);
    private final byte[] message = generator.bytes(1_000);
    private final byte[] info = "grant 00ff handover 7".getBytes(UTF_8);

    @BeforeAll
    static void register() throws GeneralSecurityException {
        HybridConfig.register();
    }

    @RepeatedTest(20)
    void tinkOpensWhatOursSeals() throws GeneralSecurityException {
        byte[] sealed = Hpke.AES_256_GCM.seal(generator.bytes(32), publicKey, info, NOTHING, message);

        HybridDecrypt tink = handle(tinkPrivateKey()).getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
        assertThat(tink.decrypt(sealed, info)).isEqualTo(message);
    }

    @RepeatedTest(20)
    void oursOpensWhatTinkSeals() throws GeneralSecurityException {
        HybridEncrypt tink = handle(tinkPublicKey()).getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
        byte[] sealed = tink.encrypt(message, info);

        assertThat(Hpke.AES_256_GCM.open(privateKey, sealed, info, NOTHING)).contains(message);
    }

    private HpkePrivateKey tinkPrivateKey() throws GeneralSecurityException {
        return HpkePrivateKey.create(tinkPublicKey(), SecretBytes.copyFrom(privateKey, InsecureSecretKeyAccess.get()));
    }

    private HpkePublicKey tinkPublicKey() throws GeneralSecurityException {
        HpkeParameters parameters = HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .setVariant(HpkeParameters.Variant.NO_PREFIX)
                .build();
        return HpkePublicKey.create(parameters, Bytes.copyFrom(publicKey), null);
    }

    private static KeysetHandle handle(Key key) throws GeneralSecurityException {
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                .build();
    }
}
