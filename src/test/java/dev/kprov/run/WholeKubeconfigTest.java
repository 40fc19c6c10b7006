package dev.kprov.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.judge.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubeconfigs are compared by what they mean. */
class WholeKubeconfigTest {

  private static final String TEXT =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - name: c
        cluster: { server: "https://api:6443", certificate-authority-data: CA }
      users:
      - name: u
        user: { client-certificate-data: CLIENT, client-key-data: KEY }
      contexts:
      - name: x
        context: { cluster: c, user: u }
      current-context: x
      """;

  @TempDir private static Path folder;
  private String text = TEXT;

  @BeforeEach
  void aClient() throws IOException {
    if (!Files.exists(folder.resolve("client.pem"))) {
      pair("ca");
      pair("client");
      pair("other");
    }
    text = filled("ca", "client", "client");
  }

  private static void pair(String name) {
    Judge.selfSigned(
        folder.resolve(name + "-key.pem"), folder.resolve(name + ".pem"), "/CN=" + name, 30);
  }

  private static String filled(String ca, String client, String key) throws IOException {
    return TEXT.replace("CA", base64(ca + ".pem"))
        .replace("CLIENT", base64(client + ".pem"))
        .replace("KEY", base64(key + "-key.pem"));
  }

  private static String base64(String file) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve(file)));
  }

  private static Optional<WholeKubeconfig> read(String text) {
    return WholeKubeconfig.read(Secret.of(text.getBytes(UTF_8)));
  }

  private boolean sameAs(String other) {
    Optional<Sha256> meaning = read(text).orElseThrow().meaning();
    return meaning.isPresent() && meaning.equals(read(other).orElseThrow().meaning());
  }

  @Test
  void namesAndFormDoNotCount() {
    String other =
        text.replace("name: c\n", "name: kubernetes\n")
            .replace("cluster: c,", "cluster: kubernetes,")
            .replace("name: x", "name: me@kubernetes")
            .replace("current-context: x", "current-context: \"me@kubernetes\"\npreferences: {}");

    assertThat(sameAs(other)).isTrue();
  }

  @Test
  void serverAuthorityClientAndKeyCount() throws IOException {
    assertThat(sameAs(text.replace("https://api:6443", "https://api:6444"))).isFalse();
    assertThat(sameAs(filled("other", "client", "client"))).isFalse();
    assertThat(sameAs(filled("ca", "other", "client"))).isFalse();
    assertThat(sameAs(filled("ca", "client", "other"))).isFalse();
    assertThat(sameAs(filled("ca", "client", "client"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: | insecure-skip-tls-verify: true, server: ",
        "client-key-data: | token: abc, client-key-data: ",
        "client-certificate-data: | client-certificate: ",
        "current-context: x | current-context: y",
        "user: u } | user: v }",
        "cluster: c, | namespace: n, cluster: c, ",
        "kind: Config | extensions: []",
        "apiVersion: v1 | apiVersion: &a v1"
      })
  void whatSaysMoreOrLessIsNotRead(String from, String to) {
    assertThat(text).contains(from);
    assertThat(read(text.replace(from, to))).isEmpty();
  }

  @Test
  void aSecondUserIsOneTooMany() {
    assertThat(read(text.replace("users:\n", "users:\n- name: v\n  user: {}\n"))).isEmpty();
    assertThat(read("no kubeconfig")).isEmpty();
  }
}
