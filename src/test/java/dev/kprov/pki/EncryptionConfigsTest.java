package dev.kprov.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionConfigsTest {

  private static final byte[] KEY = new byte[32];
  private static final String KEY_TEXT = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String GUIDE =
      """
      kind: EncryptionConfig
      apiVersion: v1
      resources:
        - resources:
            - secrets
          providers:
            - aescbc:
                keys:
                  - name: key1
                    secret: %s
            - identity: {}
      """
          .formatted(KEY_TEXT);

  private static Item.Encryption item(Item.Encryption.Provider provider, String... resources) {
    return new Item.Encryption(
        ItemId.of(ItemId.Section.ENCRYPTION, "etcd"),
        provider,
        "key1",
        List.of(resources),
        new StorePath("encryption-config.yaml"));
  }

  private static Secret secret(String text) {
    return Secret.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theFileIsTheGuidesWithTheKindThatIsServedToday() {
    Secret made =
        EncryptionConfigs.render(item(Item.Encryption.Provider.AESCBC, "secrets"), Secret.of(KEY));
    String text = made.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    assertThat(text)
        .isEqualTo(
            GUIDE
                .replace("EncryptionConfig\n", "EncryptionConfiguration\n")
                .replace("apiVersion: v1\n", "apiVersion: apiserver.config.k8s.io/v1\n"));
  }

  @ParameterizedTest
  @EnumSource(Item.Encryption.Provider.class)
  void whatWasWrittenIsReadBack(Item.Encryption.Provider provider) {
    Secret made =
        EncryptionConfigs.render(item(provider, "secrets", "*.apps", "no"), Secret.of(KEY));
    assertThat(EncryptionConfigs.read(made))
        .contains(
            new Holding.EncryptionInfo(
                provider.word(), "key1", List.of("secrets", "*.apps", "no"), Sha256.of(KEY)));
  }

  @Test
  void theGuidesFileIsRead() {
    assertThat(EncryptionConfigs.read(secret(GUIDE)))
        .contains(new Holding.EncryptionInfo("aescbc", "key1", List.of("secrets"), Sha256.of(KEY)));
  }

  @Test
  void theFirstKeyIsTheActiveOne() {
    String second = "              - name: key0\n                secret: c2hvcnQ=\n";
    String rotated = GUIDE.replace("      - identity", second + "      - identity");
    assertThat(EncryptionConfigs.read(secret(rotated)).orElseThrow().keyName()).isEqualTo("key1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secrets",
        "- identity: {}\n",
        "aescbc:\n  keys:\n",
        "\u0000",
        "kind: Secret\n"
      })
  void otherTextIsNoEncryptionConfiguration(String text) {
    assertThat(EncryptionConfigs.read(secret(text))).isEmpty();
    assertThat(EncryptionConfigs.read(secret(GUIDE + text + "x"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2hvcnQ=", "%%%", "AAAA"})
  void aKeyOfAnotherLengthIsNoKey(String key) {
    assertThat(EncryptionConfigs.read(secret(GUIDE.replace(KEY_TEXT, key)))).isEmpty();
  }

  @Test
  void plaintextAsTheActiveProviderIsNotTakenForEncryption() {
    String off = GUIDE.replace("- aescbc:", "- identity: {}\n      - aescbc:");
    assertThat(EncryptionConfigs.read(secret(off))).isEmpty();
  }

  @Test
  void onlyKeysOf32BytesAreWritten() {
    byte[] shorter = new byte[16];
    assertThatThrownBy(() ->
            EncryptionConfigs.render(
                item(Item.Encryption.Provider.AESCBC, "secrets"), Secret.of(shorter)))
        .hasMessage("an encryption key has 32 bytes, not 16");
  }
}
