package dev.kprov.mint;

import static java.math.BigInteger.ONE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.Sha256;
import dev.kprov.judge.ChildJvm;
import dev.kprov.pki.KeyAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NativeRsaTest {

  /** The library is not found in the JDK's path, and cannot be laid anywhere. */
  static final List<String> WITHOUT_LIBRARY =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-Dorg.conscrypt.native.workdir=/proc",
          "-Djava.io.tmpdir=/proc");

  private static final byte[] CONTENT = "what is signed".getBytes(UTF_8);

  @Test
  void theNativeLibraryMakesKeysOnThisMachine() {
    assertThat(NativeRsa.provider()).isPresent();
  }

  @Test
  void whereTheNativeLibraryCannotBeLoadedTheJdkMakesTheKey() throws IOException {
    Process child = ChildJvm.of(KeyMaker.class, WITHOUT_LIBRARY).start();
    assertThat(child.inputReader().lines().toList()).endsWith("false rsa-2048");
  }

  @Test
  void aSignatureIsTheSameWhoeverMakesIt() throws Exception {
    PrivateKeyPair key = Keys.generate(KeyAlgorithm.RSA_2048);
    assertThat(signed(key)).isEqualTo(signedByTheJdk(key));
  }

  @Test
  void aKeyThatTheNativeLibraryRefusesSignsAllTheSame() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(2048, BigInteger.TWO.pow(64).add(ONE)));
    PrivateKeyPair key = RsaKeys.ofPkcs8(generator.generateKeyPair().getPrivate().getEncoded());

    assertThatThrownBy(() ->
            Signature.getInstance("SHA256withRSA", NativeRsa.provider().orElseThrow())
                .initSign(key.privateKey()))
        .isInstanceOf(InvalidKeyException.class);
    assertThat(signed(key)).isEqualTo(signedByTheJdk(key));
  }

  private static byte[] signed(PrivateKeyPair key) throws IOException {
    KeySigner signer = new KeySigner(key, true);
    signer.getOutputStream().write(CONTENT);
    return signer.getSignature();
  }

  private static byte[] signedByTheJdk(PrivateKeyPair key) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA", "SunRsaSign");
    signature.initSign(key.privateKey());
    signature.update(CONTENT);
    return signature.sign();
  }

  @Test
  void manyThreadsMakeKeysAtOnceAndNoTwoAlike() {
    Set<Sha256> made =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                i -> Keys.generate(i % 2 == 0 ? KeyAlgorithm.RSA_2048 : KeyAlgorithm.ECDSA_P256))
            .map(key -> key.info().publicKey())
            .collect(Collectors.toSet());
    assertThat(made).hasSize(8);
  }
}
