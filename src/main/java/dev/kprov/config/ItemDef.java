package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.inventory.Role;
import dev.kprov.pki.ItemId;
import dev.kprov.text.Node;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the section {@code pki} before it is made for the cluster or for its hosts.
 *
 * @param perHost whether there is one for each host of the roles
 * @param roles the roles of {@code for}
 */
record ItemDef(
    ItemId.Section section,
    String name,
    Place place,
    Node node,
    boolean perHost,
    List<Role> roles) {

  ItemDef {
    roles = List.copyOf(roles);
  }

  ItemId id(Frame frame) {
    Optional<String> host = perHost ? frame.host().map(h -> h.name()) : Optional.empty();
    return new ItemId(section, name, host);
  }

  /** Whether an item was made from this entry. */
  boolean names(ItemId id) {
    return id.section() == section && id.name().equals(name);
  }

  @Override
  public String toString() {
    return section.word() + " " + name;
  }
}
