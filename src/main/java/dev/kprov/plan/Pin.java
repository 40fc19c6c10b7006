package dev.kprov.plan;

import dev.kprov.base.Sha256;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.pki.KeyInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a saved plan holds fast of an item to be issued, beside what the playbook says of it.
 *
 * @param key SHA-256 of the public key that is kept; empty where a new one is made
 * @param notAfter when its certificate will end; empty where it gets none
 */
public record Pin(Optional<Sha256> key, Optional<Instant> notAfter) {

  /** The pins of all items that a plan issues, by {@link ItemId#key}. */
  public static Map<String, Pin> of(Plan plan, World world) {
    Map<String, Pin> pins = new LinkedHashMap<>();
    for (Change change : plan.local()) {
      if (change instanceof Change.Issue(Item item, var _, boolean newKey, var expiry)) {
        Optional<Sha256> kept =
            world.store().of(item.id()).key().map(KeyInfo::publicKey).filter(_ -> !newKey);
        pins.put(item.id().key(), new Pin(kept, expiry.map(Change.Issue.Expiry::to)));
      }
    }
    return pins;
  }
}
