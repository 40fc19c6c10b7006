package dev.kprov.config;

import dev.kprov.base.Nearest;
import dev.kprov.base.Problems;
import dev.kprov.pki.ItemId.Section;
import dev.kprov.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The entries of a playbook's {@code pki}, by name. */
final class Catalogue {

  /** The sections whose files are called {@code NAME.cert} and {@code NAME.key}, together. */
  static final Set<Section> PAIRS =
      Set.of(Section.AUTHORITY, Section.CERTIFICATE, Section.KEY_PAIR);

  private record Part(String key, Section section) {}

  /** In the order in which items depend on each other. */
  private static final List<Part> PARTS =
      List.of(
          new Part("authorities", Section.AUTHORITY),
          new Part("keyPairs", Section.KEY_PAIR),
          new Part("certificates", Section.CERTIFICATE),
          new Part("kubeconfigs", Section.KUBECONFIG),
          new Part("encryption", Section.ENCRYPTION));

  private final List<ItemDef> defs = new ArrayList<>();
  private final Roles roles;
  private final Problems problems;
  private final Issuers issuers;
  private boolean whole;

  Catalogue(Fields pki, Roles roles, Problems problems) {
    this.roles = roles;
    this.problems = problems;
    this.whole = pki.entries().stream().allMatch(e -> Keys.PKI.contains(e.key().text()));
    for (Part part : PARTS) {
      pki.optional(part.key)
          .map(node -> Fields.free(node, part.key, problems).entries())
          .orElse(List.of())
          .forEach(entry -> add(part.section, entry));
    }
    this.issuers =
        new Issuers(
            defs.stream().filter(def -> def.section() == Section.AUTHORITY).toList(), problems);
  }

  private void add(Section section, Node.Entry entry) {
    String name = entry.key().text();
    if (!name.matches("[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?")) {
      problems.add(
          entry.key().place(),
          section.word() + ": " + name + " is no name",
          "use letters, digits, - and _");
      whole = false;
      return;
    }
    Fields fields = Fields.free(entry.value(), section.word() + " " + name, problems);
    List<Node.Scalar> made = fields.texts("for");
    if (made.isEmpty() && fields.optional("for").orElse(null) instanceof Node.Sequence list) {
      problems.add(list.place(), section.word() + " " + name + ": for must name at least one role");
    }
    ItemDef def =
        new ItemDef(
            section, name, entry.key().place(), entry.value(), fields.has("for"), roles.read(made));
    find(PAIRS.contains(section) ? PAIRS : Set.of(section), name)
        .ifPresent(first ->
            problems.add(
                def.place(),
                def
                    + ": the name is that of "
                    + first
                    + " at "
                    + first.place().line()
                    + ":"
                    + first.place().column()));
    defs.add(def);
  }

  /** All of them, each after those that it is made from. */
  List<ItemDef> all() {
    List<ItemDef> all = new ArrayList<>(issuers.inOrder());
    issuers.inOrder().forEach(def -> chain(def).ifPresent(all::add));
    defs.stream().filter(def -> def.section() != Section.AUTHORITY).forEach(all::add);
    return all;
  }

  /** The chain of an authority, if its entry has a file for one. */
  Optional<ItemDef> chain(ItemDef authority) {
    boolean wanted =
        Fields.free(authority.node(), authority.toString(), new Problems())
            .optional("files")
            .filter(node -> node instanceof Node.Mapping files && files.get("chain").isPresent())
            .isPresent();
    return wanted
        ? Optional.of(
            new ItemDef(
                Section.CHAIN,
                authority.name(),
                authority.place(),
                authority.node(),
                authority.perHost(),
                authority.roles()))
        : Optional.empty();
  }

  /** What stands in the chain of an authority: itself and those above it, nearest first. */
  List<ItemDef> lineage(ItemDef chain) {
    return find(Set.of(Section.AUTHORITY), chain.name()).map(issuers::lineage).orElse(List.of());
  }

  private Optional<ItemDef> find(Set<Section> sections, String name) {
    return defs.stream()
        .filter(def -> sections.contains(def.section()) && def.name().equals(name))
        .findFirst();
  }

  /** The entry that a text names, among those of one section. */
  Optional<ItemDef> find(Section section, Node.Scalar reference) {
    return find(Set.of(section), section.word(), reference, reference.text());
  }

  /**
   * The entry that a text names, among those of some sections.
   *
   * @param name what of the text is the name
   */
  Optional<ItemDef> find(Set<Section> sections, String what, Node.Scalar reference, String name) {
    Optional<ItemDef> found = find(sections, name);
    if (found.isEmpty() && whole) {
      Optional<ItemDef> other = find(Set.of(Section.values()), name);
      List<String> known =
          defs.stream().filter(d -> sections.contains(d.section())).map(ItemDef::name).toList();
      problems.add(
          reference.place(),
          other
              .map(o -> name + " is no " + what + " but a " + o.section().word())
              .orElse("unknown " + what + " " + name),
          Nearest.hint(name, known));
    }
    return found;
  }
}
