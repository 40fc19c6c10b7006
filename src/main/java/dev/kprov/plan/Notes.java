package dev.kprov.plan;

import dev.kprov.pki.Item;
import dev.kprov.playbook.Playbook;
import java.util.List;

/** What the playbook wants to be told of items when they are made. */
public final class Notes {

  private Notes() {}

  /** The findings for some changes of the store. */
  public static List<Finding> of(Playbook playbook, List<Change> changes) {
    return changes.stream()
        .filter(Change.Issue.class::isInstance)
        .map(change -> ((Change.Issue) change).item())
        .flatMap(item -> of(playbook, item).stream())
        .toList();
  }

  private static List<Finding> of(Playbook playbook, Item item) {
    return playbook.pki().notes(item.id()).stream()
        .map(note -> new Finding(Severity.WARNING, item.id().toString(), note.text(), note.hint()))
        .toList();
  }
}
