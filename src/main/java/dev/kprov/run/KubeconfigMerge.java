package dev.kprov.run;

import dev.kprov.base.Problem;
import dev.kprov.base.RunFailure;
import dev.kprov.config.ClusterDefinition;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Chain;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.mint.Reading;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.pki.Pki;
import dev.kprov.plan.Change;
import dev.kprov.plan.OwnContext;
import dev.kprov.playbook.Step;
import dev.kprov.result.Merge;
import dev.kprov.store.Store;
import dev.kprov.text.NamedLists;
import dev.kprov.text.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Merges a kubeconfig of the store into those that the operator's kubectl reads. What is there
 * already and right stays as it is, with all that somebody added to it.
 */
public final class KubeconfigMerge {

  private static final String CURRENT = "current-context";

  private final MergeOrder order;
  private final Item.Kubeconfig item;
  private final Certificate authority;
  private final byte[] trust;
  private final byte[] client;
  private final Certificate signer;
  private final PrivateKeyPair key;
  private final List<KubeconfigFile> files = new ArrayList<>();

  private KubeconfigMerge(MergeOrder order, UserTerms terms, StoreReader store) throws RunFailure {
    this.order = order;
    this.item = renamed(terms.like(), order.name());
    Chain trusted = there(store.chain(item.authority()), item.authority(), store.folder());
    this.authority = trusted.certificate();
    this.trust = store.trust(item.authority(), trusted);
    this.signer =
        there(store.certificate(terms.issuer().id()), terms.issuer().id(), store.folder());
    this.client =
        there(store.chain(item.certificate()), item.certificate(), store.folder()).shown();
    this.key = there(store.key(item.certificate()), item.certificate(), store.folder());
  }

  /** Merges, or says what would be merged. */
  public static Merge of(ClusterDefinition cluster, Request request, MergeOrder order)
      throws RunFailure {
    Pki pki = cluster.playbook().pki();
    Store store = request.storeOf(cluster);
    store.requireKeys();
    return of(pki, StoreReader.read(store, pki), order);
  }

  /** Merges what a step of the playbook wants. */
  static Merge of(Pki pki, StoreReader store, Step.MergeKubeconfig step, List<Path> files)
      throws RunFailure {
    return of(pki, store, order(step, files, false));
  }

  /**
   * Looks at what a step of the playbook wants, and changes nothing.
   *
   * @return with nothing but the name, where the store does not hold all of it yet
   */
  static OwnContext look(Pki pki, StoreReader store, Step.MergeKubeconfig step, List<Path> files) {
    Item.Kubeconfig item = renamed((Item.Kubeconfig) pki.item(step.kubeconfig()), Optional.empty());
    String usual =
        files.stream().filter(Files::exists).findFirst().orElse(files.getLast()).toString();
    try {
      if (store.key(item.certificate()).isEmpty() || store.chain(item.certificate()).isEmpty()) {
        return new OwnContext(item.context(), usual, List.of(), Optional.empty());
      }
      Merge merge = of(pki, store, order(step, files, true));
      return new OwnContext(
          merge.context(), merge.file().toString(), merge.changes(), Optional.empty());
    } catch (RunFailure e) {
      return new OwnContext(
          item.context(), usual, List.of(), Optional.of(barred(item.context(), e)));
    }
  }

  private static Change.Blocked barred(String context, RunFailure why) {
    Problem first = why.problems().getFirst();
    return new Change.Blocked(
        "context " + context,
        first.toString(),
        first
            .hint()
            .map(ways -> "decide it once with kprov kubeconfig: " + ways)
            .orElse("mend the file, or leave mergeKubeconfig false"));
  }

  private static MergeOrder order(Step.MergeKubeconfig step, List<Path> files, boolean dryRun) {
    return new MergeOrder(
        files,
        Optional.of(step.kubeconfig().name()),
        Optional.empty(),
        step.useContext(),
        false,
        dryRun);
  }

  private static Merge of(Pki pki, StoreReader store, MergeOrder order) throws RunFailure {
    UserTerms terms = UserTerms.of(pki, order.like(), Optional.empty());
    return new KubeconfigMerge(order, terms, store).merge();
  }

  private static <T> T there(Optional<T> part, ItemId item, Path store) throws RunFailure {
    return part.orElseThrow(() -> Signers.absent(item, store));
  }

  /** Names that tell the cluster: an operator has several, and one kubeconfig for all. */
  private static Item.Kubeconfig renamed(Item.Kubeconfig item, Optional<String> name) {
    boolean telling = item.context().contains(item.cluster());
    String own = telling ? item.context() : item.user() + "@" + item.cluster();
    return new Item.Kubeconfig(
        item.id(),
        name.orElse(item.cluster()),
        item.server(),
        name.orElse(telling ? item.user() : own),
        name.orElse(own),
        item.authority(),
        item.certificate(),
        item.file());
  }

