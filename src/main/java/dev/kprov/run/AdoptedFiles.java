package dev.kprov.run;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Secret;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.mint.Certificate;
import dev.kprov.mint.Chain;
import dev.kprov.mint.Keys;
import dev.kprov.mint.PrivateKeyPair;
import dev.kprov.mint.Reading;
import dev.kprov.mint.SealedKey;
import dev.kprov.pki.CertificateInfo;
import dev.kprov.pki.EncryptionConfigs;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Kubeconfigs;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import dev.kprov.plan.Choice;
import dev.kprov.plan.Finding;
import dev.kprov.result.Adoption;
import dev.kprov.store.NewFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges what was read of hosts, and makes files of the store of what is good. What cannot be read,
 * does not belong together, or was signed by others than the authorities of the cluster is left.
 */
final class AdoptedFiles {

  private static final String LOOK = "look at it on the host; kprov up makes another one";

  private final Pki pki;
  private final StoreReader held;
  private final StoreState state;
  private final Map<Choice.Source, Secret> contents;
  private final List<Certificate> authorities;
  private final Map<ItemId, CertificateInfo> certificates = new HashMap<>();
  private final List<NewFile> files = new ArrayList<>();
  private final List<Adoption.Taken> taken = new ArrayList<>();
  private final List<Finding> left = new ArrayList<>();

  /**
   * @param held what the store holds, which stays
   * @param contents the files that were read whole
   */
  AdoptedFiles(Pki pki, StoreReader held, Map<Choice.Source, Secret> contents) throws RunFailure {
    this.pki = pki;
    this.held = held;
    this.state = held.state();
    this.contents = Map.copyOf(contents);
    this.authorities = new ArrayList<>(held.authorities());
  }

  /** What the store is to be given, in the order of writing. */
  List<NewFile> files() {
    return List.copyOf(files);
  }

  List<Adoption.Taken> taken() {
    return List.copyOf(taken);
  }

  /** What was read and is not good. */
  List<Finding> left() {
    return List.copyOf(left);
  }

  /** Judges what was chosen of one item; issuers come before what they signed. */
  void take(Choice choice) {
    switch (choice.item()) {
      case Item.Authority ca -> authority(choice, ca);
      case Item.Certificate leaf -> certificate(choice, leaf);
      case Item.KeyPair pair -> keyPair(choice, pair);
      case Item.Kubeconfig kubeconfig -> kubeconfig(choice, kubeconfig);
      case Item.Encryption encryption -> encryption(choice, encryption);
      case Item.Chain _ -> keep(choice, choice.sources(), Optional.empty(), Optional.empty());
    }
  }

  private void authority(Choice choice, Item.Authority item) {
    Part<Chain> chain = chain(choice, item.certFile()).or(held.chain(item.id()));
    Optional<CertificateInfo> own = chain.value().map(one -> one.certificate().info());
    Part<PrivateKeyPair> key = key(choice, item.keyFile()).or(held.key(item.id()));
    Optional<String> fault =
        chain
            .fault()
            .or(key::fault)
            .or(() -> own.isEmpty() ? Optional.of("its certificate is nowhere") : Optional.empty())
            .or(() ->
                own.filter(info -> !info.authority())
                    .map(_ -> item.certFile() + " is not the certificate of a CA"))
            .or(() -> mismatch(key, own, item.keyFile() + " is not the key of " + item.certFile()));
    if (fault.isPresent()) {
      leave(choice, fault.get());
      return;
    }
    chain.value().map(Chain::all).ifPresent(authorities::addAll);
    // Of a key alone the next run would think that it may sign its own certificate.
    keep(choice, choice.sources().reversed(), own, own.map(CertificateInfo::publicKey));
  }

  private void certificate(Choice choice, Item.Certificate item) {
    Part<Chain> chain = chain(choice, item.certFile()).or(held.chain(item.id()));
    Part<PrivateKeyPair> key = key(choice, item.keyFile()).or(held.key(item.id()));
    Optional<String> fault = chain.fault().or(key::fault).or(() -> misfit(item, chain, key));
    if (fault.isPresent()) {
      leave(choice, fault.get());
      return;
    }
    Optional<CertificateInfo> own = chain.value().map(one -> one.certificate().info());
    keep(choice, choice.sources(), own, own.map(CertificateInfo::publicKey));
  }

  /** Why a certificate is none of this cluster. */
  private Optional<String> misfit(
      Item.Certificate item, Part<Chain> chain, Part<PrivateKeyPair> key) {
    Optional<CertificateInfo> own = chain.value().map(one -> one.certificate().info());
    if (own.isEmpty()) {
      return Optional.of("its certificate is nowhere");
    }
    return signer(item.issuer())
        .map(ca -> own.get().otherSigner(ca).map(other -> "it is " + other))
        .orElseGet(() -> Optional.of("needs " + item.issuer() + ", which the store does not have"))
        .or(() -> mismatch(key, own, item.keyFile() + " is not the key of " + item.certFile()));
  }

