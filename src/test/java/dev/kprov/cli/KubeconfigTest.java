package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.judge.TlsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's own kubeconfig, as kubectl reads it before and after. */
class KubeconfigTest {
  private static final String OTHERS =
      """
      # my clusters
      apiVersion: v1
      kind: Config
      preferences: {}
      current-context: work
      clusters:
      - name: work   # do not touch
        cluster: {server: "https://work:6443", insecure-skip-tls-verify: true}
      contexts:
      - context:
          cluster: work
          user: me
          namespace: shop
        name: work
      users:
      - name: me
        user:
          token: abc
      """;

  private static final String MINE =
      "{.contexts[?(@.name=='work')]}{.users[?(@.name=='me')]}{.clusters[?(@.name=='work')]}"
          + "{.current-context}";

  @TempDir private Path folder;
  private final Judge kubectl = Judge.of("kubectl");
  private Desk desk;
  private Path config;

  @Test
  void theHomeThatKubectlReadsCountsBeforeTheOneOfTheUser() {
    desk.environment("HOME", folder.resolve("other").toString());

    assertThat(desk.run("kubeconfig", desk.inventory().toString()).exit()).isZero();

    assertThat(folder.resolve("other/.kube/config")).exists();
    assertThat(config).doesNotExist();
  }

  @BeforeEach
  void aClusterWithItsPki() {
    desk = new Desk(folder.resolve("home"), Instant.now());
    config = desk.folder().resolve(".kube/config");
  }

  @Test
  void aNewKubeconfigIsMadeAndTheContextIsCurrent() throws IOException {
    Desk.Ran merged = merge();
    assertThat(merged.exit()).as(merged.toString()).isZero();
    assertThat(merged.out().lines().toList())
        .containsExactly(
            config + ": cluster kubenet: added",
            config + ": user admin@kubenet: added",
            config + ": context admin@kubenet: added",
            config + ": current context: admin@kubenet");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
        .isEqualTo("rw-------");
    assertThat(UserTest.modes(desk.folder().resolve(".kube")).keySet()).containsExactly("config");
    try (TlsServer api = TlsServer.start(desk.store())) {
      assertThat(api.get("kubernetes", "--kubeconfig=" + config).accepted())
          .contains("O=system:masters", "CN=admin");
    }
  }

  @Test
  void theSecondMergeFindsNothingToDo() throws IOException {
    merge();
    Object inode = Files.getAttribute(config, "unix:ino");
    Desk.Ran again = merge();
    assertThat(again.exit()).isZero();
    assertThat(again.out())
        .isEqualTo("nothing to do; " + config + " has the context admin@kubenet\n");
    assertThat(Files.getAttribute(config, "unix:ino")).isEqualTo(inode);
  }

  @Test
  void whatElseIsInTheFileStaysToTheLetter() throws IOException {
    write(OTHERS);
    String before = view(MINE);
    Desk.Ran merged = merge();
    assertThat(merged.exit()).as(merged.toString()).isZero();
    assertThat(merged.out()).contains("mode: 0600", "--use-context makes it current");
    assertThat(view(MINE)).isEqualTo(before);
    assertThat(Files.readAllLines(config)).containsAll(OTHERS.lines().toList());
    assertThat(view("{.contexts[*].name} {.users[*].name} {.clusters[*].name}"))
        .isEqualTo("admin@kubenet work admin@kubenet me kubenet work");
    assertThat(merge("--use-context").out())
        .isEqualTo(config + ": current context: admin@kubenet\n");
    assertThat(view("{.current-context}")).isEqualTo("admin@kubenet");
  }

  @Test
  void anEmptyFileIsFilled() throws IOException {
    write("\n");
    assertThat(merge().exit()).isZero();
    assertThat(view("{.kind} {.current-context}")).isEqualTo("Config admin@kubenet");
  }

  @Test
  void aDryRunSaysSoAndWritesNothing() throws IOException {
    Desk.Ran dry = merge("--dry-run");
    assertThat(dry.exit()).isEqualTo(2);
    assertThat(dry.out()).contains("context admin@kubenet: added").doesNotContain("-data");
    assertThat(config.getParent()).doesNotExist();
    write(OTHERS);
    merge("--dry-run");
    assertThat(config).hasContent(OTHERS);
    merge();
    assertThat(merge("--dry-run").exit()).isZero();
  }

