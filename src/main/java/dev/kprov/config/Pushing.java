package dev.kprov.config;

import dev.kprov.base.RunFailure;
import java.nio.file.Path;

/** Whether files may be pushed, so that those of the operator's machine must be there. */
@FunctionalInterface
public interface Pushing {

  /**
   * From a store: nothing is pushed from a public export of one.
   *
   * @param store where the cluster's store lies unless somebody says otherwise
   */
  boolean from(Path store) throws RunFailure;
}
