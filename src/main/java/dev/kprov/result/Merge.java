package dev.kprov.result;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of the operator's own kubeconfig.
 *
 * @param context the context of this cluster
 * @param file the kubeconfig that has it
 * @param changes what was changed, one sentence each, with the file where that is another one; none
 *     where all is as it should be
 * @param current whether kubectl uses the context when nothing else is said
 * @param dryRun whether nothing was written
 */
public record Merge(
    String context, Path file, List<String> changes, boolean current, boolean dryRun) {

  public Merge {
    changes = List.copyOf(changes);
  }
}
