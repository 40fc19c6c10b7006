package dev.kprov.plan;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.pki.AltNames;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.ItemId.Section;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Pki;
import dev.kprov.pki.Subject;
import dev.kprov.pki.Usage;
import dev.kprov.playbook.Playbook;
import dev.kprov.playbook.Step;
import dev.kprov.state.FileKind;
import dev.kprov.state.Owned;
import dev.kprov.state.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A playbook in the manner of kubenet, smaller: 12 files on a control host, 5 on a worker. */
final class KubenetLike {

  static final Role CONTROL = new Role("control");
  static final Role WORKER = new Role("worker");
  static final Role GATEWAY = new Role("gateway");
  static final RemotePath HOME = new RemotePath("~");

  static final ItemId CA = ItemId.of(Section.AUTHORITY, "ca");
  static final ItemId ACCOUNTS = ItemId.of(Section.KEY_PAIR, "service-account");
  static final ItemId API = ItemId.of(Section.CERTIFICATE, "kubernetes");
  static final ItemId ADMIN = ItemId.of(Section.CERTIFICATE, "admin");
  static final ItemId PROXY = ItemId.of(Section.CERTIFICATE, "kube-proxy");
  static final ItemId ADMIN_CONFIG = ItemId.of(Section.KUBECONFIG, "admin");
  static final ItemId PROXY_CONFIG = ItemId.of(Section.KUBECONFIG, "kube-proxy");
  static final ItemId ENCRYPTION = ItemId.of(Section.ENCRYPTION, "encryption");

  private static final Set<Usage> BOTH = Set.of(Usage.SERVER, Usage.CLIENT);

  private KubenetLike() {}

  static ItemId node(String host) {
    return new ItemId(Section.CERTIFICATE, "node", Optional.of(host));
  }

  static ItemId nodeConfig(String host) {
    return new ItemId(Section.KUBECONFIG, "node", Optional.of(host));
  }

  static Subject subject(String organisation, String name) {
    return new Subject(
        List.of(new Subject.Attribute("O", organisation), new Subject.Attribute("CN", name)));
  }

  /** The playbook for some hosts, each item edited. */
  static Playbook playbook(List<Host> hosts, String apiAddress, UnaryOperator<Item> edit) {
    List<Item> items = items(hosts, apiAddress).stream().map(edit).toList();
    Map<String, Step.Placement> placements = new HashMap<>();
    hosts.forEach(host ->
        placements.put(
            host.name(),
            new Step.Placement(
                files(host),
                new Owned(HOME, List.of("*.pem", "*.kubeconfig", "encryption-config.yaml")))));
    Set<String> names = hosts.stream().map(Host::name).collect(Collectors.toSet());
    return new Playbook(
        "kubenet-like",
        new Pki(items),
        List.of(
            new Step.Issue("issue"),
            new Step.Push("files", placements),
            new Step.Verify("verify", names, true)));
  }

  private static List<Item> items(List<Host> hosts, String apiAddress) {
    List<Item> items = new ArrayList<>();
    items.add(
        new Item.Authority(
            CA,
            subject("Kubernetes", "Kubernetes"),
            KeyAlgorithm.RSA_2048,
            Duration.ofDays(3650),
            new StorePath("ca.pem"),
            new StorePath("ca-key.pem")));
    items.add(
        new Item.KeyPair(
            ACCOUNTS,
            KeyAlgorithm.RSA_2048,
            Optional.of(
                new Item.Wrapper(
                    CA,
                    subject("Kubernetes", "service-accounts"),
                    BOTH,
                    Duration.ofDays(1825),
                    new StorePath("service-account.pem"))),
            new StorePath("service-account-key.pem"),
            Optional.empty()));
    items.add(certificate(API, subject("Kubernetes", "kubernetes"), apiNames(hosts, apiAddress)));
    items.add(certificate(ADMIN, subject("system:masters", "admin"), AltNames.NONE));
    items.add(certificate(PROXY, subject("system:node-proxier", "proxy"), AltNames.NONE));
    List<Host> nodes = hosts.stream().filter(host -> !host.has(GATEWAY)).toList();
    nodes.forEach(host ->
        items.add(
            certificate(
                node(host.name()),
                subject("system:nodes", "system:node:" + host.nodeName()),
                AltNames.of(List.of(host.name(), host.address())))));
    items.add(kubeconfig(ADMIN_CONFIG, ADMIN));
    items.add(kubeconfig(PROXY_CONFIG, PROXY));
    nodes.forEach(host -> items.add(kubeconfig(nodeConfig(host.name()), node(host.name()))));
    items.add(
        new Item.Encryption(
            ENCRYPTION,
            Item.Encryption.Provider.AESCBC,
            "key1",
            List.of("secrets"),
            new StorePath("encryption-config.yaml")));
    return items;
  }

  private static AltNames apiNames(List<Host> hosts, String apiAddress) {
    List<String> names = new ArrayList<>(List.of("kubernetes", "10.32.0.1", apiAddress));
    hosts.stream().filter(host -> host.has(CONTROL)).map(Host::address).forEach(names::add);
    return AltNames.of(names);
  }

  private static Item certificate(ItemId id, Subject subject, AltNames names) {
    String file = id.host().orElse(id.name());
    return new Item.Certificate(
        id,
        CA,
        subject,
        KeyAlgorithm.RSA_2048,
        BOTH,
        names,
        Duration.ofDays(1825),
        Duration.ofDays(30),
        new StorePath(file + ".pem"),
        new StorePath(file + "-key.pem"));
  }

  private static Item kubeconfig(ItemId id, ItemId certificate) {
    return new Item.Kubeconfig(
        id,
        "kubenet",
        "https://kubernetes:6443",
        id.name(),
        "default",
        CA,
        certificate,
        new StorePath(id.host().orElse(id.name()) + ".kubeconfig"));
  }

  private static List<Resource> files(Host host) {
    List<String> names = new ArrayList<>();
    if (host.has(CONTROL)) {
      names.addAll(
          List.of(
              "ca-key.pem",
              "kubernetes-key.pem",
              "kubernetes.pem",
              "service-account-key.pem",
              "service-account.pem",
              "admin.kubeconfig",
              "encryption-config.yaml"));
    }
    if (!host.has(GATEWAY)) {
      names.addAll(
          List.of(
              "ca.pem",
              host.name() + "-key.pem",
              host.name() + ".pem",
              host.name() + ".kubeconfig",
              "kube-proxy.kubeconfig"));
    }
    return names.stream().map(KubenetLike::file).toList();
  }

  private static Resource file(String name) {
    FileKind kind = kind(name);
    return new Resource.File(
        HOME.child(name),
        new StorePath(name),
        kind,
        kind.secret() ? Mode.PRIVATE_FILE : Mode.PUBLIC_FILE,
        "ubuntu",
        "");
  }

  private static FileKind kind(String name) {
    if (name.endsWith(".kubeconfig")) {
      return FileKind.KUBECONFIG;
    }
    if (name.endsWith(".yaml")) {
      return FileKind.ENCRYPTION_CONFIG;
    }
    return name.endsWith("-key.pem") ? FileKind.PRIVATE_KEY : FileKind.CERTIFICATE;
  }

  /** Another provider, key name and list of resources than the playbook has. */
  static Item otherEncryption(Item item) {
    return item instanceof Item.Encryption encryption
        ? new Item.Encryption(
            encryption.id(),
            Item.Encryption.Provider.SECRETBOX,
            "key2",
            List.of("secrets", "configmaps"),
            encryption.file())
        : item;
  }
}
