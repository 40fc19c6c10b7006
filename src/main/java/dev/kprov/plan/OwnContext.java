package dev.kprov.plan;

import java.util.List;
import java.util.Optional;

/**
 * What the operator's own kubeconfig has of the cluster.
 *
 * @param context what the context is called there
 * @param file the kubeconfig that has it, or would get it
 * @param lacks what is to be changed, a sentence each; none where all is as it should be
 * @param bar why nothing can be changed there, if so
 */
public record OwnContext(
    String context, String file, List<String> lacks, Optional<Change.Blocked> bar) {

  public OwnContext {
    lacks = List.copyOf(lacks);
  }
}
