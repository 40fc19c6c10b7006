package dev.kprov.config;

import dev.kprov.base.StorePath;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.ItemId.Section;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.Note;
import dev.kprov.pki.Subject;
import dev.kprov.pki.Usage;
import dev.kprov.text.Node;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes an item of the PKI from its entry, for the cluster or for one host. */
final class ItemReader {

  private static final Duration DEFAULT_RENEW_BEFORE = Duration.ofDays(30);
  private static final String DEFAULT_SERVER =
      "https://{{ cluster.apiServer.name }}:{{ cluster.apiServer.port }}";

  private final Fields pki;
  private final Catalogue catalogue;
  private final SubjectReader subjects;
  private final NamesReader names;
  private final StorePaths paths;

  ItemReader(Fields pki, Catalogue catalogue, NamesReader names, StorePaths paths) {
    this.pki = pki;
    this.catalogue = catalogue;
    this.subjects = new SubjectReader(pki.mapping("subject", Subject.TYPES));
    this.names = names;
    this.paths = paths;
  }

  /** The item; empty where a problem was added. */
  Optional<Item> read(ItemDef def, Frame frame) {
    return switch (def.section()) {
      case AUTHORITY -> authority(def, fields(def, Keys.AUTHORITY, frame), frame);
      case CHAIN -> chain(def, frame);
      case CERTIFICATE -> certificate(def, fields(def, Keys.CERTIFICATE, frame), frame);
      case KEY_PAIR -> keyPair(def, fields(def, Keys.KEY_PAIR, frame), frame);
      case KUBECONFIG -> kubeconfig(def, fields(def, Keys.KUBECONFIG, frame), frame);
      case ENCRYPTION -> encryption(def, fields(def, Keys.ENCRYPTION, frame), frame);
      case USER -> throw new IllegalStateException("no playbook defines a user: " + def);
    };
  }

  /** What a person should know of the item when it is made. */
  List<Note> notes(ItemDef def, Frame frame) {
    if (def.section() == Section.CHAIN) {
      return List.of(); // they are the authority's
    }
    return Fields.free(def.node(), def.toString(), frame.problems()).list("notes").stream()
        .map(node -> Fields.of(node, "note", Keys.NOTE, frame.problems()))
        .flatMap(note -> note(note, frame).stream())
        .toList();
  }

  private static Optional<Note> note(Fields fields, Frame frame) {
    boolean counts = Condition.holds(fields, frame);
    Optional<String> text = frame.fill(fields.requiredText("text"));
    Optional<String> hint = frame.fill(fields.text("hint"));
    return text.filter(_ -> counts).map(told -> new Note(told, hint));
  }

  private static Fields fields(ItemDef def, List<String> known, Frame frame) {
    return Fields.of(def.node(), def.toString(), known, frame.problems());
  }

  private Optional<Item> authority(ItemDef def, Fields fields, Frame frame) {
    Optional<ItemId> issuer = fields.has("issuer") ? issuer(fields, frame) : Optional.empty();
    Subject subject = subject(fields, frame);
    Optional<KeyAlgorithm> algorithm = algorithm(fields, frame);
    Optional<Duration> validity = span(fields, "validity", Optional.empty(), frame);
    Fields files = fields.requiredMapping("files", Keys.AUTHORITY_FILES);
    Optional<StorePath> cert = file(def, files, "cert", frame);
    Optional<StorePath> key = file(def, files, "key", frame);
    return allThere(algorithm, validity, cert, key) && issuer.isPresent() == fields.has("issuer")
        ? Optional.of(
            new Item.Authority(
                def.id(frame),
                issuer,
                subject,
                algorithm.get(),
                validity.get(),
                cert.get(),
                key.get()))
        : Optional.empty();
  }

  /** The file in which an authority stands with those above it. */
  private Optional<Item> chain(ItemDef def, Frame frame) {
    List<ItemId> lineage = catalogue.lineage(def).stream().map(one -> one.id(frame)).toList();
    Fields files =
        Fields.free(def.node(), def.toString(), frame.problems())
            .requiredMapping("files", Keys.AUTHORITY_FILES);
    return file(def, files, "chain", frame)
        .map(path -> new Item.Chain(def.id(frame), lineage, path));
  }