  private Optional<CertificateInfo> signer(ItemId authority) {
    return Optional.ofNullable(certificates.get(authority))
        .or(() -> state.of(authority).certificate());
  }

  private void keyPair(Choice choice, Item.KeyPair item) {
    Part<PrivateKeyPair> key = key(choice, item.keyFile()).or(held.key(item.id()));
    if (key.fault().isPresent()) {
      leave(choice, key.fault().get());
      return;
    }
    Optional<Choice.Source> wrapper =
        item.certificate().flatMap(over -> source(choice, over.certFile()));
    Optional<CertificateInfo> over =
        wrapper
            .flatMap(source -> chain(choice, source.file()).value())
            .map(one -> one.certificate().info());
    Optional<String> odd = wrapper.flatMap(source -> oddWrapper(item, over, key, source.file()));
    Optional<Choice.Source> half = item.publicFile().flatMap(file -> source(choice, file));
    Optional<String> otherHalf =
        half.filter(source -> !isHalf(source, key))
            .map(source -> source.file() + " is not the public half of " + item.keyFile());
    Stream.of(odd, otherHalf).flatMap(Optional::stream).forEach(why -> leave(choice, why));
    keep(
        choice,
        choice.sources().stream()
            .filter(source -> odd.isEmpty() || !wrapper.equals(Optional.of(source)))
            .filter(source -> otherHalf.isEmpty() || !half.equals(Optional.of(source)))
            .toList(),
        Optional.empty(),
        key.value()
            .map(pair -> pair.info().publicKey())
            .or(() -> over.map(CertificateInfo::publicKey)));
  }

  /** Why the certificate over a key pair is made again from the key. */
  private Optional<String> oddWrapper(
      Item.KeyPair item, Optional<CertificateInfo> over, Part<PrivateKeyPair> key, StorePath file) {
    ItemId issuer = item.certificate().orElseThrow().issuer();
    return over.isEmpty()
        ? Optional.of(file + " cannot be read")
        : mismatch(key, over, file + " is not over " + item.keyFile())
            .or(() ->
                signer(issuer)
                    .flatMap(over.get()::otherSigner)
                    .map(other -> file + " is " + other));
  }

  private boolean isHalf(Choice.Source source, Part<PrivateKeyPair> key) {
    return key.value().isEmpty()
        || text(source).equals(Optional.of(squeezed(key.value().get().publicPem())));
  }

  private Optional<String> text(Choice.Source source) {
    return Optional.ofNullable(contents.get(source)).map(pem -> pem.use(AdoptedFiles::squeezed));
  }

  private static String squeezed(byte[] pem) {
    return new String(pem, StandardCharsets.ISO_8859_1).replaceAll("\\s", "");
  }

  /**
   * A kubeconfig, and the client in it, whom the playbook may have as an item that lies on no host.
   */
  private void kubeconfig(Choice choice, Item.Kubeconfig item) {
    Choice.Source source = choice.sources().getFirst();
    Optional<Secret> content = Optional.ofNullable(contents.get(source));
    Optional<WholeKubeconfig> whole = content.flatMap(WholeKubeconfig::read);
    if (content.isPresent() && whole.isEmpty()) {
      leave(choice, "it refers to other files, or says more than a kubeconfig of kprov");
      return;
    }
    Optional<Secret> client =
        whole
            .map(WholeKubeconfig::client)
            .or(() ->
                Kubeconfigs.read(source.excerpt()).clients().stream()
                    .findFirst()
                    .map(pem -> Secret.of(pem.getBytes(StandardCharsets.ISO_8859_1))));
    client.ifPresent(pem -> client(source, item, pem, whole.map(WholeKubeconfig::key)));
    keep(choice, choice.sources(), Optional.empty(), Optional.empty());
  }

