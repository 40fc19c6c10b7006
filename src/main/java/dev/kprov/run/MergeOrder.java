package dev.kprov.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the operator wants of a merge.
 *
 * @param files the kubeconfigs that kubectl reads, in its order; never none
 * @param like the kubeconfig of the playbook that is merged; by default {@code admin}
 * @param name what cluster, user and context are called there; by default as in the playbook, and
 *     {@code USER@CLUSTER} where its context does not tell the cluster
 * @param use whether the context becomes the current one even where there is one
 * @param overwrite whether entries of another cluster that have the same names are given up
 * @param dryRun whether nothing is to be written
 */
public record MergeOrder(
    List<Path> files,
    Optional<String> like,
    Optional<String> name,
    boolean use,
    boolean overwrite,
    boolean dryRun) {

  public MergeOrder {
    files = List.copyOf(files);
  }
}