  private Optional<Item> certificate(ItemDef def, Fields fields, Frame frame) {
    Optional<ItemId> issuer = issuer(fields, frame);
    Subject subject = subject(fields, frame);
    Optional<KeyAlgorithm> algorithm = algorithm(fields, frame);
    Set<Usage> usages = usages(fields, frame);
    Optional<Duration> validity = span(fields, "validity", pki.text("validity"), frame);
    Optional<Duration> renewBefore = renewBefore(fields, frame);
    Fields files = fields.requiredMapping("files", Keys.PAIR_FILES);
    Optional<StorePath> cert = file(def, files, "cert", frame);
    Optional<StorePath> key = file(def, files, "key", frame);
    var altNames = names.read(fields.list("names"), frame);
    return allThere(issuer, algorithm, validity, renewBefore, cert, key)
        ? Optional.of(
            new Item.Certificate(
                def.id(frame),
                issuer.get(),
                subject,
                algorithm.get(),
                usages,
                altNames,
                validity.get(),
                renewBefore.get(),
                cert.get(),
                key.get()))
        : Optional.empty();
  }

  private Optional<Item> keyPair(ItemDef def, Fields fields, Frame frame) {
    Optional<KeyAlgorithm> algorithm = algorithm(fields, frame);
    Fields files = fields.requiredMapping("files", Keys.KEY_PAIR_FILES);
    Optional<StorePath> key = file(def, files, "key", frame);
    Optional<StorePath> pub = files.has("pub") ? file(def, files, "pub", frame) : Optional.empty();
    Optional<Item.Wrapper> wrapper = Optional.empty();
    if (fields.has("certificate")) {
      wrapper = wrapper(def, fields.mapping("certificate", Keys.WRAPPER), files, frame);
    } else if (files.has("cert")) {
      frame.bad(files.place("cert"), def + ": a file cert needs the key certificate");
    }
    return allThere(algorithm, key) && wrapper.isPresent() == fields.has("certificate")
        ? Optional.of(new Item.KeyPair(def.id(frame), algorithm.get(), wrapper, key.get(), pub))
        : Optional.empty();
  }

  private Optional<Item.Wrapper> wrapper(ItemDef def, Fields fields, Fields files, Frame frame) {
    Optional<ItemId> issuer = issuer(fields, frame);
    Subject subject = subject(fields, frame);
    Set<Usage> usages = usages(fields, frame);
    Optional<Duration> validity = span(fields, "validity", pki.text("validity"), frame);
    Optional<StorePath> cert = file(def, files, "cert", frame);
    return allThere(issuer, validity, cert)
        ? Optional.of(new Item.Wrapper(issuer.get(), subject, usages, validity.get(), cert.get()))
        : Optional.empty();
  }

  private Optional<Item> kubeconfig(ItemDef def, Fields fields, Frame frame) {
    Optional<String> cluster = frame.fill(text(fields, "cluster", "{{ cluster.name }}"));
    Node.Scalar serverText = text(fields, "server", DEFAULT_SERVER);
    Optional<String> server = frame.fill(serverText).filter(url -> isUrl(serverText, url, frame));
    Optional<String> user = frame.fill(fields.requiredText("user"));
    Optional<String> context = frame.fill(fields.requiredText("context"));
    Optional<ItemId> authority = find(fields, Section.AUTHORITY, "authority", frame);
    Optional<ItemId> certificate = clientCertificate(def, fields, frame);
    Optional<StorePath> file = file(def, fields, "file", frame);
    return allThere(cluster, server, user, context, authority, certificate, file)
        ? Optional.of(
            new Item.Kubeconfig(
                def.id(frame),
                cluster.get(),
                server.get(),
                user.get(),
                context.get(),
                authority.get(),
                certificate.get(),
                file.get()))
        : Optional.empty();
  }

