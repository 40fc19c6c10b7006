package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A cluster on the lab, with what judges need to know of it.
 *
 * @param leaves the certificates that its store must have
 * @param foreign an authority of the same name that is not the cluster's, beside its key
 * @param began before kprov made it
 */
record Cluster(Kind kind, Operator operator, List<Leaf> leaves, Path foreign, Instant began) {

  /** The clusters that are judged. */
  enum Kind {
    KUBENET(Layout.KUBENET, false),
    KUBENET_ECDSA(Layout.KUBENET, true),
    HARD_WAY(Layout.HARD_WAY, false),
    HARD_WAY_ECDSA(Layout.HARD_WAY, true),
    KUBEADM(Layout.KUBEADM, false),
    KUBEADM_ECDSA(Layout.KUBEADM, true);

    private final Layout layout;
    private final boolean elliptic;

    Kind(Layout layout, boolean elliptic) {
      this.layout = layout;
      this.elliptic = elliptic;
    }

    Layout layout() {
      return layout;
    }

    /**
     * On elliptic curves, with authorities that end after 2050 and leaves that would outlive them
     * if they could; else as the layout is shipped.
     */
    boolean elliptic() {
      return elliptic;
    }
  }

  static Cluster make(Kind kind, Path folder) throws IOException {
    Operator operator = kind.layout.fresh(Files.createDirectories(folder));
    Instant began = Instant.now();
    if (kind.elliptic) {
      operator.ownPlaybook(text ->
          text.replace("key: rsa-2048", "key: ecdsa-p256")
              .replace("validity: 10y", "validity: 30y"));
    }
    Operator.Ran up = kind.elliptic ? operator.up("--set", "validity=40y") : operator.up();
    assertThat(up.exit()).as(up.toString()).isZero();
    List<Leaf> leaves = Leaf.of(kind.layout, operator.store());
    return new Cluster(kind, operator, leaves, foreign(folder, leaves.getFirst()), began);
  }

  private static Path foreign(Path folder, Leaf authority) {
    Path foreign = folder.resolve("foreign.pem");
    Judge.selfSigned(
        folder.resolve("foreign-key.pem"),
        foreign,
        "/" + authority.subject().replace(", ", "/"),
        30);
    return foreign;
  }

  Path foreignKey() {
    return foreign.resolveSibling("foreign-key.pem");
  }

  Leaf leaf(String name) {
    return leaves.stream().filter(leaf -> leaf.name().equals(name)).findFirst().orElseThrow();
  }

  List<Leaf> authorities() {
    return leaves.stream().filter(Leaf::isAuthority).toList();
  }

  /** All that is not an authority. */
  List<Leaf> ends() {
    return leaves.stream().filter(leaf -> !leaf.isAuthority()).toList();
  }

  /** A file of a host, as this machine sees it. */
  Path onHost(String host, String path) {
    return operator.lab().root(host).resolve(path.substring(1));
  }

  Path store() {
    return operator.store();
  }

  /** A file, in a place of which only this test knows. */
  Path write(String name, String text) {
    try {
      return Files.writeString(operator.folder().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
