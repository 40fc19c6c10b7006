package dev.kprov.wire;

import dev.kprov.base.RemotePath;
import dev.kprov.state.Observed;
import java.util.Map;

/**
 * What became of an apply.
 *
 * @param failures by path: why it was not done, without host and path; a path that is missing here
 *     was done
 * @param after the state read back after the swap
 */
public record ApplyReply(Map<RemotePath, String> failures, Observed after) {

  public ApplyReply {
    failures = Map.copyOf(failures);
  }
}