  private static boolean isUrl(Node.Scalar source, String url, Frame frame) {
    try {
      URI uri = URI.create(url);
      if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
        return true;
      }
    } catch (IllegalArgumentException e) {
      // told below, like every other text that is no such URL
    }
    frame.bad(source, "server " + url + " is not like https://kubernetes:6443");
    return false;
  }

  private Optional<ItemId> clientCertificate(ItemDef def, Fields fields, Frame frame) {
    Optional<Node.Scalar> reference = fields.requiredText("certificate");
    Optional<ItemDef> found = reference.flatMap(text -> catalogue.find(Section.CERTIFICATE, text));
    if (found.isPresent() && found.get().perHost()) {
      ItemDef certificate = found.get();
      if (!def.perHost()) {
        return frame.bad(
            fields.place("certificate"),
            def + ": " + certificate + " is made for each host, so this must be too (key for)");
      }
      def.roles().stream()
          .filter(role -> !certificate.roles().contains(role))
          .forEach(role ->
              frame
                  .problems()
                  .add(
                      fields.place("certificate"),
                      def + " is made for role " + role + ", " + certificate + " is not"));
    }
    return found.map(certificate -> certificate.id(frame));
  }

  private Optional<Item> encryption(ItemDef def, Fields fields, Frame frame) {
    Words words = new Words(frame.problems());
    List<Item.Encryption.Provider> providers = List.of(Item.Encryption.Provider.values());
    Optional<Item.Encryption.Provider> provider =
        frame
            .fill(fields.requiredText("provider"))
            .flatMap(word ->
                words.oneOf(
                    fields.place("provider"),
                    word,
                    "provider",
                    providers,
                    Item.Encryption.Provider::word));
    Optional<String> keyName = frame.fill(fields.requiredText("keyName"));
    List<String> resources = frame.fill(fields.requiredTexts("resources"));
    if (resources.isEmpty() && fields.has("resources")) {
      frame.bad(fields.place("resources"), def + ": resources must name at least one");
    }
    Optional<StorePath> file = file(def, fields, "file", frame);
    return allThere(provider, keyName, file)
        ? Optional.of(
            new Item.Encryption(
                def.id(frame), provider.get(), keyName.get(), resources, file.get()))
        : Optional.empty();
  }

  private Optional<ItemId> issuer(Fields fields, Frame frame) {
    return find(fields, Section.AUTHORITY, "issuer", frame);
  }

  private Optional<ItemId> find(Fields fields, Section section, String key, Frame frame) {
    return fields
        .requiredText(key)
        .flatMap(text -> catalogue.find(section, text))
        .map(found -> found.id(frame));
  }

  private Subject subject(Fields fields, Frame frame) {
    return subjects.read(fields.requiredMapping("subject", Subject.TYPES), frame);
  }

  private Optional<KeyAlgorithm> algorithm(Fields fields, Frame frame) {
    Fields source = fields.has("key") ? fields : pki;
    if (!source.has("key")) {
      return Optional.of(KeyAlgorithm.RSA_2048);
    }
    List<KeyAlgorithm> all = List.of(KeyAlgorithm.values());
    return frame
        .fill(source.text("key"))
        .flatMap(word ->
            new Words(frame.problems())
                .oneOf(source.place("key"), word, "key algorithm", all, KeyAlgorithm::word));
  }

  private static Set<Usage> usages(Fields fields, Frame frame) {
    Set<Usage> usages = new LinkedHashSet<>();
    Words words = new Words(frame.problems());
    for (Node.Scalar text : fields.requiredTexts("usages")) {
      frame
          .fill(text)
          .flatMap(word ->
              words.oneOf(text.place(), word, "usage", List.of(Usage.values()), Usage::word))
          .ifPresent(usages::add);
    }
    if (fields.has("usages") && fields.texts("usages").isEmpty()) {
      frame.bad(fields.place("usages"), "usages must name server, client or both");
    }
    return usages;
  }

  private static Optional<Duration> span(
      Fields fields, String key, Optional<Node.Scalar> otherwise, Frame frame) {
    Optional<Node.Scalar> text =
        fields.has(key) || otherwise.isEmpty() ? fields.requiredText(key) : otherwise;
    return text.flatMap(source ->
        frame
            .fill(source)
            .flatMap(span -> new Words(frame.problems()).span(source.place(), span, key)));
  }

  private Optional<Duration> renewBefore(Fields fields, Frame frame) {
    return fields.has("renewBefore") || pki.has("renewBefore")
        ? span(fields, "renewBefore", pki.text("renewBefore"), frame)
        : Optional.of(DEFAULT_RENEW_BEFORE);
  }

  private static Node.Scalar text(Fields fields, String key, String otherwise) {
    return fields.text(key).orElse(new Node.Scalar(fields.place(), otherwise, true, false));
  }

  private Optional<StorePath> file(ItemDef def, Fields files, String key, Frame frame) {
    List<Node.Scalar> all = key.equals("file") ? files.text(key).stream().toList() : texts(files);
    boolean alike = paths.alike(def, all);
    return files.requiredText(key).flatMap(name -> paths.path(name, alike, frame));
  }

  private static List<Node.Scalar> texts(Fields files) {
    return files.entries().stream()
        .map(Node.Entry::value)
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast)
        .toList();
  }

  private static boolean allThere(Optional<?>... parts) {
    return List.of(parts).stream().allMatch(Optional::isPresent);
  }
}
