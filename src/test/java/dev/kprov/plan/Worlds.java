package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.inventory.ApiServer;
import dev.kprov.inventory.Architecture;
import dev.kprov.inventory.Cluster;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.inventory.SomeHost;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Pki;
import dev.kprov.pki.Sighting;
import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Requirement;
import dev.kprov.state.Observation;
import dev.kprov.state.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Builds worlds for tests: two control hosts, a worker and a gateway, with a playbook like
 * kubenet's and a store. Everything can be changed by hand, and a plan can be carried out.
 */
public final class Worlds {

  /** When a cluster was made. */
  public static final Instant BIRTH = Instant.parse("2026-03-01T12:00:00Z");

  private final List<Host> hosts = new ArrayList<>();
  private final Map<String, HostModel> models = new LinkedHashMap<>();
  private final StoreModel store = new StoreModel();
  private UnaryOperator<Item> edit = UnaryOperator.identity();
  private UnaryOperator<Playbook> rewrite = UnaryOperator.identity();
  private String apiAddress = "192.168.1.21";
  private Optional<Set<String>> limit = Optional.empty();
  private Instant now = BIRTH;
  private Wishes wishes = Wishes.NONE;
  private final Map<String, OwnContext> contexts = new HashMap<>();
  private final Map<String, Map<RemotePath, Written.Left>> written = new HashMap<>();
  private Optional<String> doubt = Optional.empty();

  private Worlds() {
    add("control0", KubenetLike.CONTROL, "192.168.1.11");
    add("control1", KubenetLike.CONTROL, "192.168.1.12");
    add("worker0", KubenetLike.WORKER, "192.168.1.14");
    add("gateway", KubenetLike.GATEWAY, "192.168.1.20");
  }

  /** Empty hosts and no store. */
  public static Worlds fresh() {
    return new Worlds();
  }

  /** A cluster that was made a moment ago, and to which nothing happened. */
  public static Worlds converged() {
    Worlds worlds = fresh();
    worlds.carryOut(worlds.plan());
    return worlds;
  }

  public Worlds add(String name, Role role, String address) {
    hosts.add(
        new Host(
            name,
            name,
            List.of(role),
            address,
            Optional.of(Architecture.ARM64),
            SomeHost.ssh(address)));
    models.put(name, new HostModel(name));
    return this;
  }

  public HostModel host(String name) {
    return Objects.requireNonNull(models.get(name), name);
  }

  public Iterable<HostModel> hosts() {
    return models.values();
  }

  public StoreModel store() {
    return store;
  }

  public Item item(ItemId id) {
    return playbook().pki().item(id);
  }

  /** Changes items of the playbook. */
  public Worlds edit(UnaryOperator<Item> change) {
    this.edit = change;
    return this;
  }

  /** Changes the playbook as a whole. */
  public Worlds rewrite(UnaryOperator<Playbook> change) {
    this.rewrite = change;
    return this;
  }

  public Worlds apiAddress(String address) {
    this.apiAddress = address;
    return this;
  }

  public Worlds limit(String... names) {
    this.limit = Optional.of(Set.of(names));
    return this;
  }

  public Worlds after(Duration time) {
    this.now = now.plus(time);
    return this;
  }

  public Instant now() {
    return now;
  }

  public Worlds assumeNewCluster() {
    this.wishes = new Wishes(true, Set.of(), false, Optional.empty());
    return this;
  }

  /** Asks once for items to be made again. */
  public Worlds reissue(boolean newKeys, ItemId... items) {
    this.wishes = new Wishes(false, Set.of(items), newKeys, Optional.empty());
    return this;
  }

  /** Asks that a host leave or come back, and for nothing else. */
  public Worlds leave(String host, HostMark.Kind kind) {
    this.wishes = new Wishes(false, Set.of(), false, Optional.of(new Wishes.Leave(host, kind)));
    return limit(host);
  }

  /** Asks that what nobody wants be removed. */
  public Worlds prune(boolean left, boolean strangers) {
    this.wishes =
        new Wishes(false, Set.of(), false, Optional.empty(), new Wishes.Prune(left, strangers));
    return this;
  }

  /** Remembers that a run left something on a host, at an absolute path. */
  public Worlds left(String host, String path, Written.Left left) {
    written.computeIfAbsent(host, _ -> new HashMap<>()).put(new RemotePath(path), left);
    return this;
  }

  /** Lets what is remembered be worth nothing. */
  public Worlds doubt(String why) {
    doubt = Optional.of(why);
    return this;
  }

  /** Says what the operator's own kubeconfig has of the cluster. */
  public Worlds context(String step, OwnContext seen) {
    contexts.put(step, seen);
    return this;
  }

  /** Asks for nothing any more. */
  public Worlds asUsual() {
    this.wishes = Wishes.NONE;
    this.limit = Optional.empty();
    return this;
  }

