package dev.kprov.mint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.judge.ChildJvm;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether both say the same, the JDK and what stands before it. */
class NativeCryptographyTest {

  private static final String OURS = "kprov";
  private static final byte[] CONTENT = "what both sides have said".getBytes(UTF_8);

  @BeforeEach
  void prefer() {
    NativeCryptography.prefer();
  }

  @AfterEach
  void preferNothing() {
    Security.removeProvider(OURS);
  }

  @Test
  void whoAsksForNobodyInParticularGetsIt() throws Exception {
    NativeCryptography.prefer(); // again, which changes nothing
    assertThat(Security.getProviders()[0].getName()).isEqualTo(OURS);
    KeyPair jdk = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(jdk.getPrivate()); // which settles who does it
    assertThat(signature.getProvider().getName()).isEqualTo(OURS);
    assertThat(jdk.getPrivate().getClass().getName()).startsWith("sun.");
  }

  @Test
  void whereTheNativeLibraryCannotBeLoadedTheJdkIsAskedFirst() throws Exception {
    Process child = ChildJvm.of(FirstProvider.class, NativeRsaTest.WITHOUT_LIBRARY).start();
    assertThat(child.inputReader().lines().toList()).containsExactly("SUN");
  }

  @ParameterizedTest
  @CsvSource({"Ed25519, Ed25519, SunEC", "RSA, SHA512withRSA, SunRsaSign"})
  void aSignatureIsTheSameAndHoldsForBoth(String kind, String algorithm, String jdk)
      throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance(kind).generateKeyPair();
    byte[] ours = signed(keys, Signature.getInstance(algorithm, OURS));
    assertThat(ours).isEqualTo(signed(keys, Signature.getInstance(algorithm, jdk)));
    assertThat(holds(keys, ours, Signature.getInstance(algorithm, OURS))).isTrue();
    ours[5] ^= 1;
    assertThat(holds(keys, ours, Signature.getInstance(algorithm, OURS))).isFalse();
  }

  @Test
  void aSignatureWithAnotherKindOfKeyIsLeftToTheJdk() throws Exception {
    KeyPair other = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
    assertThatThrownBy(() -> signed(other, Signature.getInstance("Ed25519", OURS)))
        .isInstanceOf(InvalidKeyException.class);
    assertThat(signed(other, Signature.getInstance("EdDSA"))).hasSize(114);
  }

  @Test
  void bothSidesAgreeWhoeverReckons() throws Exception {
    KeyPair ours = KeyPairGenerator.getInstance("X25519", OURS).generateKeyPair();
    KeyPair theirs = KeyPairGenerator.getInstance("X25519", "SunEC").generateKeyPair();
    assertThat(agreed(ours.getPrivate(), read(theirs.getPublic(), OURS), OURS))
        .hasSize(32)
        .isEqualTo(agreed(theirs.getPrivate(), read(ours.getPublic(), "SunEC"), "SunEC"));
  }

  /** Points with which a server would make the secret one that everybody knows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"
      })
  void noSecretComesOfAPointOfSmallOrder(String point) throws Exception {
    KeyPair ours = KeyPairGenerator.getInstance("X25519", OURS).generateKeyPair();
    byte[] encoded = HexFormat.of().parseHex("302a300506032b656e032100" + point);
    assertThatThrownBy(() ->
            agreed(
                ours.getPrivate(),
                KeyFactory.getInstance("X25519", OURS)
                    .generatePublic(new X509EncodedKeySpec(encoded)),
                OURS))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aPacketIsTheSameAndOneThatWasChangedIsRefused() throws Exception {
    byte[] ours = sealed(OURS);
    assertThat(ours).isEqualTo(sealed("SunJCE"));
    assertThat(cipher(Cipher.DECRYPT_MODE, "SunJCE").doFinal(ours)).isEqualTo(CONTENT);
    assertThat(cipher(Cipher.DECRYPT_MODE, OURS).doFinal(ours)).isEqualTo(CONTENT);
    ours[3] ^= 1;
    assertThatThrownBy(() -> cipher(Cipher.DECRYPT_MODE, OURS).doFinal(ours))
        .isInstanceOf(AEADBadTagException.class);
  }

  /** As sshj does it. */
  @Test
  void aPacketIsSealedAndOpenedWhereItStands() throws Exception {
    byte[] packet = new byte[CONTENT.length + 16];
    System.arraycopy(CONTENT, 0, packet, 0, CONTENT.length);
    cipher(Cipher.ENCRYPT_MODE, OURS).doFinal(packet, 0, CONTENT.length, packet, 0);
    assertThat(packet).isEqualTo(sealed("SunJCE"));
    cipher(Cipher.DECRYPT_MODE, OURS).doFinal(packet, 0, packet.length, packet, 0);
    assertThat(packet).startsWith(CONTENT);
  }

  @Test
  void aHashIsTheSame() throws Exception {
    assertThat(MessageDigest.getInstance("SHA-256", OURS).digest(CONTENT))
        .isEqualTo(MessageDigest.getInstance("SHA-256", "SUN").digest(CONTENT));
  }

  private static byte[] signed(KeyPair keys, Signature signature) throws GeneralSecurityException {
    signature.initSign(keys.getPrivate());
    signature.update(CONTENT);
    return signature.sign();
  }

  private static boolean holds(KeyPair keys, byte[] made, Signature signature)
      throws GeneralSecurityException {
    signature.initVerify(keys.getPublic());
    signature.update(CONTENT);
    return signature.verify(made);
  }

  private static Key read(Key key, String provider) throws GeneralSecurityException {
    return KeyFactory.getInstance("X25519", provider)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private static byte[] agreed(PrivateKey ours, Key theirs, String provider)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("X25519", provider);
    agreement.init(ours);
    agreement.doPhase(theirs, true);
    return agreement.generateSecret();
  }

  private static byte[] sealed(String provider) throws GeneralSecurityException {
    return cipher(Cipher.ENCRYPT_MODE, provider).doFinal(CONTENT);
  }

  private static Cipher cipher(int mode, String provider) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(
        mode, new SecretKeySpec(new byte[16], "AES"), new GCMParameterSpec(128, new byte[12]));
    cipher.updateAAD(new byte[] {0, 0, 0, 32});
    return cipher;
  }
}
