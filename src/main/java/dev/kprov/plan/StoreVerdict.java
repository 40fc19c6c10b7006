package dev.kprov.plan;

import java.util.List;

/**
 * What was judged about the store's own files, where the playbook asks for that.
 *
 * @param tally how many of the files are there
 * @param verdicts on each certificate of which the plan has nothing to tell
 */
public record StoreVerdict(Tally tally, List<Verdict> verdicts) {
  public StoreVerdict {
    verdicts = List.copyOf(verdicts);
  }

  public boolean good() {
    return tally.found() == tally.wanted() && verdicts.stream().allMatch(Verdict::good);
  }
}
