package dev.kprov.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Secret;
import dev.kprov.base.StorePath;
import dev.kprov.judge.Judge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigsTest {

  @TempDir private Path folder;

  private static final String CA = "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n";
  private static final String CERT =
      "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n";
  private static final String KEY =
      "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n";

  private static Item.Kubeconfig item(String server, String user) {
    return new Item.Kubeconfig(
        ItemId.of(ItemId.Section.KUBECONFIG, "x"),
        "kubenet",
        server,
        user,
        "default",
        ItemId.of(ItemId.Section.AUTHORITY, "ca"),
        ItemId.of(ItemId.Section.CERTIFICATE, "x"),
        new StorePath("x.kubeconfig"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path render(String server, String user) throws IOException {
    Secret made =
        Kubeconfigs.render(item(server, user), utf8(CA), utf8(CERT), Secret.of(utf8(KEY)));
    return Files.write(folder.resolve("x.kubeconfig"), made.use(byte[]::clone));
  }

  @ParameterizedTest
  @ValueSource(strings = {"system:node:worker0", "admin", "system:kube-controller-manager"})
  void kubectlWritesTheSameBytes(String user) throws IOException {
    Path ours = render("https://kubernetes:6443", user);
    Path theirs = folder.resolve("theirs");
    Path ca = Files.writeString(folder.resolve("ca"), CA);
    Path cert = Files.writeString(folder.resolve("cert"), CERT);
    Path key = Files.writeString(folder.resolve("key"), KEY);
    config(
        theirs,
        "set-cluster",
        "kubenet",
        "--embed-certs",
        "--server=https://kubernetes:6443",
        "--certificate-authority=" + ca);
    config(
        theirs,
        "set-credentials",
        user,
        "--embed-certs",
        "--client-certificate=" + cert,
        "--client-key=" + key);
    config(theirs, "set-context", "default", "--cluster=kubenet", "--user=" + user);
    config(theirs, "use-context", "default");
    assertThat(Files.readString(ours)).isEqualTo(Files.readString(theirs));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes", "null", "1.30", "0x1f", "~", "a: b", "a #b", "#a", "- a", "a\"b\\c", "it's", "ends:",
        "é"
      })
  void kubectlReadsEveryUserNameAsItIs(String user) throws IOException {
    Path ours = render("https://[fd00::1]:6443", user);
    assertThat(config(ours, "view", "--raw", "-o", "jsonpath={.users[0].name}")).isEqualTo(user);
    assertThat(config(ours, "view", "--raw", "-o", "jsonpath={.contexts[0].context.user}"))
        .isEqualTo(user);
    assertThat(config(ours, "view", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}"))
        .isEqualTo("https://[fd00::1]:6443");
  }

  private static String config(Path file, String... arguments) {
    List<String> line = Arrays.asList("config", "--kubeconfig", file.toString());
    return Judge.of("kubectl")
        .run(Stream.concat(line.stream(), Arrays.stream(arguments)).toArray())
        .accepted();
  }

  @Test
  void thePublicLinesSayServerAuthorityAndClient() throws IOException {
    String text = Files.readString(render("https://kubernetes:6443", "admin"));
    Kubeconfigs.Excerpt excerpt = Kubeconfigs.read(text);
    assertThat(excerpt.servers()).containsExactly("https://kubernetes:6443");
    assertThat(excerpt.authorities()).containsExactly(CA);
    assertThat(excerpt.clients()).containsExactly(CERT);
  }

  @Test
  void severalClustersAreAllTold() {
    Kubeconfigs.Excerpt excerpt =
        Kubeconfigs.read("    server: 'https://a:1'\n    server: \"https://b:2\"\n");
    assertThat(excerpt.servers()).containsExactly("https://a:1", "https://b:2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000\n\u0007",
        "certificate-authority-data: !!!",
        "client-certificate-data:x y"
      })
  void garbageSaysNothing(String lines) {
    assertThat(Kubeconfigs.read(lines))
        .isEqualTo(new Kubeconfigs.Excerpt(List.of(), List.of(), List.of()));
  }
}