  public Plan plan() {
    return Planner.plan(world());
  }

  public World world() {
    Playbook playbook = playbook();
    Map<String, Observation> observations = new HashMap<>();
    Map<String, Map<RemotePath, Sighting>> sightings = new HashMap<>();
    for (Host host : hosts) {
      HostModel model = host(host.name());
      observations.put(host.name(), observation(playbook, host, model));
      sightings.put(host.name(), model.isDown() ? Map.of() : model.sightings());
    }
    return new World(
        inventory(),
        playbook,
        limit.orElse(models.keySet().stream().collect(Collectors.toSet())),
        observations,
        sightings,
        models.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().skew())),
        store.state(playbook.pki()),
        now,
        wishes,
        contexts,
        new Written(written, doubt));
  }

  private Playbook playbook() {
    return rewrite.apply(KubenetLike.playbook(hosts, apiAddress, edit));
  }

  private Inventory inventory() {
    Cluster cluster =
        new Cluster(
            "kubenet",
            "kubenet",
            "cluster.local",
            List.of(),
            new ApiServer("kubernetes", apiAddress, 6443, List.of()));
    return new Inventory(Path.of("kubenet.yaml"), cluster, hosts);
  }

  private Observation observation(Playbook playbook, Host host, HostModel model) {
    if (model.isDown()) {
      return new Observation.Unreached("connection refused", Optional.empty());
    }
    List<RemotePath> asked = new ArrayList<>();
    for (Resource resource : playbook.desired(host).resources()) {
      asked.add(resource.path());
      asked.add(resource.path().parent());
    }
    for (Requirement one : playbook.desired(host).requirements()) {
      if (one instanceof Requirement.Space space) {
        asked.add(space.path());
      } else if (one instanceof Requirement.Inodes inodes) {
        asked.add(inodes.path());
      }
    }
    written
        .getOrDefault(host.name(), Map.of())
        .keySet()
        .forEach(path -> {
          asked.add(path);
          asked.add(path.parent());
        });
    return new Observation.Reached(model.observed(asked, now));
  }

  /** Does all that is pending in a plan, as a run would. */
  public Worlds carryOut(Plan plan) {
    for (Change change : plan.local()) {
      switch (change) {
        case Change.Issue issue -> store.issue(issue.item(), issue.newKey(), now);
        case Change.Recover recover -> store.record(recover.item().id());
        case Change.Blocked _ -> {}
        case Change.Mark mark ->
            store.mark(new HostMark(now, mark.host(), mark.kind(), mark.items()));
        case Change.Merge merge ->
            contexts.put(
                merge.step().name(),
                new OwnContext(merge.context(), merge.file(), List.of(), Optional.empty()));
        case Change.Create _, Change.Update _, Change.Remove _ ->
            throw new AssertionError("not local: " + change);
      }
    }
    wishes = wishes.after(plan.local());
    Pki pki = playbook().pki();
    for (HostPlan host : plan.hosts()) {
      host.changes().forEach(change -> carryOut(host(host.host().name()), change, pki));
    }
    return this;
  }

  private void carryOut(HostModel host, Change change, Pki pki) {
    switch (change) {
      case Change.Create create -> make(host, create.resource(), pki);
      case Change.Update update -> make(host, update.resource(), pki);
      case Change.Blocked _ -> {}
      case Change.Remove remove -> host.remove(remove.resource().path().text());
      case Change.Issue _, Change.Recover _, Change.Mark _, Change.Merge _ ->
          throw new AssertionError("local: " + change);
    }
  }

  private void make(HostModel host, Resource.Present resource, Pki pki) {
    String group = resource.group().isEmpty() ? resource.owner() : resource.group();
    String mode = resource.mode().toString();
    switch (resource) {
      case Resource.Directory directory ->
          host.put(directory.path().text(), HostModel.directory(mode, directory.owner(), true));
      case Resource.Copy copy ->
          host.put(
              copy.path().text(), HostModel.file(copy.source().hash(), mode, copy.owner(), group));
      case Resource.File file -> {
        Item item = Objects.requireNonNull(pki.byFile().get(file.source()));
        host.put(
            file.path().text(),
            HostModel.file(store.hash(item, file.source()), mode, file.owner(), group),
            sighting(item, file));
      }
    }
  }

  private Sighting sighting(Item item, Resource.File file) {
    return switch (file.kind()) {
      case CERTIFICATE -> Sighting.ofCertificates(store.shown(item));
      case KUBECONFIG -> {
        Item.Kubeconfig kubeconfig = (Item.Kubeconfig) item;
        yield Sighting.ofKubeconfig(
            store.shown(kubeconfig),
            List.of(store.certificate(kubeconfig.authority())),
            List.of(kubeconfig.server()));
      }
      case PRIVATE_KEY, PUBLIC_KEY, ENCRYPTION_CONFIG -> Sighting.NONE;
    };
  }
}
