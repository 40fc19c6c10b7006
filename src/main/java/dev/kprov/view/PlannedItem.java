package dev.kprov.view;

import dev.kprov.base.Sha256;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Usage;
import dev.kprov.plan.Pin;
import dev.kprov.state.Content;
import dev.kprov.text.Members;
import dev.kprov.text.Node;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a saved plan says of content, of which no byte stands in it. */
final class PlannedItem {

  /** What the message of the change says, and what its end does. */
  private static final Set<String> TOLD = Set.of("key", "validSeconds");

  private PlannedItem() {}

  /** What is asked for in the name of an item that is to be issued. */
  static Fields of(Item item, Pin pin) {
    return wanted(item)
        .text("key", pin.key().map(Sha256::hex))
        .text("notAfter", pin.notAfter().map(Instant::toString));
  }

  /**
   * The same for people, as it was read back: {@code issuer authority/ca; subject CN=admin; usages
   * client}. Whether its key is kept stands in the message of the change.
   */
  static String words(Members request) {
    return request.object().entries().stream()
        .filter(entry -> !TOLD.contains(entry.key().text()))
        .map(entry -> label(entry.key().text()) + words(entry.value()))
        .collect(Collectors.joining("; "));
  }

  private static String label(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT) + " ";
  }

  private static String words(Node value) {
    return switch (value) {
      case Node.Scalar one -> one.text();
      case Node.Sequence many ->
          many.items().isEmpty()
              ? "none"
              : many.items().stream().map(PlannedItem::words).collect(Collectors.joining(", "));
      case Node.Mapping all ->
          throw new IllegalArgumentException("a request has no objects: " + all.place());
    };
  }

  private static Fields wanted(Item item) {
    return switch (item) {
      case Item.Authority ca ->
          issuer(ca.issuer())
              .text("subject", ca.subject().toString())
              .text("algorithm", ca.algorithm().word())
              .number("validSeconds", ca.validity().toSeconds());
      case Item.Certificate leaf ->
          issuer(Optional.of(leaf.issuer()))
              .text("subject", leaf.subject().toString())
              .texts("usages", words(leaf.usages()))
              .texts("names", leaf.names().all())
              .text("algorithm", leaf.algorithm().word())
              .number("validSeconds", leaf.validity().toSeconds());
      case Item.KeyPair pair ->
          new Fields()
              .text("algorithm", pair.algorithm().word())
              .and(pair.certificate().map(PlannedItem::over).orElseGet(Fields::new));
      case Item.Chain chain ->
          new Fields().texts("authorities", chain.authorities().stream().map(ItemId::key).toList());
      case Item.Kubeconfig kubeconfig ->
          new Fields()
              .text("server", kubeconfig.server())
              .text("authority", kubeconfig.authority().key())
              .text("certificate", kubeconfig.certificate().key());
      case Item.Encryption encryption ->
          new Fields()
              .text("provider", encryption.provider().word())
              .text("keyName", encryption.keyName())
              .texts("resources", encryption.resources());
    };
  }

  private static Fields over(Item.Wrapper wrapper) {
    return issuer(Optional.of(wrapper.issuer()))
        .text("subject", wrapper.subject().toString())
        .texts("usages", words(wrapper.usages()))
        .number("validSeconds", wrapper.validity().toSeconds());
  }

  private static Fields issuer(Optional<ItemId> issuer) {
    return new Fields().text("issuer", issuer.map(ItemId::key));
  }

  private static List<String> words(Set<Usage> usages) {
    return usages.stream().sorted().map(Usage::word).toList();
  }

  /** What a file will hold; nothing where that is not known yet. */
  static Fields of(Optional<Content> content) {
    return content
        .map(known ->
            switch (known) {
              case Content.Known(Sha256 hash, long size) ->
                  new Fields()
                      .object(
                          "after", new Fields().number("size", size).text("sha256", hash.hex()));
              case Content.Local(Sha256 hash, Optional<Long> size) ->
                  new Fields()
                      .object(
                          "after", new Fields().number("size", size).text("sha256", hash.hex()));
              case Content.ToBeIssued _, Content.Unavailable _ -> new Fields();
            })
        .orElseGet(Fields::new);
  }
}