  private Merge merge() throws RunFailure {
    for (Path path : order.files()) {
      files.add(KubeconfigFile.read(path));
    }
    KubeconfigFile target = target();
    refuseForeign();
    Kubeconfigs.Entries entries =
        Kubeconfigs.entries(item, trust, client, new Kubeconfigs.ClientKey.Embedded(key.pem()));
    put("clusters", item.cluster(), entries.cluster(), target);
    put("users", item.user(), entries.user(), target);
    put("contexts", item.context(), entries.context(), target);
    use(target);
    target.tighten();
    List<String> changes = new ArrayList<>();
    for (KubeconfigFile file : files) {
      if (!order.dryRun()) {
        file.write();
      }
      file.changes()
          .forEach(change -> changes.add(change + (file == target ? "" : " in " + file.path())));
    }
    return new Merge(
        item.context(),
        target.path(),
        changes,
        current().equals(Optional.of(item.context())),
        order.dryRun());
  }

  /**
   * Where something new goes, as kubectl does it: into the first file that exists, else the last
   * one is made.
   */
  private KubeconfigFile target() {
    return holder("contexts", item.context())
        .or(() -> files.stream().filter(KubeconfigFile::exists).findFirst())
        .orElse(files.getLast());
  }

  /** The first file that has an entry, which is the one that counts. */
  private Optional<KubeconfigFile> holder(String list, String name) {
    return files.stream().filter(file -> file.text().item(list, name).isPresent()).findFirst();
  }

  private void put(String list, String name, List<String> lines, KubeconfigFile target)
      throws RunFailure {
    KubeconfigFile file = holder(list, name).orElse(target);
    Optional<Node.Mapping> held = file.text().item(list, name);
    String kind = list.substring(0, list.length() - 1);
    if (held.isEmpty()) {
      file.put(list, name, lines, kind + " " + name + ": added");
    } else if (!same(list, held.get())) {
      file.put(list, name, lines, kind + " " + name + ": updated");
    }
  }

  private boolean same(String list, Node.Mapping held) {
    return switch (list) {
      case "clusters" ->
          is(held, "cluster", "server", item.server())
              && is(held, "cluster", "certificate-authority-data", base64(trust));
      case "users" ->
          is(held, "user", "client-certificate-data", base64(client))
              && is(held, "user", "client-key-data", key.pem().use(KubeconfigMerge::base64));
      default ->
          is(held, "context", "cluster", item.cluster())
              && is(held, "context", "user", item.user());
    };
  }

  private static boolean is(Node.Mapping held, String part, String key, String wanted) {
    return value(held, part, key).equals(Optional.of(wanted));
  }

  private static Optional<String> value(Node.Mapping held, String part, String key) {
    return held.get(part)
        .filter(Node.Mapping.class::isInstance)
        .flatMap(node -> NamedLists.text((Node.Mapping) node, key));
  }

  /** Entries that have our names and are not of our cluster. */
  private void refuseForeign() throws RunFailure {
    if (order.overwrite()) {
      return;
    }
    List<Problem> foreign = new ArrayList<>();
    foreign("clusters", item.cluster(), "certificate-authority-data", authority)
        .ifPresent(foreign::add);
    foreign("users", item.user(), "client-certificate-data", signer).ifPresent(foreign::add);
    holder("contexts", item.context())
        .filter(
            file -> !same("contexts", file.text().item("contexts", item.context()).orElseThrow()))
        .map(file -> foreign(file, "context " + item.context()))
        .ifPresent(foreign::add);
    if (!foreign.isEmpty()) {
      throw new RunFailure(RunFailure.Kind.BAD_FILE, foreign);
    }
  }

  private Optional<Problem> foreign(String list, String name, String key, Certificate ours) {
    String kind = list.substring(0, list.length() - 1);
    return holder(list, name)
        .filter(file ->
            value(file.text().item(list, name).orElseThrow(), kind, key)
                .filter(data -> isOf(data, ours))
                .isEmpty())
        .map(file -> foreign(file, kind + " " + name));
  }

  private static Problem foreign(KubeconfigFile file, String what) {
    return Problem.of(
        file.path() + ": " + what + " is there, and is another cluster's",
        "--as NAME merges under another name; --overwrite gives up what is there");
  }

  private static boolean isOf(String base64, Certificate ours) {
    try {
      return Chain.read(Base64.getDecoder().decode(base64), List.of(ours))
              instanceof Reading.Good<Chain>(Chain held)
          && isOf(held.certificate().info(), ours.info());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isOf(CertificateInfo held, CertificateInfo ours) {
    return held.publicKey().equals(ours.publicKey()) || held.signedBy(ours);
  }

  private Optional<String> current() {
    return files.stream().flatMap(file -> file.text().text(CURRENT).stream()).findFirst();
  }

  private void use(KubeconfigFile target) throws RunFailure {
    Optional<String> current = current();
    if (current.isEmpty() || (order.use() && !current.get().equals(item.context()))) {
      files.stream()
          .filter(file -> file.text().text(CURRENT).isPresent())
          .findFirst()
          .orElse(target)
          .set(CURRENT, Kubeconfigs.scalar(item.context()), "current context: " + item.context());
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
