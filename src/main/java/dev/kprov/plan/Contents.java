package dev.kprov.plan;

import dev.kprov.base.StorePath;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import dev.kprov.state.Content;
import dev.kprov.state.FileKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What is known of the content of every file of the store, given what was decided. */
final class Contents {

  private Contents() {}

  static Map<StorePath, Content> of(Pki pki, StoreState store, Map<ItemId, Decision> decisions) {
    Map<StorePath, Content> contents = new HashMap<>();
    for (Item item : pki.items()) {
      Decision decision = Objects.requireNonNull(decisions.get(item.id()));
      Holding held = store.of(item.id());
      item.files()
          .forEach((path, kind) -> contents.put(path, content(item, path, kind, held, decision)));
    }
    return contents;
  }

  private static Content content(
      Item item, StorePath path, FileKind kind, Holding held, Decision decision) {
    Content.Known known = held.files().get(path);
    return switch (decision) {
      case Decision.Make(Change.Issue issue) ->
          known != null && kind == FileKind.PRIVATE_KEY && !issue.newKey()
              ? known
              : new Content.ToBeIssued(String.join("; ", issue.reasons()));
      case Decision.Wait(String cause, String remedy) -> new Content.Unavailable(cause, remedy);
      case Decision.Bar _ when !decision.stands() -> needs(item.id());
      case Decision.Bar _, Decision.Keep _, Decision.Recover _ ->
          known != null
              ? known
              : new Content.Unavailable(path + " is missing from the store", "restore the store");
    };
  }

  private static Content.Unavailable needs(ItemId id) {
    return new Content.Unavailable("needs " + id, "see what is said of " + id);
  }
}
