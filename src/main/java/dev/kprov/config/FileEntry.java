package dev.kprov.config;

import dev.kprov.base.Mode;
import dev.kprov.base.Place;
import dev.kprov.base.Problems;
import dev.kprov.base.RemotePath;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId.Section;
import dev.kprov.state.FileKind;
import dev.kprov.state.Resource;
import dev.kprov.text.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file of an item, in a push: {@code {item: node.key}}.
 *
 * @param entry the whole of it, for its condition
 * @param place where the item is named
 * @param def the item
 * @param part which of its files is meant: {@code key}
 * @param name its name on the host; that of the store where it is not given
 * @param mode the mode that is wanted, if one is
 * @param handedOver whether it is put there only where nothing is, and is others' from then on
 */
record FileEntry(
    Fields entry,
    Place place,
    ItemDef def,
    String part,
    Optional<Node.Scalar> name,
    Optional<Mode> mode,
    boolean handedOver)
    implements PushEntry {

  /** In the place of a mode: what others will change has none to be kept. */
  static final String CREATE = "create";

  private static final List<String> PARTS =
      List.of("cert", "key", "chain", "pub", "kubeconfig", "config");

  private static final Map<String, FileKind> KINDS =
      Map.of(
          "cert", FileKind.CERTIFICATE,
          "key", FileKind.PRIVATE_KEY,
          "chain", FileKind.CERTIFICATE,
          "pub", FileKind.PUBLIC_KEY,
          "kubeconfig", FileKind.KUBECONFIG,
          "config", FileKind.ENCRYPTION_CONFIG);

  static Optional<FileEntry> read(Fields fields, Catalogue catalogue, Problems problems) {
    Optional<Node.Scalar> item = fields.requiredText("item");
    boolean handedOver = fields.text("mode").filter(m -> m.text().equals(CREATE)).isPresent();
    Optional<Mode> mode =
        fields
            .text("mode")
            .filter(_ -> !handedOver)
            .flatMap(text -> PushEntry.mode(text, problems));
    if (item.isEmpty()) {
      return Optional.empty();
    }
    Node.Scalar text = item.get();
    int dot = text.text().lastIndexOf('.');
    String part = text.text().substring(dot + 1);
    if (dot < 1 || !KINDS.containsKey(part)) {
      problems.add(
          text.place(),
          "item " + text.text() + " is not like ca.cert: a name, a dot, and which file of it",
          "the files are called " + String.join(", ", PARTS));
      return Optional.empty();
    }
    Optional<ItemDef> def = find(catalogue, text, text.text().substring(0, dot), part, problems);
    def.ifPresent(found -> refuseOpen(found, part, mode, fields, problems));
    return def.map(found ->
        new FileEntry(fields, text.place(), found, part, fields.text("name"), mode, handedOver));
  }

  private static Optional<ItemDef> find(
      Catalogue catalogue, Node.Scalar text, String name, String part, Problems problems) {
    return switch (part) {
      case "kubeconfig" -> catalogue.find(Set.of(Section.KUBECONFIG), "kubeconfig", text, name);
      case "config" ->
          catalogue.find(Set.of(Section.ENCRYPTION), "encryption configuration", text, name);
      case "chain" ->
          catalogue
              .find(Set.of(Section.AUTHORITY), "authority", text, name)
              .flatMap(authority -> chain(catalogue, text, authority, problems));
      default -> catalogue.find(Catalogue.PAIRS, "certificate or key", text, name);
    };
  }

  private static Optional<ItemDef> chain(
      Catalogue catalogue, Node.Scalar text, ItemDef authority, Problems problems) {
    Optional<ItemDef> chain = catalogue.chain(authority);
    if (chain.isEmpty()) {
      problems.add(text.place(), authority + " makes no file chain");
    }
    return chain;
  }

  private static void refuseOpen(
      ItemDef def, String part, Optional<Mode> mode, Fields fields, Problems problems) {
    String what = def.name() + "." + part;
    int bits = mode.map(Mode::bits).orElse(0);
    if (KINDS.getOrDefault(part, FileKind.PRIVATE_KEY).secret() && (bits & 07) != 0) {
      problems.add(
          fields.place("mode"), "mode " + mode.get() + " lets everybody at the secret " + what);
    } else if ((bits & 02) != 0) {
      problems.add(fields.place("mode"), "mode " + mode.get() + " lets everybody write " + what);
    }
  }

  @Override
  public void refuseOthers(Targets on, Problems problems) {
    if (!def.perHost() || def.roles().isEmpty()) {
      return;
    }
    on.roles().stream()
        .filter(role -> !def.roles().contains(role))
        .forEach(role -> refuse("role " + role, problems));
    on.hosts().stream()
        .filter(host -> def.roles().stream().noneMatch(host::has))
        .map(Host::name)
        .forEach(host -> refuse("host " + host, problems));
  }

  private void refuse(String target, Problems problems) {
    List<String> made = def.roles().stream().map(Object::toString).toList();
    problems.add(
        place, def + " is not made for " + target, "it is made for " + String.join(", ", made));
  }

  /** Refuses a file of an item that does not count for a host. */
  @Override
  public void refuseMissing(Frame frame) {
    if (counts(frame) && !Items.counts(def, frame)) {
      String whose = def.perHost() ? " for every host of this step" : "";
      frame.bad(place, def + " is not made" + whose + ": its condition does not hold");
    }
  }

  @Override
  public Optional<Resource> resource(
      RemotePath to, String owner, String group, Items items, Frame frame) {
    FileKind kind = KINDS.getOrDefault(part, FileKind.PRIVATE_KEY);
    Optional<Item> item = items.of(def, frame);
    Optional<StorePath> source = item.flatMap(one -> fileOf(one, kind));
    if (item.isPresent() && source.isEmpty()) {
      frame.problems().add(place, def + " makes no file " + part);
    }
    Optional<String> called = name.isPresent() ? frame.fill(name) : source.map(FileEntry::last);
    return called
        .filter(one -> PushEntry.isFileName(one, name.map(Node::place).orElse(place), frame))
        .filter(_ -> counts(frame))
        .flatMap(one ->
            source.map(path ->
                new Resource.File(
                    to.child(one), path, kind, modeOf(kind), owner, group, handedOver)));
  }

  private static Optional<StorePath> fileOf(Item item, FileKind kind) {
    return item.files().entrySet().stream()
        .filter(file -> file.getValue() == kind)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String last(StorePath path) {
    return path.text().substring(path.text().lastIndexOf('/') + 1);
  }

  private Mode modeOf(FileKind kind) {
    return mode.orElse(kind.secret() ? Mode.PRIVATE_FILE : Mode.PUBLIC_FILE);
  }
}
