package dev.kprov.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Secret;
import dev.kprov.base.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EncryptionFileTest {

  @Test
  void whatKprovWritesIsRead() {
    Secret file =
        EncryptionConfigs.render(
            new Item.Encryption(
                ItemId.of(ItemId.Section.ENCRYPTION, "encryption"),
                Item.Encryption.Provider.SECRETBOX,
                "key1",
                List.of("secrets"),
                new StorePath("encryption.yaml")),
            Secret.of(new byte[EncryptionConfigs.KEY_BYTES]));
    assertThat(EncryptionFile.read(file))
        .contains(
            new EncryptionFile(
                "EncryptionConfiguration",
                "apiserver.config.k8s.io/v1",
                List.of("secretbox", "identity"),
                false));
  }

  @Test
  void identityFirstEncryptsNothingInThatListOfResources() {
    String good =
        "- resources:\n  - secrets\n  providers:\n  - aesgcm:\n      keys: []\n  - identity: {}\n";
    String plain =
        "- resources:\n  - configmaps\n  providers:\n  # for now\n  - identity: {}\n  - kms:\n";
    assertThat(read(good)).map(EncryptionFile::plain).contains(false);
    assertThat(read(good + plain)).map(EncryptionFile::plain).contains(true);
    assertThat(read(good + plain))
        .map(EncryptionFile::providers)
        .contains(List.of("aesgcm", "identity", "identity", "kms"));
  }

  @Test
  void anotherKindOfFileIsNone() {
    assertThat(EncryptionFile.read(secret("kind: Config\nproviders:\n- identity: {}\n"))).isEmpty();
    assertThat(EncryptionFile.read(secret(""))).isEmpty();
  }

  private static Optional<EncryptionFile> read(String resources) {
    return EncryptionFile.read(
        secret(
            "kind: EncryptionConfiguration\n"
                + "apiVersion: \"apiserver.config.k8s.io/v1\"\n"
                + "resources:\n"
                + resources));
  }

  private static Secret secret(String text) {
    return Secret.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
