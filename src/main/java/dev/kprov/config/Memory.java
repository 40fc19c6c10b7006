package dev.kprov.config;

import dev.kprov.base.RunFailure;
import dev.kprov.pki.Ledger;
import java.nio.file.Path;

/** What the store remembers of earlier runs; asked only where a playbook depends on it. */
@FunctionalInterface
public interface Memory {

  /**
   * What was issued for a cluster.
   *
   * @param store where the cluster's store lies unless somebody says otherwise
   */
  Ledger of(Path store) throws RunFailure;
}