  @Test
  void anotherClustersEntriesOfTheSameNamesAreNotGivenUpUnasked() throws IOException {
    merge();
    Desk other = new Desk(folder.resolve("other"), Instant.now());
    other.environment("KUBECONFIG", config.toString());
    String before = Files.readString(config);
    Desk.Ran refused = other.run("kubeconfig", other.inventory().toString());
    assertThat(refused.exit()).isEqualTo(78);
    assertThat(refused.err())
        .contains("cluster kubenet is there, and is another cluster's")
        .contains("user admin@kubenet is there, and is another cluster's")
        .contains("hint: --as NAME merges under another name; --overwrite");
    assertThat(config).hasContent(before);
    assertThat(other.run("kubeconfig", other.inventory().toString(), "--as", "second").exit())
        .isZero();
    try (TlsServer api = TlsServer.start(desk.store());
        TlsServer foreign = TlsServer.start(other.store())) {
      api.get("kubernetes", "--kubeconfig=" + config, "--context=admin@kubenet").accepted();
      foreign.get("kubernetes", "--kubeconfig=" + config, "--context=second").accepted();
      foreign
          .get("kubernetes", "--kubeconfig=" + config, "--context=admin@kubenet")
          .refused("certificate signed by unknown authority");
    }
    assertThat(other.run("kubeconfig", other.inventory().toString(), "--overwrite").exit())
        .isZero();
  }

  @Test
  void aChangeOfTheServerAndARenewalAreBroughtInAndTheNamespaceStays() throws IOException {
    merge();
    kubectl
        .run("--kubeconfig=" + config, "config", "set-context", "admin@kubenet", "--namespace=shop")
        .accepted();
    Files.writeString(
        desk.inventory(), Files.readString(desk.inventory()).replace("port: 6443", "port: 8443"));
    assertThat(merge().out()).isEqualTo(config + ": cluster kubenet: updated\n");
    assertThat(view("{.clusters[0].cluster.server} {.contexts[0].context.namespace}"))
        .isEqualTo("https://kubernetes:8443 shop");
  }

  @Test
  void ofSeveralFilesTheFirstThatExistsIsWrittenElseTheLastIsMadeAsKubectlDoes()
      throws IOException {
    Path none = folder.resolve("none/a");
    Path second = folder.resolve("second");
    Files.writeString(second, OTHERS);
    Path third = folder.resolve("third");
    Files.writeString(third, OTHERS.replace("work", "third"));
    desk.environment("KUBECONFIG", none + "::" + second + ":" + third);
    assertThat(merge("--use-context").out()).contains(second + ": context admin@kubenet: added");
    assertThat(none).doesNotExist();
    assertThat(third).hasContent(OTHERS.replace("work", "third"));
    assertThat(second).content().contains("current-context: admin@kubenet\n");
    Path last = folder.resolve("fresh/last");
    desk.environment("KUBECONFIG", none + ":" + last);
    assertThat(merge().out()).contains(last + ": context admin@kubenet: added");
    assertThat(none).doesNotExist();
  }

  @Test
  void aLockedOrUnreadableFileAndALinkAreTreatedAsTheyShould() throws IOException {
    Path real = folder.resolve("dotfiles/kube");
    Files.createDirectories(real.getParent());
    Files.writeString(real, OTHERS);
    Files.createDirectories(config.getParent());
    Files.createSymbolicLink(config, real);
    Path lock = config.resolveSibling("config.lock");
    Files.createFile(lock);
    Desk.Ran locked = merge();
    assertThat(locked.exit()).isEqualTo(75);
    assertThat(locked.err()).contains("another program is writing", "remove " + lock);
    assertThat(real).hasContent(OTHERS);
    Files.delete(lock);
    assertThat(merge().exit()).isZero();
    assertThat(config).isSymbolicLink();
    assertThat(real).content().contains("name: admin@kubenet");
    Files.writeString(real, "clusters: [\n");
    assertThat(merge().exit()).isEqualTo(78);
  }

  @Test
  void jsonTellsTheSameWithoutTheKey() {
    Desk.Ran merged = merge("-o", "json");
    assertThat(merged.out())
        .contains("\"context\": \"admin@kubenet\"", "cluster kubenet: added")
        .doesNotContain("-data");
  }

  private Desk.Ran merge(String... options) {
    String[] line = new String[options.length + 2];
    line[0] = "kubeconfig";
    line[1] = desk.inventory().toString();
    System.arraycopy(options, 0, line, 2, options.length);
    return desk.run(line);
  }

  private void write(String text) throws IOException {
    Files.createDirectories(config.getParent());
    Files.writeString(config, text);
  }

  private String view(String path) {
    return kubectl
        .run("--kubeconfig=" + config, "config", "view", "--raw", "-o", "jsonpath=" + path)
        .accepted();
  }
}
