package dev.kprov.plan;

import dev.kprov.base.StorePath;
import dev.kprov.pki.Holding;
import dev.kprov.pki.Item;
import dev.kprov.pki.Pki;
import dev.kprov.pki.StoreState;
import dev.kprov.state.Content;
import dev.kprov.state.FileKind;
import java.util.HashMap;
import java.util.Map;

/** What is known of the content of every file of the store, given what was decided. */
final class Contents {

  private Contents() {}

  static Map<StorePath, Content> of(Pki pki, StoreState store, Decisions decisions) {
    Map<StorePath, Content> contents = new HashMap<>();
    for (Item item : pki.items()) {
      Decision decision = decisions.of(item.id());
      Holding held = store.of(item.id());
      item.files()
          .forEach((path, kind) -> contents.put(path, content(item, path, kind, held, decision)));
    }
    return contents;
  }

  private static Content content(
      Item item, StorePath path, FileKind kind, Holding held, Decision decision) {
    Content.Known known = held.files().get(path);
    if (held.sealed() && kind == FileKind.PRIVATE_KEY) {
      return new Content.Unavailable(
          "the key of " + item.id() + " is encrypted, so no host could use it",
          "keep it off the hosts: vars: { caKeysOnHosts: false } in the inventory, or a playbook of"
              + " your own that does not push it");
    }
    return switch (decision) {
      case Decision.Make(Change.Issue issue) ->
          known != null && !issue.newKey() && isKey(kind)
              ? known
              : new Content.ToBeIssued(String.join("; ", issue.reasons()));
      case Decision.Wait(String cause, String remedy) -> new Content.Unavailable(cause, remedy);
      case Decision.Await(var blocked) ->
          new Content.Unavailable(Decisions.needs(blocked), blocked.remedy());
      case Decision.Bar(var _, boolean usable) when !usable ->
          new Content.Unavailable("needs " + item.id(), Decisions.SEE_STORE);
      case Decision.Bar _, Decision.Keep _, Decision.Recover _ ->
          known != null
              ? known
              : new Content.Unavailable(path + " is missing from the store", "restore the store");
    };
  }

  private static boolean isKey(FileKind kind) {
    return kind == FileKind.PRIVATE_KEY || kind == FileKind.PUBLIC_KEY;
  }
}
