package dev.kprov.result;

import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.pki.ItemId;
import dev.kprov.plan.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a store was given of a cluster that runs already.
 *
 * @param taken in the order of the PKI
 * @param left what hosts hold, and was not taken
 * @param nowhere what neither store nor any host has, and the plan issues
 * @param recorded how many lines the ledger was given
 * @param journal the line that was written to the journal; empty where nothing was new
 */
public record Adoption(
    List<Taken> taken,
    List<Finding> left,
    List<ItemId> nowhere,
    int recorded,
    Optional<JournalHead> journal) {

  /**
   * What was taken of an item.
   *
   * @param files in the store
   * @param host whose they are
   * @param kubeconfig the kubeconfig that they were in, where they are no files there
   * @param key hash of the public key, where one is known; of the key itself for an encryption key
   * @param notAfter the end of its certificate
   * @param differing hosts that hold another one in its place
   */
  public record Taken(
      ItemId item,
      List<StorePath> files,
      String host,
      Optional<StorePath> kubeconfig,
      Optional<Sha256> key,
      Optional<Instant> notAfter,
      List<String> differing) {

    public Taken {
      files = List.copyOf(files);
      differing = List.copyOf(differing);
    }
  }

  public Adoption {
    taken = List.copyOf(taken);
    left = List.copyOf(left);
    nowhere = List.copyOf(nowhere);
  }

  /** Whether the store has more than before. */
  public boolean changed() {
    return !taken.isEmpty() || recorded > 0;
  }

  /** The same, once the journal remembers it. */
  public Adoption with(JournalHead head) {
    return new Adoption(taken, left, nowhere, recorded, Optional.of(head));
  }
}
