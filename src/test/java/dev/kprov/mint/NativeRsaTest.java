package dev.kprov.mint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Sha256;
import dev.kprov.judge.ChildJvm;
import dev.kprov.pki.KeyAlgorithm;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NativeRsaTest {

  /** Says whether the native library was loaded, and what key was made. */
  static final class Child {

    private Child() {}

    public static void main(String[] args) {
      PrivateKeyPair key = Keys.generate(KeyAlgorithm.RSA_2048);
      System.out.println(
          NativeRsa.provider().isPresent() + " " + key.info().algorithm().orElseThrow());
    }
  }

  @Test
  void theNativeLibraryMakesKeysOnThisMachine() {
    assertThat(NativeRsa.provider()).isPresent();
  }

  @Test
  void whereTheNativeLibraryCannotBeLoadedTheJdkMakesTheKey() throws IOException {
    Process child =
        ChildJvm.of(
                Child.class,
                List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dorg.conscrypt.native.workdir=/proc",
                    "-Djava.io.tmpdir=/proc"))
            .start();
    assertThat(child.inputReader().lines().toList()).endsWith("false rsa-2048");
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