  private void client(
      Choice.Source source, Item.Kubeconfig config, Secret pem, Optional<Secret> keyText) {
    if (!(pki.item(config.certificate()) instanceof Item.Certificate item)
        || certificates.containsKey(item.id())
        || state.of(item.id()).complete(item)) {
      return;
    }
    Part<Chain> chain = Part.of(pem.use(bytes -> Chain.read(bytes, authorities)), "certificate");
    Part<PrivateKeyPair> key =
        keyText.map(text -> Part.of(Keys.read(text), "key")).orElse(Part.none());
    Holding before = state.of(item.id());
    boolean other =
        before.certificate().isPresent()
            && !before.certificate().equals(chain.value().map(one -> one.certificate().info()));
    Optional<String> fault = chain.fault().or(key::fault).or(() -> misfit(item, chain, key));
    if (other) {
      return;
    }
    if (fault.isPresent()) {
      left.add(
          Finding.warning(item.id().toString(), fault.get() + " (in " + place(source) + ")", LOOK));
      return;
    }
    List<StorePath> given = new ArrayList<>();
    if (keyText.isPresent() && !before.files().containsKey(item.keyFile())) {
      files.add(NewFile.secret(item.keyFile(), keyText.get()));
      given.add(item.keyFile());
    }
    if (!before.files().containsKey(item.certFile())) {
      files.add(
          NewFile.open(item.certFile(), pem.use(bytes -> Arrays.copyOf(bytes, bytes.length))));
      given.add(item.certFile());
    }
    if (!given.isEmpty()) {
      CertificateInfo own = chain.value().orElseThrow().certificate().info();
      certificates.put(item.id(), own);
      taken.add(
          new Adoption.Taken(
              item.id(),
              given,
              source.host().name(),
              Optional.of(config.file()),
              Optional.of(own.publicKey()),
              Optional.of(own.notAfter()),
              List.of()));
    }
  }

  private void encryption(Choice choice, Item.Encryption item) {
    Optional<Secret> content =
        source(choice, item.file()).flatMap(one -> Optional.ofNullable(contents.get(one)));
    Optional<Sha256> key =
        content.flatMap(EncryptionConfigs::read).map(Holding.EncryptionInfo::key);
    if (content.isPresent() && key.isEmpty()) {
      leave(
          choice,
          "its form is not one that kprov keeps: one list of resources, one provider with its keys,"
              + " and identity last");
    } else {
      keep(choice, choice.sources(), Optional.empty(), key);
    }
  }

  /** One part of an item: what was read of it, or why it cannot be. */
  private record Part<T>(Optional<T> value, Optional<String> fault) {

    static <T> Part<T> none() {
      return new Part<>(Optional.empty(), Optional.empty());
    }

    static <T> Part<T> of(Reading<T> reading, String file) {
      return new Part<>(reading.toOptional(), reading.fault().map(why -> file + " " + why));
    }

    /** The part of the store, where none was read. */
    Part<T> or(Optional<T> ours) {
      return value.isPresent() || fault.isPresent() ? this : new Part<>(ours, fault);
    }
  }

  private Part<Chain> chain(Choice choice, StorePath file) {
    return source(choice, file)
        .flatMap(one -> Optional.ofNullable(contents.get(one)))
        .map(pem -> Part.of(pem.use(bytes -> Chain.read(bytes, authorities)), file.text()))
        .orElse(Part.none());
  }

  /** A key that is encrypted stays so, and nothing is known of it. */
  private Part<PrivateKeyPair> key(Choice choice, StorePath file) {
    return source(choice, file)
        .flatMap(one -> Optional.ofNullable(contents.get(one)))
        .filter(pem -> SealedKey.of(pem).isEmpty())
        .map(pem -> Part.of(Keys.read(pem), file.text()))
        .orElse(Part.none());
  }

  private static Optional<Choice.Source> source(Choice choice, StorePath file) {
    return choice.sources().stream().filter(one -> one.file().equals(file)).findFirst();
  }

  private static Optional<String> mismatch(
      Part<PrivateKeyPair> key, Optional<CertificateInfo> own, String text) {
    return key.value()
        .map(pair -> pair.info().publicKey())
        .filter(half -> own.filter(info -> !info.publicKey().equals(half)).isPresent())
        .map(_ -> text);
  }

  private void leave(Choice choice, String why) {
    left.add(
        Finding.warning(
            choice.item().id().toString(),
            why + " (" + place(choice.sources().getFirst()) + ")",
            LOOK));
  }

  private static String place(Choice.Source source) {
    return source.host().name() + ": " + source.at();
  }

  private void keep(
      Choice choice,
      List<Choice.Source> sources,
      Optional<CertificateInfo> certificate,
      Optional<Sha256> key) {
    certificate.ifPresent(own -> certificates.put(choice.item().id(), own));
    List<Choice.Source> read = sources.stream().filter(contents::containsKey).toList();
    for (Choice.Source source : read) {
      Secret content = Objects.requireNonNull(contents.get(source));
      files.add(
          source.kind().secret()
              ? NewFile.secret(source.file(), content)
              : NewFile.open(source.file(), content.use(byte[]::clone)));
    }
    if (!read.isEmpty()) {
      taken.add(
          new Adoption.Taken(
              choice.item().id(),
              read.stream().map(Choice.Source::file).toList(),
              read.getFirst().host().name(),
              Optional.empty(),
              key,
              certificate.map(CertificateInfo::notAfter),
              choice.differing()));
    }
  }
}
