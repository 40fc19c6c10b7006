package dev.kprov.result;

import dev.kprov.plan.Wishes;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a plan was asked for with, so that it can be made once more.
 *
 * @param inventory the file as the operator named it
 * @param set the values of {@code --set}, by var
 * @param limit the pattern of {@code --limit}
 * @param store the folder of {@code --store} as the operator named it
 * @param assumeNewCluster whether the operator vouched that no earlier cluster is to be kept
 * @param reissue what is to be made again though it is good, as {@code --reissue} names it
 * @param newKeys whether that gets new keys
 * @param prune what is removed that nobody wants
 */
public record PlanOptions(
    Path inventory,
    Map<String, String> set,
    Optional<String> limit,
    Optional<Path> store,
    boolean assumeNewCluster,
    List<String> reissue,
    boolean newKeys,
    Wishes.Prune prune) {

  public PlanOptions {
    set = Collections.unmodifiableMap(new TreeMap<>(set));
    reissue = List.copyOf(reissue);
  }
}
