package dev.kprov.lint;

import dev.kprov.pki.EncryptionFile;
import dev.kprov.pki.Item;
import java.util.function.Function;
import java.util.stream.Stream;

/** How secrets are encrypted in etcd, if they are. */
final class Encryptions {

  private static final String KIND = "EncryptionConfiguration";
  private static final String VERSION = "apiserver.config.k8s.io/v1";

  private Encryptions() {}

  static Function<Evidence, Stream<Spot>> provider(String word) {
    return evidence ->
        evidence
            .layout()
            .map(layout ->
                layout
                    .all(Item.Encryption.class)
                    .filter(item -> item.provider().word().equals(word))
                    .map(item -> item.id().toString()))
            .orElseGet(() ->
                evidence
                    .all(Exhibit.Encryption.class)
                    .filter(one -> one.file().providers().contains(word))
                    .map(Exhibit.Encryption::name))
            .map(name -> new Spot(name, "encrypts with " + word));
  }

  static Stream<Spot> oldKinds(Evidence evidence) {
    return evidence
        .all(Exhibit.Encryption.class)
        .filter(one -> !isCurrent(one.file()))
        .map(one ->
            new Spot(
                one.name(),
                "is of kind " + one.file().kind() + ", apiVersion " + one.file().apiVersion()));
  }

  private static boolean isCurrent(EncryptionFile file) {
    return file.kind().equals(KIND) && file.apiVersion().equals(VERSION);
  }

  static Stream<Spot> plain(Evidence evidence) {
    return evidence
        .all(Exhibit.Encryption.class)
        .filter(one -> one.file().plain())
        .map(one -> new Spot(one.name(), "has the provider identity first"));
  }

  static Stream<Spot> none(Layout layout) {
    boolean lacking =
        layout.ofApi().findAny().isPresent() && layout.all(Item.Encryption.class).count() == 0;
    return lacking
        ? Stream.of(
            new Spot(
                "playbook " + layout.playbook().name(),
                "has no encryption key: secrets lie in etcd in the clear"))
        : Stream.empty();
  }
}
